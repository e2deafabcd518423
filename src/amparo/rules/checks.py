"""What a pack must hold as a whole: no circles, no clashing names or dates, and the lines that no rule may cross."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from amparo.facts.words import nearest, shown
from amparo.rules.error import LawError
from amparo.rules.expression import Conclusion, Fact, Node, walk
from amparo.rules.rule import Repeal, Rule, name_of

MAY_READ_COOPERATION: Final = frozenset({"residence", "justice", "testimony"})
"""Subjects (file names) in which a rule may read `cooperates`; stay of removal, safety, help and recovery may not."""
NEVER_BY_COOPERATION: Final = ("removal", "return", "stay_refusal", "support_withdrawal")
"""Acts whose holds never read it, whatever the file."""
PLANNED: Final = frozenset({"removal_proposed", "removal_on", "return_considered"})
"""Facts that say an act is planned; a hold answers whether the act may be done, so it never reads them."""


def check_pack(rules: list[Rule], repeals: Iterable[Repeal]) -> None:
    """Raise `LawError` for the first thing that is wrong with the rules taken together."""
    _check_unique(rules)
    _check_references(rules)
    whole = _Whole(rules)
    _check_bindings(whole)
    _check_circles(whole)
    _check_dates(whole, repeals)
    for rule in rules:
        _check_lines(rule, whole.reads(rule.name))


class _Whole:
    """All rules by name, with what each names and reads worked out once."""

    def __init__(self, rules: list[Rule]) -> None:
        self.rules = rules
        self.named = {id(rule): tuple(dict.fromkeys(named_by(rule))) for rule in rules}
        self.by_name: dict[str, list[Rule]] = {}
        for rule in rules:
            self.by_name.setdefault(rule.name, []).append(rule)
            if rule.exception_of:
                self.by_name.setdefault(_last(rule.exception_of), []).append(rule)
        self._reads: dict[str, frozenset[str]] = {}

    def reads(self, name: str) -> frozenset[str]:
        """Return the facts that a rule reads in any version, with its exceptions and definitions written out."""
        if name not in self._reads:
            found: set[str] = set()
            for rule in self.by_name[name]:
                found.update(node.key for top in conditions(rule) for node in walk(top) if isinstance(node, Fact))
                found.update(fact for other in self.named[id(rule)] for fact in self.reads(other))
            self._reads[name] = frozenset(found)
        return self._reads[name]


def _last(rule_id: str) -> str:
    return name_of(rule_id.rpartition("/")[2])


def conditions(rule: Rule) -> tuple[Node, ...]:
    """Return all expressions of a rule."""
    return tuple(node for node in (rule.when, rule.unless, rule.until, rule.starts, rule.done) if node is not None)


def named_by(rule: Rule) -> Iterator[str]:
    """Yield the names of the rules that a rule names."""
    for top in conditions(rule):
        yield from (node.rule for node in walk(top) if isinstance(node, Conclusion))


def _check_unique(rules: list[Rule]) -> None:
    seen: dict[tuple[str, object], Rule] = {}
    owner: dict[str, str] = {}
    for rule in rules:
        if (rule.id, rule.since) in seen:
            raise LawError(
                "duplicate-rule", f"two rules have the id `{rule.id}` and the same `from`", rule.place,
                help="another rule has another `id`; a later version of the same has a later `from`",
            )  # fmt: skip
        seen[rule.id, rule.since] = rule
        if owner.setdefault(name_of(rule.id), rule.pack) != rule.pack:
            raise LawError(
                "rule-id-taken", f"`{rule.id}` is already a rule of `{owner[name_of(rule.id)]}`", rule.place,
                help="choose another id, and say `replaces` if it takes its place",
            )  # fmt: skip


def _check_references(rules: list[Rule]) -> None:
    whole = {f"{rule.pack}/{rule.id}" for rule in rules}
    ids = {rule.id for rule in rules}
    for rule in rules:
        lower = {name for name in whole if not name.startswith(f"{rule.pack}/")}
        if rule.replaces is not None and rule.replaces not in lower:
            raise LawError(
                "unknown-replaced",
                f"`{shown(rule.replaces)}` is not a rule of a lower layer{nearest(rule.replaces, lower)}",
                rule.place,
            )
        for met in rule.meets:
            if met not in whole:
                raise LawError("unknown-met", f"`{shown(met)}` is not a rule of a lower layer{nearest(met, whole)}", rule.place)
        named = rule.exception_of
        if named is not None and (named.rpartition("/")[2] not in ids or named == rule.id):
            raise LawError(
                "unknown-exception", f"`{shown(named)}` is not another rule{nearest(named, ids - {rule.id})}", rule.place
            )


def _check_bindings(whole: _Whole) -> None:
    """A rule about each item may be named only where such an item is at hand: in a rule about each of the same kind."""
    each_of = {rule.name: rule.each for rule in whole.rules}
    for rule in whole.rules:
        for name in whole.named[id(rule)]:
            each = each_of[name]
            if each is not None and each not in (rule.each, getattr(rule.when, "kind", None)):
                raise LawError("item-not-at-hand", f"`{name}` is about each {each}, and `{rule.id}` is not", rule.place)


def _check_circles(whole: _Whole) -> None:
    edges: dict[str, set[str]] = {}
    for rule in whole.rules:
        edges.setdefault(rule.name, set()).update(whole.named[id(rule)])
        if rule.exception_of:
            edges.setdefault(_last(rule.exception_of), set()).add(rule.name)
    done: set[str] = set()
    for start in edges:
        _follow(start, edges, [], done, whole.rules)


def _follow(name: str, edges: Mapping[str, set[str]], path: list[str], done: set[str], rules: list[Rule]) -> None:
    if name in path:
        circle = " -> ".join([*path[path.index(name) :], name])
        rule = next(rule for rule in rules if rule.name == name)
        raise LawError(
            "circle",
            f"these rules name each other in a circle: {circle}",
            rule.place,
            help="let one of them stand on facts alone",
        )
    if name in done:
        return
    for other in sorted(edges.get(name, ())):
        _follow(other, edges, [*path, name], done, rules)
    done.add(name)


def _check_dates(whole: _Whole, repeals: Iterable[Repeal]) -> None:
    first = {rule.name: rule for rule in sorted(whole.rules, key=lambda rule: rule.since, reverse=True)}
    gone = {repeal.rule: repeal for repeal in repeals}
    for rule in whole.rules:
        for name in whole.named[id(rule)]:
            if first[name].since > rule.since:
                raise LawError(
                    "named-before-force", f"`{rule.id}` is in force before `{name}`, which it names", rule.place,
                    help=f"`{name}` is in force from {first[name].since}",
                )  # fmt: skip
            if name in gone and rule.name not in gone:
                raise LawError("named-repealed", f"`{name}` is repealed and `{rule.id}` still names it", gone[name].place)


def _check_lines(rule: Rule, reads: frozenset[str]) -> None:
    if "cooperates" in reads and rule.kind != "definition" and rule.subject not in MAY_READ_COOPERATION:
        raise LawError(
            "reads-cooperation",
            f"`{rule.id}` reads `cooperates`: stay, safety, help and recovery never depend on it",
            rule.place, help="take `cooperates` out, also of the definitions that it names",
        )  # fmt: skip
    if "cooperates" in reads and rule.kind == "hold" and rule.act in NEVER_BY_COOPERATION:
        raise LawError(
            "reads-cooperation", f"the hold `{rule.id}` may not read `cooperates`", rule.place,
            help="take `cooperates` out, also of the definitions that it names",
        )  # fmt: skip
    if rule.kind == "hold" and (planned := sorted(reads & PLANNED)):
        raise LawError(
            "hold-reads-plan",
            f"the hold `{rule.id}` reads `{planned[0]}`: a hold answers without asking whether the act is planned",
            rule.place, help=f"take `{planned[0]}` out, also of the definitions that it names",
        )  # fmt: skip
