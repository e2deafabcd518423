"""Residence: the stay applied for, weighed, decided, renewed; and what a lawyer files for it."""
