"""A layered drawing: what is read stands in an earlier layer than what reads it, with few crossings and short lines.

After Sugiyama, Tagawa and Toda (1981): layers by the longest way; a line that passes a layer has a lane there; each layer in
the order of the means of its neighbours; then places as near to those means as order and sizes allow.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_ROUNDS: Final = 12
_LANE_SIZE: Final = 10.0
_LANE_WEIGHT: Final = 4  # a straight lane counts more than a box beside what it reads


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a layer: that of the box `name`, or with `lane` of the lines from it that pass through."""

    layer: int
    name: str
    lane: bool = False


@dataclass(frozen=True)
class Layering:
    """A drawing: the spots of each layer in order, the middle of each on the other axis, and the steps of the lines."""

    layers: tuple[tuple[Spot, ...], ...]
    middles: Mapping[Spot, float]
    steps: tuple[tuple[Spot, Spot], ...]


def layered(sizes: Mapping[str, float], links: Iterable[tuple[str, str]], gap: float) -> Layering:
    """Lay out a graph without circles: `sizes` of its boxes across the layers, `links` from what is read to what reads it."""
    pairs = tuple(dict.fromkeys(links))
    depth = depths(tuple(sizes), pairs)
    steps = tuple(dict.fromkeys(step for read, reader in pairs for step in _steps(read, reader, depth)))
    spots = dict.fromkeys([Spot(depth[name], name) for name in sizes] + [spot for step in steps for spot in step])
    layers = [[spot for spot in spots if spot.layer == number] for number in range(max(depth.values(), default=-1) + 1)]
    before, after = _neighbours(spots, steps)
    layers = _untangled(layers, before, after, steps)
    room = {spot: gap + (_LANE_SIZE if spot.lane else sizes[spot.name]) for spot in spots}
    return Layering(tuple(tuple(layer) for layer in layers), _middles(layers, before, after, room), steps)


def depths(names: Sequence[str], links: Sequence[tuple[str, str]]) -> Mapping[str, int]:
    """Return the layer of each: after all that it reads; what is read stands as late as its readers let it."""
    reads: dict[str, list[str]] = {name: [] for name in names}
    read_by: dict[str, list[str]] = {name: [] for name in names}
    for read, reader in links:
        reads[reader].append(read)
        read_by[read].append(reader)
    found: dict[str, int] = {}

    def visit(name: str) -> int:
        if name not in found:
            found[name] = 1 + max(map(visit, reads[name]), default=-1)
        return found[name]

    for name in sorted(names, key=visit, reverse=True):
        found[name] = min((found[reader] - 1 for reader in read_by[name]), default=found[name])
    return found


def _steps(read: str, reader: str, depth: Mapping[str, int]) -> Iterable[_Step]:
    """The way of a line, layer by layer; lines from one box share their lanes."""
    lanes = [Spot(number, read, lane=True) for number in range(depth[read] + 1, depth[reader])]
    return pairwise([Spot(depth[read], read), *lanes, Spot(depth[reader], reader)])


_Step = tuple[Spot, Spot]
_Beside = Mapping[Spot, Sequence[Spot]]


def _neighbours(spots: Iterable[Spot], steps: Iterable[_Step]) -> tuple[_Beside, _Beside]:
    before: dict[Spot, list[Spot]] = {spot: [] for spot in spots}
    after: dict[Spot, list[Spot]] = {spot: [] for spot in before}
    for start, end in steps:
        before[end].append(start)
        after[start].append(end)
    return before, after


def _untangled(layers: list[list[Spot]], before: _Beside, after: _Beside, steps: Sequence[_Step]) -> list[list[Spot]]:
    """Order each layer by the means of its neighbours, forth and back; keep the order with the fewest crossings."""
    best, fewest = layers, _crossings(layers, steps)
    for turn in range(_ROUNDS):
        first, second = (before, after) if turn % 2 == 0 else (after, before)
        place = {spot: (at + 0.5) / len(layer) for layer in layers for at, spot in enumerate(layer)}
        layers = layers[:]
        for number in range(len(layers)) if turn % 2 == 0 else reversed(range(len(layers))):
            wish = {s: _mean([place[each] for each in first[s] or second[s]], place[s]) for s in layers[number]}
            layers[number] = sorted(layers[number], key=wish.__getitem__)
            place.update((spot, (at + 0.5) / len(layers[number])) for at, spot in enumerate(layers[number]))
        crossings = _crossings(layers, steps)
        if crossings < fewest:
            best, fewest = layers, crossings
    return best


def _crossings(layers: Sequence[Sequence[Spot]], steps: Iterable[_Step]) -> int:
    place = {spot: at for layer in layers for at, spot in enumerate(layer)}
    ends: dict[int, list[int]] = {}
    found = 0
    for start, end in sorted(steps, key=lambda step: (step[0].layer, place[step[0]], place[step[1]])):
        passed = ends.setdefault(start.layer, [])
        found += len(passed) - bisect(passed, place[end])
        insort(passed, place[end])
    return found


def _middles(
    layers: Sequence[Sequence[Spot]], before: _Beside, after: _Beside, room: Mapping[Spot, float]
) -> dict[Spot, float]:
    middles: dict[Spot, float] = {}
    for layer in layers:
        middles.update(_settled(layer, dict.fromkeys(layer, 0.0), room))
    for turn in range(_ROUNDS + 1):
        for layer in layers if turn % 2 == 0 else reversed(layers):
            sides = (before, after) if turn == _ROUNDS else (before,) if turn % 2 == 0 else (after,)
            near = {spot: [middles[each] for side in sides for each in side[spot]] for spot in layer}
            middles.update(_settled(layer, {spot: _mean(near[spot], middles[spot]) for spot in layer}, room))
    return middles


def _settled(layer: Sequence[Spot], wishes: Mapping[Spot, float], room: Mapping[Spot, float]) -> dict[Spot, float]:
    """Return places as near to the wishes as order and sizes allow: least squares, neighbours that would overlap pooled."""
    offsets = [0.0]
    for above, below in pairwise(layer):
        offsets.append(offsets[-1] + (room[above] + room[below]) / 2)
    pools: list[tuple[float, int, int]] = []  # the sum of the wishes, their weight, how many are in it
    for spot, offset in zip(layer, offsets, strict=True):
        weight = _LANE_WEIGHT if spot.lane else 1
        pool = ((wishes[spot] - offset) * weight, weight, 1)
        while pools and pools[-1][0] / pools[-1][1] > pool[0] / pool[1]:
            last = pools.pop()
            pool = (last[0] + pool[0], last[1] + pool[1], last[2] + pool[2])
        pools.append(pool)
    starts = [total / weight for total, weight, number in pools for _ in range(number)]
    return {spot: start + offset for spot, start, offset in zip(layer, starts, offsets, strict=True)}


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
