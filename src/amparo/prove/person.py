"""Every person who could exist, as the solver sees one: what is stated of them is open, and so is whether it is stated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

import z3

from amparo.facts.vocabulary import FactKind, Vocabulary
from amparo.prove.calendar import FIRST, LAST, year_span
from amparo.prove.term import FAR, Line, Term, Word
from amparo.prove.truth import Formula, Truth, every, none, some

OLDEST: Final = 120
_BITS: Final = 12
_COMMON_AGES: Final = (3, 50)
_PLAIN_AGES: Final = (30, 16)
_NEAR: Final = 400
"""Days before and after today on which most of what happens in a case happens."""
_EXTRA: Final = 6
"""Codes of each type beside those that the law names, so that facts can differ from the law and from each other."""
_SHAPES: Final[dict[str, tuple[Callable[[str], bool], str]]] = {
    "country": (lambda text: len(text) == 2 and text.isupper(), "X{}"),  # noqa: PLR2004 a country code
    "currency": (lambda text: len(text) == 3 and text.isupper(), "XZ{}"),  # noqa: PLR2004 a currency code
    "language": (str.islower, "qa{}"),
    "text": (lambda _: False, "text {}"),
}


class Words:
    """The words that facts can be, each with its index: choices, and the codes that the law names or could not name."""

    def __init__(self, named: tuple[str, ...]) -> None:
        self.texts: list[str] = []
        self._index: dict[str, int] = {}
        self._codes = {
            kind: tuple(
                dict.fromkeys((
                    *(text for text in named if fits(text)),
                    *(pattern.format("ABCDEF"[n].lower() if kind == "language" else "ABCDEF"[n]) for n in range(_EXTRA)),
                ))
            )
            for kind, (fits, pattern) in _SHAPES.items()
        }  # fmt: skip

    def index(self, text: str) -> int:
        """Return the index of a word."""
        if text not in self._index:
            self._index[text] = len(self.texts)
            self.texts.append(text)
        return self._index[text]

    def of(self, kind: FactKind) -> tuple[int, ...]:
        """Return the indices of the words that a fact of a kind can be."""
        return tuple(self.index(text) for text in (kind.values or self._codes[kind.type]))


class Person:
    """One person of whom nothing is fixed. Facts come into being when they are first read, with what bounds them.

    `today` is fixed. Of each kind of item `slots` gives how many can be listed. `varied` says of some facts how they are to
    be read instead of `like`: the second person of a pair, who is the same in all else.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        today: date,
        words: Words,
        slots: Mapping[str, int],
        like: Person | None = None,
        varied: Mapping[str, Callable[[Person, str], Term]] | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self.today = today
        self.words = words
        self.slots = slots
        self.like = like
        self.varied = varied or {}
        self.mark = "'" if like else ""
        self.facts: dict[str, Term] = {}
        self.conditions: list[Formula] = []
        self.kept: set[tuple[str, ...]] = set()
        """Facts read together of which the conditions already say that they do not contradict each other."""
        self.tastes: list[tuple[Formula, Formula]] = []
        """What makes a person easier to picture, where nothing hangs on it: days not long past, an age and no birth date."""

    def stated(self, key: str) -> Term:
        """Return a fact as stated: `age_years`, `offence#1.compelled`, `offence.complete`."""
        if key not in self.facts:
            if self.like is not None:
                self.facts[key] = self.varied[key](self, key) if key in self.varied else self.like.stated(key)
            else:
                self.facts[key] = self.fresh(key)
        return self.facts[key]

    def listed(self, kind: str, slot: int) -> Formula:
        """Return whether the item in a slot is listed; slots fill from the first."""
        if self.like is not None:
            return self.like.listed(kind, slot)
        truth = self.stated(f"{kind}#{slot}")
        assert isinstance(truth, Truth)  # noqa: S101 whether an item is listed is never open
        return truth.yes

    def present(self, kind: str) -> Formula:
        """Return whether there is a list of a kind at all, be it without items."""
        if self.like is not None:
            return self.like.present(kind)
        truth = self.stated(f"{kind}?")
        assert isinstance(truth, Truth)  # noqa: S101 as in `listed`
        return truth.yes

    def complete(self, kind: str) -> Truth:
        """Return whether the list of a kind is known to be complete."""
        truth = self.stated(f"{kind}.complete")
        assert isinstance(truth, Truth)  # noqa: S101 as in `listed`
        return truth

    def keys(self) -> frozenset[str]:
        """Return the keys of all that has been read so far, of this person or the one like them."""
        return frozenset(self.facts) | (self.like.keys() if self.like is not None else frozenset())

    def kind_of(self, key: str) -> FactKind:
        """Return the kind of a fact: that of `offence#1.compelled` is `offence.compelled`."""
        kind, hash_, rest = key.partition("#")
        return self.vocabulary.kind_of(f"{kind}.{rest.partition('.')[2]}" if hash_ else kind)

    def fresh(self, key: str) -> Term:
        """Make a fact of which nothing is fixed but its type."""
        if key.endswith("?"):
            return Truth(self.flag(key), False)
        if "#" in key and "." not in key:
            return self._listed(key)
        if key.endswith(".complete"):
            return self._truth(key, only_if=self.present(key.partition(".")[0]))
        kind = self.kind_of(key)
        if kind.type == "yesno":
            return self._noted(key, self._truth(key))
        if kind.type == "date":
            return self._day(key)
        return self._number(key, kind) if kind.type == "number" else self._word(key, kind)

    def flag(self, name: str) -> Any:
        """Return an open yes or no of this person, by a name."""
        return z3.Bool(f"{name}{self.mark}")

    def _listed(self, key: str) -> Truth:
        kind, _, slot = key.partition("#")
        here = self.flag(key)
        before = self.listed(kind, int(slot) - 1) if int(slot) > 1 else self.present(kind)
        self.conditions.append(z3.Implies(here, before))
        return Truth(here, False)

    def _truth(self, key: str, *, only_if: Formula = True) -> Truth:
        yes, no = self.flag(f"{key} yes"), self.flag(f"{key} no")
        self.conditions.append(none(every([yes, no])))
        if only_if is not True:
            self.conditions.append(z3.Implies(z3.Or(yes, no), only_if))
        return Truth(yes, no)

    def _noted(self, key: str, truth: Truth) -> Truth:
        """An indicator that is yes is a statement of the fact that it is a sign of."""
        for fact, signs in self.vocabulary.signs.items():
            if key in signs:
                noted = self.stated(fact)
                assert isinstance(noted, Truth)  # noqa: S101 signs note a yes/no fact
                self.conditions.append(z3.Implies(truth.yes, noted.yes))
        return truth

    def _day(self, key: str) -> Line:
        known, day = self.flag(f"{key} known"), z3.Int(f"{key}{self.mark}")
        today = self.today.toordinal()
        self.conditions.append(z3.And(day >= FIRST.toordinal(), day <= LAST.toordinal()))
        if key != "birth_date":
            never = self.flag(f"{key} never")
            self.conditions.append(z3.Implies(never, known))
            self._like(known, z3.And(day >= today - _NEAR, day <= today + _NEAR), day <= today, day == today - 30)
            return Line(known, never, day, day)
        year, is_year = z3.Int(f"{key} year{self.mark}"), self.flag(f"{key} is year")
        start, end = year_span(year)
        low, high = z3.Int(f"{key} low{self.mark}"), z3.Int(f"{key} high{self.mark}")
        whole = z3.And(low == start, high == end, year > FIRST.year, year < self.today.year)
        self.conditions += [z3.If(is_year, whole, z3.And(low == day, high == day)), low <= today]
        self.tastes.append((known, none(known)))
        self._like(known, none(is_year), z3.And(day <= today - 3 * 365, day >= today - 50 * 365), day == today - 30 * 365)
        return Line(known, False, low, high)

    def _number(self, key: str, kind: FactKind) -> Line:
        known, low = self.flag(f"{key} known"), z3.Int(f"{key}{self.mark}")
        most = OLDEST if key == "age_years" else FAR // 2 if kind.most is None else int(kind.most)
        self.conditions.append(z3.And(low >= int(kind.least or 0), low <= most))
        if key != "age_years":
            return Line(known, False, low, low)
        earlier = self.flag(f"{key} earlier")
        youngest, oldest = _COMMON_AGES
        self._like(known, none(earlier), z3.And(low >= youngest, low <= oldest), *(low == age for age in _PLAIN_AGES))
        return Line(known, False, low, z3.If(earlier, FAR, low))

    def _word(self, key: str, kind: FactKind) -> Word:
        known, index = self.flag(f"{key} known"), z3.BitVec(f"{key}{self.mark}", _BITS)
        self.conditions.append(some(index == number for number in self.words.of(kind)))
        return Word(known, index)

    def _like(self, known: Formula, *tastes: Formula) -> None:
        self.tastes.extend((known, every([known, taste])) for taste in tastes)
