"""Agencies and the people who work for them: no case stands here."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class Agency(models.Model):
    """A body that takes part: `body` is its kind, an actor of the vocabulary, from which its mandate follows."""

    id = models.CharField(max_length=64, primary_key=True)
    title = models.CharField(max_length=200)
    body = models.CharField(max_length=40)
    since = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title


class Staff(BaseUserManager["User"]):
    """How users are made; nobody makes one but `casework/people.py`."""

    def create_user(self, username: str, password: str | None = None, **extra: Any) -> User:
        user = User(username=username, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who signs in: of one agency, with one bundle of rights (`casework/bundles.py`)."""

    id = models.CharField(max_length=32, primary_key=True)
    username = models.CharField(max_length=64, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    bundle = models.CharField(max_length=40)
    is_active = models.BooleanField(default=True)
    since = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    objects: ClassVar[Staff] = Staff()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.username


class Admission(models.Model):
    """How a user gets in who has nothing to sign in with: one person asks, another agrees, a code opens once."""

    id = models.CharField(max_length=32, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT)
    asked_by = models.CharField(max_length=32)
    asked = models.DateTimeField()
    agreed_by = models.CharField(max_length=32, blank=True)
    code = models.CharField(max_length=64, blank=True)
    until = models.DateTimeField()
    used = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.id


class Passing(models.Model):
    """What is remembered for an hour at most, by all processes alike: tries at the sign-in. Django's cache writes the rows."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "casework_passing"

    def __str__(self) -> str:
        return "passing"
