"""Asylum: told of it, asked for fear and harm, and all that before anybody contacts the State of origin. No HTTP."""
