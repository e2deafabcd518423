"""What the person was told, agreed to and says: the pages of who works with them."""
