"""Small packs held against each other, and what is proved of one right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from amparo.prove.cone import Cone
from amparo.prove.pairs import Pairs
from amparo.prove.people import all_pairs
from amparo.prove.result import Finding
from amparo.prove.right import Side
from amparo.prove.search import Case
from amparo.prove.weaker import Comparison
from amparo.rules.may import Answer
from amparo.rules.pack import Pack, load_pack
from amparo.rules.rule import Rule
from rules.small_packs import answer, asked, table

ON: Final = date(2026, 11, 22)


def pack(
    folder: Path, *rules: str, subject: str = "removal", scope: tuple[str, ...] = (), parameters: str = "", **head: Any
) -> Pack:
    """Write a pack into a folder of its own, its rules about one subject, and load it."""
    folder.mkdir()
    top = {"title": "A pack of a test", "standing": "illustrative", "scope": scope, **head}
    (folder / "pack.toml").write_text("\n".join([*_lines(top), ""]), "utf-8")
    (folder / "parameters.toml").write_text(parameters, "utf-8")
    (folder / f"{subject}.toml").write_text("".join(rules), "utf-8")
    return load_pack(folder)


def _lines(content: Mapping[str, Any]) -> list[str]:
    return [f"{key} = {value.isoformat() if isinstance(value, date) else json.dumps(value)}" for key, value in content.items()]


def parameter(name: str, unit: str, value: int) -> str:
    """Return a number of the law as TOML."""
    dated = table("parameter.value", {"from": date(2000, 1, 1), "value": value})
    return table("parameter", {"id": name, "unit": unit, "under": ["toolkit/7.6"]}) + dated


def exception(name: str, *rules: str, **more: Any) -> str:
    """Return an exception to what is proved as TOML."""
    content = {"property": name, "rules": rules, "under": ["toolkit/7.6"], "reason": "the source says so", **more}
    return "\n".join(["\n[[exception]]", *_lines(content), ""])


def with_exception(pack: Pack, text: str) -> Pack:
    """Add an exception to a pack's head and load it again."""
    path = pack.folder / "pack.toml"
    path.write_text(path.read_text("utf-8") + text, "utf-8")
    return load_pack(pack.folder)


def right_of(pack: Pack, name: str) -> Rule:
    """Return a rule in force by its id."""
    found = pack.law_on(ON).find(name)
    assert found is not None
    return found


def compared(under: Pack, over: Pack, name: str, *, alone: bool = False) -> Finding:
    """Hold one right of a pack against another pack."""
    sides = Side(under, under.law_on(ON)), Side(over, over.law_on(ON), alone)
    return Comparison(*sides).finding(right_of(under, name))


def paired(pack: Pack, property_: str, about: str) -> dict[str, Finding]:
    """Ask a pack about two people who differ in one thing; return the answers by the right's id."""
    side = Side(pack, pack.law_on(ON))
    pair = next(pair for pair in all_pairs(side.law) if (pair.name, pair.about) == (property_, about))
    return {found.rule.id: found for found in Pairs(side, pair, Cone(side.law)).findings() if found.rule}


def may_of(pack: Pack, case: Case, act: str) -> Answer:
    """Ask what `may` answers about an invented person."""
    return answer(asked(pack, case["facts"], case.get("items"), on=ON), act)
