"""What goes from one agency to another, and what comes in from outside: referrals, reports, the services there are."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from amparo.casework.models.kept import Case
from amparo.casework.models.staff import Agency, User


class Provider(models.Model):
    """A service in the directory: who gives it, what, where, in which languages, and how it is reached; nobody's data.

    `agency` is set where the provider takes part in this installation; `listed_by` keeps the entry up to date.
    """

    id = models.CharField(max_length=32, primary_key=True)
    listed_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    kinds = models.JSONField()
    area = models.CharField(max_length=80)
    languages = models.JSONField()
    reached = models.CharField(max_length=200)
    hours = models.CharField(max_length=200, blank=True)
    places = models.PositiveIntegerField(null=True)
    confirmed = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title


class Partner(models.Model):
    """Another installation that cases are referred to in sealed bundles: its public keys, as it gave them by a safe way."""

    id = models.CharField(max_length=32, primary_key=True)
    title = models.CharField(max_length=200)
    body = models.CharField(max_length=40)
    card = models.BinaryField()
    since = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title


class Referral(models.Model):
    """A case offered to an agency: to help in it, or (`is_transfer`) to take it over. Nothing moves before it is accepted.

    `offer`, sealed for the receiver alone, is what it is shown before; of a refused one it is emptied. What the sender wrote is
    a paper of the case. `sender` is empty for one that came from a partner, and then there is no case before it is accepted.
    """

    id = models.CharField(max_length=32, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True)
    sender = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    receiver = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    reserve = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True)
    is_transfer = models.BooleanField()
    state = models.CharField(max_length=20)
    sent = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    due = models.DateTimeField()
    escalated = models.DateTimeField(null=True)
    answered = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    offer = models.BinaryField()
    grants = models.JSONField(default=list)
    paper = models.CharField(max_length=32, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["receiver", "state", "due"]),
            models.Index(fields=["sender", "state", "due"]),
            models.Index(fields=["case", "state"]),
        ]

    def __str__(self) -> str:
        return self.id


class Report(models.Model):
    """What somebody without a sign-in told of a person who may need help; sealed for the agency that answers such reports."""

    id = models.CharField(max_length=32, primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    at = models.DateTimeField()
    due = models.DateTimeField()
    is_urgent = models.BooleanField()
    sealed = models.BinaryField()
    state = models.CharField(max_length=20)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True)
    answered = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["agency", "state", "due"])]

    def __str__(self) -> str:
        return self.id


class Imported(models.Model):
    """That a row of an agency's old records became a case: a keyed mark of its old number, so that none comes twice."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    mark = models.CharField(max_length=32)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "mark"], name="imported_once")]

    def __str__(self) -> str:
        return self.mark


class ApiKey(models.Model):
    """By which another system acts for a user of an agency: a digest of the secret, which is shown once and kept nowhere."""

    id = models.CharField(max_length=32, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.id


class Answered(models.Model):
    """What a request with an idempotency key was answered, sealed, so that the same request is done once."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    asked = models.CharField(max_length=64)
    status = models.PositiveIntegerField()
    sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "key"], name="answered_once")]

    def __str__(self) -> str:
        return self.key
