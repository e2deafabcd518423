"""What staff write in a case that is no fact of the person, and what waits for somebody's answer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from amparo.casework.models.kept import Case
from amparo.casework.models.staff import Agency, User


class Paper(models.Model):
    """One paper of a case, sealed, and kept for ever: a note, an interview, a decision, a letter (`papers.py`).

    Nothing but its compartment can be read without the key; `number` is its place among the papers of the case.
    """

    id = models.CharField(max_length=32, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    compartment = models.CharField(max_length=20)
    sealed = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="paper_in_order")]

    def __str__(self) -> str:
        return self.id


class Waiting(models.Model):
    """Something in a case that waits for an answer of an agency: a second reader, the second of two, a challenge.

    `about` is the paper that asks; `by` asked, and is never who answers. `due` is when it should be answered.
    """

    id = models.CharField(max_length=32, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=64)
    since = models.DateTimeField()
    due = models.DateTimeField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["agency", "ended", "due"]), models.Index(fields=["case", "ended"])]

    def __str__(self) -> str:
        return self.id


class Hand(models.Model):
    """Whose hands an owed duty is in (`mark` as of the task), or until when it was put off; `paper` says why."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    mark = models.CharField(max_length=32)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    until = models.DateField(null=True)
    paper = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "mark"], name="hand_once")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.mark}"


class Tag(models.Model):
    """What ties cases of one agency together: a raid, a boat, a family. Its name is sealed; it shares no fact."""

    id = models.CharField(max_length=32, primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    sealed = models.BinaryField()
    since = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.id


class Tagged(models.Model):
    """A case bears a tag."""

    tag = models.ForeignKey(Tag, on_delete=models.PROTECT)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    since = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "ended"])]

    def __str__(self) -> str:
        return f"{self.tag_id}/{self.case_id}"
