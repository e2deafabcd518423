"""What every page is made of: the ground template, components, style, and forms from the vocabulary."""
