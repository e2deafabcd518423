"""Reads one `[[rule]]` table: its keys, its words and its expressions, with an error that a lawyer can act on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from amparo.facts.vocabulary import Vocabulary
from amparo.facts.words import nearest, shown
from amparo.rules.citation import Citations
from amparo.rules.error import ExpressionError, LawError
from amparo.rules.expression import Condition, Count, Extreme, ItemFact, Quantifier, Term
from amparo.rules.lawfile import Entry
from amparo.rules.parse import Scope, parse_condition, parse_term
from amparo.rules.rule import APPLIES, FORCES, KINDS, STRENGTHS, TRUTH, UNKNOWN, Rule, name_of

_ID: Final = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*", re.ASCII)
_RESERVED: Final = frozenset({
    "age", "today", "known", "presumed", "presumed_not", "years_between", "days", "months", "years",
    "and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "never",
})  # fmt: skip
HOWS: Final = ("any", "all", "count", "earliest", "latest")
PERIODS: Final = ("days", "months", "years")
EACH_STAGE: Final = ("each stage", "each-stage")
_TEXTS: Final = (
    "id", "kind", "act", "title", "force", "strength", "binds", "when", "unless", "until", "unknown", "safe_side",
    "each", "do", "demands", "within", "starts", "done", "repeat", "lasts", "replaces", "exception_of", "over", *HOWS,
    "note",
)  # fmt: skip
_LISTS: Final = ("unknown_under", "under", "source", "meets")
_LIST_IT: Final = "correct it, or list it with its instrument in instruments.toml"
_TO_ADD: Final = {
    "kind": f"say what it is: {', '.join(KINDS)}",
    "title": "say it in one plain sentence",
    "force": f"say what the source says: {', '.join(FORCES)}",
    "strength": f"say how far the source reaches: {', '.join(STRENGTHS)}",
    "unknown": f"say what holds while `when` is not known: {', '.join(UNKNOWN)}",
    "under": "name the provisions that carry it, such as tip/6/2/b",
    "source": "name the rows of law/requirements.csv that it meets",
}
"""What to do about a key that is missing."""
_DUTY_KEYS: Final = ("do", "within", "at_once", "done", "repeat", "demands")


@dataclass(frozen=True)
class Surroundings:
    """What a rule is read against: the vocabulary, the provisions, the requirements, the names of the whole pack."""

    vocabulary: Vocabulary
    citations: Citations
    requirements: frozenset[str]
    scope: Scope
    is_layered: bool


def check_shape(entry: Entry) -> None:
    """Refuse unknown keys and values of the wrong sort, and a rule without a usable id and kind."""
    entry.check_keys(_TEXTS, _LISTS, ("from", "at_once"))
    if "id" not in entry.table:
        raise entry.error("rule-without-id", "a rule needs an `id`")
    if not _ID.fullmatch(entry.table["id"]):
        raise entry.error("rule-bad-id", "an `id` is lower-case words joined by `-` or `_`", "id")
    if name_of(entry.table["id"]) in _RESERVED:
        raise entry.error("rule-reserved-id", f"`{entry.table['id']}` is a word of the rule language", "id")
    _word(entry, "kind", KINDS)


def type_of(entry: Entry) -> str:
    """Return what a rule answers: yes/no, or for some definitions a number or a date."""
    if "count" in entry.table:
        return "number"
    return "date" if "earliest" in entry.table or "latest" in entry.table else TRUTH


def rule_from(entry: Entry, pack: str, subject: str, name: str, around: Surroundings) -> Rule:
    """Read one rule, which expressions name `name`; the shape has been checked."""
    table = entry.table
    is_definition = table["kind"] == "definition"
    if not is_definition:
        for key in ("title", "force", "strength", "unknown"):
            _needed(entry, key)
    for key in ("under", "source"):
        _needed(entry, key)
    _words(entry)
    _citations(entry, around)
    _by_kind(entry, around.vocabulary)
    return Rule(
        id=table["id"], kind=table["kind"], pack=pack, subject=subject, place=entry.place(), name=name,
        type=type_of(entry), title=table.get("title", ""), act=table.get("act"),
        force=table.get("force", ""), strength=table.get("strength", ""), binds=table.get("binds"),
        unknown=table.get("unknown", ""), unknown_under=tuple(table.get("unknown_under", ())),
        safe_side=table.get("safe_side", ""), under=tuple(table["under"]), source=tuple(table["source"]),
        since=entry.day("from", date.min), each=table.get("each"), do=table.get("do", ""), at_once=_at_once(entry),
        demands=table.get("demands"),
        exception_of=table.get("exception_of"), replaces=table.get("replaces"), meets=tuple(table.get("meets", ())),
        note=table.get("note", ""), **_expressions(entry, around.scope),
    )  # fmt: skip


def _needed(entry: Entry, key: str) -> None:
    if key not in entry.table or entry.table[key] in ("", []):
        if key == "source" and entry.table.get(key) == [] and (entry.table.get("safe_side")):
            return
        raise entry.error(f"rule-without-{key}", f"the rule `{entry.table['id']}` needs `{key}`", key, help=_TO_ADD[key])


def _word(entry: Entry, key: str, words: tuple[str, ...]) -> None:
    value = entry.table.get(key)
    if value is None:
        raise entry.error(
            f"rule-without-{key}", f"the rule `{shown(entry.table['id'])}` needs `{key}`", help=_TO_ADD.get(key, "")
        )
    if value not in words:
        raise entry.error(
            f"rule-unknown-{key}", f"`{shown(value)}` is not a word for `{key}`{nearest(value, words)}", key, 0,
            f"expected: {', '.join(words)}",
        )  # fmt: skip


def _words(entry: Entry) -> None:
    for key, words in (("force", FORCES), ("strength", STRENGTHS), ("unknown", UNKNOWN)):
        if key in entry.table:
            _word(entry, key, words)
    table = entry.table
    if table.get("unknown") == APPLIES and not table.get("unknown_under") and not table.get("safe_side"):
        raise entry.error(
            "rule-unknown-unreasoned", "a rule that applies while not known says why", "unknown", 0,
            'add unknown_under = [a provision], or safe_side = "our reason"',
        )  # fmt: skip


def _citations(entry: Entry, around: Surroundings) -> None:
    for key in ("under", "unknown_under"):
        for cited in entry.table.get(key, ()):
            if fault := around.citations.fault(cited):
                raise entry.error("rule-unknown-provision", fault, key, help=_LIST_IT)
    for row in entry.table["source"]:
        if row not in around.requirements:
            raise entry.error(
                "rule-unknown-source",
                f"`{shown(row)}` is not a row of the requirements{nearest(row, around.requirements)}",
                "source",
            )


def _by_kind(entry: Entry, vocabulary: Vocabulary) -> None:
    table, kind = entry.table, entry.table["kind"]
    if kind == "hold" and "act" not in table:
        raise entry.error("hold-without-act", f"the hold `{table['id']}` needs the `act` that it holds")
    if "act" in table:
        if kind not in ("hold", "duty"):
            raise entry.error("rule-misplaced-act", f"only a hold or a duty names an act, not a {kind}", "act")
        _word(entry, "act", tuple(vocabulary.acts))
    if "binds" in table:
        _word(entry, "binds", vocabulary.actors)
    elif kind in ("hold", "duty"):
        raise entry.error("rule-without-binds", f"the {kind} `{table['id']}` needs `binds`: who must do or leave it")
    _duty(entry, tuple(vocabulary.acts))
    if kind == "definition" and "exception_of" in table and "unknown" not in table:
        raise entry.error("exception-without-unknown", "an exception needs `unknown`: what it does while not known")
    for key in ("each", "over"):
        if key in table:
            _word(entry, key, tuple(vocabulary.items))


def _duty(entry: Entry, acts: tuple[str, ...]) -> None:
    table, kind = entry.table, entry.table["kind"]
    if kind != "duty":
        for key in (key for key in _DUTY_KEYS if key in table):
            raise entry.error("rule-misplaced-key", f"`{key}` belongs to a duty, not to a {kind}", key)
        return
    if "demands" in table:
        _word(entry, "demands", acts)
    if "do" not in table:
        raise entry.error("duty-without-do", f"the duty `{table['id']}` needs `do`: what is to be done")
    if "within" in table and "at_once" in table:
        raise entry.error("duty-two-clocks", "a duty is due at once or within a period, not both", "within")
    if "within" in table and "starts" not in table:
        raise entry.error("duty-without-start", "a period needs `starts`: the date from which it runs", "within")


def _at_once(entry: Entry) -> bool:
    at_once = entry.table.get("at_once", False)
    if not isinstance(at_once, bool):
        raise entry.error("rule-not-yes-no", "`at_once` must be true or false", "at_once")
    return at_once


def _expressions(entry: Entry, scope: Scope) -> dict[str, Any]:
    table = entry.table
    here = replace(scope, items=frozenset({table["each"]})) if "each" in table else scope

    def condition(key: str, inside: Scope = here) -> Condition | None:
        return _read(entry, key, lambda text: parse_condition(text, inside)) if key in table else None

    def day(key: str) -> Term | None:
        return _read(entry, key, lambda text: parse_term(text, here, "date")) if key in table else None

    for key in ("within", "lasts"):
        _period(entry, key, scope.parameters)
    if "repeat" in table and table["repeat"] not in EACH_STAGE:
        _period(entry, "repeat", scope.parameters)
    if "lasts" in table and "starts" not in table:
        raise entry.error("lasts-without-start", "`lasts` needs `starts`: the date from which it runs", "lasts")
    _has_one_condition(entry)
    return {
        "when": _over(entry, scope) if "over" in table else condition("when"),
        "unless": condition("unless"),
        "until": day("until"),
        "starts": day("starts"),
        "done": condition("done"),
        "within": _name(table.get("within")),
        "lasts": _name(table.get("lasts")),
        "repeat": table.get("repeat"),
    }


def _has_one_condition(entry: Entry) -> None:
    table = entry.table
    hows = [how for how in HOWS if how in table]
    if "over" not in table:
        if hows:
            raise entry.error("quantifier-without-over", f"`{hows[0]}` needs `over`: the kind of item", hows[0])
        if "when" not in table:
            raise entry.error("rule-without-when", f"the rule `{table['id']}` needs `when`", help="write its condition")
        return
    if table["kind"] != "definition":
        raise entry.error("over-misplaced", "only a definition runs `over` items; a rule uses `each`", "over")
    if "when" in table:
        raise entry.error("two-conditions", "a definition over items has no `when`", "when")
    if len(hows) != 1:
        raise entry.error("quantifier-count", f"a definition over items needs one of {', '.join(HOWS)}", "over")


def _over(entry: Entry, scope: Scope) -> Condition | Term:
    kind = entry.table["over"]
    inside = replace(scope, items=frozenset({kind, *([entry.table["each"]] if "each" in entry.table else [])}))
    how = next(how for how in HOWS if how in entry.table)
    if how in ("any", "all", "count"):
        body: Condition = _read(entry, how, lambda text: parse_condition(text, inside))
        return Count(kind, body) if how == "count" else Quantifier(how, kind, body)
    term = _read(entry, how, lambda text: parse_term(text, inside, "date"))
    if not isinstance(term, ItemFact) or term.kind != kind:
        raise entry.error("extreme-not-item", f"`{how}` takes a date of the {kind}", how)
    return Extreme(how, kind, term)


def _read(entry: Entry, key: str, reader: Callable[[str], Any]) -> Any:
    try:
        return reader(entry.table[key])
    except ExpressionError as error:
        raise LawError(error.code, error.sentence, entry.place(key, error.column), help=error.help) from None


def _period(entry: Entry, key: str, parameters: Mapping[str, str]) -> None:
    if key not in entry.table:
        return
    name = name_of(entry.table[key])
    if name not in parameters:
        raise entry.error(
            "unknown-parameter", f"`{shown(entry.table[key])}` is not a parameter{nearest(name, parameters)}", key
        )
    if parameters[name] not in PERIODS:
        raise entry.error("not-a-period", f"`{name}` is counted in {parameters[name]}, which is no period", key)


def _name(parameter: Any) -> str | None:
    return None if parameter is None else name_of(parameter)
