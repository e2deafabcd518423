"""How the routes of cases write: once for each idempotency key, and only on what the caller has seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.once import Once, once_of
from amparo.casework.sight import Sight
from amparo.errors import AmparoError

IDEMPOTENCY: Final = "Idempotency-Key"
IF_MATCH: Final = "If-Match"
MADE: Final = 201

Said = Mapping[str, Any]
Keep = Callable[[Said], None]
"""Keeps the answer, inside the transaction of the act."""


def version_of(sight: Sight) -> str:
    """Return the version of a case as one user sees it: it changes with every statement that they may read."""
    seen = json.dumps(dict(sight.seen), sort_keys=True)
    return hashlib.sha256(f"{seen}/{len(sight.papers)}".encode()).hexdigest()[:32]


def seen_of(request: HttpRequest, who: Actor, case: str) -> Sight:
    """Look at a case that is about to be written to; raise `AmparoError` unless the caller has seen it as it is."""
    sight = look(who, case)
    sent = request.headers.get(IF_MATCH, "").strip().strip('"')
    if not sent:
        raise AmparoError("if-match-missing", "it is not said on which version this rests", help="send `version` as `If-Match`")
    if sent != version_of(sight):
        raise AmparoError("not-as-seen", "the case is not as it was seen", help="look again, and decide", where=IF_MATCH)
    return sight


def done_once(request: HttpRequest, who: Actor, act: Callable[[Keep], Said], *, case: str = "") -> HttpResponse:
    """Do an act and answer it; under an idempotency key that came before, answer the same again and do nothing.

    What was answered of a case is answered again to whoever may still see it, and to nobody else.
    """
    once = _once(request, who)
    if once is None:
        return JsonResponse(dict(act(lambda _said: None)), status=MADE)
    before = _before(once, case)
    if before is None:
        try:
            before = MADE, act(lambda said: once.keep(MADE, said))
        except AmparoError:
            before = _before(once, case)  # the same request, sent twice at once: the other one was first
            if before is None:
                raise
    status, said = before
    return JsonResponse(dict(said), status=status)


def _before(once: Once, case: str) -> tuple[int, Said] | None:
    """Return what was answered the first time; raise `AmparoError` where the case it tells of is no longer theirs to see."""
    if not once.is_known():
        return None
    if case:
        look(once.actor, case)
    return once.before()


def _once(request: HttpRequest, who: Actor) -> Once | None:
    key = request.headers.get(IDEMPOTENCY, "")
    asked = b"\n".join((str(request.method).encode(), request.path.encode(), request.body))
    return once_of(who, key, asked) if key else None
