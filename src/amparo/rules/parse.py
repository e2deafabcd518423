"""Reads the text of an expression: a small subset of Python's grammar, turned at once into our own nodes.

Python's parser is used as a parser only: nothing is evaluated, nothing of its tree is kept.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from amparo.facts.settled import AGE
from amparo.facts.vocabulary import FactKind, Vocabulary
from amparo.facts.words import nearest, shown
from amparo.rules.error import ExpressionError
from amparo.rules.expression import (
    KNOWN,
    PRESUMED,
    PRESUMED_NOT,
    And,
    Compare,
    Conclusion,
    Condition,
    Constant,
    Fact,
    ItemFact,
    Look,
    Not,
    OneOf,
    Or,
    Parameter,
    Shift,
    Term,
    Today,
    YearsBetween,
)

LONGEST: Final = 2_000
DEEPEST: Final = 30
TRUTH: Final = "yesno"
_CODES: Final = ("choice", "country", "language", "currency")
_PERIODS: Final = ("days", "months", "years")
_CALLS: Final = (*_PERIODS, KNOWN, PRESUMED, PRESUMED_NOT, "years_between")
_NOT: Final = re.compile(r"\bnot\b")
_OPERATORS: Final[dict[type[ast.cmpop], str]] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """The names that an expression may use: facts, the items at hand, parameters with their unit, rules with their type."""

    vocabulary: Vocabulary
    parameters: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    items: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)

    def names(self) -> list[str]:
        """Return all names that could have been meant."""
        return [*self.vocabulary.facts, *self.rules, *self.parameters, AGE, "today"]


def parse_condition(text: str, scope: Scope) -> Condition:
    """Read a condition: something that is yes, no or not known."""
    reader = _Reader(text, scope)
    return reader.condition(reader.tree())


def parse_term(text: str, scope: Scope, type_: str) -> Term:
    """Read a term of a given type, such as a date."""
    reader = _Reader(text, scope)
    tree = reader.tree()
    term, found = reader.term(tree)
    if found != type_:
        raise reader.refused("wrong-type", f"a {type_} belongs here, and this is a {_said(found)}", tree)
    return term


class _Reader:
    def __init__(self, text: str, scope: Scope) -> None:
        self.text = text
        self.scope = scope

    def tree(self) -> ast.expr:
        if not self.text.strip():
            raise ExpressionError("expression-empty", "the expression is empty")
        if len(self.text) > LONGEST:
            raise ExpressionError("expression-too-long", f"the expression is longer than {LONGEST} characters")
        if self.text.count("(") > DEEPEST or len(_NOT.findall(self.text)) > DEEPEST:
            raise ExpressionError("expression-too-deep", "the expression is nested too deeply")
        try:
            tree = ast.parse(f"({self.text}\n)", mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            column = max((getattr(error, "offset", 2) or 2) - 2, 0)
            raise ExpressionError(
                "expression-unreadable", "this is not an expression of the rule language", min(column, len(self.text)),
                "write names joined by and, or, not, with comparisons such as age < majority_age",
            ) from None  # fmt: skip
        return tree

    def refused(self, code: str, sentence: str, node: ast.AST, help: str = "") -> ExpressionError:
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 1)
        before = sum(len(row) + 1 for row in self.text.splitlines()[: line - 1])
        return ExpressionError(code, sentence, before + column - (1 if line == 1 else 0), help)

    # -------------------------------------------------------------- conditions
    def condition(self, node: ast.expr) -> Condition:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return And(tuple(self.condition(value) for value in values))
            case ast.BoolOp(values=values):
                return Or(tuple(self.condition(value) for value in values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.condition(operand))
            case ast.Compare():
                return self.comparison(node)
            case ast.Call(func=ast.Name(id=name)) if name in (KNOWN, PRESUMED, PRESUMED_NOT):
                return self.look(name, node)
        term, found = self.term(node)
        if found != TRUTH or not isinstance(term, Fact | ItemFact | Conclusion):
            raise self.refused("not-a-condition", f"a {_said(found)} is neither yes nor no", node, "compare it with something")
        return term

    def look(self, how: str, call: ast.Call) -> Condition:
        if len(call.args) != 1 or call.keywords:
            raise self.refused("wrong-arguments", f"`{how}` takes one expression", call)
        inner = call.args[0]
        if isinstance(inner, ast.BoolOp | ast.UnaryOp | ast.Compare | ast.Call) and not _is_term(inner):
            return Look(how, self.condition(inner))
        term, found = self.term(inner)
        if how != KNOWN and found != TRUTH:
            raise self.refused("not-a-condition", f"`{how}` takes a condition, and this is a {_said(found)}", inner)
        return Look(how, term)

    def comparison(self, node: ast.Compare) -> Condition:
        if len(node.ops) != 1:
            raise self.refused("chained-comparison", "comparisons cannot be chained", node, "write a < b and b < c")
        operator, right = node.ops[0], node.comparators[0]
        if isinstance(operator, ast.In | ast.NotIn):
            choice = self.one_of(node.left, right)
            return Not(choice) if isinstance(operator, ast.NotIn) else choice
        if type(operator) not in _OPERATORS:
            raise self.refused("unknown-operator", "`is` is not an operator of the rule language", node, "write ==")
        return self.compare(_OPERATORS[type(operator)], node.left, right)

    def compare(self, operator: str, left: ast.expr, right: ast.expr) -> Compare:
        one, other, type_ = self.pair(left, right)
        if type_ == TRUTH:
            raise self.refused("yes-or-no-compared", "a yes/no fact stands alone and is not compared", left, "write x or not x")
        if operator not in ("==", "!=") and type_ not in ("date", "number"):
            raise self.refused("no-order", f"a {_said(type_)} has no order, so `{operator}` means nothing", left)
        if one == other:
            raise self.refused("compared-with-itself", "a thing compared with itself says nothing", left)
        return Compare(operator, one, other)

    def pair(self, left: ast.expr, right: ast.expr) -> tuple[Term, Term, str]:
        if _is_text(left) and not _is_text(right):
            other, type_ = self.term(right)
            return self.constant(left, right, type_), other, type_
        one, type_ = self.term(left)
        if _is_text(right):
            return one, self.constant(right, left, type_), type_
        other, found = self.term(right)
        if found != type_:
            raise self.refused("types-differ", f"a {_said(type_)} is compared with a {_said(found)}", right)
        return one, other, type_

    def one_of(self, left: ast.expr, right: ast.expr) -> OneOf:
        term, type_ = self.term(left)
        if not isinstance(right, ast.Tuple | ast.List) or not right.elts:
            raise self.refused("not-a-list", "`in` takes a list in brackets", right, "write x in ('a', 'b')")
        return OneOf(term, tuple(self.constant(value, left, type_).value for value in right.elts))

    def constant(self, node: ast.expr, beside: ast.expr, type_: str) -> Constant:
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            raise self.refused("not-a-constant", "a word in quotes belongs here", node)
        if type_ not in _CODES:
            raise self.refused("wrong-type", f"a {_said(type_)} is not compared with a word in quotes", node)
        values = self.values_of(beside) if type_ == "choice" else ()
        if values and node.value not in values:
            raise self.refused(
                "unknown-choice",
                f"`{shown(node.value)}` is not a value of `{ast.unparse(beside)}`{nearest(node.value, values)}",
                node,
                f"expected one of: {', '.join(values)}",
            )
        return Constant(node.value.upper() if type_ in ("country", "currency") else node.value)

    # -------------------------------------------------------------- terms
    def term(self, node: ast.expr) -> tuple[Term, str]:
        match node:
            case ast.Name(id=name):
                return self.name(name, node)
            case ast.Attribute(value=ast.Name(id=kind), attr=name):
                return self.item(kind, name, node)
            case ast.BinOp(op=ast.Add() | ast.Sub()):
                return self.shifted(node), "date"
            case ast.Call(func=ast.Name(id="years_between")):
                return self.years(node), "number"
            case ast.Call(func=ast.Name(id=name)):
                raise self.refused(
                    "unknown-call",
                    f"`{shown(name)}` is not a word of the rule language{nearest(name, _CALLS)}",
                    node,
                )
            case ast.Constant(value=bool()):
                raise self.refused("literal", "yes and no are not written out", node, "write the fact alone, or not in front")
            case ast.Constant(value=int() | float()):
                raise self.refused("literal-number", "a number may not stand in a rule", node, "name it in parameters.toml")
            case ast.Constant(value=str()):
                raise self.refused("lone-word", "a word in quotes stands only beside a comparison", node)
        raise self.refused("unknown-construct", "this is not a construct of the rule language", node)

    def name(self, name: str, node: ast.AST) -> tuple[Term, str]:
        scope = self.scope
        if name == "today":
            return Today(), "date"
        if name == AGE:
            return Fact(AGE), "number"
        if name in scope.vocabulary.facts:
            return Fact(name), self.checked(scope.vocabulary.facts[name], node)
        if name in scope.rules:
            return Conclusion(scope.aliases.get(name, name)), scope.rules[name]
        if name in scope.parameters:
            return Parameter(name), "date" if scope.parameters[name] == "date" else "number"
        raise self.refused("unknown-name", f"`{shown(name)}` is not a known name{nearest(name, scope.names())}", node)

    def item(self, kind: str, name: str, node: ast.AST) -> tuple[Term, str]:
        items = self.scope.vocabulary.items
        if kind not in items:
            raise self.refused("unknown-item", f"`{shown(kind)}` is not a kind of item{nearest(kind, items)}", node)
        if name == "complete":
            return Fact(f"{kind}.complete"), TRUTH
        if name not in items[kind]:
            raise self.refused("unknown-name", f"`{kind}.{shown(name)}` is not a known name{nearest(name, items[kind])}", node)
        if kind not in self.scope.items:
            raise self.refused(
                "item-not-at-hand", f"which {kind} is meant is not said", node, f'write each = "{kind}" or over = "{kind}"'
            )
        return ItemFact(kind, name), self.checked(items[kind][name], node)

    def checked(self, kind: FactKind, node: ast.AST) -> str:
        if kind.type == "text":
            raise self.refused("free-text", f"`{kind.name}` is free text, which no rule may read", node)
        return kind.type

    def shifted(self, node: ast.BinOp) -> Shift:
        term, type_ = self.term(node.left)
        if type_ != "date":
            raise self.refused("arithmetic", "only a date and a period can be added", node, "write date + days(parameter)")
        call = node.right
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id not in _PERIODS:
            raise self.refused(
                "arithmetic", "only a period can be added to a date", call, "write days(p), months(p) or years(p)"
            )
        if len(call.args) != 1 or not isinstance(call.args[0], ast.Name):
            raise self.refused("wrong-arguments", f"`{call.func.id}` takes the name of a parameter", call)
        amount, _ = self.name(call.args[0].id, call.args[0])
        if not isinstance(amount, Parameter):
            raise self.refused("not-a-parameter", f"`{call.args[0].id}` is not a parameter", call.args[0])
        unit = self.scope.parameters[amount.name]
        if unit != call.func.id:
            raise self.refused("wrong-unit", f"`{amount.name}` is counted in {unit}, not in {call.func.id}", call)
        return Shift(term, -1 if isinstance(node.op, ast.Sub) else 1, call.func.id, amount)

    def years(self, call: ast.Call) -> YearsBetween:
        if len(call.args) != 2 or call.keywords:  # noqa: PLR2004 from one date to another
            raise self.refused("wrong-arguments", "`years_between` takes two dates", call)
        (start, first), (end, second) = (self.term(arg) for arg in call.args)
        if (first, second) != ("date", "date"):
            raise self.refused("wrong-arguments", "`years_between` takes two dates", call)
        return YearsBetween(start, end)

    def values_of(self, node: ast.expr) -> tuple[str, ...]:
        term, _ = self.term(node)
        if isinstance(term, ItemFact):
            return self.scope.vocabulary.items[term.kind][term.name].values
        return self.scope.vocabulary.facts[term.key].values if isinstance(term, Fact) else ()


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_term(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "years_between"


def _said(type_: str) -> str:
    return {TRUTH: "yes/no fact"}.get(type_, type_)
