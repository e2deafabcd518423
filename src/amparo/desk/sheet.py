"""A sheet: several facts of a kept case asked on one page, each with what stands, what was sent, and what is wrong with it.

Yes, no and *asked, and not known* are equally near; what is left untouched is not stated. How it is known, and since when it
is so, is said once for the whole sheet, and for one fact where it differs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from amparo.casework.compartment import vocabulary
from amparo.desk.control import UNKNOWN, Control, control_for, source_words
from amparo.desk.kept_facts import KeptFacts, Stated, said_moment
from amparo.desk.library import wording
from amparo.desk.stating import lifting
from amparo.desk.wording import kind_of
from amparo.facts.case import SOURCES
from amparo.ledger.entry import Entry
from amparo.ledger.known import standing

PARTS: Final = ("value", "typed", "day", "month", "year", "source", "since", "seen")
"""What a form sends of each fact, each under `part:key`."""
SOURCE: Final = "source"
SINCE: Final = "since"
FEW: Final = 5
"""So many choices stand below each other; more are a list to pick from."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a sheet; `id` is where an error leads. `now` are the statements that stand, whoever made them.

    `asked` says when it was asked without an answer. `meanwhile` are statements made since the sheet was opened.
    """

    id: str
    control: Control
    seen: str
    now: tuple[Stated, ...] = ()
    disputed: bool = False
    asked: str = ""
    source: str = ""
    since: str = ""
    lifts: tuple[tuple[str, str], ...] = ()
    wrong: str = ""
    meanwhile: tuple[Stated, ...] = ()
    is_looked_for: bool = False

    def overtaken(self, seen: Mapping[str, str]) -> Line:
        """Return the line beside what somebody else stated since it was opened; whoever sends it again has seen that."""
        return replace(self, seen=seen.get(self.key, ""), meanwhile=self.now[-1:], wrong=_("This was stated meanwhile"))

    @property
    def key(self) -> str:
        return self.control.key

    @property
    def name(self) -> str:
        """The short name of the fact, without the item that the whole sheet is about."""
        return self.control.typed_label

    @property
    def is_answered(self) -> bool:
        """Say whether anything was pressed, which can then be cleared again."""
        return any(choice.chosen for choice in self.control.choices)

    @property
    def is_long(self) -> bool:
        return len(self.control.choices) > FEW + 1

    @property
    def beside(self) -> tuple[tuple[str, str, bool], ...]:
        """The answers beside a field that is typed into: never, and not known."""
        return tuple((each.value, each.label, each.chosen) for each in self.control.choices if each.value != "typed")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole form: its lines, and how it is known and since when, as long as a line does not say otherwise."""

    lines: tuple[Line, ...]
    source: str = ""
    since: str = ""

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, source_words(name)) for name in SOURCES)

    @property
    def answered(self) -> bool:
        return any(line.is_answered for line in self.lines)


def sheet_for(
    keys: Sequence[str],
    facts: KeptFacts,
    sent: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
    looked_for: str = "",
) -> Sheet:
    """Return the sheet of these facts: empty beside what stands, or filled with what was sent and what is wrong with it."""
    there: dict[str, list[Entry]] = {key: [] for key in keys}
    for entry in standing(facts.sight.entries):
        if entry.key in there and entry.is_valid_on(facts.sight.on):
            there[entry.key].append(entry)
    lines = tuple(
        _line(f"q{number}", key, there[key], facts, sent or {}, (wrong or {}).get(key, ""))
        for number, key in enumerate(keys, start=1)
    )
    shown = tuple(replace(line, is_looked_for=line.key == looked_for) for line in lines)
    return Sheet(shown, (sent or {}).get(SOURCE, ""), (sent or {}).get(SINCE, ""))


def part_of(sent: Mapping[str, str], key: str) -> dict[str, str]:
    """Return what was sent of one fact, under the names by which one question sends it."""
    return {part: text for part in PARTS if (text := sent.get(f"{part}:{key}", "")).strip()}


def _line(id_: str, key: str, entries: Sequence[Entry], facts: KeptFacts, sent: Mapping[str, str], wrong: str) -> Line:
    said = part_of(sent, key)
    stated = tuple(facts.stated(entry) for entry in entries if entry.value is not None)
    asked = [entry for entry in entries if is_asked_in_vain(entry)]
    seen = sent.get(f"seen:{key}", facts.sight.seen.get(key, "")) if sent else facts.sight.seen.get(key, "")
    return Line(
        id=id_,
        control=_control(key, said),
        seen=seen,
        now=stated,
        disputed=len({each.value for each in stated}) > 1,
        asked=_("Asked on %(moment)s, and not known") % {"moment": said_moment(asked[-1].recorded)} if asked else "",
        source=said.get("source", ""),
        since=said.get("since", ""),
        lifts=tuple(lifting(key)),
        wrong=wrong,
    )


def _control(key: str, said: Mapping[str, str]) -> Control:
    """Return the question with what was pressed or typed; not known is said as what it is, an answer to a question asked."""
    control = control_for(key, None, wording())
    pressed = said.get("value", "")
    words = {UNKNOWN: _("Asked: not known")}
    return replace(
        control,
        choices=tuple(
            replace(each, label=words.get(each.value, each.label), chosen=each.value == pressed)
            for each in control.choices
            if each.value != "add"
        ),
        typed_label=_short(key),
        text=said.get("typed", ""),
        day=said.get("day", ""),
        month=said.get("month", ""),
        year=said.get("year", ""),
    )


def _short(key: str) -> str:
    """Return the name of a fact without its item: `Took part`."""
    kind = kind_of(key, vocabulary())
    return wording().fact(kind.name if kind else key)


def is_asked_in_vain(entry: Entry) -> bool:
    """Say whether an entry says that something was asked, or looked for, and is not known: it takes nobody's place."""
    return entry.value is None and entry.corrects is None
