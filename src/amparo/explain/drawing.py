"""A graph of rules as SVG, without script and without style: the page's own sheet gives the colours by class.

Twice: wide, the layers as columns, each line falling from what is read to what reads it; and narrow, for a phone, one box a
row with rails beside. Text is never scaled below its size on the page that shows it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from amparo.explain.layering import Layering, Spot, layered
from amparo.explain.markup import Html, el

BOX: Final = 224.0
BETWEEN: Final = 58.0
NARROW: Final = 288.0
_GAP: Final = 16.0
_LINE: Final = 17.0
_HEAD: Final = 32.0
_RAIL: Final = 11.0
_RAILS: Final = 110.0
"""How wide all rails together may be; where there are many they stand closer."""
_LETTER: Final = 7.0
"""The width of a letter of 13 pixels, on average, in the wider of the usual fonts."""
_MOST_LINES: Final = 7
_EDGE: Final = 3.0


@dataclass(frozen=True, slots=True)
class Box:
    """One rule as a box: its title, its kind in words and as a class, and where its page is ("" for a box of no rule)."""

    name: str
    title: str
    kind: str
    look: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing for a desk and for a phone; `columns` says how wide the first is."""

    wide: Html
    narrow: Html
    columns: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """A box with its text in lines; `x` is its start, `y` its top."""

    box: Box
    lines: tuple[str, ...]
    x: float
    y: float
    width: float

    @property
    def height(self) -> float:
        return _height(self.lines)


def drawing(boxes: Sequence[Box], links: Mapping[tuple[str, str], str], said: str, *, mirrored: bool = False) -> Drawing:
    """Draw boxes and the links from what is read to what reads it, each with its class.

    `said` is what the drawing is called; `mirrored` is for pages that run from right to left.
    """
    texts = {box.name: _wrapped(box.title, BOX) for box in boxes}
    layout = layered({name: _height(lines) for name, lines in texts.items()}, links, _GAP)
    wide = _columns({box.name: box for box in boxes}, texts, layout, links)
    narrow = _rows(boxes, layout, links)
    return Drawing(
        _svg(wide, said, "wide", mirrored=mirrored), _svg(narrow, said, "narrow", mirrored=mirrored), len(layout.layers)
    )


def _wrapped(title: str, width: float) -> tuple[str, ...]:
    return tuple(textwrap.wrap(title, int((width - 20) / _LETTER), max_lines=_MOST_LINES, placeholder=" …")) or ("",)


def _height(lines: Sequence[str]) -> float:
    return _HEAD + _LINE * len(lines)


@dataclass(frozen=True, slots=True)
class _Figure:
    """Boxes, lines (class and path), the points of arrows, and the lowest point of all of them."""

    boxes: Sequence[_Placed]
    lines: Sequence[tuple[str, str]]
    arrows: Iterable[tuple[float, float]]
    bottom: float


def _columns(
    boxes: Mapping[str, Box], texts: Mapping[str, tuple[str, ...]], layout: Layering, links: Mapping[tuple[str, str], str]
) -> _Figure:
    def left(spot: Spot) -> float:
        return _EDGE + spot.layer * (BOX + BETWEEN)

    spots = [spot for layer in layout.layers for spot in layer]
    half = {spot: 0 if spot.lane else _height(texts[spot.name]) / 2 for spot in spots}
    top = min((layout.middles[spot] - half[spot] for spot in spots), default=0) - _EDGE
    middle = {spot: layout.middles[spot] - top for spot in spots}
    placed = [_Placed(boxes[s.name], texts[s.name], left(s), middle[s] - half[s], BOX) for s in spots if not s.lane]
    paths = []
    for start, end in layout.steps:
        x, y, to_x, to_y, bend = left(start) + BOX, middle[start], left(end), middle[end], BETWEEN * 0.6
        lane = f"M{x - BOX:g} {y:.1f}H{x:g}" if start.lane else f"M{x:g} {y:.1f}"
        paths.append(
            (_look(start.name, end.name, links), f"{lane}C{x + bend:g} {y:.1f} {to_x - bend:g} {to_y:.1f} {to_x:g} {to_y:.1f}")
        )
    arrows = {end: (left(end), middle[end]) for _, end in layout.steps if not end.lane}
    return _Figure(placed, paths, arrows.values(), max((middle[spot] + half[spot] for spot in spots), default=0))


def _look(read: str, reader: str, links: Mapping[tuple[str, str], str]) -> str:
    """The class of a step: that of its link; in a lane that several share, the class that they share, if they do."""
    shared = {look for (start, _), look in links.items() if start == read}
    return links.get((read, reader)) or (shared.pop() if len(shared) == 1 else "")


def _rows(boxes: Sequence[Box], layout: Layering, links: Mapping[tuple[str, str], str]) -> _Figure:
    order = _falling([spot.name for layer in layout.layers for spot in layer if not spot.lane], links)
    rails = _rails(order, links)
    number = max(rails.values(), default=-1) + 1
    apart = min(_RAIL, _RAILS / max(number, 1))
    left = _EDGE + number * apart + 8
    by_name, y, placed = {box.name: box for box in boxes}, _EDGE, {}
    for name in order:
        box = by_name[name]
        lines = _wrapped(box.title, NARROW - left)
        placed[name] = _Placed(box, lines, left, y, NARROW - left - _EDGE)
        y += _height(lines) + _GAP
    paths = []
    for (read, reader), look in links.items():
        rail = left - 14 - rails[_hub(read, reader, links)] * apart
        start, end = placed[read].y + placed[read].height - 12, placed[reader].y + 16
        paths.append((look, f"M{left:g} {start:g}H{rail + 5:.1f}q-5 0 -5 5V{end - 5:g}q0 5 5 5H{left:g}"))
    arrows = dict.fromkeys((left, placed[reader].y + 16) for _, reader in links)
    return _Figure(list(placed.values()), paths, arrows, y - _GAP)


def _falling(names: Sequence[str], links: Iterable[tuple[str, str]]) -> Sequence[str]:
    """Order boxes so that each comes soon after what it reads."""
    reads: dict[str, list[str]] = {name: [] for name in names}
    for read, reader in links:
        reads[reader].append(read)
    order: dict[str, None] = {}

    def visit(name: str) -> None:
        for each in sorted(reads[name], key=names.index):
            if each not in order:
                visit(each)
        order[name] = None

    read_by_some = {read for read, _ in links}
    for name in names:
        if name not in read_by_some:
            visit(name)
    return list(order)


_Hub = tuple[str, str, str]
"""A rail: whether it gathers or hands out, at which box, and the class of its lines."""


def _rails(order: Sequence[str], links: Mapping[tuple[str, str], str]) -> Mapping[_Hub, int]:
    """Give each hub a rail from the first to the last of its rows, the short ones nearest, none over another."""
    row = {name: at for at, name in enumerate(order)}
    reach: dict[_Hub, tuple[int, int]] = {}
    for read, reader in links:
        hub = _hub(read, reader, links)
        first, last = reach.get(hub, (row[read], row[reader]))
        reach[hub] = min(first, row[read]), max(last, row[reader])
    found: dict[_Hub, int] = {}
    for hub, (first, last) in sorted(reach.items(), key=lambda each: (each[1][1] - each[1][0], each[1])):
        taken = {rail for other, rail in found.items() if reach[other][0] < last and first < reach[other][1]}
        found[hub] = next(rail for rail in range(len(links)) if rail not in taken)
    return found


def _hub(read: str, reader: str, links: Mapping[tuple[str, str], str]) -> _Hub:
    """On which rail a link runs: that of the end at which more links of its class meet."""
    look = links[read, reader]
    sent = sum(start == read for (start, _), each in links.items() if each == look)
    met = sum(end == reader for (_, end), each in links.items() if each == look)
    return ("in", reader, look) if met > sent else ("out", read, look)


def _svg(figure: _Figure, said: str, look: str, *, mirrored: bool) -> Html:
    width = max((each.x + each.width for each in figure.boxes), default=0) + _EDGE
    height = figure.bottom + _EDGE
    lines = [el("path", d=path, class_=f"line {kind}".strip()) for kind, path in figure.lines]
    heads = [el("path", d=f"M{x:g} {y:.1f}l-8 -4.5v9z", class_="head") for x, y in figure.arrows]
    turned = f"matrix(-1 0 0 1 {width:g} 0)" if mirrored else None
    return el(
        "svg",
        el("g", *lines, *heads, transform=turned, aria_hidden="true"),
        *(_box(each, width - each.x - each.width if mirrored else each.x) for each in figure.boxes),
        viewBox=f"0 0 {width:g} {height:.0f}",
        width=f"{width:g}",
        height=f"{height:.0f}",
        role="group",
        aria_label=said,
        class_=look,
    )


def _box(placed: _Placed, x: float) -> Html:
    box, middle = placed.box, f"{x + placed.width / 2:g}"
    lines = (el("tspan", line, x=middle, y=f"{placed.y + 37 + _LINE * number:.1f}") for number, line in enumerate(placed.lines))
    return el(
        "a" if box.address else "g",
        el("title", f"{box.kind}: {box.title}"),
        el("rect", x=f"{x:g}", y=f"{placed.y:.1f}", width=f"{placed.width:g}", height=f"{placed.height:g}", rx="6"),
        el("text", box.kind, x=middle, y=f"{placed.y + 18:.1f}", class_="kind"),
        el("text", *lines),
        class_=f"box {box.look}",
        href=box.address or None,
    )
