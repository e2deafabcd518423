"""Facts: what may be said of a person, by whom, and what it settles to."""
