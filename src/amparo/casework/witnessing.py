"""Sending the newest head to a witness: somebody outside who keeps it, and to whom the log proves that it only grew.

What is sent is one JSON object: `head` (the line that `log verify --head` reads), `key` (the id of the public key), `from`
(the size of the head that the witness has, 0 for the first time) and `proof` (the hashes of RFC 9162 2.1.4.1, in hexadecimal).
Any 2xx is taken as kept. A witness that has another size answers 409 with that size alone, and is sent the proof from there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import Final
from urllib.error import HTTPError
from urllib.parse import SplitResult, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from django.db import transaction

from amparo.casework.actor import ITSELF
from amparo.casework.keys import signing
from amparo.casework.log import log
from amparo.casework.log_export import newest_head, records
from amparo.casework.models import Witness
from amparo.casework.moment import now
from amparo.casework.sequencing import sequence
from amparo.errors import AmparoError
from amparo.ledger.head import Head
from amparo.ledger.tree import Tree, leaf_hash

WAIT: Final = 30.0
LONGEST: Final = 400
_ANSWER: Final = 2000
"""Bytes of an answer that are kept."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The head that a witness now has, and the size that it had before."""

    head: Head
    before: int


def witness(url: str) -> Sent:
    """Send the newest head to a witness, with the proof that the log goes on from what it has; keep what was sent."""
    place = _place(url)
    while sequence():
        pass
    head = newest_head()
    tree = _tree(head)
    kept = Witness.objects.filter(url=url).first()
    before = kept.size if kept else 0
    status, answer = _post(url, _body(head, before, tree))
    if status == HTTPStatus.CONFLICT and answer.strip().isdigit():
        before = _known(int(answer), head, place)
        status, answer = _post(url, _body(head, before, tree))
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise AmparoError(
            "witness-refused", f"the witness answered {status} and did not keep the head", help="ask who runs it", where=place
        )
    _keep(url, place, head, answer)
    return Sent(head, before)


def _keep(url: str, place: str, head: Head, answer: str) -> None:
    with transaction.atomic():
        sent = {"size": head.size, "head": head.line().strip(), "at": now(), "answer": answer}
        Witness.objects.update_or_create(url=url, defaults=sent)
        log("witnessed", ITSELF, about={"witness": place, "size": head.size, "root": head.root.hex()})


def _tree(head: Head) -> Tree:
    """Return the tree over the entries as they are stored; raise `AmparoError` unless it is that of the head."""
    tree = Tree()
    for record in records(head.size):
        tree.add(leaf_hash(record))
    if tree.root(head.size) != head.root:
        raise AmparoError(
            "log-broken", "the entries of the log are not those that its head was signed over", help="run `amparo doctor`"
        )
    return tree


def _body(head: Head, before: int, tree: Tree) -> bytes:
    proof = _proof(tree, before, head.size)
    table = {"head": head.line(), "key": signing().public.id, "from": before, "proof": [each.hex() for each in proof]}
    return json.dumps(table).encode("ascii")


def _proof(tree: Tree, before: int, size: int) -> Sequence[bytes]:
    return tree.consistency(before, size) if 0 < before <= size else ()


def _known(size: int, head: Head, place: str) -> int:
    if size > head.size:
        raise AmparoError(
            "witness-knows-more",
            f"the witness has a head over {size} entries, and this log has {head.size}: it was cut short",
            help="was an older copy restored? keep both logs, and tell whoever answers for the installation",
            where=place,
        )
    return size


class _NoRedirect(HTTPRedirectHandler):
    """A head goes where it was sent, and nowhere else."""

    def redirect_request(self, *_: object) -> None:
        return


_OPENER: Final[OpenerDirector] = build_opener(_NoRedirect)


def _post(url: str, body: bytes) -> tuple[int, str]:
    request = Request(url, data=body, headers={"Content-Type": "application/json"}, method="POST")  # noqa: S310 see `_place`
    try:
        with _OPENER.open(request, timeout=WAIT) as answer:
            return answer.status, answer.read(_ANSWER).decode("utf-8", "replace").replace("\0", "")
    except HTTPError as error:
        with error:
            return error.code, error.read(_ANSWER).decode("utf-8", "replace")
    except (OSError, HTTPException, ValueError):
        pass  # what it says may hold the address with its parts
    raise AmparoError(
        "witness-unreachable", "the witness does not answer", help="nothing was kept; try again later", where=_place(url)
    )


def _place(url: str) -> str:
    """Return the host of an address; raise `AmparoError` for one that is none of a witness."""
    try:
        parts: SplitResult | None = urlsplit(url)
        host = parts.hostname if parts else None
    except ValueError:
        parts = host = None
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST
    if parts is None or not host or not plain or parts.scheme not in ("http", "https") or "@" in parts.netloc:
        raise AmparoError(
            "wrong-witness", "that is not the address of a witness", help="`https://HOST/...`, without a password"
        )
    return host
