"""Doing once what was asked twice: a write with an idempotency key keeps its answer in the transaction of the act itself.

Whoever lost the line sends the same again under the same key, and gets the answer of the first time. What is kept is forgotten
after a day (`forgetting.py`), and is sealed for the agency whose user asked.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from amparo.casework.actor import Actor
from amparo.casework.inbox import opened_for, sealed_for
from amparo.casework.models import Answered
from amparo.casework.moment import now
from amparo.errors import AmparoError

_KEY: Final = re.compile(r"[\x21-\x7e]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Once:
    """One request that is to be done once: whose, under which key, and a digest of what was asked."""

    actor: Actor
    key: str
    asked: str

    def is_known(self) -> bool:
        """Say whether this user sent a request under this key before; what it was answered may be theirs to see no more."""
        return Answered.objects.filter(user=self.actor.user, key=self.key).exists()

    def before(self) -> tuple[int, Mapping[str, Any]] | None:
        """Return what it was answered the first time; raise `AmparoError` where the key was used for something else."""
        row = Answered.objects.filter(user=self.actor.user, key=self.key).first()
        if row is None:
            return None
        if row.asked != self.asked:
            raise AmparoError("key-used-otherwise", "this idempotency key was used for another request", help="make a new key")
        return row.status, opened_for(self.actor.agency, "answered", self._place(), bytes(row.sealed))

    def keep(self, status: int, said: Mapping[str, Any]) -> None:
        """Keep the answer, inside the transaction of the act; of two at once the second is refused, and so undone."""
        sealed = sealed_for(self.actor.agency, "answered", self._place(), said)
        Answered.objects.create(user_id=self.actor.user, key=self.key, asked=self.asked, status=status, sealed=sealed, at=now())

    def _place(self) -> str:
        return f"{self.actor.user}/{self.key}"


def once_of(actor: Actor, key: str, asked: bytes) -> Once:
    """Return a request as one to be done once; raise `AmparoError` for a key that is none."""
    if not _KEY.fullmatch(key):
        raise AmparoError("wrong-idempotency-key", "an idempotency key has from 1 to 64 plain signs", where="Idempotency-Key")
    return Once(actor, key, hashlib.sha256(asked).hexdigest())
