"""The doors: the command line, the API and the pages; none of them opens onto another."""
