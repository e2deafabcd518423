"""Learn how names look in Latin letters and which are frequent: `python tools/learn_frequent.py FOLDER_OF_PAIRS`.

Letters by up to three before them (Witten and Bell's smoothing) from four fifths of the tokens; shares of the frequent
tokens from all of them, since a share can only lower what an agreement is worth. Same pairs, same bytes.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from pathlib import Path

from learn_names import FILES, TABLES, about, is_held_out, rows

from amparo.matching.fold import folded
from amparo.matching.text import normalise

LETTERS = "abcdefghijklmnopqrstuvwxyz$"
# Names that are frequent among people who are trafficked and seldom in an encyclopaedia: bits by judgement, from what is
# publicly known of names in these countries. They can only lower what an agreement is worth.
USUAL = {
    6: "nguyen thi",
    7: "tran van mohammed mohamed muhammad mohammad singh khan kim",
    7.5: "le ahmed ali kumar lee hassan kaur begum pham",
    8: "hussein hussain hossain fatima ahmad wang li zhang chen aung win park choi jung mohamud abdi hoang islam akter "
    "khatun bibi",
    8.5: "ibrahim omar maung htun kyaw hasan diallo garcia silva santos abdullah liu yang huang phan vu dang bui osman "
    "ismail khin",
    9: "yusuf mahmoud haile gebre tesfaye bekele abebe traore camara rodriguez martinez hernandez lopez gonzalez perez sok "
    "chan sharma das devi tamang gurung rai popescu ivanova kaya yilmaz demir ngo duong ly mariam amina aisha maryam nur",
    9.5: "keita barry bah balde sow cisse coulibaly kone okafor eze osagie omorogbe joy blessing happiness precious tekle "
    "hagos berhane kidane girma tadesse alemu mulugeta rahman uddin miah chowdhury mohan ram prasad maya sita gita thapa",
}
SHORTEST_SIGHT = {0: 0, 1: 0, 2: 20, 3: 60}
FREQUENT = 6000  # tokens whose share is kept
QUARTER = 4
FIRST = 35  # the character of no cost; each next one is a quarter of a bit
DEAREST = 88


def tokens(folder: Path, *, held_out: bool | None) -> dict[str, int]:
    """Return the Latin tokens with the highest count that any file has."""
    counts: dict[str, int] = {}
    for name in sorted({each for files in FILES.values() for each in files}):
        mine: dict[str, int] = defaultdict(int)
        for latin, _, count in rows(folder, name):
            if held_out is None or is_held_out(latin) == held_out:
                mine[folded(normalise(latin))] += count
        for latin, count in mine.items():
            counts[latin] = max(count, counts.get(latin, 0))
    counts.pop("", None)
    return counts


def letters(counts: dict[str, int]) -> dict[str, str]:
    """Return for each context of up to three letters the costs of the 26 letters and the end."""
    seen: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for token, count in counts.items():
        weight = 1 + math.log2(count)
        padded = "^" + token + "$"
        for place in range(1, len(padded)):
            for length in range(min(3, place) + 1):
                seen[padded[place - length : place]][padded[place]] += weight
    chances: dict[str, dict[str, float]] = {}
    for context in sorted(seen, key=lambda each: (len(each), each)):
        after = seen[context]
        shorter = chances.get(context[1:]) if context else dict.fromkeys(LETTERS, 1 / len(LETTERS))
        if shorter is None or sum(after.values()) < SHORTEST_SIGHT[len(context)]:
            continue
        total, kinds = sum(after.values()), len(after)
        chances[context] = {each: (after.get(each, 0.0) + kinds * shorter[each]) / (total + kinds) for each in LETTERS}
    return {context: "".join(cost(after[each]) for each in LETTERS) for context, after in sorted(chances.items())}


def cost(chance: float) -> str:
    """A chance as one character."""
    return chr(FIRST + min(DEAREST, round(-math.log2(chance) * QUARTER)))


def main() -> int:
    """Write the table of Latin letters and frequent tokens."""
    folder = Path(sys.argv[1])
    everything = tokens(folder, held_out=None)
    total = sum(everything.values())
    frequent = sorted(everything, key=lambda token: (-everything[token], token))[:FREQUENT]
    shares = {token: round(-math.log2(everything[token] / total) * QUARTER) for token in frequent}
    for bits, names in USUAL.items():
        for token in names.split():
            shares[token] = min(shares.get(token, DEAREST), round(bits * QUARTER))
    held = {
        "about": about("latin", f"{len(everything)} Latin tokens of all files; some shares by judgement (tool)"),
        "listed": round(sum(everything[token] for token in frequent) / total, 4),
        "shares": " ".join(f"{token}{share}" for token, share in sorted(shares.items())),
        "letters": letters(tokens(folder, held_out=False)),
    }
    text = json.dumps(held, ensure_ascii=False, indent=0, sort_keys=True)
    (TABLES / "latin.json").write_text(text + "\n", "utf-8")
    print(f"latin: {len(text.encode()):,} bytes; listed {held['listed']}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
