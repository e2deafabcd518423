"""May this act be done to this person? Held, held until facts are known, or no hold; never "cleared"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from amparo.errors import AmparoError
from amparo.facts.settled import AGE_INPUTS, Settled
from amparo.facts.value import compare
from amparo.facts.words import nearest, shown
from amparo.rules.decide import Decider
from amparo.rules.determination import Determination
from amparo.rules.evaluate import FURTHER, NOTHING_BOUND, Bound
from amparo.rules.inputs import Keys, inputs, plain
from amparo.rules.law import Law

HELD: Final = "held"
HELD_UNTIL_KNOWN: Final = "held-until-known"
NO_HOLD: Final = "no-hold"
NOT_ASSESSED: Final = "not-assessed"
PREMISES: Final = {"removal": "removal_proposed", "return": "return_considered"}
"""Asking whether an act may be done supposes that it is planned: the duties that go with it are read so."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one act: the holds that made it, the facts that could lift it, the duties that go with the act."""

    act: str
    answer: str
    by: tuple[str, ...]
    needs: tuple[str, ...]
    safeguards: tuple[str, ...]
    under: tuple[str, ...]
    force: str | None
    strength: str | None
    holds: tuple[Determination, ...]
    duties: tuple[Determination, ...]
    orders: tuple[tuple[str, str], ...] = ()
    """Court orders in force that speak of the act, each with its effect. An order is always obeyed: it passes a hold
    as a recorded court decision, at the desk, and never by turning an answer into another."""


def check_act(law: Law, act: str) -> None:
    """Raise `AmparoError` where the vocabulary has no such act."""
    acts = law.vocabulary.acts
    if act not in acts:
        raise AmparoError(
            "unknown-act", f"`{shown(act)}` is not an act{nearest(act, acts)}", help=f"acts: {', '.join(acts)}", where="act"
        )


def may(law: Law, settled: Settled, act: str, item: str | None = None) -> Answer:
    """Answer for an act; `item` (`offence#2`) asks of that one item beside the person's own holds."""
    return may_from(Decider(law, settled), act, item)


def may_from(decider: Decider, act: str, item: str | None = None) -> Answer:
    """Answer for an act from a decider at hand."""
    check_act(decider.law, act)
    if item is not None:
        _check_item(decider.settled, item)
    holds = [d for d in _of_act(decider, "hold", act) if item is None or d.item in (None, item)]
    planned = _planned(decider, act)
    duties = tuple(d for d in _of_act(planned, "duty", act) if d.is_owed and (item is None or d.item in (None, item)))
    certain = [d for d in holds if d.conclusion is True]
    deciding = sorted(certain or [d for d in holds if d.in_effect], key=lambda d: d.rule.rank())
    outside = not deciding and not _is_in_scope(decider.law, act)
    first = deciding[0].rule if deciding else None
    return Answer(
        act=act,
        answer=NOT_ASSESSED if outside else HELD if certain else HELD_UNTIL_KNOWN if deciding else NO_HOLD,
        by=tuple(dict.fromkeys(d.rule.id for d in deciding)),
        needs=_needs(decider, deciding),
        safeguards=tuple(dict.fromkeys(d.rule.id for d in duties)),
        under=tuple(dict.fromkeys(provision for d in deciding for provision in d.under)),
        force=first.force if first else None,
        strength=first.strength if first else None,
        holds=tuple(deciding),
        duties=duties,
        orders=tuple(_orders(decider.settled, act)),
    )


def _orders(settled: Settled, act: str) -> Iterator[tuple[str, str]]:
    for name in settled.lists.get("court_order", ()):
        key = f"court_order#{name}"
        values = [settled.values.get(f"{key}.{fact}") for fact in ("act", "effect", "ends_on")]
        if values[0] == act and isinstance(values[1], str) and compare("<", values[2], settled.on) is not True:
            yield key, values[1]


def _of_act(decider: Decider, kind: str, act: str) -> Iterable[Determination]:
    for rule in decider.law.rules.values():
        if rule.kind == kind and rule.act == act:
            yield from decider.of(rule)


def _planned(decider: Decider, act: str) -> Decider:
    if act not in PREMISES:
        return decider
    return Decider(decider.law, decider.settled.with_value({PREMISES[act]: True}))


def _is_in_scope(law: Law, act: str) -> bool:
    """A pack may hold an act outside its scope, of which it speaks in part: where nothing holds it, it is not assessed."""
    return not law.scope or act in law.scope


def _check_item(settled: Settled, item: str) -> None:
    kind, hash_, name = item.partition("#")
    if not hash_ or name not in settled.lists.get(kind, ()):
        known = [f"{kind}#{name}" for kind, names in settled.lists.items() for name in names]
        raise AmparoError(
            "unknown-case-item", f"`{shown(item)}` is not an item of this case{nearest(item, known)}",
            help="an item is named kind#id, as in offence#1", where="item",
        )  # fmt: skip


def _needs(decider: Decider, deciding: Iterable[Determination]) -> tuple[str, ...]:
    """Facts that could lift the holds: what is not known and could turn them to no, or what would have to change."""
    found: dict[str, None] = {}
    for determination in deciding:
        found.update(dict.fromkeys(decider.seen(_lifting(decider, determination))))
    return tuple(found)


def _lifting(decider: Decider, determination: Determination) -> Keys:
    rule = determination.rule
    bound = _bound(determination)
    if determination.conclusion is None:
        return decider.missing.lifting(rule.name, bound) or determination.missing
    return tuple(
        key
        for key in inputs(decider.evaluation, decider.law.conclusions[rule.name], bound)
        if _could_lift(decider, rule.name, bound, key)
    )


def _bound(determination: Determination) -> Bound:
    each, item = determination.rule.each, determination.item
    return {each: item.partition("#")[2]} if each and item else NOTHING_BOUND


def _could_lift(decider: Decider, name: str, bound: Bound, key: str) -> bool:
    """Say whether one fact, turning out otherwise, would end a hold. A claim once made is nothing to be unmade."""
    vocabulary = decider.law.vocabulary
    settled = decider.settled
    if settled.values.get(key) is True and plain(key) in (*vocabulary.one_yes, *vocabulary.implied):
        return False
    if key in AGE_INPUTS or f"#{FURTHER}." in key or (key.endswith(".complete") and settled.values.get(key) is True):
        return False
    missing = decider.missing
    return any(missing.could_be(key, value).conclusion(name, bound) is False for value in missing.samples(key))
