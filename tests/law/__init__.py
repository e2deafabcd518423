"""Tests of the law as data: its words, its instruments, its sources."""
