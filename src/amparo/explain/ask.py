"""The next questions: the facts that still matter, those that settle most of what protects first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from amparo.explain.wording import Words
from amparo.rules.decide import Decider
from amparo.rules.evaluate import NOTHING_BOUND, Bound
from amparo.rules.inputs import open_questions, plain
from amparo.rules.may import check_act
from amparo.rules.rule import DOES_NOT_APPLY, Rule

_WEIGHTS: Final = {"hold": 100, "duty": 1, "entitlement": 1, "presumption": 1}
_COERCIVE: Final = 10_000
_ASIDE: Final = 0.1
"""How much less a fact weighs that matters only to what is presumed while it is not known."""


@dataclass(frozen=True, slots=True)
class Question:
    """One fact to ask for: its key, the item it is of, the rules in which it still matters, and the two wordings."""

    fact: str
    item: str | None
    settles: tuple[str, ...]
    person: str
    worker: str
    hint: str = ""

    @property
    def kind(self) -> str:
        """Return the fact of the vocabulary that is asked for: `offence.compelled`."""
        return plain(self.fact)


def ask(decider: Decider, words: Words, act: str | None = None) -> tuple[Question, ...]:
    """Return the open questions, the most settling first; with `act`, only those that bear on that act.

    Raise `AmparoError` for an act that the vocabulary does not have.
    """
    if act is not None:
        check_act(decider.law, act)
    weights: dict[str, float] = {}
    settles: dict[str, dict[str, None]] = {}
    for rule in decider.law.rules.values():
        if rule.kind == "definition" or (act is not None and (rule.act != act or rule.kind != "hold")):
            continue
        weight = _weight(decider, rule)
        for key, is_aside in _open(decider, rule):
            weights[key] = weights.get(key, 0) + weight * (_ASIDE if is_aside else 1)
            settles.setdefault(key, {})[rule.id] = None
    order = {key: number for number, key in enumerate(weights)}
    keys = sorted(weights, key=lambda key: (-weights[key], order[key]))
    return tuple(_question(key, settles[key], words) for key in keys)


def _weight(decider: Decider, rule: Rule) -> float:
    if rule.unknown == DOES_NOT_APPLY:
        return _ASIDE
    act = decider.law.vocabulary.acts.get(rule.act or "")
    return _COERCIVE if rule.kind == "hold" and act and act.coercive else _WEIGHTS[rule.kind]


def _open(decider: Decider, rule: Rule) -> Iterator[tuple[str, bool]]:
    """Yield each fact that still matters to a rule once; for a rule about items, for each of them."""
    found: dict[str, bool] = {}
    for bound in _bindings(decider, rule):
        for key, is_aside in open_questions(decider.evaluation, decider.law.conclusions[rule.name], bound):
            for asked in decider.seen((key,)):
                found[asked] = found.get(asked, True) and is_aside
    yield from found.items()


def _bindings(decider: Decider, rule: Rule) -> Iterable[Bound]:
    if rule.each is None:
        return (NOTHING_BOUND,)
    return tuple({rule.each: name} for name in decider.items_of(rule))


def _question(key: str, settles: Iterable[str], words: Words) -> Question:
    wording = words.question(key)
    item = key.rpartition(".")[0] if "#" in key else None
    return Question(key, item, tuple(settles), wording.person, wording.worker, wording.hint)
