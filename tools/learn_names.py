"""Learn how names are spelt in Latin letters, from token pairs: `python tools/learn_names.py FOLDER_OF_PAIRS [SCRIPT ...]`.

For each script two tables of segments: the chance that a native unit stands for these Latin letters, and that a Latin
letter stands for these native units, each by its neighbours; and how native units follow each other. Learned by expectation
and maximisation over all ways to cut the pairs. Same pairs, same bytes.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from amparo.matching.fold import folded
from amparo.matching.romanise.rules import plain
from amparo.matching.romanise.units import symbols, units
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
REACH = {"han": 6, "kana": 5}  # Latin letters of one native unit
BACK = {"han": 1}  # native units of one Latin letter
ROUNDS = 6
SAMPLE = 15_000  # pairs that all rounds but the last two look at
STRAY = 0.08  # share of pairs that are no spelling of each other at all, as found by looking at them
QUARTER = 4  # costs are kept in quarters of a bit,
FIRST = 33  # each as one character from this on,
DEAREST = 63  # no further than this: before the small letters
FEWEST = 8.0  # a neighbourhood on one side seen less often says nothing,
FEWEST_BOTH = 16.0  # and one on both sides
RAREST = {1: 2**-13.0, 2: 0.02}  # shares of segments that are kept: by unit, by neighbourhood

Pair = tuple[str, tuple[str, ...], float]
Segments = dict[str, float]
Guess = Callable[[str, str], float]


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
    return [(latin, native, weight) for latin, native, weight in found if latin and native and " " not in native]


@lru_cache(maxsize=1 << 18)
def first_latin(unit: str, segment: str) -> float:
    """The chance, before anything is learned, that a native unit is written so: plain ASCII is believed."""
    letters = plain(unit)
    likeness = 12.0 if letters and segment[:1] == letters[0] else 1.0
    if letters and segment and (letters.startswith(segment) or segment.startswith(letters)):
        likeness *= 4
    return (0.04, 1.0, 0.45, 0.1, 0.03, 0.012, 0.006)[len(segment)] * likeness * 20.0 ** -len(segment)


def first_native(sounds: dict[str, str]) -> Guess:
    """The chance, before anything is learned, that a Latin letter is written so: a unit that begins with it in plain ASCII."""

    @lru_cache(maxsize=1 << 18)
    def guess(letter: str, segment: str) -> float:
        likeness = 12.0 if segment and sounds[segment[0]][:1] == letter else 1.0
        return (0.3, 1.0, 0.1)[len(segment)] * likeness * 30.0 ** -len(segment)

    return guess


@dataclass
class Learner:
    """The chances of the segments that units of one side stand for on the other, and the rounds that better them."""

    given: list[Pair]
    reach: int
    guess: Guess
    letters: dict[str, float]
    chances: dict[str, Segments] = field(default_factory=dict)
    seen: dict[tuple[str, ...], Segments] = field(default_factory=dict)

    def learn(self) -> None:
        """Take all rounds, the first ones on a sample; in the last one neighbourhoods are counted too."""
        sample = self.given[:: max(1, len(self.given) // SAMPLE)]
        for number in range(ROUNDS):
            self.round(sample if number < ROUNDS - 1 else self.given, with_neighbours=False)
            self.better()
        self.round(self.given, with_neighbours=True)

    def round(self, given: list[Pair], *, with_neighbours: bool) -> None:
        """Cut all pairs in all ways, each way by its chance, and count."""
        self.seen = defaultdict(lambda: defaultdict(float))
        for target, source, weight in given:
            steps = self._steps(target, source)
            ahead = _ahead(steps, len(target))
            whole = ahead[-1][-1]
            if whole > 0.0:
                scale = weight * self._soundness(target, whole)
                for place, (start, end), share in _shares(steps, ahead, len(target)):
                    for key in _keys(source, place, with_neighbours=with_neighbours):
                        self.seen[key][target[start:end]] += share * scale

    def _steps(self, target: str, source: tuple[str, ...]) -> list[list[tuple[int, int, float]]]:
        """For each unit the places from and to which it may write, with the chance."""
        size, total = len(target), len(source)
        found = []
        for place, unit in enumerate(source):
            low, high = max(0, size - self.reach * (total - place)), min(size, self.reach * place)
            known = self.chances.get(unit)
            steps = []
            for start in range(low, high + 1):
                for end in range(start, min(size, start + self.reach) + 1):
                    segment = target[start:end]
                    chance = self.guess(unit, segment) if known is None else known.get(segment, 0.0)
                    if chance:
                        steps.append((start, end, chance))
            found.append(steps)
        return found

    def _soundness(self, target: str, whole: float) -> float:
        """The chance that a pair is a spelling at all, against two words that stand together by mistake."""
        if not self.chances:
            return 1.0
        by_chance = math.prod(self.letters[letter] for letter in target) * self.letters["$"]
        return whole * (1 - STRAY) / (whole * (1 - STRAY) + STRAY * by_chance)

    def better(self) -> None:
        """Take the counts as the new chances; what is hardly ever seen goes."""
        for (unit,), segments in self.seen.items():
            least = max(0.02, sum(segments.values()) * RAREST[1])
            kept = {segment: n for segment, n in segments.items() if n > least} or segments
            whole = sum(kept.values())
            self.chances[unit] = {segment: n / whole for segment, n in kept.items()}

    def table(self) -> dict[str, object]:
        """The tables as they are written."""
        near = {
            " ".join(key): character(math.log2(total)) + written(segments, RAREST[2])
            for key, segments in sorted(self.seen.items())
            if len(key) > 1 and (total := sum(segments.values())) >= (FEWEST if "" in key else FEWEST_BOTH)
        }
        alone = {key[0]: written(segments, RAREST[1]) for key, segments in sorted(self.seen.items()) if len(key) == 1}
        return {"reach": self.reach, "alone": alone, "near": near}


def _ahead(steps: list[list[tuple[int, int, float]]], size: int) -> list[list[float]]:
    """For each number of units the chance of having written so far."""
    rows_ = [[1.0] + [0.0] * size]
    for each in steps:
        row = [0.0] * (size + 1)
        for start, end, chance in each:
            row[end] += rows_[-1][start] * chance
        rows_.append(row)
    return rows_


def _shares(
    steps: list[list[tuple[int, int, float]]], ahead: list[list[float]], size: int
) -> Iterator[tuple[int, tuple[int, int], float]]:
    """The share of all ways that go through each step: place of the unit, from and to where it writes."""
    whole = ahead[-1][size]
    behind = [0.0] * size + [1.0]
    for place in range(len(steps) - 1, -1, -1):
        row = [0.0] * (size + 1)
        for start, end, chance in steps[place]:
            row[start] += chance * behind[end]
            share = ahead[place][start] * chance * behind[end] / whole
            if share > 1e-3:  # noqa: PLR2004 less is noise, and takes the time
                yield place, (start, end), share
        behind = row


def _keys(source: tuple[str, ...], place: int, *, with_neighbours: bool) -> Iterator[tuple[str, ...]]:
    """Under what a step is counted: its unit; between which neighbours it stands."""
    unit = source[place]
    yield (unit,)
    if with_neighbours:
        before = source[place - 1] if place else "^"
        after = source[place + 1] if place + 1 < len(source) else "$"
        yield from ((before, unit, ""), ("", unit, after), (before, unit, after))


def letter_chances(targets: Iterable[str]) -> dict[str, float]:
    """The chance of each letter by itself, and of the end."""
    counts: dict[str, float] = defaultdict(float)
    for target in targets:
        for letter in [*target, "$"]:
            counts[letter] += 1
    total = sum(counts.values())
    return {letter: n / total for letter, n in counts.items()}


def character(bits: float) -> str:
    """Bits as one character."""
    return chr(FIRST + min(DEAREST, max(0, round(bits * QUARTER))))


def written(segments: Segments, least: float) -> str:
    """Segments, each with its cost behind it, the likeliest first."""
    total = sum(segments.values())
    kept = sorted((-n / total, segment) for segment, n in segments.items() if n / total >= least)
    return "".join(segment + character(-math.log2(-share)) for share, segment in kept)


def following(natives: Iterable[tuple[str, float]]) -> dict[str, str]:
    """How native units follow each other: by up to two before them, what was seen with its cost, and what the rest costs.

    Witten and Bell's smoothing; the first character is the cost of falling back to one unit less.
    """
    seen: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for native, weight in natives:
        padded = "^" + native + "|"
        for place in range(1, len(padded)):
            for length in range(min(2, place) + 1):
                seen[padded[place - length : place]][padded[place]] += weight
    held: dict[str, str] = {}
    chances: dict[str, Segments] = {}
    for context in sorted(seen, key=lambda each: (len(each), each)):
        total, kinds = sum(seen[context].values()), len(seen[context])
        if context and (context[1:] not in chances or total < 10 * len(context)):
            continue
        shorter = chances[context[1:]] if context else defaultdict(lambda: 1e-4)
        chances[context] = {s: (n + kinds * shorter[s]) / (total + kinds) for s, n in seen[context].items()}
        back = character(-math.log2(kinds / (total + kinds)))
        held[context] = back + written_costs(chances[context])
    return held


def written_costs(chances: Segments) -> str:
    """Units, each with its cost behind it."""
    return "".join(unit + character(-math.log2(share)) for unit, share in sorted(chances.items()))


def learn(folder: Path, script: str) -> dict[str, object]:
    """Learn one script's tables."""
    given = pairs(folder, script, held_out=False)
    forward = Learner(given, REACH.get(script, 4), first_latin, letter_chances(latin for latin, _, _ in given))
    forward.learn()
    private = symbols(unit for _, native, _ in given for unit in native)
    sounds = {private.get(unit, unit): plain(unit) for _, native, _ in given for unit in native}
    reach = BACK.get(script, 2)
    turned = [("".join(private.get(unit, unit) for unit in native), tuple(latin), w) for latin, native, w in given]
    turned = [pair for pair in turned if len(pair[0]) <= reach * len(pair[1])]
    back = Learner(turned, reach, first_native(sounds), letter_chances(native for native, _, _ in turned))
    back.learn()
    source = f"{len(given)} token pairs of Wikidata labels, four fifths by Latin token: {', '.join(FILES[script])}"
    return {
        "about": about(script, source),
        "to_latin": forward.table(),
        "from_latin": back.table(),
        "following": following((native, weight) for native, _, weight in turned),
        "symbols": private,
    }


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
        text = json.dumps(learn(folder, script), ensure_ascii=False, indent=0, sort_keys=True)
        (TABLES / f"{script}.json").write_text(text + "\n", "utf-8")
        print(f"{script}: {len(text.encode()):,} bytes", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
