"""One question as a form shows it, and what the form sends back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.desk.wording import Wording, countries, kind_of, parts, said_date
from amparo.errors import AmparoError
from amparo.facts.case import SOURCES

UNKNOWN: Final = "unknown"
NEVER: Final = "never"
TYPED: Final = "typed"
ADD: Final = "add"
YES: Final = "yes"
NO: Final = "no"
_BOOLS: Final = {YES: True, NO: False}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be pressed."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """A question, ready to be shown."""

    key: str
    legend: str
    choices: tuple[Choice, ...]
    over: str = ""
    worker: str = ""
    hint: str = ""
    typed: str = ""
    typed_label: str = ""
    text: str = ""
    day: str = ""
    month: str = ""
    year: str = ""
    source: str = ""
    by: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    actors: tuple[tuple[str, str], ...] = ()
    countries: tuple[tuple[str, str], ...] = ()
    before: tuple[str, ...] = ()
    wrong: str = ""

    @property
    def target(self) -> str:
        """The field to which an error leads."""
        return "value-1"

    def with_sent(self, form: Mapping[str, str], error: AmparoError) -> Control:
        """Return the same question with what was sent filled in, and what is wrong with it."""
        pressed = form.get("value", "")
        return replace(
            self,
            choices=tuple(replace(choice, chosen=choice.value == pressed) for choice in self.choices),
            text=form.get("typed", ""),
            day=form.get("day", ""),
            month=form.get("month", ""),
            year=form.get("year", ""),
            source=form.get("source", ""),
            by=form.get("by", ""),
            wrong=error.sentence[:1].upper() + error.sentence[1:],
        )

    @property
    def is_short(self) -> bool:
        """Say whether the answers are few and short enough to stand beside each other."""
        return tuple(choice.value for choice in self.choices) == (YES, NO, UNKNOWN)


def control_for(key: str, entry: Any, wording: Wording, *, asked_before: bool = False) -> Control:
    """Return the question for a key, with what the case already says filled in."""
    value, source, by, before = _said(key, entry, wording)
    kind = kind_of(key, wording.vocabulary)
    words = wording.asked(key)
    item, number, _fact = parts(key)
    type_ = kind.type if kind else "complete"
    typed = "" if type_ in ("yesno", "choice", "complete") else type_
    text = str(value) if typed and value is not None and value != NEVER else ""
    year, month, day = (*text.split("-"), "", "")[:3] if typed == "date" else ("", "", "")
    chosen = _chosen(value, typed) if value is not None else UNKNOWN if asked_before else ""
    return Control(
        key=key,
        legend=words.person,
        over=wording.item(item, number) if number else "",
        worker=words.worker,
        hint=words.hint,
        choices=tuple(Choice(v, label, v == chosen) for v, label in _choices(key, type_, wording)),
        typed=typed,
        typed_label=wording.fact(key),
        text=text,
        day=day,
        month=month,
        year=year,
        source=source,
        by=by,
        sources=tuple((name, label) for name, label in _sources().items()) if kind else (),
        actors=tuple((name, wording.actor(name)) for name in (*wording.vocabulary.actors, "person")) if kind else (),
        countries=countries() if typed == "country" else (),
        before=before,
    )


def entry_from(key: str, form: Mapping[str, str], wording: Wording) -> Any:
    """Return what the form says, as a case file writes it: None for not known; raise `AmparoError` if it says nothing."""
    kind = kind_of(key, wording.vocabulary)
    typed = "" if kind is None or kind.type in ("yesno", "choice") else _typed(kind.type, form)
    pressed = form.get("value", "")
    if typed and pressed in (UNKNOWN, NEVER):
        raise AmparoError("answer-twice", _("two answers are given: empty the field, or choose the other answer"))
    if not pressed and not typed:
        raise AmparoError("answer-missing", _("choose an answer; “not known” is one"))
    if pressed == UNKNOWN:
        return None
    value = _value(kind.type if kind else "yesno", pressed, typed)
    source, by = form.get("source", ""), form.get("by", "")
    said = {name: each for name, each in (("source", source), ("by", by)) if each}
    return [{"value": value, **said}] if said else value


def _value(type_: str, pressed: str, typed: str) -> Any:
    if type_ == "choice":
        return pressed
    if type_ == "yesno":
        return _BOOLS.get(pressed, pressed)
    if pressed == NEVER:
        return NEVER
    if not typed:
        raise AmparoError("answer-empty", _("fill in the field, or choose another answer"))
    if type_ != "number":
        return typed
    try:
        number = float(typed.replace(",", "."))
    except ValueError:
        raise AmparoError("answer-no-number", _("write a number in figures")) from None
    return int(number) if number.is_integer() else number


def _typed(type_: str, form: Mapping[str, str]) -> str:
    if type_ != "date":
        return form.get("typed", "").strip()
    year, month, day = (form.get(name, "").strip() for name in ("year", "month", "day"))
    if not (year or month or day):
        return ""
    if not year or (day and not month):
        raise AmparoError("answer-part-date", _("a date needs its year, and a day its month"))
    return "-".join((year.zfill(4), *(part.zfill(2) for part in (month, day) if part)))


def _said(key: str, entry: Any, wording: Wording) -> tuple[Any, str, str, tuple[str, ...]]:
    """Return value, source and body of what the case says; several statements are only shown."""
    if not isinstance(entry, list):
        return entry, "", "", ()
    if len(entry) == 1:
        return entry[0].get("value"), entry[0].get("source") or "", entry[0].get("by") or "", ()
    return None, "", "", tuple(statement(key, each, wording) for each in entry)


def statement(key: str, said: Mapping[str, Any], wording: Wording) -> str:
    """Return one assertion in words: `No (observed, Police, 3 February 2026)`."""
    about = (
        _sources().get(said.get("source") or "", ""),
        wording.actor(said["by"]) if said.get("by") else "",
        said_date(said["recorded"]) if said.get("recorded") else "",
    )
    listed = ", ".join(part for part in about if part)
    words = wording.value(key, said.get("value"))
    return f"{words} ({listed})" if listed else words


def _choices(key: str, type_: str, wording: Wording) -> list[tuple[str, str]]:
    unknown = (UNKNOWN, wording.value(key, None))
    if type_ == "complete":
        return [(YES, _("All of them are listed, or there is none")), (ADD, _("There is one more: add it")), unknown]
    if type_ == "yesno":
        return [*((name, wording.value(key, value)) for name, value in _BOOLS.items()), unknown]
    if type_ == "choice":
        kind = kind_of(key, wording.vocabulary)
        return [*((value, wording.value(key, value)) for value in (kind.values if kind else ())), unknown]
    if type_ == "date":
        never = [] if key == "birth_date" else [(NEVER, _("Never, or not yet"))]
        return [(TYPED, _("On this date, or in this year")), *never, unknown]
    return [(TYPED, _("As written here")), unknown]


def _chosen(value: Any, typed: str) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return NEVER if value == NEVER else TYPED if typed else str(value)


def source_words(source: str) -> str:
    """Return a source in words."""
    return _sources().get(source, source)


def _sources() -> dict[str, str]:
    words = (_("Said"), _("Observed"), _("Document"), _("Decision"))
    return dict(zip(SOURCES, words, strict=True))
