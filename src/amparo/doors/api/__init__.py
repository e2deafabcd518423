"""The door for other systems: the law's answers over HTTP, nothing kept."""
