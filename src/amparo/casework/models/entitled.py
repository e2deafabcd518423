"""Who may look at which case, why, and until when. Each row is ended, never taken away."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from amparo.casework.models.kept import Case
from amparo.casework.models.staff import Agency, User


class Membership(models.Model):
    """A user works on a case, in a role, for a purpose, until an end."""

    id = models.CharField(max_length=32, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.PROTECT)
    role = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "user"])]

    def __str__(self) -> str:
        return self.id


class Grant(models.Model):
    """The consent, or another legal basis, on which an agency may read; `recorded`, sealed, is what it rests on."""

    id = models.CharField(max_length=32, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    compartments = models.JSONField()
    basis = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded = models.BinaryField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "agency"])]

    def __str__(self) -> str:
        return self.id


class Conflict(models.Model):
    """A user has said, or somebody else found, that they must not see a case."""

    id = models.CharField(max_length=32, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.PROTECT)
    since = models.DateTimeField()
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "user"])]

    def __str__(self) -> str:
        return self.id


class BreakGlass(models.Model):
    """A case opened in an emergency: one compartment, read only, for an hour, and reviewed afterwards."""

    id = models.CharField(max_length=32, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.PROTECT)
    compartment = models.CharField(max_length=20)
    ground = models.CharField(max_length=40)
    reason = models.BinaryField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    seconded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "since"]), models.Index(fields=["case", "until"])]

    def __str__(self) -> str:
        return self.id
