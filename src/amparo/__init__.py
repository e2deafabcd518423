"""Amparo turns the duties of States towards people who are, or may be, victims of trafficking into answers."""

__version__ = "0.1.0"
