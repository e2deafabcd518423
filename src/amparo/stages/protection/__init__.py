"""Protection: how dangerous things are, what is done about it with the person, what happened, and where the person sleeps."""
