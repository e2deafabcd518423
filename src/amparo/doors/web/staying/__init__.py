"""The time to recover and the stay: their page of a case, and the forms that lead from it."""
