"""Proofs of packs: every person who could exist, asked about at once (owns z3)."""
