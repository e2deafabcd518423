"""Sessions in the database, under a mark of their key: what stands in the table, or in a dump of it, opens none."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.utils import timezone

_LENGTH: Final = 40
"""Signs of a mark: as many as the table has room for, 160 bits."""


class SessionStore(db.SessionStore):
    """The framework's own store, which looks for the mark of a key instead of the key."""

    def load(self) -> dict[str, Any]:
        found = Session.objects.filter(session_key=_mark(self.session_key or ""), expire_date__gt=timezone.now()).first()
        if found is None:
            self._session_key = None
            return {}
        data: dict[str, Any] = self.decode(found.session_data)
        return data

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=_mark(session_key)).exists()

    def create_model_instance(self, data: Mapping[str, Any]) -> AbstractBaseSession:
        made = super().create_model_instance(dict(data))
        made.session_key = _mark(made.session_key)
        return made

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=_mark(key)).delete()


def _mark(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:_LENGTH]
