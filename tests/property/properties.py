"""What must hold of every pack and person: each check yields a sentence for each thing that does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Final

from amparo.facts.settled import Settled, contradictions
from amparo.rules.determination import Determination
from amparo.rules.evaluate import FURTHER, Evaluation
from amparo.rules.expression import Conclusion, Fact, Look, walk
from amparo.rules.law import Law
from amparo.rules.may import Answer, may_from
from amparo.rules.quick import Quick
from property.generate import Drawn
from property.oracle import Oracle

_TRIES: Final = 12
Check = Callable[[Drawn], Iterator[str]]


def compiled_differs(drawn: Drawn) -> Iterator[str]:
    """The compiled form, or the quick reader, gives another value than the definition, for this person or for one like them."""
    persons = [drawn.settled]
    for determination in drawn.determinations[:2]:
        persons += [drawn.settled_as(values) for values in drawn.oracle.around(determination, (), 2)]
    for settled in persons:
        yield from _differing_cells(drawn, settled)


def _differing_cells(drawn: Drawn, settled: Settled) -> Iterator[str]:
    definition, quick = Evaluation(drawn.law, settled), Quick(drawn.law, settled)
    for name, found in zip(drawn.compiled.names, drawn.compiled.answer(settled), strict=True):
        each = drawn.law.rules[name].each
        cells: list[tuple[dict[str, str], Any]] = (
            [({each: item}, value) for item, value in found.items()] if each else [({}, found)]
        )
        for bound, value in cells:
            right = definition.conclusion(name, bound)
            for given in (value, quick.conclusion(name, bound)):
                if right != given or type(right) is not type(given):
                    yield f"{name} {bound}: {given!r}, and the definition says {right!r} of {settled.values}"


def _because(determination: Determination) -> tuple[str, ...]:
    """The facts of a reason; of a further item, what is not known of it goes with its list being open."""
    return tuple(reason.fact for reason in determination.because)


def _held(d: Determination, oracle: Oracle) -> tuple[str, ...]:
    further = f"#{FURTHER}."
    because = _because(d)
    return (*because, *(k for k in oracle.reads(d) if further in k and f"{k.partition('#')[0]}.complete" in because))


def reason_does_not_suffice(drawn: Drawn) -> Iterator[str]:
    """The facts of `because` are the same, others differ, and so does the conclusion."""
    for d in drawn.determinations:
        if d.conclusion is None:
            continue
        for values in drawn.oracle.around(d, _held(d, drawn.oracle), _TRIES):
            found = drawn.oracle.concludes(d, values)
            if found is not d.conclusion:
                yield f"{d.rule.id} {d.item}: {d.conclusion} because {d.because}, but {found} with {dict(values)}"
                break


def reason_is_too_long(drawn: Drawn) -> Iterator[str]:
    """One fact of `because` can be left out and the conclusion is as certain."""
    for d in drawn.determinations:
        held = _held(d, drawn.oracle)
        for key in _because(d) if d.conclusion is not None else ():
            if d.item and d.item.endswith(FURTHER) and key == f"{d.rule.each}.complete":
                continue
            needed = drawn.oracle.changed_by(d, held, key)
            drawn.count[f"reason needed: {needed}"] += 1
            if needed is False:
                yield f"{d.rule.id} {d.item}: {d.conclusion} without `{key}` of {d.because}"


def missing_cannot_settle(drawn: Drawn) -> Iterator[str]:
    """No values of the facts in `missing` settle the conclusion, or none is named and some would."""
    for d in drawn.determinations:
        if d.conclusion is not None or _ends_with_list(d):
            continue
        if d.missing and not drawn.oracle.settles(d, d.missing):
            yield f"{d.rule.id} {d.item}: {d.missing} settle nothing"
        if not d.missing:
            for key in drawn.oracle.open_facts(d):
                if drawn.oracle.settles(d, (key,), agreeing=True):
                    yield f"{d.rule.id} {d.item}: nothing is missing, and `{key}` would settle it"


def missing_is_too_long(drawn: Drawn) -> Iterator[str]:
    """A part of `missing` settles the conclusion alone."""
    for d in drawn.determinations:
        if d.conclusion is not None:
            continue
        if _ends_with_list(d):
            if len(d.missing) > 1:
                yield f"{d.rule.id} {d.item}: {d.missing} beside the list's end"
            continue
        part = drawn.oracle.settled_by_less(d, d.missing)
        if part is not None:
            yield f"{d.rule.id} {d.item}: {part} would do of {d.missing}"


def _ends_with_list(d: Determination) -> bool:
    """Say whether a further item goes away when its list is known complete, and that is what is missing."""
    return bool(d.item and d.item.endswith(FURTHER) and f"{d.rule.each}.complete" in d.missing)


def learning_flips(drawn: Drawn) -> Iterator[str]:
    """More was learnt without contradiction, and a settled answer of a rule without the three constructs changed."""
    for _ in range(2):
        case, learnt = drawn.learn()
        if set(learnt.warnings) - set(drawn.settled.warnings) or set(learnt.disputed) - set(drawn.settled.disputed):
            drawn.count["learning that contradicts"] += 1
            continue
        before, after = Evaluation(drawn.law, drawn.settled), Evaluation(drawn.law, learnt)
        for name, rule in drawn.law.rules.items():
            if _looks_at_not_knowing(drawn.law, name):
                continue
            for item in drawn.settled.lists.get(rule.each, ()) if rule.each else (None,):
                bound = {rule.each: item} if rule.each and item else {}
                was, is_ = before.conclusion(name, bound), after.conclusion(name, bound)
                drawn.count["settled answers that stay"] += was is not None
                if rule.type == "yesno" and was is not None and is_ is not was:
                    yield f"{name} {item}: {was} became {is_} with {case}"


def _looks_at_not_knowing(law: Law, name: str) -> bool:
    for node in walk(law.conclusions[name]):
        if isinstance(node, Look) or (isinstance(node, Fact) and node.key.endswith(".complete")):
            return True
        if isinstance(node, Conclusion) and (law.presumes(node.rule) or _looks_at_not_knowing(law, node.rule)):
            return True
    return False


def may_disagrees(drawn: Drawn) -> Iterator[str]:
    """The answer for an act is not what its holds and duties say, or what it needs would not lift it."""
    held = {d.rule.act for d in drawn.determinations if d.rule.kind == "hold"} - {None}
    for act in (*sorted(filter(None, held)), "publication"):
        for item in (None, *drawn.items()):
            answer = may_from(drawn.decider, act, item)
            expected = _answer(drawn, act, item)
            given = (answer.answer, set(answer.by), set(answer.safeguards))
            drawn.count[f"may: {answer.answer}"] += 1
            if given != expected:
                yield f"{act} {item}: {given}, and the determinations say {expected}"
            yield from _cannot_lift(drawn, answer)


def _answer(drawn: Drawn, act: str, item: str | None) -> tuple[str, set[str], set[str]]:
    mine = [d for d in drawn.determinations if d.rule.act == act and (item is None or d.item in (None, item))]
    holds = [d for d in mine if d.rule.kind == "hold"]
    yes = {d.rule.id for d in holds if d.conclusion is True}
    open_ = {d.rule.id for d in holds if d.conclusion is None and d.rule.unknown != "does-not-apply"}
    duties = {d.rule.id for d in mine if d.rule.kind == "duty" and d.is_owed}
    if yes:
        return "held", yes, duties
    return ("held-until-known", open_, duties) if open_ else ("no-hold", set(), duties)


def _cannot_lift(drawn: Drawn, answer: Answer) -> Iterator[str]:
    """Each hold that waits for facts must be such that some values of what it needs turn it to no."""
    for d in answer.holds if answer.answer == "held-until-known" else ():
        if d.item and d.item.endswith(FURTHER):
            continue
        needs = [key for key in answer.needs if key in drawn.oracle.reads(d)]
        if not drawn.oracle.could_be(d, needs, wanted=False) and any(drawn.oracle.could_be_no(d)):
            yield f"{answer.act}: {answer.needs} do not lift {d.rule.id}"


def change_is_wrong(drawn: Drawn) -> Iterator[str]:
    """An answer changes with the date alone before the day named for it, or does not change on that day."""
    waiting = {(d.rule.id, d.item): d for d in drawn.determinations if not (d.item and d.item.endswith(FURTHER))}
    now = {key: _state(drawn, d, drawn.settled) for key, d in waiting.items()}
    for days in range(1, 401):
        day = drawn.settled.on + timedelta(days)
        if not waiting or any(contradictions(drawn.settled.values, day)):
            return
        then = drawn.settled.at(day)
        for key, d in list(waiting.items()):
            turn = drawn.law.turns.get(d.rule.name)
            if turn is not None and day >= turn:
                del waiting[key]
                continue
            is_named, is_other = day == d.changes_on, _state(drawn, d, then) != now[key]
            if is_named != is_other:
                yield f"{key}: {'the same' if is_named else 'differs'} on {day}, and changes_on is {d.changes_on}"
            if is_named or is_other:
                del waiting[key]


def _state(drawn: Drawn, d: Determination, settled: Settled) -> tuple[Any, Any]:
    bound = {d.rule.each: d.item.partition("#")[2]} if d.rule.each and d.item else {}
    found = drawn.answers(settled)[drawn.oracle.place[d.rule.name]]
    done = Evaluation(drawn.law, settled).truth(d.rule.done, bound) if d.rule.done else None
    return (found[bound[d.rule.each]] if d.rule.each else found), done


PROPERTIES: Final[dict[str, Check]] = {
    check.__name__: check
    for check in (
        compiled_differs, reason_does_not_suffice, reason_is_too_long, missing_cannot_settle, missing_is_too_long,
        learning_flips, may_disagrees, change_is_wrong,
    )
}  # fmt: skip
