"""Learn in which steps one name is spelt in several ways: `python tools/learn_spelling.py FOLDER_OF_PAIRS`.

Two Latin tokens of one native token, not far from each other, are taken as two spellings of one name; the steps between
them are counted by letters, with a share of slips that any hand makes. Same pairs, same bytes.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from learn_names import FILES, TABLES, about, is_held_out, rows
from rapidfuzz.distance import JaroWinkler, Levenshtein

from amparo.matching.fold import folded
from amparo.matching.spelling import stepwise_bits
from amparo.matching.text import normalise

EIGHTH = 8
SLIP = 0.012  # share of letters that a hand gets wrong, in each of three ways
FREQUENT_ENOUGH = 12  # sights of a Latin token, for a pair that is known
SHORT = 2
MOST_BITS = 9.0
GAIN = 2.0
ALIKE = 0.7
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SEVERAL = 25  # more spellings than this are a word that stands beside many names


def spellings(folder: Path) -> list[list[str]]:
    """Return the Latin tokens of each native token that has several."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in sorted({each for files in FILES.values() for each in files}):
        for latin, native, _ in rows(folder, name):
            if not is_held_out(latin):
                found[normalise(native)].add(folded(normalise(latin)))
    return [sorted(each) for _, each in sorted(found.items()) if 1 < len(each) <= SEVERAL]


def known(folder: Path) -> Iterator[str]:
    """Yield pairs of frequent spellings that other scripts write alike, with the bits of coming from one to the other.

    The chance of going from a name to a native token and back to another name, the mean of both ways; only where the
    steps between the letters cost much more.
    """
    natives: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    latins: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name in sorted({each for files in FILES.values() for each in files}):
        for latin, native, count in rows(folder, name):
            if not is_held_out(latin):
                latins[folded(normalise(latin))][normalise(native)] += count
                natives[normalise(native)][folded(normalise(latin))] += count
    chances: dict[tuple[str, str], float] = defaultdict(float)
    for one in sorted(latins):
        total = sum(latins[one].values())
        for native, share in latins[one].items() if total >= FREQUENT_ENOUGH else ():
            back = natives[native]
            for other in back if len(back) <= SEVERAL else ():
                if other != one and sum(latins[other].values()) >= FREQUENT_ENOUGH and min(len(one), len(other)) > SHORT:
                    chances[min(one, other), max(one, other)] += share / total * back[other] / sum(back.values()) / 2
    for (one, other), chance in sorted(chances.items()):
        bits = -math.log2(chance)
        if bits < MOST_BITS and bits + GAIN < stepwise_bits(one, other) and JaroWinkler.similarity(one, other) > ALIKE:
            yield f"{one} {other} {round(bits * EIGHTH)}"


def step(one: str, other: str, act: str, place: int, target: int) -> str:
    """Name one step: two letters in their order, or one that is there or not, beside its like or alone."""
    if act == "replace":
        return "".join(sorted((one[place], other[target])))
    word, at = (one, place) if act == "delete" else (other, target)
    return word[at] + ("=" if word[at] in (word[at - 1 : at] + word[at + 1 : at + 2]) else "-")


def main() -> int:
    """Count the steps and write their costs."""
    steps: dict[str, float] = defaultdict(float)
    letters: dict[str, float] = defaultdict(float)
    number = 0
    for group in spellings(Path(sys.argv[1])):
        for one, other in combinations(group, 2):
            if Levenshtein.distance(one, other) > max(1, min(len(one), len(other)) // 3):
                continue
            number += 1
            weight = 1 / (len(group) - 1)
            for letter in one + other:
                letters[letter] += weight / 2
            for each in Levenshtein.editops(one, other):
                steps[step(one, other, each.tag, each.src_pos, each.dest_pos)] += weight
    costs = {}
    for one in LETTERS:
        for sign in "=-":
            costs[one + sign] = steps[one + sign] / letters[one] / 2 + SLIP / (2 if sign == "-" else 1)
        for other in LETTERS:
            if one != other:
                pair = "".join(sorted((one, other)))
                costs[one + other] = steps[pair] / (letters[one] + letters[other]) + SLIP / 25
    held = {
        "about": about("latin", f"{number} pairs of Latin tokens that share a native token, in all files"),
        "known": list(known(Path(sys.argv[1]))),
        "steps": {each: round(-math.log2(share) * EIGHTH) for each, share in sorted(costs.items())},
    }
    text = json.dumps(held, ensure_ascii=False, indent=0, sort_keys=True)
    (TABLES / "spelling.json").write_text(text + "\n", "utf-8")
    print(f"spelling: {len(text.encode()):,} bytes from {number} pairs")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
