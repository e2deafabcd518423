"""The log. Rows are added, and triggers refuse to change or delete them; what a row says is sealed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class LogRow(models.Model):
    """One entry (`ledger.leaf.LogRecord`): its id and the sealed body; `sealed_for` is whose data key opens it, and which.

    The id of that key stands here and not in the body, so that an export tells nobody which entries are of one case.
    """

    id = models.CharField(max_length=64, primary_key=True)
    sealed_for = models.CharField(max_length=64)
    data_key = models.CharField(max_length=32)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return self.id


class LogMention(models.Model):
    """Which entries speak of a case or a user: a keyed mark, so that a thief learns of no case how often it is opened."""

    row = models.ForeignKey(LogRow, on_delete=models.PROTECT)
    mark = models.CharField(max_length=32)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["mark"])]

    def __str__(self) -> str:
        return self.mark


class LogOrder(models.Model):
    """The place of an entry in the tree, from 0."""

    index = models.PositiveBigIntegerField(primary_key=True)
    row = models.OneToOneField(LogRow, on_delete=models.PROTECT)

    def __str__(self) -> str:
        return str(self.index)


class LogQueue(models.Model):
    """Entries that the sequencer has not given their place yet (PostgreSQL alone)."""

    id = models.BigAutoField(primary_key=True)
    row = models.OneToOneField(LogRow, on_delete=models.PROTECT)

    def __str__(self) -> str:
        return str(self.id)


class LogHead(models.Model):
    """A signed head, and the frontier of the tree from which the next is made.

    `clock_ahead` says that the clock was found to have been ahead: until it has caught up, heads keep the moment of the last.
    """

    size = models.PositiveBigIntegerField(primary_key=True)
    moment = models.DateTimeField()
    root = models.BinaryField()
    signature = models.BinaryField()
    frontier = models.BinaryField()
    clock_ahead = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.size)


class Witness(models.Model):
    """Somebody outside who keeps heads: the last one that was sent there, and what was answered."""

    url = models.CharField(max_length=400, primary_key=True)
    size = models.PositiveBigIntegerField()
    head = models.CharField(max_length=300)
    at = models.DateTimeField()
    answer = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.url
