"""The tables of docs/access.md, made from the data that the policy reads.

`PYTHONPATH=tests .venv/bin/python -m casework.access_tables` writes them anew; a test fails while they are not so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from amparo.casework.action import SHAPES
from amparo.casework.bases import BASES
from amparo.casework.bundles import BUNDLES
from amparo.casework.mandates import MANDATES
from amparo.casework.policy import REASONS, Purpose
from amparo.casework.purpose import BOUNDS, COMPARTMENTS
from house.tree import ROOT

DOCUMENT: Final = ROOT / "docs" / "access.md"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def named(compartments: Iterable[str]) -> str:
    """Return the names of compartments as a reader takes them in: all of them, all but a few, or each."""
    these = frozenset(compartments)
    left = sorted(COMPARTMENTS - these)
    if not these:
        return "nothing"
    if not left:
        return "everything"
    return f"all but {', '.join(left)}" if len(left) <= 3 else ", ".join(sorted(these))


def plain(word: str) -> str:
    return word.replace("_", " ")


def tables() -> Mapping[str, str]:
    """Return the tables by name."""
    return {
        "bodies": table(
            ("body", "may ever read", "may ever record in", "because it"),
            ((plain(name), named(each.reads), named(each.writes), each.reason) for name, each in MANDATES.items()),
        ),
        "bundles": table(
            ("bundle", "in a sentence", "reads at most", "records in at most", "for"),
            (
                (
                    f"`{name}`",
                    each.sentence,
                    named(each.reads),
                    named(each.writes),
                    ", ".join(plain(purpose) for purpose in Purpose if purpose in each.purposes),
                )
                for name, each in BUNDLES.items()
            ),
        ),
        "acts": table(
            (
                "act",
                "who, in a case that their agency keeps",
                "who, in another's case",
                "who, without being in it",
                "takes besides",
            ),
            (
                (
                    shape.meaning,
                    _who(name for name, each in BUNDLES.items() if action in each.actions and shape.on_case),
                    _who(name for name, each in BUNDLES.items() if action in each.actions & each.as_receiver and shape.on_case),
                    _who(
                        name
                        for name, each in BUNDLES.items()
                        if action in each.actions and (action in each.as_colleague | each.anywhere or not shape.on_case)
                    ),
                    ", ".join(plain(need).replace("-", " ") for need in shape.needs),
                )
                for action, shape in SHAPES.items()
                if action != "break_glass"
            ),
        ),
        "purposes": table(
            ("purpose", "is", "can need"),
            ((plain(purpose), bound.meaning, named(bound.compartments)) for purpose, bound in BOUNDS.items()),
        ),
        "bases": table(
            ("basis", "is", "recorded with it", "at most", "never opens"),
            (
                (
                    plain(name),
                    each.meaning,
                    "; ".join(each.records.values()),
                    f"{each.longest.days} days",
                    ", ".join(sorted(each.never)),
                )
                for name, each in BASES.items()
            ),
        ),
        "reasons": table(("code", "in words"), ((f"`{code}`", words) for code, words in REASONS.items())),
    }


def _who(bundles: Iterable[str]) -> str:
    return ", ".join(sorted(plain(name) for name in bundles))


def block(name: str) -> re.Pattern[str]:
    """Return the pattern of the place of a table in the document."""
    return re.compile(rf"(?<=<!-- {name} -->\n).*?(?=\n<!-- end of {name} -->)", re.DOTALL)


def main() -> None:
    text = DOCUMENT.read_text("utf-8")
    for name, made in tables().items():
        place = block(name).search(text)
        assert place is not None, name
        text = text[: place.start()] + made + text[place.end() :]
    DOCUMENT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
