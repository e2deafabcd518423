"""Packs written by a test, of the fewest words, and invented people asked about under them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

from amparo.facts.case import case_from
from amparo.facts.settled import settle
from amparo.rules.decide import Decider
from amparo.rules.determination import Determination
from amparo.rules.may import Answer, may_from
from amparo.rules.pack import Pack, load_pack

ON: Final = date(2026, 3, 2)
_CITED: Final = {"under": ["toolkit/7.6"], "source": ["REM-01a"]}
_WHOLE: Final = {
    "title": "A rule of a test", "unknown": "ask", "force": "mandatory", "strength": "absolute", "binds": "police", **_CITED,
}  # fmt: skip


def hold(name: str, when: str, act: str = "removal", **more: Any) -> str:
    """Return a hold as TOML."""
    return table("rule", {"id": name, "kind": "hold", "act": act, "when": when, **_WHOLE, **more})


def duty(name: str, when: str, **more: Any) -> str:
    """Return a duty as TOML."""
    return table("rule", {"id": name, "kind": "duty", "when": when, "do": "do it", **_WHOLE, **more})


def definition(name: str, when: str, **more: Any) -> str:
    """Return a definition as TOML."""
    return table("rule", {"id": name, "kind": "definition", "when": when, **_CITED, **more})


def repeal(rule: str, **more: Any) -> str:
    """Return a repeal as TOML."""
    return table("repeal", {"rule": rule, "under": ["toolkit/7.6"], "reason": "no longer law", **more})


def days(name: str, *values: tuple[date, int]) -> str:
    """Return a parameter counted in days, with its dated values."""
    dated = "".join(table("parameter.value", {"from": since, "value": value}) for since, value in values)
    return table("parameter", {"id": name, "unit": "days", "under": ["toolkit/7.6"]}) + dated


def table(name: str, content: dict[str, Any]) -> str:
    """Return one `[[name]]` as TOML."""
    values = {key: value.isoformat() if isinstance(value, date) else json.dumps(value) for key, value in content.items()}
    return f"\n[[{name}]]\n" + "".join(f"{key} = {value}\n" for key, value in values.items())


def pack_of(folder: Path, *rules: str, parameters: str = "", **head: Any) -> Pack:
    """Write a pack and load it."""
    top = {"title": "A pack of a test", "standing": "illustrative", **head}
    lines = [f"{k} = {v.isoformat() if isinstance(v, date) else json.dumps(v)}" for k, v in top.items()]
    (folder / "pack.toml").write_text("\n".join(lines), "utf-8")
    (folder / "parameters.toml").write_text(parameters, "utf-8")
    (folder / "removal.toml").write_text("".join(rules), "utf-8")
    return load_pack(folder)


def asked(pack: Pack, facts: dict[str, Any] | None = None, items: dict[str, Any] | None = None, on: date = ON) -> Decider:
    """Return the decider for a person of whom this is known."""
    case = case_from({"facts": facts or {}, "items": items or {}}, pack.vocabulary)
    return Decider(pack.law_on(on), settle(case, pack.vocabulary, on=on))


def answer(decider: Decider, act: str = "removal", item: str | None = None) -> Answer:
    """Return what `may` answers."""
    return may_from(decider, act, item)


def found(decider: Decider, rule: str) -> Determination:
    """Return the determination of a rule."""
    return next(each for each in decider.all() if each.rule.id == rule)
