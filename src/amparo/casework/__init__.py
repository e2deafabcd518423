"""Casework: the store of people's cases, and the three narrow ways to write, to decide and to look."""
