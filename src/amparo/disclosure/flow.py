"""Between which figures a hidden one must lie, for whoever knows all that are shown: exact, by greatest flows."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from amparo.disclosure.counts import Place, ends

UNBOUNDED: Final = 10**12
"""More than there are people."""
Step = tuple[Place, bool]
"""One figure made greater (True) or smaller by as much as passes."""


class Network:
    """A table as a network: hidden figures may change, as long as all sums hold and none falls below nought."""

    def __init__(self, figures: Mapping[Place, int], hidden: Collection[Place]) -> None:
        self.figures = figures
        self.hidden = set(hidden)
        self.change = dict.fromkeys(figures, 0)
        self.links: dict[str, list[tuple[str, Step]]] = {}
        for place in figures:
            start, end = ends(place)
            self.links.setdefault(start, []).append((end, (place, True)))
            self.links.setdefault(end, []).append((start, (place, False)))

    def most(self, place: Place, wanted: int = UNBOUNDED) -> int:
        """Return by how much a hidden figure can be greater than it is, up to what is wanted."""
        start, end = ends(place)
        return self._pass(end, start, place, wanted)

    def least(self, place: Place) -> int:
        """Return by how much a hidden figure can be smaller than it is."""
        start, end = ends(place)
        return self._pass(start, end, place, self.figures[place])

    def _pass(self, start: str, end: str, without: Place, wanted: int) -> int:
        """Pass as much as can be from one sum to another by changing other hidden figures, and undo it again."""
        self.change = dict.fromkeys(self.figures, 0)
        passed = 0
        while passed < wanted:
            path = self._path(start, end, without)
            if path is None:
                break
            amount = min(wanted - passed, *(self._room(step) for step in path))
            for step in path:
                self._take(step, amount)
            passed += amount
        return passed

    def cheapest(self, place: Place, wanted: int) -> set[Place]:
        """Return which shown figures have to be hidden too, so that a hidden one can be greater by as much as is wanted.

        As few people as can be are hidden: each way round is the one on which the least is lost.
        """
        start, end = ends(place)
        self.change = dict.fromkeys(self.figures, 0)
        more: set[Place] = set()
        passed = 0
        while passed < wanted:
            path = self._least_lost(end, start, place)
            more |= {step[0] for step in path if step[0] not in self.hidden}
            self.hidden |= more
            amount = min(wanted - passed, *(self._room(step) for step in path))
            for step in path:
                self._take(step, amount)
            passed += amount
        return more

    def _path(self, start: str, end: str, without: Place) -> list[Step] | None:
        """Return the shortest way from one sum to another over hidden figures that can change, if there is one."""
        came: dict[str, tuple[str, Step] | None] = {start: None}
        queue = [start]
        for node in queue:
            for to, step in self._ways(node, without):
                if to not in came:
                    came[to] = (node, step)
                    queue.append(to)
        return _walked(came, end) if end in came else None

    def _least_lost(self, start: str, end: str, without: Place) -> list[Step]:
        """Return the way on which the least is newly hidden; there is always one: each figure can be greater by a person."""
        came: dict[str, tuple[str, Step] | None] = {}
        queue: list[tuple[int, int, str, tuple[str, Step] | None]] = [(0, 0, start, None)]
        count = 0
        while end not in came:
            cost, _order, node, by = heapq.heappop(queue)
            if node in came:
                continue
            came[node] = by
            for to, step in self.links[node]:
                if step[0] != without and self._room(step) > 0:
                    count += 1
                    price = 0 if step[0] in self.hidden else self.figures[step[0]] + 1
                    heapq.heappush(queue, (cost + price, count, to, (node, step)))
        return _walked(came, end)

    def _ways(self, node: str, without: Place) -> Iterator[tuple[str, Step]]:
        for to, step in self.links[node]:
            if step[0] in self.hidden and step[0] != without and self._room(step) > 0:
                yield to, step

    def _room(self, step: Step) -> int:
        """Return by how much a figure can still change in this direction: downwards, not below nought."""
        place, is_greater = step
        return UNBOUNDED if is_greater else self.figures[place] + self.change[place]

    def _take(self, step: Step, amount: int) -> None:
        place, is_greater = step
        self.change[place] += amount if is_greater else -amount


def bounds(figures: Mapping[Place, int], hidden: Collection[Place], place: Place) -> tuple[int, int]:
    """Return the least and the greatest that a hidden figure can be, for whoever knows all that are shown."""
    network = Network(figures, hidden)
    return figures[place] - network.least(place), figures[place] + network.most(place)


def _walked(came: Mapping[str, tuple[str, Step] | None], end: str) -> list[Step]:
    path: list[Step] = []
    by = came[end]
    while by is not None:
        node, step = by
        path.append(step)
        by = came[node]
    return path
