"""Explaining: questions that would settle most, reasons in words, answers in the shapes that doors hand out."""
