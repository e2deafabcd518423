"""Screening: profiles of indicators. A signal for people to look at, never a decision, and never a no."""
