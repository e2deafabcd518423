"""The pages of what the person is owed: reckoned on terms that are said, kept as papers, taken out as a table."""
