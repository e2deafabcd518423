"""60 rules over 40 facts, drawn from a seed: the compiled form beside zen-engine and CEL, every cell held to the definition."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any, Final

import cel_peer
import zen_peer
from amparo.facts.settled import Settled
from amparo.facts.value import Scalar, Truth
from amparo.rules.compiled import compile_law
from amparo.rules.evaluate import Evaluation
from amparo.rules.expression import walk
from drawn import ON, Drawn, draw
from timing import HEAD, Times, machine, shown, timed

SEED: Final = 60_40
WARM: Final = 20
"""People asked first and not counted."""
Person = Mapping[str, Scalar]
Form = Callable[[Person], Callable[[], Any]]
"""Readies one person, outside the clock, and returns the asking."""


def main() -> None:
    """Time every form for every person in turns, and print the table."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    drawn = draw(SEED, people + WARM)
    forms: dict[str, Form] = {"amparo, compiled form": ours(drawn), **zen_peer.forms(drawn), **cel_peer.forms(drawn)}
    times = {name: Times() for name in forms}
    counted = {True: 0, False: 0, None: 0}
    for number, person in enumerate(drawn.people):
        told = defined(drawn, person)
        for truth in told.values():
            counted[truth] += 1
        for name, form in forms.items():
            answer = timed(form(person), Times() if number < WARM else times[name])
            assert truths(drawn, answer) == told, f"{name} differs from the definition"
    described(drawn, counted)
    print(f"{people} people one at a time, all forms in turns; {machine()}\n{HEAD}   times ours (clock, CPU)")
    first = times["amparo, compiled form"]
    for name, found in times.items():
        ratio = [median(getattr(found, kind)) / median(getattr(first, kind)) for kind in ("wall", "cpu")]
        print(f"{shown(name, found)}   {ratio[0]:5.1f} {ratio[1]:5.1f}")


def described(drawn: Drawn, counted: Mapping[Truth, int]) -> None:
    """Print what was drawn."""
    nodes = sum(len(list(walk(node))) for node in drawn.law.conclusions.values())
    cells = sum(counted.values())
    shares = ", ".join(
        f"{counted[truth] / cells:.0%} {word}" for truth, word in ((True, "yes"), (False, "no"), (None, "not known"))
    )
    print(f"peers: seed {SEED}, {len(drawn.law.rules)} rules, {len(drawn.law.vocabulary.facts)} facts, {nodes} nodes")
    print(f"{cells} cells, each form equal to the definition in every one: {shares}")


def ours(drawn: Drawn) -> Form:
    """Return the compiled form: from the facts in a mapping to the answers, as the peers are asked."""
    compiled = compile_law(drawn.law)
    law = drawn.law

    def ready(person: Person) -> Callable[[], Any]:
        def ask() -> Any:
            return dict(zip(compiled.names, compiled.answer(Settled(law.vocabulary, ON, person)), strict=True))

        return ask

    return ready


def defined(drawn: Drawn, person: Person) -> dict[str, Truth]:
    """Return what the definition says."""
    evaluation = Evaluation(drawn.law, Settled(drawn.law.vocabulary, ON, person))
    return {name: evaluation.conclusion(name) for name in drawn.law.rules}


def truths(drawn: Drawn, answer: Mapping[str, Any]) -> dict[str, Truth]:
    """Return an answer as truths by rule, whether it gives truths or rails."""
    if "r0_00" in answer:
        return {name: answer[name] for name in drawn.law.rules}
    rails = {name: (answer[f"{name}_y"], answer[f"{name}_n"]) for name in drawn.law.rules}
    return {name: _TRUTH[pair] for name, pair in rails.items()}


_TRUTH: Final[dict[tuple[bool, bool], Truth]] = {(True, False): True, (False, True): False, (False, False): None}


if __name__ == "__main__":
    main()
