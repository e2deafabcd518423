"""Draws packs and persons from a seed, and makes a failing one as small as it can be."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from amparo.errors import AmparoError
from amparo.facts.case import Case, read_case
from amparo.facts.settled import Settled, settle
from amparo.facts.value import Value
from amparo.facts.vocabulary import Vocabulary
from amparo.rules.compiled import Answers, Compiled, compile_law
from amparo.rules.decide import Decider
from amparo.rules.determination import Determination
from amparo.rules.law import Law
from amparo.rules.pack import load_pack
from property.constructs import in_answer, in_case, in_law
from property.oracle import Oracle
from property.packs import RandomPack, random_pack
from property.persons import Persons, fewer, more


@dataclass
class Drawn:
    """One pack with one person: as drawn, as loaded, and as decided."""

    seed: int
    pack: RandomPack
    law: Law
    compiled: Compiled
    case: dict[str, Any]
    count: Counter[str] = field(default_factory=Counter)
    _answered: tuple[Settled, Answers] | None = None

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.read: Case = self._read(self.case)
        self.settled = self._settle(self.read)

    def _read(self, case: dict[str, Any]) -> Case:
        return read_case(json.dumps(case).encode(), self.law.vocabulary)

    def _settle(self, case: Case) -> Settled:
        return settle(case, self.law.vocabulary, on=self.pack.on)

    @cached_property
    def decider(self) -> Decider:
        """What decides."""
        return Decider(self.law, self.settled)

    @cached_property
    def determinations(self) -> tuple[Determination, ...]:
        """What is decided."""
        return tuple(self.decider.all())

    def answers(self, settled: Settled) -> Answers:
        """Return what the compiled form answers of another state of the person; the last one is kept."""
        if self._answered is None or self._answered[0] is not settled:
            self._answered = settled, self.compiled.answer(settled)
        return self._answered[1]

    @cached_property
    def oracle(self) -> Oracle:
        """The second opinion."""
        return Oracle(self.law, self.settled, self.compiled, self.random)

    def settled_as(self, values: Any) -> Settled:
        """Return a person with these values and the same lists."""
        kept: dict[str, Value] = dict(values)
        return Settled(self.settled.vocabulary, self.settled.on, kept, self.settled.lists)

    def items(self) -> Iterator[str]:
        """Yield the items of the case as `offence#1`."""
        yield from (f"{kind}#{name}" for kind, names in self.settled.lists.items() for name in names)

    def learn(self) -> tuple[dict[str, Any], Settled]:
        """Return the case after more was learnt, and what it settles to."""
        learnt = more(self.random, Persons(self.random, self.pack, self.law.vocabulary), self.case)
        return learnt, self._settle(self._read(learnt))

    def constructs(self) -> Iterator[str]:
        """Yield the constructs that occur in this person's case and answers."""
        yield from in_case(self.read, self.settled, self.pack.items)
        yield from in_answer(self.determinations)


@dataclass(frozen=True)
class Loaded:
    """A drawn pack that the real loader has read."""

    pack: RandomPack
    law: Law
    compiled: Compiled

    def constructs(self) -> Iterator[str]:
        """Yield the constructs that occur in the pack."""
        return in_law(self.law)


def load(pack: RandomPack) -> Loaded:
    """Write a drawn pack to a folder and read it as any pack is read."""
    with TemporaryDirectory() as folder:
        law = load_pack(pack.write(Path(folder) / "random")).law_on(pack.on)
    return Loaded(pack, law, compile_law(law))


def draw(seed: int, persons: int, vocabulary: Vocabulary) -> Iterator[tuple[Loaded, Drawn]]:
    """Yield one pack with several persons."""
    random = Random(seed)
    loaded = load(random_pack(random, vocabulary))
    cases = Persons(random, loaded.pack, vocabulary)
    for number in range(persons):
        yield loaded, Drawn(seed * 1000 + number, loaded.pack, loaded.law, loaded.compiled, cases.case())


def smallest(drawn: Drawn, fails: Callable[[Drawn], bool]) -> Drawn:
    """Return the smallest pack and case found that still fail."""
    shrunk = True
    while shrunk:
        shrunk = False
        for less in _smaller(drawn):
            if fails(less):
                drawn, shrunk = less, True
                break
    return drawn


def _smaller(drawn: Drawn) -> Iterator[Drawn]:
    for case in fewer(drawn.case):
        yield Drawn(drawn.seed, drawn.pack, drawn.law, drawn.compiled, case)
    for pack in drawn.pack.smaller():
        try:
            loaded = load(pack)
        except AmparoError:
            continue
        yield Drawn(drawn.seed, pack, loaded.law, loaded.compiled, drawn.case)


def shown(drawn: Drawn) -> str:
    """Return a pack and a person as text, for the report of a failure."""
    with TemporaryDirectory() as folder:
        written = (drawn.pack.write(Path(folder) / "random") / "rules.toml").read_text("utf-8")
    kept = [
        line
        for line in written.splitlines()
        if not line.startswith(("under", "source", "title", "force", "strength", "safe_side", "binds"))
    ]
    parameters = ", ".join(f"{p['id']}={p['values']}" for p in drawn.pack.parameters)
    return f"seed {drawn.seed}\n{parameters}\n" + "\n".join(kept) + f"\n{json.dumps(drawn.case)}"
