"""One stage of a case in words: step by step what is owed, what was done, when and by whom, and what would bring the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.compartment import compartment_of
from amparo.casework.determine import law as law_of_installation
from amparo.casework.items import numbers
from amparo.casework.sight import Sight
from amparo.desk.kept import Determined, Keeper
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.library import wording
from amparo.desk.links import fact_page, topic_page
from amparo.desk.stage import Stage, in_order, stages, stages_of, step_of
from amparo.desk.standing import HELD, WAITS, ActLine, RuleLine
from amparo.desk.topics import topics
from amparo.explain.answer import determination_json
from amparo.ledger.known import standing
from amparo.rules.decide import Decider
from amparo.rules.rule import Rule

NEW: Final = "new"


@dataclass(frozen=True, slots=True)
class DoneLine:
    """A duty that is met: the last statement by which it is, where its reader may see one."""

    rule: RuleLine
    at: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One topic or kind of things of a stage: where it is recorded, what is listed; duties owed, done, and not owed yet."""

    title: str
    record: str = ""
    add: str = ""
    items: tuple[tuple[str, str], ...] = ()
    owed: tuple[RuleLine, ...] = ()
    done: tuple[DoneLine, ...] = ()
    ahead: tuple[RuleLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """A stage in the list of all: how much is owed and held in it."""

    name: str
    title: str
    about: str
    owed: int
    held: int
    waits: int


@dataclass(frozen=True, slots=True)
class OwedThere:
    """What is owed in one stage; without a name, what is owed for reasons that its reader may not see."""

    name: str
    title: str
    rules: tuple[RuleLine, ...]

    @property
    def count(self) -> int:
        return sum(rule.count for rule in self.rules)


def by_stage(lines: Iterable[RuleLine], sight: Sight) -> tuple[OwedThere, ...]:
    """Return what is owed by stages, in the order of the work, each as urgent as it was; silent lines behind all others."""
    where = _stage_of_duty(sight)
    found: dict[str, list[RuleLine]] = {name: [] for name in (*stages(), "")}
    for line in lines:
        found[where.get(line.id, "")].append(line)
    titles = {**{name: stage.title for name, stage in stages().items()}, "": _("In parts you may not read")}
    return tuple(OwedThere(name, titles[name], tuple(rules)) for name, rules in found.items() if rules)


def may_see(stage: Stage, sight: Sight) -> bool:
    """Say whether the viewer may read any fact that is asked in a stage."""
    keys = (key for name in stage.asks for key in topics()[name].keys("1"))
    return any(compartment_of(key) in sight.readable for key in keys)


def counted(sight: Sight) -> Iterator[Counted]:
    """Yield the stages that the viewer may see, each with what is owed and held in it on what they may read."""
    where = _stage_of_duty(sight)
    owed = [where[each["rule"]] for each in sight.determinations if _is_told(each) and each["fulfilled"] != "yes"]
    for stage in stages().values():
        if may_see(stage, sight):
            acts = [sight.acts[name]["answer"] for name in stage.acts if name in sight.acts]
            yield Counted(stage.name, stage.title, stage.about, owed.count(stage.name), acts.count(HELD), acts.count(WAITS))


class StageShown:
    """One stage of one look at a case; `handed` adds to a duty in whose hands it is."""

    def __init__(self, stage: Stage, sight: Sight, handed: Callable[[RuleLine, Determined], RuleLine]) -> None:
        self.stage = stage
        self.sight = sight
        self.facts = KeptFacts(sight)
        self.keeper = Keeper(sight, self.facts.as_it_stands)
        self.law = law_of_installation().law_on(sight.on)
        self._handed = handed

    @cached_property
    def acts(self) -> tuple[ActLine, ...]:
        """The acts prepared in this stage that are held, or wait."""
        return tuple(each for each in self.keeper.acts() if each.name in self.stage.acts)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps in the order of the work, and behind them the duties that are met elsewhere."""
        found = {name: self._step(name) for name in self.stage.asks}
        duties: dict[str, list[Rule]] = {name: [] for name in (*self.stage.asks, "")}
        for rule in in_order(self.stage, (each for each in self.law.rules.values() if each.kind == "duty"), self.law):
            duties[step_of(self.stage, rule, self.law)].append(rule)
        steps = [self._with_duties(step, duties[name]) for name, step in found.items() if step is not None]
        left = [rule for name, rules in duties.items() if found.get(name) is None for rule in rules]
        return (*steps, *([self._with_duties(Step(_("Met by what is recorded elsewhere")), left)] if left else []))

    @property
    def owed_count(self) -> int:
        return sum(len(step.owed) for step in self.steps)

    @cached_property
    def _told(self) -> Mapping[str, list[Determined]]:
        found: dict[str, list[Determined]] = {}
        for each in self.sight.determinations:
            if _is_told(each):
                found.setdefault(each["rule"], []).append(each)
        return found

    @cached_property
    def _theirs(self) -> Decider:
        """Decides on what the viewer may read, and on nothing else."""
        return Decider(self.law, self.facts.settled)

    def _step(self, name: str) -> Step | None:
        """Return a step without its duties; none where the viewer may read nothing of it."""
        topic, case = topics()[name], self.sight.case
        compartments = {compartment_of(key) for key in topic.keys("1")}
        if not compartments & set(self.sight.readable):
            return None
        page = topic_page(case, name) if compartments & self.sight.recordable else ""
        if not topic.is_kind:
            return Step(topic.title, record=page)
        listed = tuple((wording().item(name, each), fact_page(case, f"{name}#{each}")) for each in self._numbers(name))
        return Step(topic.title, record=page, add=f"{page}?item={NEW}" if page else "", items=listed)

    def _numbers(self, kind: str) -> tuple[str, ...]:
        return numbers(self.sight.entries, kind)

    def _with_duties(self, step: Step, rules: Iterable[Rule]) -> Step:
        owed: list[RuleLine] = []
        done: list[DoneLine] = []
        ahead: list[RuleLine] = []
        for rule in rules:
            told = self._told.get(rule.id, ())
            owed += [self._handed(self.keeper.rule_line(each), each) for each in told if each["fulfilled"] != "yes"]
            done += [self._done(each) for each in told if each["fulfilled"] == "yes"]
            ahead += [] if told else self._ahead(rule)
        return replace(step, owed=tuple(owed), done=tuple(done), ahead=tuple(ahead))

    def _done(self, each: Determined) -> DoneLine:
        keys = {reason["fact"] for reason in each["fulfilled_because"]}
        met = [entry for entry in standing(self.sight.entries) if entry.key in keys and entry.value is not None]
        line = self.keeper.rule_line(each)
        if not met:
            return DoneLine(line)
        last = self.facts.stated(max(met, key=lambda entry: entry.recorded))
        return DoneLine(line, last.at, last.agency)

    def _ahead(self, rule: Rule) -> list[RuleLine]:
        """Say of a duty that is not owed on what the viewer may read why it is not; where that cannot be said, its name."""
        found = [{**determination_json(each), "withheld": 0} for each in self._theirs.of(rule)]
        if not found:
            kind = wording().words.label("items", rule.each or "")
            return [replace(self._bare(rule), note=_("Once one is listed: %(kind)s") % {"kind": kind})]
        if any(each["in_effect"] for each in found):
            return [self._bare(rule)]
        return [replace(self.keeper.rule_line(each), due="", is_late=False, href="") for each in found]

    def _bare(self, rule: Rule) -> RuleLine:
        """Return a duty as the law has it, with nothing of this case."""
        nothing: dict[str, Any] = {
            "rule": rule.id, "kind": rule.kind, "item": None, "title": rule.title, "do": rule.do, "conclusion": "no",
            "force": "", "strength": "", "binds": rule.binds, "under": rule.under, "because": (), "missing": (),
            "withheld": 0, "due": None, "safe_side": None, "fulfilled": "yes",
        }  # fmt: skip
        return replace(self.keeper.rule_line(nothing), due="", is_late=False)


def _is_told(each: Determined) -> bool:
    return bool(each["kind"] == "duty" and each["in_effect"] and each["rule"])


def _stage_of_duty(sight: Sight) -> Mapping[str, str]:
    rules = law_of_installation().law_on(sight.on).rules.values()
    return {rule.id: stages_of(rule)[0] for rule in rules if rule.kind == "duty"}
