"""The report of a proof, for a legislator's adviser: whom the law misses, where, and what would mend it."""
