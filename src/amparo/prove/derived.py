"""Facts that others decide: the age, what is implied, what is read from a list; and what no person can be.

The same as `facts/settled.py` and `facts/summary.py` say of one person, said of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import z3

from amparo.facts.settled import AGE
from amparo.facts.vocabulary import Condition, Summary
from amparo.prove.calendar import year_later
from amparo.prove.person import Person
from amparo.prove.term import Line, Term, Word, Years, between, extreme, fixed, one_of
from amparo.prove.truth import Formula, Truth, both, choose, either, every, none, settled, some


def fact(person: Person, key: str) -> Term:
    """Return a fact as it counts: derived where others decide it, else as stated."""
    vocabulary = person.vocabulary
    if key == AGE:
        return _age(person)
    summary = vocabulary.summaries.get(key)
    if summary is None and key not in vocabulary.implied:
        return person.stated(key)
    stated = person.stated(key)
    if isinstance(stated, Truth):
        return _decided(person, key, stated, summary)
    assert summary is not None  # noqa: S101 only yes/no facts are implied
    return _read(person, summary, stated)


def _age(person: Person) -> Years:
    born, said = person.stated("birth_date"), person.stated("age_years")
    assert isinstance(born, Line)  # noqa: S101 by the vocabulary
    assert isinstance(said, Line)  # noqa: S101 by the vocabulary
    counted = between(born, fixed(person.today))
    return Years(
        known=some([born.known, said.known]),
        never=False,
        low_reaches=lambda n: some([every([born.known, counted.low_reaches(n)]), every([said.known, said.low >= n])]),
        high_reaches=lambda n: every([
            some([none(born.known), counted.high_reaches(n)]), some([none(said.known), said.high >= n])
        ]),
    )  # fmt: skip


def _decided(person: Person, key: str, stated: Truth, summary: Summary | None) -> Truth:
    lifts = person.vocabulary.lifts
    present = person.present(summary.kind) if summary is not None else False
    signs = some(is_so(person, sign) for sign in person.vocabulary.implied.get(key, ()))
    listed = _any(person, summary) if summary is not None else Truth(False, False)
    is_open = none(some([listed.yes, listed.no]))
    yes_counts = False if lifts(key, value=True) else stated.yes
    no_counts = False if lifts(key, value=False) else stated.no
    first = some([every([stated.yes, none(present)]), yes_counts, signs])
    listed_no = every([present, some([listed.no, every([is_open, no_counts])])])
    return Truth(
        some([first, every([present, listed.yes])]),
        every([none(first), some([listed_no, every([none(present), stated.no])])]),
    )


def is_so(person: Person, sign: Condition) -> Formula:
    """Return whether a fact is stated to have the value that implies another."""
    stated = person.stated(sign.fact)
    if isinstance(stated, Truth):
        return stated.yes if sign.value is True else stated.no
    assert isinstance(stated, Word)  # noqa: S101 a sign is a yes/no fact or a choice
    return one_of(stated, (person.words.index(str(sign.value)),)).yes


def _items(person: Person, kind: str) -> Iterator[tuple[Formula, str]]:
    for slot in range(1, person.slots.get(kind, 0) + 1):
        yield person.listed(kind, slot), f"{kind}#{slot}"


def _any(person: Person, summary: Summary) -> Truth:
    found = [both([settled(listed), _truth(person, f"{item}.{summary.fact}")]) for listed, item in _items(person, summary.kind)]
    hit = either(found)
    return Truth(hit.yes, every([person.complete(summary.kind).yes, hit.no]))


def _truth(person: Person, key: str) -> Truth:
    found = person.stated(key)
    assert isinstance(found, Truth)  # noqa: S101 `any` is read from a yes/no fact
    return found


def _read(person: Person, summary: Summary, stated: Term) -> Term:
    """A choice or a date: from its list where that settles it, else as stated."""
    present = person.present(summary.kind)
    if isinstance(stated, Word):
        form = _form(person, summary)
        use = every([present, form.known])
        return Word(choose(use, True, stated.known), choose(use, form.index, stated.index))
    assert isinstance(stated, Line)  # noqa: S101 `latest` is read from a choice or a date
    days = []
    for listed, item in _items(person, summary.kind):
        day = person.stated(f"{item}.{summary.fact}")
        assert isinstance(day, Line)  # noqa: S101 by the vocabulary
        days.append((listed, day))
    last = extreme(days, person.complete(summary.kind).yes, latest=True)
    use = every([present, last.known])
    return Line(
        choose(use, True, stated.known), choose(use, last.never, stated.never),
        choose(use, last.low, stated.low), choose(use, last.high, stated.high),
    )  # fmt: skip


def _form(person: Person, summary: Summary) -> Word:
    """The form of the latest episode, where the list is complete and its order does not matter or is known."""
    rows = []
    for listed, item in _items(person, summary.kind):
        form, end = person.stated(f"{item}.{summary.fact}"), person.stated(f"{item}.ended_on")
        assert isinstance(form, Word)  # noqa: S101 by the vocabulary
        assert isinstance(end, Line)  # noqa: S101 by the vocabulary
        rows.append((listed, form, end))
    if not rows:
        return Word(known=False, index=0)
    first = rows[0][1]
    alike = every(some([none(listed), every([form.known, form.index == first.index])]) for listed, form, _ in rows)
    dated = every(some([none(listed), every([end.known, none(end.never), end.exact])]) for listed, _, end in rows)
    known, index = alike, first.index
    for place, (listed, form, end) in enumerate(rows):
        others = [row for number, row in enumerate(rows) if number != place]
        last = every([listed, dated, *(some([none(other), day.low < end.low]) for other, _, day in others)])
        index = choose(every([none(alike), last]), form.index, index)
        known = some([known, every([last, form.known])])
    return Word(every([rows[0][0], person.complete(summary.kind).yes, known]), index)


def _decision(person: Person, decision: str) -> Iterator[Formula]:
    word, day = person.stated(decision), person.stated(f"{decision}_on")
    assert isinstance(word, Word)  # noqa: S101 by the vocabulary
    assert isinstance(day, Line)  # noqa: S101 by the vocabulary
    pending = one_of(word, (person.words.index("pending"),)).yes
    decided = one_of(word, (person.words.index("yes"), person.words.index("no"))).yes
    yield none(every([pending, day.known, none(day.never)]))
    yield none(every([decided, day.never]))


def _asylum(person: Person) -> Iterator[Formula]:
    claimed, decided = person.stated("asylum_claimed"), person.stated("asylum_decided")
    assert isinstance(claimed, Truth)  # noqa: S101 by the vocabulary
    assert isinstance(decided, Word)  # noqa: S101 by the vocabulary
    unclaimed = one_of(decided, (person.words.index("not_claimed"),))
    yield none(every([claimed.no, unclaimed.no]))
    yield none(every([claimed.yes, unclaimed.yes]))


def _age_agrees(person: Person) -> Iterator[Formula]:
    """What the birth date gives and the age stated have a number in common."""
    born, said = person.stated("birth_date"), person.stated("age_years")
    assert isinstance(born, Line)  # noqa: S101 by the vocabulary
    assert isinstance(said, Line)  # noqa: S101 by the vocabulary
    (low, low_is_so), (high, high_is_so) = _age_from(person, born.high, "least"), _age_from(person, born.low, "most")
    agree = every([low_is_so, high_is_so, said.low <= high, said.high >= low])
    yield some([none(born.known), none(said.known), agree])


def _age_from(person: Person, birth: Formula, name: str) -> tuple[Formula, Formula]:
    """Return a number of years, and what makes it the age today of somebody born on a day."""
    age = z3.Int(f"age {name}{person.mark}")
    today = person.today.toordinal()
    return age, z3.And(year_later(birth, age) <= today, year_later(birth, age + 1) > today)


_TOGETHER: Final[dict[tuple[str, str], Callable[[Person], Iterator[Formula]]]] = {
    ("reasonable_grounds", "reasonable_grounds_on"): lambda person: _decision(person, "reasonable_grounds"),
    ("conclusive_decision", "conclusive_decision_on"): lambda person: _decision(person, "conclusive_decision"),
    ("asylum_claimed", "asylum_decided"): _asylum,
    ("birth_date", "age_years"): _age_agrees,
}


def keep_possible(person: Person) -> None:
    """Bound the facts read so far: those that contradict each other count as not known, and so are not stated together."""
    for keys, conditions in _TOGETHER.items():
        if keys not in person.kept and person.facts.keys() >= set(keys):
            person.kept.add(keys)
            person.conditions += conditions(person)
