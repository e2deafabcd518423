"""By what a person speaks for themselves: a code to follow their case, and what they said with it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from amparo.casework.models.kept import Case
from amparo.casework.models.staff import Agency, User


class PersonCode(models.Model):
    """A code that a person follows their case with: a keyed digest, and what it shows, sealed for the agency that answers.

    The code itself is shown once and kept nowhere. What it shows tells nothing of trafficking, of a place or of anybody.
    """

    id = models.CharField(max_length=32, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "ended"])]

    def __str__(self) -> str:
        return self.id


class PersonSaid(models.Model):
    """What a person said by themselves: a message, a request about their data, or feedback; sealed for the agency that answers.

    Feedback names no case (`code` is empty), so that nobody who decides on the person reads it as a part of the case.
    """

    id = models.CharField(max_length=32, primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    code = models.ForeignKey(PersonCode, on_delete=models.PROTECT, null=True)
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    due = models.DateTimeField(null=True)
    sealed = models.BinaryField()
    state = models.CharField(max_length=20)
    answered = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["agency", "state", "due"])]

    def __str__(self) -> str:
        return self.id
