"""The door for people: the Django application, its pages and its server."""
