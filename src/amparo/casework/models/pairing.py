"""What people judged of two cases: that they are about one person, or about two. Taken back, it stays as what was thought."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from amparo.casework.models.kept import Case
from amparo.casework.models.staff import User


class Pairing(models.Model):
    """One judgement on two cases, the lower id first; the reason is sealed with that one. `undone` ends it.

    Where who either case is about was erased, the reason is empty: it speaks of both.
    """

    id = models.CharField(max_length=32, primary_key=True)
    one = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    is_same = models.BooleanField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.BinaryField()
    undone = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], condition=models.Q(undone=None), name="pairing_stands_once")
        ]

    def __str__(self) -> str:
        return self.id
