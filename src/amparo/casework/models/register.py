"""The register: who may be found by name and birth, since they agreed to it. Taking somebody out leaves nothing of them."""

from __future__ import annotations

from django.db import models

from amparo.casework.models.kept import Case


class RegisterEntry(models.Model):
    """A person in the register, under the register's own key: `sealed` as searches compare them, `written` as it was given.

    `figures` are the keyed figures by which they are found (`sealing.figures`), eight bytes each; `agreed`, sealed with the
    case, is what the person was told and agreed to.
    """

    id = models.AutoField(primary_key=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT)
    sealed = models.BinaryField()
    written = models.BinaryField()
    figures = models.BinaryField()
    agreed = models.BinaryField()
    since = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class RegisterPosting(models.Model):
    """Who is found by one figure: how many, and their entries, four bytes each; worked out of `RegisterEntry.figures`.

    Where they are too many to help, `entries` is left empty. The row of figure 0 counts all entries.
    """

    figure = models.BigIntegerField(primary_key=True)
    size = models.PositiveIntegerField()
    entries = models.BinaryField()

    def __str__(self) -> str:
        return str(self.figure)


class RegisterRefusal(models.Model):
    """Somebody does not want to be in the register: nobody puts them there until they say otherwise."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.case_id
