"""zen-engine asked the drawn law, in three forms: a graph of one node, a graph of a node a layer, an expression a layer."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, Final

from amparo.facts.value import Scalar
from drawn import Drawn
from rails import Coded, Words, coded, printed

zen: Final[Any] = importlib.import_module("zen")  # a peer, in an environment of its own

Ask = Callable[[], Mapping[str, Any]]
"""Asks everything of one person; the answer holds each rail by name: `r0_01_y`, `r0_01_n`."""


def forms(drawn: Drawn) -> dict[str, Callable[[Mapping[str, Scalar]], Ask]]:
    """Return the forms by name: each takes a person, readies what the engine is given, and returns the asking."""
    return {
        "zen-engine, graph of one node": _graph(drawn, [tuple(name for layer in drawn.layers for name in layer)]),
        "zen-engine, graph of a node a layer": _graph(drawn, list(drawn.layers)),
        "zen-engine, compiled expression a layer": _expressions(drawn),
    }


def _graph(drawn: Drawn, groups: list[tuple[str, ...]]) -> Callable[[Mapping[str, Scalar]], Ask]:
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(_nodes(drawn, groups))))

    def ready(person: Mapping[str, Scalar]) -> Ask:
        context = json.dumps(coded(drawn.law, person)).encode()

        def ask() -> Mapping[str, Any]:
            found: dict[str, Any] = decision.evaluate(context)["result"]
            return found

        return ask

    return ready


def _nodes(drawn: Drawn, groups: list[tuple[str, ...]]) -> dict[str, Any]:
    nodes = [{"id": "0", "type": "inputNode", "name": "in"}]
    nodes += [_node(drawn, group, str(n), last=n == len(groups)) for n, group in enumerate(groups, 1)]
    nodes.append({"id": "end", "type": "outputNode", "name": "out"})
    ids = [node["id"] for node in nodes]
    edges = [{"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in pairwise(ids)]
    place = {"position": {"x": 0, "y": 0}}
    return {"contentType": "application/vnd.gorules.decision", "nodes": [{**node, **place} for node in nodes], "edges": edges}


def _node(drawn: Drawn, group: tuple[str, ...], number: str, *, last: bool) -> dict[str, Any]:
    def rail(name: str) -> tuple[str, str]:
        before = "$." if name in group else ""
        return f"{before}{name}_y", f"{before}{name}_n"

    words = Words("and", "or", "not", rail)
    alone = number == "1" and last
    expressions = [
        {"id": f"{name}{end}", "key": f"{name}{end}", "value": text}
        for name in group
        for end, text in zip(("_y", "_n"), printed(drawn.law, drawn.law.conclusions[name], words), strict=True)
    ]
    content = {"expressions": expressions, "passThrough": not alone}
    return {"id": number, "type": "expressionNode", "name": f"layer {number}", "content": content}


def _expressions(drawn: Drawn) -> Callable[[Mapping[str, Scalar]], Ask]:
    words = Words("and", "or", "not", lambda name: (f"{name}_y", f"{name}_n"))
    compiled = []
    for layer in drawn.layers:
        rails = [text for name in layer for text in printed(drawn.law, drawn.law.conclusions[name], words)]
        compiled.append(
            ([f"{name}{end}" for name in layer for end in ("_y", "_n")], zen.compile_expression(f"[{', '.join(rails)}]"))
        )

    def ready(person: Mapping[str, Scalar]) -> Ask:
        given: Coded = coded(drawn.law, person)

        def ask() -> Mapping[str, Any]:
            known: dict[str, Any] = dict(given)
            for names, expression in compiled:
                known.update(zip(names, expression.evaluate(known), strict=True))
            return known

        return ask

    return ready
