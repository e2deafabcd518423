"""zen-engine asked the drawn law, as graphs (one node; a node a layer) and as one compiled program."""

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
        "zen-engine, program, given a dict": _program(drawn, dict),
        "zen-engine, program, given JSON": _program(drawn, _as_bytes),
    }


def _graph(drawn: Drawn, groups: list[tuple[str, ...]]) -> Callable[[Mapping[str, Scalar]], Ask]:
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(_nodes(drawn, groups))))

    def ready(person: Mapping[str, Scalar]) -> Ask:
        context = _as_bytes(coded(drawn.law, person))

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


def _program(drawn: Drawn, given: Callable[[Coded], object]) -> Callable[[Mapping[str, Scalar]], Ask]:
    words = Words("and", "or", "not", lambda name: (f"{name}_y", f"{name}_n"))
    rails = {
        f"{name}{end}": text
        for layer in drawn.layers
        for name in layer
        for end, text in zip(("_y", "_n"), printed(drawn.law, drawn.law.conclusions[name], words), strict=True)
    }
    steps = "; ".join(f"{name} = ({text})" for name, text in rails.items())
    compiled = zen.compile_expression(f"{steps}; [{', '.join(rails)}]")

    def ready(person: Mapping[str, Scalar]) -> Ask:
        context = given(coded(drawn.law, person))

        def ask() -> Mapping[str, Any]:
            return dict(zip(rails, compiled.evaluate(context), strict=True))

        return ask

    return ready


def _as_bytes(person: Coded) -> bytes:
    return json.dumps(person).encode()
