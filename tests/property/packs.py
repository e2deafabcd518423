"""Random packs: text in TOML that the real loader reads, over the real vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from amparo.facts.vocabulary import Vocabulary
from property.expressions import PERIODS, Expressions, Names, smaller, written

FACTS: Final = [
    "trafficking_claimed",
    "indicators_noted",
    "means_element",
    "exploitation_element",
    "referred_as_possible_victim",
    "recognised_abroad",
    "may_be_child",
    "screened",
    "pregnant",
    "free_to_leave",
    "family_complicit",
    "trafficker_at_large",
    "wants_family_contact",
    "asylum_claimed",
    "reasonable_grounds",
    "conclusive_decision",
    "asylum_decided",
    "accommodation",
    "guardian",
    "exploitation_form",
    "nationality",
    "return_to",
    "language",
    "birth_date",
    "birth_date",
    "birth_date",
    "entry_date",
    "recovery_started_on",
    "reasonable_grounds_on",
    "exploitation_ended_on",
    "age_years",
]
TOGETHER: Final = {
    "indicators_noted": ("means_element",),
    "referred_as_possible_victim": ("reasonable_grounds", "recognised_abroad"),
    "reasonable_grounds": ("reasonable_grounds_on",),
    "asylum_decided": ("asylum_claimed",),
    "birth_date": ("age_years",),
}
"""Facts that bear on each other and so are drawn together."""
ITEMS: Final = {
    "relative": ("complicit", "contact_wanted", "relation"),
    "threat": ("at_large", "relation"),
    "episode": ("form", "ended_on", "country", "hours_a_week", "currency"),
    "proceeding": ("kind", "open", "person_required"),
    "offence": ("compelled", "direct_consequence", "kind"),
    "court_order": ("act", "ends_on"),
    "loss": ("currency", "amount", "head"),
}
SUMMARISED: Final = {
    "family_complicit": "relative", "wants_family_contact": "relative", "trafficker_at_large": "threat",
    "exploitation_form": "episode", "exploitation_ended_on": "episode",
}  # fmt: skip
ACTS: Final = ("removal", "detention", "interview")
_TREES: Final = ("when", "unless", "done", "any", "all", "count")


@dataclass(frozen=True)
class RandomPack:
    """A pack before it is written: the day it is asked about, its parameters and its rules, what they name."""

    on: date
    parameters: tuple[Mapping[str, Any], ...]
    rules: tuple[Mapping[str, Any], ...]
    facts: tuple[str, ...]
    items: Mapping[str, tuple[str, ...]]

    def write(self, folder: Path) -> Path:
        """Write the pack into a folder of its own."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "pack.toml").write_text('title = "A random pack"\nstanding = "draft"\n', "utf-8")
        parameters = [_table("parameter", {k: v for k, v in p.items() if k != "values"}, p["values"]) for p in self.parameters]
        (folder / "parameters.toml").write_text("\n".join(parameters), "utf-8")
        (folder / "rules.toml").write_text("\n".join(_table("rule", _plain(rule)) for rule in self.rules), "utf-8")
        return folder

    def smaller(self) -> Iterator[RandomPack]:
        """Yield packs with one rule less, one key of a rule less, or a smaller condition."""
        for number, rule in enumerate(self.rules):
            before, after = self.rules[:number], self.rules[number + 1 :]
            yield replace(self, rules=(*before, *after))
            for key in ("unless", "until", "lasts", "exception_of", "done", "within", "repeat", "at_once"):
                if key in rule:
                    yield replace(self, rules=(*before, {k: v for k, v in rule.items() if k != key}, *after))
            for key in _TREES:
                for less in smaller(rule.get(key, "")):
                    yield replace(self, rules=(*before, {**rule, key: less}, *after))


def _plain(rule: Mapping[str, Any]) -> dict[str, Any]:
    return {key: written(value) if key in _TREES else value for key, value in rule.items()}


def _table(name: str, table: Mapping[str, Any], values: tuple[tuple[date, Any], ...] = ()) -> str:
    lines = [f"[[{name}]]", *(f"{key} = {_toml(value)}" for key, value in table.items())]
    for since, value in values:
        lines += [f"[[{name}.value]]", f"from = {since}", "ended = true" if value is None else f"value = {_toml(value)}"]
    return "\n".join([*lines, ""])


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def random_pack(random: Random, vocabulary: Vocabulary) -> RandomPack:
    """Draw a pack."""
    on = random.choice((date(2026, 3, 2), date(2026, 3, 31), date(2028, 2, 29), date(2025, 12, 31)))
    facts = _facts(random)
    items = _items(random, facts)
    parameters = tuple(_parameters(random, on))
    names = Names(vocabulary, facts, items, {p["id"]: p["unit"] for p in parameters})
    rules = _Rules(random, names, on)
    rules.draw(random.randint(3, 8))
    return RandomPack(on, parameters, tuple(rules.drawn), facts, items)


def _facts(random: Random) -> tuple[str, ...]:
    drawn: dict[str, None] = {}
    for fact in random.sample(FACTS, random.randint(2, 5)):
        drawn[fact] = None
        if random.random() < 0.7:
            drawn.update(dict.fromkeys(TOGETHER.get(fact, ())))
    return tuple(drawn)


def _items(random: Random, facts: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    kinds = {SUMMARISED[f] for f in facts if f in SUMMARISED and random.random() < 0.7}
    if random.random() < 0.6:
        kinds.add(random.choice([*ITEMS, "loss"]))
    found = {}
    for kind in sorted(kinds):
        needed = {"relative": ("complicit",), "threat": ("at_large",), "episode": ("form", "ended_on")}.get(kind, ())
        some = random.sample(ITEMS[kind], random.randint(1, 2))
        found[kind] = tuple(dict.fromkeys((*needed, *some)))
    return found


def _parameters(random: Random, on: date) -> Iterator[dict[str, Any]]:
    for unit in (*PERIODS, "number", "date"):
        if unit != "years" and random.random() < 0.4:
            continue
        value: Any = {"days": 30, "months": 1, "years": 18, "number": 2}.get(unit, on + timedelta(random.randint(-40, 40)))
        since = date(2000, 1, 1)
        values = [(since, value)]
        if random.random() < 0.12:
            later = on + timedelta(random.choice((-20, 20)))
            values.append((later, None if random.random() < 0.5 else value if unit == "date" else value + 1))
        yield {"id": f"p_{unit}", "title": "A number", "unit": unit, "under": ("tip/2/b",), "values": tuple(values)}


class _Rules:
    """Draws rule after rule; each may name those before it."""

    def __init__(self, random: Random, names: Names, on: date) -> None:
        self.random = random
        self.names = names
        self.on = on
        self.expressions = Expressions(random, names)
        self.drawn: list[dict[str, Any]] = []

    def draw(self, number: int) -> None:
        for n in range(number):
            kind = self.random.choice(
                ("definition", "definition", "presumption", "presumption", "hold", "hold", "duty", "entitlement")
            )
            rule = self.rule(f"r{n}", kind)
            self.drawn.append(rule)
            if "over" not in rule and self.random.random() < 0.06:
                later = {"from": self.on + timedelta(25), "when": self.expressions.leaf(_bound(rule.get("each")))}
                if rule["id"] not in str(later["when"]):
                    self.drawn.append({**rule, **later})
        self._except()

    def rule(self, name: str, kind: str) -> dict[str, Any]:
        rule: dict[str, Any] = {"id": name, "kind": kind, "under": ("tip/2/b",), "source": ("REM-01a",)}
        each = self.random.choice(list(self.names.items)) if self.names.items and self.random.random() < 0.35 else None
        if each:
            rule["each"] = each
        if kind == "definition":
            type_ = self.definition(rule, each)
        else:
            type_ = "yesno"
            rule |= {"title": f"Rule {name}", "force": "recommended", "strength": "qualified", **self.unknown()}
            rule["when"] = self.expressions.condition(_bound(each))
            self.ends(rule, each)
        if kind == "hold":
            rule |= {"act": self.random.choice(ACTS), "binds": "police"}
        if kind == "duty":
            self.duty(rule, each)
        self.names.rules[name] = (type_, each)
        return rule

    def unknown(self) -> dict[str, Any]:
        choice = self.random.choice(("applies", "ask", "does-not-apply"))
        return {"unknown": choice, **({"safe_side": "a random choice"} if choice == "applies" else {})}

    def definition(self, rule: dict[str, Any], each: str | None) -> str:
        if not self.names.items or self.random.random() < 0.35:
            rule["when"] = self.expressions.condition(_bound(each))
            self.ends(rule, each)
            return "yesno"
        kind = self.random.choice(list(self.names.items))
        how = self.random.choice(("any", "any", "all", "count", "earliest", "latest"))
        days = [f"{kind}.{f}" for f in self.names.items[kind] if self.names.kind(f"{kind}.{f}").type == "date"]
        if how in ("earliest", "latest") and not days:
            how = "any"
        rule["over"] = kind
        if how in ("earliest", "latest"):
            rule[how] = self.random.choice(days)
            return "date"
        rule[how] = self.expressions.condition(tuple(dict.fromkeys((*_bound(each), kind))), 2)
        return "number" if how == "count" else "yesno"

    def ends(self, rule: dict[str, Any], each: str | None) -> None:
        """Let a rule be ended: by another condition, on a date, after a period."""
        if self.random.random() < 0.15:
            rule["unless"] = self.expressions.condition(_bound(each), 1)
        if self.random.random() < 0.12 and (until := self.expressions.date(_bound(each), moving=False)):
            rule["until"] = until
        periods, starts = self.names.counted(*PERIODS), self.expressions.date(_bound(each), moving=False)
        if periods and starts and self.random.random() < 0.15:
            rule["starts"] = starts
            rule["lasts"] = self.random.choice(periods)

    def duty(self, rule: dict[str, Any], each: str | None) -> None:
        rule |= {"do": "do it", "binds": "police"}
        if self.random.random() < 0.7:
            rule["done"] = self.expressions.condition(_bound(each), 1)
        if self.random.random() < 0.3:
            rule["act"] = self.random.choice(ACTS)
        if self.random.random() < 0.3:
            rule["at_once"] = True
        elif self.names.counted(*PERIODS) and self.random.random() < 0.5:
            rule.setdefault("starts", self.expressions.date(_bound(each), moving=False) or "today")
            rule["within"] = self.random.choice(self.names.counted(*PERIODS))
        if self.random.random() < 0.2:
            rule["repeat"] = self.random.choice(["each stage", *self.names.counted(*PERIODS)])

    def _except(self) -> None:
        """Let a rule be an exception to an earlier one that it cannot depend on."""
        floors: dict[str, int] = {}
        for number, rule in enumerate(self.drawn):
            if _is_term(rule) or "from" in rule or self.random.random() > 0.35:
                continue
            named = " ".join(_texts(other) for other in self.drawn if other["id"] == rule["id"])
            lowest = max((n + 1 for n, other in enumerate(self.drawn[:number]) if other["id"] in named), default=0)
            earlier = [
                other["id"] for n, other in enumerate(self.drawn[:number])
                if not _is_term(other) and "from" not in other and rule.get("each") in (None, other.get("each"))
                and lowest <= floors.get(other["id"], n)
            ]  # fmt: skip
            if earlier:
                rule["exception_of"] = self.random.choice(earlier)
                ids = [other["id"] for other in self.drawn]
                floors[rule["id"]] = floors.get(rule["exception_of"], ids.index(rule["exception_of"]))
                if rule["kind"] == "definition":
                    rule.update(self.unknown())


def _texts(rule: Mapping[str, Any]) -> str:
    return " ".join(str(written(rule[key])) for key in (*_TREES, "until", "starts") if key in rule)


def _is_term(rule: Mapping[str, Any]) -> bool:
    return not {"count", "latest", "earliest"}.isdisjoint(rule)


def _bound(each: str | None) -> tuple[str, ...]:
    return (each,) if each else ()
