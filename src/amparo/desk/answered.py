"""What a sheet sends back: the statements it makes, what stands already, and what cannot be; nothing that was typed is lost.

Who states a fact anew that their own agency stated otherwise corrects it. What another agency stated stays beside it. *Asked,
and not known* takes nobody's place: silence takes back nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.compartment import vocabulary
from amparo.casework.record import Statement
from amparo.casework.sight import Sight
from amparo.desk.control import entry_from, source_words
from amparo.desk.kept_facts import key_words
from amparo.desk.library import wording
from amparo.desk.pieces import Answered
from amparo.desk.sheet import SINCE, SOURCE, is_asked_in_vain, part_of
from amparo.desk.stating import lacking
from amparo.desk.wording import kind_of, said_date
from amparo.environment import time_zone, today
from amparo.errors import AmparoError
from amparo.facts.case import SOURCES, assertion_from
from amparo.ledger.entry import Entry
from amparo.ledger.known import standing

_ANSWER: Final = ("value", "typed", "day", "month", "year")


@dataclass(frozen=True, slots=True)
class Answers:
    """What was sent: `new` is to be stated, `same` stands already as it was sent.

    `wrong` says by key what cannot be, and under `source` and `since` what is wrong with the whole sheet.
    """

    new: tuple[Statement, ...] = ()
    same: tuple[str, ...] = ()
    wrong: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.same or self.wrong)

    def overtaken(self, sight: Sight) -> tuple[str, ...]:
        """Return the keys of which somebody stated something since the sheet was opened."""
        return tuple(each.key for each in self.new if sight.seen.get(each.key, "") != self.seen.get(each.key, ""))

    def lines(self) -> tuple[Answered, ...]:
        """Return what is about to be stated, for checking, each with a button that leads back to it."""
        return tuple(Answered(key_words(each.key), self._said(each), press=each.key, name="change") for each in self.new)

    @staticmethod
    def _said(each: Statement) -> str:
        value = wording().value(each.key, each.value) if each.value is not None else _("Asked: not known")
        since = _("since %(day)s") % {"day": said_date(each.valid_from)} if each.valid_from else ""
        return ", ".join(part for part in (value, source_words(each.source).lower(), since) if part)

    def for_nothing(self, body: str) -> tuple[tuple[str, str], ...]:
        """Return the answers that would be kept and count for nothing, stated by this body, with what it takes."""
        found = ((key_words(each.key), lacking(each, body)) for each in self.new)
        return tuple((words, lacks) for words, lacks in found if lacks)


def answers_from(keys: Iterable[str], sent: Mapping[str, str], sight: Sight, agency: str) -> Answers:
    """Read what was sent of these facts."""
    mine: dict[str, list[Entry]] = {}
    for entry in standing(sight.entries):
        if entry.agency == agency:
            mine.setdefault(entry.key, []).append(entry)
    new, same, wrong, seen = [], [], {}, {}
    for key in keys:
        said = part_of(sent, key)
        if not any(name in said for name in _ANSWER):
            continue
        seen[key] = said.get("seen", "")
        try:
            made = _statement(key, said, sent)
        except AmparoError as error:
            wrong[error.where if error.where in (SOURCE, SINCE) else key] = error.sentence[:1].upper() + error.sentence[1:]
            continue
        if stands_already(made, mine.get(key, ())):
            same.append(key)
        else:
            new.append(_in_its_place(made, mine.get(key, ())))
    return Answers(tuple(new), tuple(same), wrong, {key: last for key, last in seen.items() if last})


def with_item(answers: Answers, item: str) -> Answers:
    """Return the answers with the statement that the thing they are about is there; of two who add one, the second is told."""
    if not answers.new:
        return answers
    return replace(answers, new=(Statement(item, value=True, source=answers.new[0].source), *answers.new))


def _statement(key: str, said: Mapping[str, str], sent: Mapping[str, str]) -> Statement:
    value = entry_from(key, {name: said[name] for name in _ANSWER if name in said}, wording())
    source = said.get("source") or sent.get(SOURCE, "")
    if source not in SOURCES:
        raise AmparoError("source-missing", _("say how this is known"), where=SOURCE)
    since = (said.get("since") or sent.get(SINCE, "")).strip() or None if value is not None else None
    if since is not None:
        _check_day(since)
    _check(key, value, source)
    return Statement(key, value, source, valid_from=since)


def _check(key: str, value: Any, source: str) -> None:
    """Raise for a value that no case can hold, in words about this one question."""
    kind = kind_of(key, vocabulary())
    if kind is None or value is None:
        return
    try:
        assertion_from({"value": value, "source": source}, kind, vocabulary(), key)
    except AmparoError as error:
        raise AmparoError(error.code, error.sentence.replace(f"`{key}`", _("this")), where=key) from None


def _check_day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise AmparoError("wrong-value", _("the first day on which it was so is no day of the calendar"), where=SINCE) from None


def stands_already(made: Statement, mine: Sequence[Entry]) -> bool:
    """Say whether their own agency states just this already: a form sent twice adds nothing."""
    if made.value is None:
        return any(is_asked_in_vain(each) and each.recorded.astimezone(time_zone()).date() == today() for each in mine)
    return any(_is_same(made, each) for each in mine)


def _is_same(made: Statement, entry: Entry) -> bool:
    since = entry.valid_from.isoformat() if entry.valid_from else None
    if entry.value is None or made.source != entry.source or made.valid_from != since or entry.valid_until is not None:
        return False
    kind = kind_of(made.key, vocabulary())
    if kind is None:
        return bool(made.value == entry.value)
    return assertion_from({"value": made.value, "source": made.source}, kind, vocabulary(), made.key).value == entry.value


def _in_its_place(made: Statement, mine: Sequence[Entry]) -> Statement:
    """Let it take the place of what their own agency states, where that is one thing."""
    before = [each for each in mine if each.value is not None]
    return replace(made, corrects=before[0].id) if len(before) == 1 and made.value is not None else made
