"""A paper that came in a partner's file, in words: what it said there, and what waits to be confirmed here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from amparo.casework.referring.contents import TO_CONFIRM
from amparo.desk.library import wording


def is_of_partner(body: Mapping[str, Any]) -> bool:
    """Say whether a paper came in a partner's file."""
    return "from" in body and ("facts" in body or "body" in body)


def quoted(body: Mapping[str, Any]) -> str:
    """Return what was quoted, a line for each fact; of a paper, nothing but from whom it is."""
    lines = [f"{body['from']}:"]
    if body.get("kind") == TO_CONFIRM:
        lines = [
            _("%(sender)s says the following. It counts here once somebody who may state it does:") % {"sender": body["from"]}
        ]
    return "\n".join([*lines, *(_line(each, is_known=body.get("kind") == TO_CONFIRM) for each in body.get("facts", ()))])


def _line(told: Mapping[str, Any], *, is_known: bool) -> str:
    spoken, key, value = wording(), str(told["key"]), told.get("value")
    if is_known and isinstance(value, bool | str):
        said = f"{spoken.fact(key)}: {spoken.value(key, value)}"
    else:
        said = f"{key}: {value}"
    return f"{said} ({spoken.actor(str(told.get('by', '')))}, {str(told.get('recorded', ''))[:10]})"
