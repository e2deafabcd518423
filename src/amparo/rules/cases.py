"""Worked cases and whole persons: facts in, answers out, the provision named, so that a lawyer can sign them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from amparo.errors import AmparoError
from amparo.facts.case import Case, case_from
from amparo.facts.settled import settle
from amparo.facts.value import Truth
from amparo.facts.words import nearest, shown
from amparo.rules.decide import Decider
from amparo.rules.determination import Determination
from amparo.rules.evaluate import NOTHING_BOUND
from amparo.rules.lawfile import read_law_file
from amparo.rules.may import may_from
from amparo.rules.pack import Pack
from amparo.rules.rule import TRUTH

_WORDS: Final[dict[Truth, str]] = {True: "yes", False: "no", None: "unknown"}
_CASE_KEYS: Final = ("name", "rule", "checks", "source", "on", "as_known", "facts", "items", "expect", "note")
_PERSON_KEYS: Final = ("name", "story", "on", "as_known", "facts", "items", "expect", "note")
_EXPECT_KEYS: Final = (
    "conclusion", "in_effect", "fulfilled", "act", "may", "item", "rule", "because", "missing", "by", "under", "due",
    "from", "until", "changes_on", "owed", "number", "safeguards", "needs", "name",
    "force", "strength",
)  # fmt: skip


@dataclass(frozen=True)
class WorkedCase:
    """One case: the rule and provision it checks ("" for a whole person), the facts, and what must come out."""

    name: str
    file: str
    rule: str
    checks: str
    source: tuple[str, ...]
    on: date
    as_known: date | None
    case: Case
    raw: Mapping[str, Any]
    expect: tuple[Mapping[str, Any], ...]
    story: str = ""


def load_cases(pack: Pack) -> tuple[WorkedCase, ...]:
    """Read the worked cases of a pack's own folder."""
    found: list[WorkedCase] = []
    for path in sorted((pack.folder / "cases").glob("*.toml")):
        file = read_law_file(path, f"{pack.name}/cases/{path.name}")
        found += [_case(table, file.name, pack, _CASE_KEYS) for table in file.content.get("case", [])]
    return tuple(found)


def load_persons(pack: Pack) -> tuple[WorkedCase, ...]:
    """Read the whole persons of a pack's own folder, each a file."""
    paths = sorted((pack.folder / "persons").glob("*.toml"))
    files = [read_law_file(path, f"{pack.name}/persons/{path.name}") for path in paths]
    return tuple(_case(file.content, file.name, pack, _PERSON_KEYS) for file in files)


def check_cases(pack: Pack, cases: Iterable[WorkedCase] | None = None) -> list[str]:
    """Return a sentence for each expectation of the worked cases and persons that is not met."""
    return [f for case in (cases or (*load_cases(pack), *load_persons(pack))) for f in failures(pack, case)]


def failures(pack: Pack, case: WorkedCase) -> Iterator[str]:
    """Yield a sentence for each expectation of one case that is not met."""
    settled = settle(case.case, pack.vocabulary, on=case.on, as_known=case.as_known)
    decider = Decider(pack.law_on(case.on), settled)
    where = f"{case.file}: {case.name}"
    for expected in case.expect:
        try:
            for name, wanted, found in _compared(decider, case, expected):
                if wanted != found:
                    yield f"{where}: {name} is {found}, expected {wanted}"
        except AmparoError as error:
            yield f"{where}: {error.sentence}"


def _case(table: Mapping[str, Any], file: str, pack: Pack, keys: tuple[str, ...]) -> WorkedCase:
    for key in table:
        if key not in keys:
            raise AmparoError(
                "case-unknown-key", f"`{shown(key)}` is not a key of a worked case{nearest(key, keys)}", where=file
            )
    if "name" not in table or "on" not in table or "expect" not in table:
        raise AmparoError("case-incomplete", "a worked case needs name, on and expect", where=file)
    expect = table["expect"] if isinstance(table["expect"], list) else [table["expect"]]
    for expected in expect:
        for key in expected:
            if key not in _EXPECT_KEYS:
                raise AmparoError(
                    "case-unknown-key", f"`{shown(key)}` is not an expectation{nearest(key, _EXPECT_KEYS)}", where=file
                )
    raw = {"facts": table.get("facts", {}), "items": table.get("items", {})}
    try:
        case = case_from(raw, pack.vocabulary)
    except AmparoError as error:
        raise AmparoError(
            error.code, f"{error.sentence}, in the case `{shown(table['name'])}`", where=file, help=error.help
        ) from None
    return WorkedCase(
        table["name"], file, table.get("rule", ""), table.get("checks", ""), tuple(table.get("source", ())),
        table["on"], table.get("as_known"), case, raw, tuple(expect), table.get("story", ""),
    )  # fmt: skip


def _compared(decider: Decider, case: WorkedCase, expected: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Yield what is compared: its name, what was wanted, what was found."""
    rule = expected.get("rule", case.rule)
    if rule:
        yield from _of_rule(decider, case, rule, expected)
    if "act" in expected:
        answer = may_from(decider, expected["act"], expected.get("item"))
        yield f"may {expected['act']}", expected.get("may", answer.answer), answer.answer
        for key, strongest in (("force", answer.force), ("strength", answer.strength)):
            if key in expected:
                yield f"{key} of {expected['act']}", expected[key], strongest
        for key, found in (
            ("by", answer.by),
            ("under", answer.under),
            ("safeguards", answer.safeguards),
            ("needs", answer.needs),
        ):
            if key in expected and not (key == "under" and rule):
                yield f"{key} of {expected['act']}", set(expected[key]) - set(found), set()


def _of_rule(decider: Decider, case: WorkedCase, rule: str, expected: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    named = decider.law.find(rule)
    if named is None:
        yield rule, "a rule in force", "not one"
        return
    if named.type != TRUTH:
        value = decider.evaluation.conclusion(named.name, NOTHING_BOUND)
        yield rule, expected.get("number", expected.get("conclusion")), getattr(value, "low", value)
        return
    found = [d for d in decider.of(named) if expected.get("item") in (None, d.item)]
    if not found:
        yield rule, expected.get("conclusion"), "without a determination"
    for determination in found[:1] if len(found) > 1 and "item" not in expected else found:
        yield from _of_determination(determination, case, expected)


def _of_determination(d: Determination, case: WorkedCase, expected: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    if case.checks and case.checks not in (*d.rule.under, *d.under):
        yield f"{d.rule.id} under", case.checks, d.under
    values: dict[str, Any] = {
        "conclusion": _WORDS[d.conclusion], "in_effect": d.in_effect, "fulfilled": _WORDS[d.fulfilled], "due": d.due,
        "from": d.starts, "until": d.until, "changes_on": d.changes_on, "owed": d.is_owed,
        "missing": list(d.missing), "because": [reason.fact for reason in d.because],
    }  # fmt: skip
    for key, found in values.items():
        if key in expected:
            yield f"{key} of {d.rule.id}", expected[key], found
    if "under" in expected and "act" not in expected:
        yield f"under of {d.rule.id}", set(expected["under"]) - set(d.under), set()
