"""What holds the keys: wraps, tombstones, cursors of rotation, holds on erasure, blind figures."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from amparo.casework.models.kept import Case
from amparo.casework.models.staff import User


class WrapRow(models.Model):
    """A data key that one agency may open (`sealing.wrap.Wrap`); `person` is a case, or `installation`. Erasure deletes it."""

    data_key = models.CharField(max_length=32)
    person = models.CharField(max_length=64)
    agency = models.CharField(max_length=64)
    compartment = models.CharField(max_length=20)
    month = models.CharField(max_length=7)
    sealed = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["data_key", "agency"], name="wrap_once")]
        indexes: ClassVar = [models.Index(fields=["person", "agency"]), models.Index(fields=["agency", "month"])]

    def __str__(self) -> str:
        return f"{self.data_key}/{self.agency}"


class Stone(models.Model):
    """A signed tombstone (`sealing.erasure.Tombstone`), kept for ever."""

    number = models.PositiveIntegerField(primary_key=True)
    before = models.BinaryField()
    person = models.CharField(max_length=64)
    compartment = models.CharField(max_length=20)
    generation = models.PositiveIntegerField()
    at = models.CharField(max_length=20)
    signature = models.BinaryField()

    def __str__(self) -> str:
        return str(self.number)


class LegalHold(models.Model):
    """Nothing of this case is erased until two people have released it."""

    id = models.CharField(max_length=32, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    ground = models.CharField(max_length=40)
    since = models.DateTimeField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    released_too_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.id


class Rotation(models.Model):
    """How far a rotation of keys has come, so that any later run goes on from there."""

    owner = models.CharField(max_length=64, primary_key=True)
    month = models.CharField(max_length=7)
    cursor = models.CharField(max_length=160, blank=True)
    done = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.owner


class IndexFigure(models.Model):
    """A blind figure by which an agency finds a case (`sealing.index`); none for a person under a chosen name."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    agency = models.CharField(max_length=64)
    purpose = models.CharField(max_length=64)
    figure = models.PositiveBigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["agency", "purpose", "figure"])]

    def __str__(self) -> str:
        return f"{self.agency}/{self.purpose}"


class Canary(models.Model):
    """A keyed mark of a case that belongs to nobody: whoever opens it is browsing. The mark tells nothing without the key."""

    mark = models.CharField(max_length=64, primary_key=True)

    def __str__(self) -> str:
        return "canary"
