"""Learn in which steps one name is spelt in several ways: `python tools/learn_spelling.py FOLDER_OF_PAIRS`.

Two Latin tokens of one native token, not far from each other, are taken as two spellings of one name; the steps between
them are counted by letters, with a share of slips that any hand makes. Same pairs, same bytes.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from learn_names import FILES, TABLES, about, is_held_out, rows
from rapidfuzz.distance import Levenshtein

from amparo.matching.fold import folded
from amparo.matching.text import normalise

EIGHTH = 8
SLIP = 0.012  # share of letters that a hand gets wrong, in each of three ways
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
        "steps": {each: round(-math.log2(share) * EIGHTH) for each, share in sorted(costs.items())},
    }
    text = json.dumps(held, ensure_ascii=False, indent=0, sort_keys=True)
    (TABLES / "spelling.json").write_text(text + "\n", "utf-8")
    print(f"spelling: {len(text.encode()):,} bytes from {number} pairs")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
