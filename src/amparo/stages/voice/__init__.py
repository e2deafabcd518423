"""The person's own voice: a code to follow their case, what they say with it, what they say about the help."""
