"""Recovery: the time to recover and to think, its days, how it begins, goes on and ends, and the choices made in it."""
