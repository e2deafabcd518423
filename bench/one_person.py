"""What one person costs: the law loaded, and everything decided with its reasons."""

from __future__ import annotations

import sys
from collections.abc import Callable
from random import Random
from statistics import median
from typing import Final

from amparo.facts.case import Case, case_from
from amparo.facts.settled import settle
from amparo.rules.decide import Decider, decide
from amparo.rules.law import Law
from amparo.rules.pack import load_pack, pack_names
from people import ON, PEOPLE, random_person
from timing import HEAD, Times, machine, repeated, shown, timed

SEED: Final = 20_260_302
STRANGERS: Final = 60
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
    strangers(law, STRANGERS)


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


def strangers(law: Law, number: int) -> None:
    """Decide everything about people drawn from a seed, each once, so that nothing kept can be of the person before."""
    random = Random(SEED)  # noqa: S311 it draws invented people, no secrets
    times = Times()
    for _ in range(number):
        person = random_person(random, law.vocabulary)
        timed(lambda: decide(law, person), times)  # noqa: B023 called at once
    print(f"\n{law.pack}: {number} different people from the seed {SEED}, each decided once with full reasons\n{HEAD}")
    print(shown("a person", times))


if __name__ == "__main__":
    main()
