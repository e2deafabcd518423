"""Bring your cases: old records become cases, a row at a time; what it did not hold is told from what was never asked."""
