"""A row of old records made ready: the facts and names it holds, what it held empty, and where it is not understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.importing.columns import NUMBER, OWN, Plan
from amparo.casework.importing.sheet import Row, Sheet
from amparo.casework.importing.values import Wanted, folded, is_nothing, value_from
from amparo.casework.labels import CALLED, NAMES
from amparo.casework.record import LONGEST, Statement
from amparo.explain.wording import Words, load_words
from amparo.facts.vocabulary import FactKind
from amparo.rules.pack import find_law

METHOD: Final = "imported"
_NAMED: Final = (CALLED, *NAMES)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one row: the heading of the column (none: the row as a whole), and what was expected there."""

    row: int
    heading: str
    expected: str


@dataclass(frozen=True, slots=True)
class Ready:
    """One row made ready: its old number, what it states, the names it holds, and the facts that it held empty."""

    row: int
    number: str
    statements: tuple[Statement, ...]
    names: Mapping[str, str]
    empty: tuple[str, ...]
    wrong: tuple[Wrong, ...] = field(default=())

    @property
    def held(self) -> tuple[str, ...]:
        """The facts that the old record held."""
        return tuple(each.key for each in self.statements)


def made_ready(sheet: Sheet, plan: Plan) -> Iterator[Ready]:
    """Yield every row made ready, in the order of the file; of two with the same old number, the second is wrong."""
    columns = [(place, heading, plan.columns.get(heading, "")) for place, heading in enumerate(sheet.headings)]
    wanted = [each for each in columns if each[2]]
    before: set[str] = set()
    for row in sheet.rows:
        ready = _ready(row, wanted, plan)
        twice = (Wrong(row.number, "", "an old number that no row above has"),) if ready.number in before else ()
        before.add(ready.number)
        yield ready if not twice else Ready(ready.row, ready.number, (), {}, (), (*ready.wrong, *twice))


def not_understood(sheet: Sheet, plan: Plan, most: int) -> dict[str, list[str]]:
    """Return by heading the texts that are no value of its fact, each once and the most frequent first: for people to say."""
    found: dict[str, dict[str, int]] = {}
    for row in sheet.rows:
        for place, heading in enumerate(sheet.headings):
            said = plan.said.get(heading, {})
            target = plan.columns.get(heading, "")
            text = row.cells[place]
            if target and target not in OWN and _is_said(target) and not is_nothing(text) and folded(text) not in said:
                value = _value(text, target, plan, heading)
                if isinstance(value, Wanted):
                    texts = found.setdefault(heading, {})
                    texts[folded(text)] = texts.get(folded(text), 0) + 1
    return {heading: sorted(texts, key=lambda text: (-texts[text], text))[:most] for heading, texts in found.items()}


def _is_said(target: str) -> bool:
    return vocabulary().facts[target].type in ("yesno", "choice")


def _ready(row: Row, columns: Iterable[tuple[int, str, str]], plan: Plan) -> Ready:
    statements: list[Statement] = []
    names: dict[str, str] = {}
    empty: list[str] = []
    wrong = [Wrong(row.number, "", row.wrong)] if row.wrong else []
    number = ""
    for place, heading, target in columns:
        text = row.cells[place]
        if target in OWN:
            tidy = " ".join(text.split())
            if target == NUMBER:
                number = tidy
            elif tidy and not is_nothing(tidy):
                names[target] = tidy
                wrong.extend(_name_wrong(row, heading, tidy))
        elif not plan.said.get(heading, {}).get(folded(text), "" if is_nothing(text) else "said"):
            empty.append(target)
        else:
            value = _value(text, target, plan, heading)
            if isinstance(value, Wanted):
                wrong.append(Wrong(row.number, heading, value.words))
            else:
                statements.append(Statement(target, value, plan.source, method=METHOD))
    if not 0 < len(number) <= LONGEST:
        wrong.append(Wrong(row.number, "", f"an old number of 1 to {LONGEST} signs"))
    return Ready(row.number, number, tuple(statements), names, tuple(empty), tuple(wrong))


def _name_wrong(row: Row, heading: str, text: str) -> Iterator[Wrong]:
    if len(text) > LONGEST or not text.isprintable():
        yield Wrong(row.number, heading, f"a name of at most {LONGEST} signs, all of them visible")


def _value(text: str, target: str, plan: Plan, heading: str) -> Any:
    kind = vocabulary().facts[target]
    return value_from(text, kind, plan.order, plan.said.get(heading, {}), _names_of(target, kind))


def _names_of(target: str, kind: FactKind) -> Mapping[str, str]:
    """Return what the values of a choice are called, so that a file may hold the words as well as the codes."""
    if kind.type != "choice":
        return {}
    return _choices(target, kind.values)


@cache
def _choices(target: str, values: tuple[str, ...]) -> Mapping[str, str]:
    return {folded(_words().choice(target, value)): value for value in values}


@cache
def _words() -> Words:
    return load_words(find_law())


def parts_of(ready: Ready) -> frozenset[str]:
    """Return the compartments in which a row states something."""
    return frozenset(compartment_of(each.key) for each in ready.statements)


__all__ = ["METHOD", "Ready", "Wrong", "made_ready", "not_understood", "parts_of"]
