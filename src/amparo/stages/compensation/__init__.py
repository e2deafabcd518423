"""What the person lost and is owed, reckoned head by head: low, likely and high, each with what it assumes."""
