"""Who has a place to sleep, and who waits for one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from amparo.casework.models.referring import Provider
from amparo.casework.models.staff import Agency, User


class Placement(models.Model):
    """That somebody has a place with a provider, or waits for one. Who it is (the case), and where, stands sealed."""

    id = models.CharField(max_length=32, primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT)
    state = models.CharField(max_length=20)
    since = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    sealed = models.BinaryField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["agency", "ended"]), models.Index(fields=["provider", "state", "ended"])]

    def __str__(self) -> str:
        return self.id
