"""Figures that tell of many and of nobody: which may be shown, and the proof that no subtraction gives back a small one."""
