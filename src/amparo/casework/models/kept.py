"""What is kept of a case, for ever: triggers refuse to change or delete an entry or a label."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from amparo.casework.models.staff import Agency
from amparo.casework.moment import now


class Case(models.Model):
    """One person's case under a random id; `agency` keeps it, and `size` counts its entries.

    `since` is when it was opened here, `closed` when work on it was ended by a decision; until then it is open. `moved` is when
    something was last stated or written in it. `owed` and `due`, as last worked out, are how many duties whoever keeps it owes,
    and by which day the first of them: a count and a day, which tell no kind.
    """

    id = models.CharField(max_length=32, primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    size = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(default=now)
    closed = models.DateTimeField(null=True)
    moved = models.DateTimeField(default=now)
    owed = models.PositiveIntegerField(default=0)
    due = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["agency", "closed", "since"]),
            models.Index(fields=["agency", "closed", "moved"]),
            models.Index(fields=["agency", "closed", "due"]),
        ]

    def __str__(self) -> str:
        return self.id


class Kept(models.Model):
    """One entry of the ledger, sealed; nothing but its compartment can be read without the key."""

    id = models.CharField(max_length=64, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    compartment = models.CharField(max_length=20)
    sealed = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="kept_in_order")]

    def __str__(self) -> str:
        return self.id


class Label(models.Model):
    """What a case is called, a version at a time: `called` (the safe name on every page), and the names that searches find."""

    id = models.CharField(max_length=32, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    field = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "field", "version"], name="label_version")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.field}"
