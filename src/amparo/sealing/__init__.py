"""What makes the record useless to a thief: keys, sealed values, shares, tombstones, blind indexes, signatures."""
