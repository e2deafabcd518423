"""Learn how names are spelt in Latin letters, from token pairs: `python tools/learn_names.py FOLDER_OF_PAIRS [SCRIPT ...]`.

For each script a table of segments: the chance that a native unit stands for these Latin letters, by its neighbours,
by expectation and maximisation over all ways to cut the pairs. Same pairs, same bytes.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from anyascii import anyascii

from amparo.matching.fold import folded
from amparo.matching.romanise.units import units
from amparo.matching.text import normalise

TABLES = Path(__file__).resolve().parent.parent / "src" / "amparo" / "matching" / "tables"
FILES = {
    "arabic": ("arabic",),
    "cyrillic": ("russian",),
    "han": ("chinese",),
    "hangul": ("korean",),
    "hebrew": ("hebrew",),
    "kana": ("japanese", "katakana"),
}
REACH = {"han": 6, "kana": 5}
ROUNDS = 7
START = (0.04, 1.0, 0.45, 0.1, 0.03, 0.012, 0.006)  # how willing a unit is, before anything is learned, to be so many letters
STRAY = 0.08  # share of pairs that are no spelling of each other at all, as found by looking at them
EIGHTH = 8  # costs are kept in eighths of a bit
FEWEST = 6.0  # a neighbourhood seen less often says nothing
DEAREST = 13.0  # bits; what is rarer is left to the floor
FREQUENT = 6000

Pair = tuple[str, tuple[str, ...], float]
Segments = dict[str, float]


def is_held_out(latin: str) -> bool:
    """Say whether a Latin token, with all its pairs, is kept for measuring."""
    return blake2b(latin.encode()).digest()[0] % 5 == 0


def rows(folder: Path, name: str) -> Iterator[tuple[str, str, int]]:
    """Yield Latin token, native token and count, as they stand in the file."""
    for line in (folder / f"train_{name}.tsv").read_text("utf-8").splitlines():
        latin, native, count = line.split("\t")
        yield latin, native.replace(" ", ""), int(count)


def pairs(folder: Path, script: str, *, held_out: bool) -> list[Pair]:
    """Return the pairs of a script, once each, with a weight that grows slowly with their count."""
    counts: dict[tuple[str, str], int] = {}
    for name in FILES[script]:
        for latin, native, count in rows(folder, name):
            if is_held_out(latin) == held_out:
                key = (folded(normalise(latin)), normalise(native))
                counts[key] = max(count, counts.get(key, 0))
    found = [(latin, units(native, script), 1 + math.log2(count)) for (latin, native), count in sorted(counts.items())]
    return [
        (latin, native, weight) for latin, native, weight in found if latin and native and len(latin) <= 3 * len(native) + 8
    ]


@lru_cache(maxsize=1 << 20)
def first_guess(unit: str, segment: str) -> float:
    """The chance, before anything is learned, that a unit is written so: its first letter as in plain ASCII counts."""
    plain = folded(normalise(anyascii(unit)))
    likeness = 1.0
    if plain and segment[:1] == plain[0]:
        likeness = 12.0
    if plain and segment and (plain.startswith(segment) or segment.startswith(plain)):
        likeness *= 4
    return START[len(segment)] * likeness * 20.0 ** -len(segment)


class Counted:
    """What a round has counted: segments of each unit, alone and by neighbours."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str, ...], Segments] = defaultdict(lambda: defaultdict(float))

    def add(self, key: tuple[str, ...], segment: str, share: float) -> None:
        """Count a share of one sight."""
        self.seen[key][segment] += share


class Learner:
    """The chances of a script's segments, and the rounds that better them."""

    def __init__(self, given: list[Pair], reach: int, letters: dict[str, float]) -> None:
        self.given = given
        self.reach = reach
        self.chances: dict[str, Segments] = {}
        self.letters = letters

    def round(self, *, with_neighbours: bool) -> Counted:
        """Cut all pairs in all ways, each way by its chance, and count."""
        counted = Counted()
        for latin, native, weight in self.given:
            self._count(latin, native, weight, counted, with_neighbours=with_neighbours)
        return counted

    def _steps(self, latin: str, native: tuple[str, ...]) -> list[list[tuple[int, int, float]]]:
        """For each unit the places from and to which it may write, with the chance."""
        size, total = len(latin), len(native)
        found = []
        for place, unit in enumerate(native):
            low = max(0, size - self.reach * (total - place))
            high = min(size, self.reach * place)
            table = self.chances.get(unit, {}) if self.chances else None
            steps = []
            for start in range(low if place else 0, (high if place else 0) + 1):
                for end in range(start, min(size, start + self.reach) + 1):
                    segment = latin[start:end]
                    chance = first_guess(unit, segment) if table is None else table.get(segment, 0.0)
                    if chance:
                        steps.append((start, end, chance))
            found.append(steps)
        return found

    def _count(self, latin: str, native: tuple[str, ...], weight: float, counted: Counted, *, with_neighbours: bool) -> None:
        steps = self._steps(latin, native)
        size = len(latin)
        ahead = [[1.0] + [0.0] * size]
        for each in steps:
            row = [0.0] * (size + 1)
            last = ahead[-1]
            for start, end, chance in each:
                row[end] += last[start] * chance
            ahead.append(row)
        whole = ahead[-1][size]
        if whole <= 0.0:
            return
        by_chance = math.prod(self.letters[letter] for letter in latin) * self.letters["$"]
        sound = whole * (1 - STRAY) / (whole * (1 - STRAY) + STRAY * by_chance) if self.chances else 1.0
        behind = [0.0] * size + [1.0]
        for place in range(len(native) - 1, -1, -1):
            row = [0.0] * (size + 1)
            last = ahead[place]
            for start, end, chance in steps[place]:
                row[start] += chance * behind[end]
                share = last[start] * chance * behind[end]
                if share > whole * 1e-3:
                    keep(counted, native, place, latin[start:end], share / whole * weight * sound, with_neighbours)
            behind = row

    def better(self, counted: Counted) -> None:
        """Take the counts as the new chances; what is hardly ever seen goes."""
        for (unit,), segments in counted.seen.items():
            total = sum(segments.values())
            kept = {segment: n for segment, n in segments.items() if n > max(0.02, total * 2**-DEAREST)}
            kept = kept or segments
            whole = sum(kept.values())
            self.chances[unit] = {segment: n / whole for segment, n in kept.items()}


def keep(
    counted: Counted,
    native: tuple[str, ...],
    place: int,
    segment: str,
    share: float,
    with_neighbours: bool,  # noqa: FBT001 as above
) -> None:
    """Count a segment for its unit and, in the last round, for its neighbourhoods."""
    unit = native[place]
    if not with_neighbours:
        counted.add((unit,), segment, share)
        return
    before = native[place - 1] if place else "^"
    after = native[place + 1] if place + 1 < len(native) else "$"
    counted.add((unit,), segment, share)
    counted.add((before, unit, ""), segment, share)
    counted.add(("", unit, after), segment, share)
    counted.add((before, unit, after), segment, share)


def letter_chances(given: Iterable[Pair]) -> dict[str, float]:
    """The chance of each Latin letter by itself, and of the end."""
    counts: dict[str, float] = defaultdict(float)
    for latin, _, _ in given:
        for letter in [*latin, "$"]:
            counts[letter] += 1
    total = sum(counts.values())
    return {letter: n / total for letter, n in counts.items()}


def written(segments: Segments, cheapest_share: float) -> str:
    """Segments with their costs in eighths of a bit, the likeliest first: `m8 ma19`; `_` is no letter."""
    total = sum(segments.values())
    kept = [(n / total, segment) for segment, n in segments.items() if n / total >= cheapest_share]
    kept.sort(key=lambda pair: (-pair[0], pair[1]))
    return " ".join(f"{segment or '_'}{round(-math.log2(share) * EIGHTH)}" for share, segment in kept)


def learn(folder: Path, script: str) -> dict[str, object]:
    """Learn one script's table."""
    given = pairs(folder, script, held_out=False)
    learner = Learner(given, REACH.get(script, 4), letter_chances(given))
    for number in range(ROUNDS):
        counted = learner.round(with_neighbours=False)
        learner.better(counted)
        print(f"{script}: round {number + 1}, {sum(map(len, learner.chances.values()))} segments", flush=True)
    counted = learner.round(with_neighbours=True)
    alone = {key[0]: written(segments, 2**-DEAREST) for key, segments in sorted(counted.seen.items()) if len(key) == 1}
    near = {
        "\t".join(key): f"{round(total)} {written(segments, 0.01)}"
        for key, segments in sorted(counted.seen.items())
        if len(key) > 1 and (total := sum(segments.values())) >= (FEWEST if "" in key else 2 * FEWEST)
    }
    source = f"{len(given)} token pairs of Wikidata labels, four fifths by Latin token: {', '.join(FILES[script])}"
    return {"about": about(script, source), "reach": learner.reach, "alone": alone, "near": near}


def about(script: str, learned_from: str) -> dict[str, str]:
    """Where a table comes from."""
    return {
        "script": script,
        "learned_from": learned_from,
        "source": "Merhav and Ash, Design Challenges in Named Entity Transliteration, COLING 2018 (wd_* data)",
        "licence": "CC0-1.0",
        "held_out": "blake2b of the Latin token, first byte divisible by 5",
        "made_by": "tools/learn_names.py",
        "made_on": "2026-11-22",
    }


def main() -> int:
    """Learn the named scripts, or all, and write their tables."""
    folder = Path(sys.argv[1])
    for script in sys.argv[2:] or sorted(FILES):
        table = learn(folder, script)
        text = json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True)
        (TABLES / f"{script}.json").write_text(text + "\n", "utf-8")
        print(f"{script}: {len(text.encode()):,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
