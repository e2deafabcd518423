"""Whether two records speak of one person: evidence in bits, across scripts, spellings and guessed dates."""
