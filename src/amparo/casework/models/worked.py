"""What is worked out of the entries, and can be dropped and rebuilt; and the few rows about the installation itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from amparo.casework.models.kept import Case
from amparo.casework.models.staff import Agency, User


class Determined(models.Model):
    """What the law said of a case when it had `size` entries, on a day; `changes_on` is when it may say otherwise by itself.

    `outline`, sealed as well, is the little of it that a list of many cases needs (`outline.py`).
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=100)
    on = models.DateField()
    changes_on = models.DateField(null=True, db_index=True)
    sealed = models.BinaryField()
    outline = models.BinaryField()

    def __str__(self) -> str:
        return self.case_id


class Task(models.Model):
    """A duty that is owed: the case, who owes it (an actor), by when, and a keyed figure of what kind it is.

    `sealed`, as what was determined, is what a list tells of it: rule, item, title, what is to be done, its force.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    binds = models.CharField(max_length=40)
    due = models.DateField(null=True)
    mark = models.CharField(max_length=32)
    sealed = models.BinaryField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["binds", "due"]), models.Index(fields=["case", "mark"])]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.mark}"


class Notice(models.Model):
    """Something that an agency, or one user of it, must be told: an emergency opening, a canary, an erasure to come."""

    id = models.CharField(max_length=32, primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    read = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.id


class Installation(models.Model):
    """The one row about the installation: which law it works under, and whether its people are invented."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    law = models.CharField(max_length=200)
    since = models.DateTimeField()
    release = models.CharField(max_length=20)
    demonstration = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.law


class Lease(models.Model):
    """Who does a thing that only one process may do at a time: the ticker, the sequencer."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=64)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Lately(models.Model):
    """What the installation did last, and when: a backup, a tick, a rehearsal of the recovery shares."""

    what = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.what
