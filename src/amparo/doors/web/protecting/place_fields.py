"""The fields of a place: which, with whom, whether it can be left, whether it fits; and of leaving it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.desk.field import Field
from amparo.desk.library import wording
from amparo.doors.web.protecting.asking import choices_of
from amparo.environment import today
from amparo.stages.protection.fit import AMONG, Question
from amparo.stages.protection.housing_form import ELSEWHERE, FREE, HEEDED, KINDS, LONGEST, LOST, REASONS

LEAVE: Final = "leave"
FIELDS: Final = (
    *("provider", "kind", "among", "free", "fits", "short", "wanted", "reason"),
    *(f"{LEAVE}-{name}" for name in ("reason", "to", "day")),
)


def place_fields(places: tuple[tuple[str, str], ...], sent: Mapping[str, str], *, is_moving: bool) -> list[Field]:
    """Return what is asked of a place; why somebody moves, only where they have one."""

    def field(name: str, label: str, **more: Any) -> Field:
        return Field(name, name, label, sent.get(name, ""), **more)

    return [
        field("provider", _("Which place?"), kind="select", choices=places),
        *([field("reason", _("Why does the person move?"), kind="select", choices=_reasons(LOST))] if is_moving else []),
        field("kind", _("What kind of place is it?"), kind="radios", choices=choices_of("accommodation", KINDS)),
        field("wanted", _("Was it shown or described to the person, and do they want it?"), kind="yesno"),
        field(
            "free", _("Can the person leave and come back whenever they want?"), kind="radios",
            choices=tuple((name, str(words)) for name, words in FREE.items()),
            hint=_("A place that cannot be left is a detention, whatever it is called. Not known counts as closed."),
        ),
        field("among", _("With whom would they live?"), kind="radios", choices=tuple((n, str(w)) for n, w in AMONG.items())),
        field("fits", wording().fact("housing_fits"), kind="yesno", hint=wording().asked("housing_fits").worker),
        field("short", _("In what does it fall short?"), longest=LONGEST, optional=True),
        *(field(name, wording().fact(f"service.{name}"), kind="yesno", optional=True) for name in HEEDED),
    ]  # fmt: skip


def leaving_fields(sent: Mapping[str, str]) -> list[Field]:
    """Return what is asked when somebody leaves."""
    form = sent if sent.get("do") == LEAVE else {}

    def field(name: str, label: str, **more: Any) -> Field:
        return Field(f"{LEAVE}-{name}", name, label, form.get(name, more.pop("first", "")), **more)

    return [
        field("reason", _("Why?"), kind="radios", choices=_reasons()),
        field(
            "to", _("Where do they sleep from now on?"), kind="select", choices=choices_of("accommodation", ELSEWHERE),
            optional=True,
        ),
        field("day", _("On which day?"), kind="date", first=today().isoformat()),
        field("text", _("What was said, and what was offered instead?"), kind="area", longest=LONGEST, optional=True),
    ]  # fmt: skip


def question_line(each: Question) -> dict[str, Any]:
    """Return a question before a move beside what is known; what the viewer may not read is left to who may."""
    if not each.is_readable:
        return {"words": each.words, "fact": _("Ask somebody who may read it"), "value": ""}
    return {"words": each.words, "fact": wording().fact(each.fact), "value": wording().value(each.fact, each.value)}


def _reasons(*left_out: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(words)) for name, words in REASONS.items() if name not in left_out)
