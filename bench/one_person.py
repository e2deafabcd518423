"""What one person costs: the law loaded, everything decided with its reasons, and the compiled form beside the definition."""

from __future__ import annotations

import sys
from collections.abc import Callable
from random import Random
from statistics import median
from typing import Any, Final

from amparo.facts.case import Case, case_from
from amparo.facts.settled import Settled, settle
from amparo.rules.compiled import compile_law
from amparo.rules.decide import Decider, decide
from amparo.rules.evaluate import FURTHER, Evaluation
from amparo.rules.law import Law
from amparo.rules.pack import load_pack, pack_names
from people import ON, PEOPLE, random_person
from timing import HEAD, Times, machine, ratios, repeated, shown, timed

SEED: Final = 20_260_302
PERSONS: Final = 1000
DEAREST: Final = 8


def main() -> None:
    """Print the tables."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    print(f"one person: {machine()}")
    loading(max(3, runs // 4))
    for name in pack_names():
        deciding(load_pack(name).law_on(ON), runs)
    law = load_pack("palermo").law_on(ON)
    for name in PEOPLE:
        dearest(law, name)
    comparing(law)


def loading(runs: int) -> None:
    """Time loading and checking palermo, and all packs one after the other."""
    print(f"\nload and check, {runs} runs\n{HEAD}")
    print(shown("palermo", repeated(lambda: load_pack("palermo"), runs)))
    names = pack_names()
    print(shown(f"all {len(names)} packs", repeated(lambda: [load_pack(name) for name in names], runs)))


def deciding(law: Law, runs: int) -> None:
    """Time settling and deciding everything about three people, each read afresh, with all reasons."""
    print(f"\n{law.pack}: decide all {len(law.rules)} rules with full reasons, {runs} runs\n{HEAD}")
    for name, told in PEOPLE.items():
        case = case_from(told, law.vocabulary)
        first = Times()
        timed(deciding_of(law, case), first)
        times = repeated(deciding_of(law, case), runs)
        note = f"{median(times.cpu) / len(law.rules) * 1e6:.1f} µs CPU a rule; first time {first.cpu[0] * 1000:.1f} ms CPU"
        print(f"{shown(name, times)}   {note}")


def deciding_of(law: Law, case: Case) -> Callable[[], object]:
    """Return the deciding of one case from what was said."""
    return lambda: decide(law, settle(case, law.vocabulary, on=ON))


def dearest(law: Law, name: str) -> None:
    """Name the rules whose reasons cost most, in the order in which they are decided."""
    case = case_from(PEOPLE[name], law.vocabulary)
    decide(law, settle(case, law.vocabulary, on=ON))
    decider = Decider(law, settle(case, law.vocabulary, on=ON))
    costs: dict[str, Times] = {}
    for rule in law.in_order:
        timed(lambda: list(decider.of(rule)), costs.setdefault(rule.id, Times()))  # noqa: B023 called at once
    spent = {rule: times.cpu[0] * 1000 for rule, times in costs.items()}
    most = sorted(spent, key=spent.__getitem__, reverse=True)[:DEAREST]
    share = sum(spent[rule] for rule in most) / sum(spent.values())
    print(f"\n{law.pack}, {name}: the median rule costs {median(spent.values()):.3f} ms CPU; {share:.0%} of all goes into")
    for dear in most:
        print(f"{dear:>44}  {spent[dear]:9.3f}")


def comparing(law: Law) -> None:
    """Ask a thousand people of the compiled form and of the definition, in turns, and compare every cell."""
    random = Random(SEED)  # noqa: S311 it draws invented people, no secrets
    making = Times()
    compiled = timed(lambda: compile_law(law), making)
    quick, plain, explained, derived = Times(), Times(), Times(), Times()
    cells = 0
    for _ in range(PERSONS):
        person = random_person(random, law.vocabulary)
        fast = timed(lambda: compiled.answer(afresh(person)), quick)  # noqa: B023 called at once
        slow = timed(lambda: defined(law, compiled.names, afresh(person)), plain)  # noqa: B023 called at once
        assert list(fast) == slow, "the compiled form differs from the definition"
        timed(lambda: compiled.answer(person), Times())  # noqa: B023 called at once
        timed(lambda: compiled.answer(person), derived)  # noqa: B023 called at once
        cells += sum(len(cell) if isinstance(cell, dict) else 1 for cell in slow)
        if len(explained.wall) < PERSONS // 20:
            timed(lambda: decide(law, afresh(person)), explained)  # noqa: B023 called at once
    print(f"\n{law.pack}: {PERSONS} people from the seed {SEED}, all {len(law.rules)} rules, {cells} cells, all equal\n{HEAD}")
    print(shown("compiled form", quick))
    print(shown("the same, derived facts already worked out", derived))
    print(shown("definition, without reasons", plain))
    print(shown(f"definition, with reasons (first {len(explained.wall)})", explained))
    print(f"{'definition / compiled':>44}  {ratios(plain, quick)}")
    total = sum(plain.cpu) / sum(quick.cpu)
    print(f"all {PERSONS} people: {total:.1f} times in CPU seconds; compiling the law once: {making.cpu[0] * 1000:.0f} ms CPU")


def afresh(person: Settled) -> Settled:
    """Return the same person with nothing worked out yet."""
    return person.at(ON)


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
