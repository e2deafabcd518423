"""What a proof costs: all seven properties of a pack, and one changed rule from the reading of the packs to the answer."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from amparo.prove.proof import Proof
from amparo.rules.exemption import NOT_WEAKER, PROPERTIES
from amparo.rules.pack import load_pack
from people import ON
from timing import HEAD, Times, machine, shown, timed, timed_process

TOP: Final = "xx"
BASELINE: Final = "palermo"
PACK: Final = """
title    = "An invented law that changes one rule"
over     = ["palermo"]
standing = "draft"
"""
RULE: Final = """
[[rule]]
id       = "spared"
kind     = "hold"
act      = "prosecution"
each     = "offence"
title    = "No prosecution of what a possible victim who was screened was compelled to do"
when     = "possible_victim and screened and offence.compelled and not offence.non_liability_considered"
unknown  = "ask"
force    = "consider"
strength = "qualified"
binds    = "prosecutor"
replaces = "palermo/no-prosecution-of-compelled-act"
under    = ["toolkit/7.6"]
source   = ["REM-01a"]
"""
"""The one rule of that law; the proof finds a person who loses by it."""


def main() -> None:
    """Print the tables."""
    if sys.argv[1:2] == ["--one"]:
        prove(Path(sys.argv[2]), (NOT_WEAKER,) if sys.argv[3:] else PROPERTIES)
        return
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print(f"proofs: {machine()}")
    properties(runs)
    changed(runs)


def properties(runs: int) -> None:
    """Time each property of a pack held against the baseline, the packs loaded, and all seven together."""
    print(f"\n{TOP} against {BASELINE}, packs loaded, {runs} runs\n{HEAD}")
    under, over = load_pack(BASELINE), load_pack(TOP)
    for name in (*PROPERTIES, "all seven"):
        asked = PROPERTIES if name == "all seven" else (name,)
        times = Times()
        for _ in range(runs):
            proof = timed(partial(proved, Proof(over, under, ON, properties=asked)), times)
        answers = ", ".join(f"{number} {result}" for result, number in Counter(each.result for each in proof.findings).items())
        print(f"{shown(name, times)}   {answers}")


def proved(proof: Proof) -> Proof:
    """Work a proof out."""
    assert proof.findings
    return proof


def changed(runs: int) -> None:
    """Time a new process that reads the packs and proves a pack that changes one rule of the baseline."""
    print(f"\na pack that changes one rule of {BASELINE}, a new process, {runs} runs\n{HEAD}")
    with TemporaryDirectory() as folder:
        pack = Path(folder) / "changed"
        pack.mkdir()
        (pack / "pack.toml").write_text(PACK, "utf-8")
        (pack / "prosecution.toml").write_text(RULE, "utf-8")
        for name, more in (("not weaker", ["not-weaker"]), ("all seven", [])):
            times = Times()
            for _ in range(runs):
                timed_process(process(pack, more), times)
            print(shown(name, times))


def process(pack: Path, more: list[str]) -> Callable[[], None]:
    """Return the starting of this program on one pack."""

    def start() -> None:
        subprocess.run([sys.executable, __file__, "--one", str(pack), *more], check=True, stdout=subprocess.DEVNULL)

    return start


def prove(pack: Path, asked: tuple[str, ...]) -> None:
    """Prove one pack, as the process that is timed does."""
    proof = Proof(load_pack(pack), load_pack(BASELINE), ON, properties=asked)
    assert [found.rule.id for found in proof.of(NOT_WEAKER) if found.case and found.rule] == ["no-prosecution-of-compelled-act"]
    print(len(proof.findings))


if __name__ == "__main__":
    main()
