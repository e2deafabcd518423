"""Rules: the language of the law, its packs, and what they decide for one person."""
