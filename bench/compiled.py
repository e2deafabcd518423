"""The compiled form beside the definition, without reasons: the same people in turns, every cell compared."""

from __future__ import annotations

import gc
import sys
from random import Random
from typing import Any, Final

from amparo.facts.settled import Settled
from amparo.rules.compiled import compile_law
from amparo.rules.evaluate import FURTHER, Evaluation
from amparo.rules.law import Law
from amparo.rules.pack import load_pack
from people import ON, random_person
from timing import HEAD, Times, machine, ratios, shown, timed

SEED: Final = 20_260_302
PERSONS: Final = 1000


def main() -> None:
    """Print the table for palermo."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print(f"compiled form: {machine()}")
    law = load_pack("palermo").law_on(ON)
    random = Random(SEED)  # noqa: S311 it draws invented people, no secrets
    people = [random_person(random, law.vocabulary) for _ in range(PERSONS)]
    making, quick, again, plain = Times(), Times(), Times(), Times()
    compiled = timed(lambda: compile_law(law), making)
    cells = compared(law, compiled.names, [compiled.answer(person) for person in people], people)
    for _ in range(runs):
        fresh, others = [person.at(ON) for person in people], [person.at(ON) for person in people]
        gc.collect()
        timed(lambda: [None for person in fresh if not compiled.answer(person)], quick)  # noqa: B023 called at once
        timed(lambda: [None for person in fresh if not compiled.answer(person)], again)  # noqa: B023 called at once
        timed(lambda: [None for person in others if not defined(law, compiled.names, person)], plain)  # noqa: B023 called at once
    print(
        f"{law.pack}: {PERSONS} people from the seed {SEED}, all {len(law.rules)} rules, {cells} cells, all equal; {runs} runs"
    )
    print(f"all people\n{HEAD}")
    print(shown("compiled form", quick))
    print(shown("the same, derived facts already worked out", again))
    print(shown("definition, without reasons", plain))
    print(f"{'definition / compiled':>44}  {ratios(plain, quick)}")
    print(f"compiling the law once: {making.cpu[0] * 1000:.0f} ms CPU")


def compared(law: Law, names: tuple[str, ...], answers: list[Any], people: list[Settled]) -> int:
    """Hold every cell to the definition; return how many they are."""
    cells = 0
    for answer, person in zip(answers, people, strict=True):
        right = defined(law, names, person.at(ON))
        assert list(answer) == right, "the compiled form differs from the definition"
        cells += sum(len(cell) if isinstance(cell, dict) else 1 for cell in right)
    return cells


def defined(law: Law, names: tuple[str, ...], person: Settled) -> list[Any]:
    """Return what the definition says, in the shape of the compiled form's answer."""
    evaluation = Evaluation(law, person)
    answers: list[Any] = []
    for name in names:
        kind = law.rules[name].each
        if kind is None:
            answers.append(evaluation.conclusion(name))
        else:
            ids = (*person.lists.get(kind, ()), FURTHER)
            answers.append({item: evaluation.conclusion(name, {kind: item}) for item in ids})
    return answers


if __name__ == "__main__":
    main()
