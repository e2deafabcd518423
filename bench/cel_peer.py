"""CEL in C++ asked the drawn law, typed and compiled once, in two forms: an expression a layer, and one for everything."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any, Final

from amparo.facts.value import Scalar
from drawn import Drawn
from rails import Words, coded, printed

cel: Final[Any] = importlib.import_module("cel_expr_python.cel")  # a peer, in an environment of its own

Ask = Callable[[], Mapping[str, Any]]
"""Asks everything of one person; the answer holds each rail by name: `r0_01_y`, `r0_01_n`."""


def forms(drawn: Drawn) -> dict[str, Callable[[Mapping[str, Scalar]], Ask]]:
    """Return the forms by name: each takes a person, readies what the engine is given, and returns the asking."""
    return {"CEL (C++), an expression a layer": _layered(drawn), "CEL (C++), one expression": _whole(drawn)}


def _layered(drawn: Drawn) -> Callable[[Mapping[str, Scalar]], Ask]:
    rails = {name: cel.Type.BOOL for layer in drawn.layers for name in _names(layer)}
    environment = cel.NewEnv(variables={**_types(drawn), **rails})
    words = Words("&&", "||", "!", lambda name: (f"{name}_y", f"{name}_n"))
    compiled = [(_names(layer), environment.compile(_listed(drawn, layer, words))) for layer in drawn.layers]

    def ready(person: Mapping[str, Scalar]) -> Ask:
        given = coded(drawn.law, person)

        def ask() -> Mapping[str, Any]:
            known: dict[str, Any] = dict(given)
            for names, expression in compiled:
                found = expression.eval(environment.Activation(known)).value()
                known.update((name, truth.value()) for name, truth in zip(names, found, strict=True))
            return known

        return ask

    return ready


def _whole(drawn: Drawn) -> Callable[[Mapping[str, Scalar]], Ask]:
    environment = cel.NewEnv(variables=_types(drawn))
    place = {name: (n, i * 2) for n, layer in enumerate(drawn.layers) for i, name in enumerate(layer)}
    words = Words(
        "&&", "||", "!", lambda name: (f"v{place[name][0]}[{place[name][1]}]", f"v{place[name][0]}[{place[name][1] + 1}]")
    )
    text = " + ".join(f"v{n}" for n in range(len(drawn.layers)))
    for n, layer in reversed(list(enumerate(drawn.layers))):
        text = f"[{_listed(drawn, layer, words)}].map(v{n}, {text})[0]"
    compiled = environment.compile(text)
    names = [name for layer in drawn.layers for name in _names(layer)]

    def ready(person: Mapping[str, Scalar]) -> Ask:
        given = coded(drawn.law, person)

        def ask() -> Mapping[str, Any]:
            found = compiled.eval(environment.Activation(given)).value()
            return {name: truth.value() for name, truth in zip(names, found, strict=True)}

        return ask

    return ready


def _types(drawn: Drawn) -> dict[str, Any]:
    facts = drawn.law.vocabulary.facts.items()
    return {name: cel.Type.STRING if kind.type == "choice" else cel.Type.INT for name, kind in facts}


def _names(layer: tuple[str, ...]) -> list[str]:
    return [f"{name}{end}" for name in layer for end in ("_y", "_n")]


def _listed(drawn: Drawn, layer: tuple[str, ...], words: Words) -> str:
    rails = [text for name in layer for text in printed(drawn.law, drawn.law.conclusions[name], words)]
    return f"[{', '.join(rails)}]"
