"""Rights of the baseline counted by force, and the seven promises, a line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from amparo.prove.proof import Proof
from amparo.prove.report.content import NO, OPEN, QUIET, YES, Count, Promise
from amparo.prove.report.weighed import BELOW, EXCUSED, MISSING, OWN, STATES, WEAKENED, Weighed
from amparo.prove.result import NOT_ASSESSED, PROVED, REFUTED, UNDECIDED, Finding
from amparo.prove.story import CLAIMS
from amparo.rules.exemption import CLASH, DEAD, NOT_WEAKER

COLUMNS: Final = (("Binds", ("mandatory",)), ("Must be considered", ("consider",)), ("Recommended", ("recommended", "example")))
"""The three columns, by the force of the right in its source; an example of practice is counted as recommended."""
LOOKS: Final = {
    OWN: YES, BELOW: YES, WEAKENED: NO, MISSING: NO, EXCUSED: OPEN, NOT_ASSESSED: QUIET, UNDECIDED: OPEN,
    PROVED: YES, REFUTED: NO,
}  # fmt: skip
LABELS: Final = {
    OWN: "Kept by the law’s own rules",
    BELOW: "Kept only by a layer below",
    WEAKENED: "Weakened",
    MISSING: "Missing",
    EXCUSED: "Set aside by a listed exception",
    NOT_ASSESSED: "Not assessed",
    UNDECIDED: "Not decided",
}
DESCRIBED: Final = {
    WEAKENED: "Given in part by what is told here",
    MISSING: "Not given by what is told here alone",
}
"""What is said instead of a pack that tells one source alone: nobody is blamed for what is not told here."""
_WHAT: Final = {NOT_WEAKER: "right", DEAD: "rule", CLASH: "pair of rules"}


def number(count: int, noun: str) -> str:
    """Return a number with its noun: `1 right`, `3 rights`."""
    plural = noun.replace("pair", "pairs") if noun.startswith("pair ") else f"{noun}s"
    return f"{count} {noun if count == 1 else plural}"


def named(state: str, *, describes: bool) -> tuple[str, str]:
    """Return what is said of rights of which something became, and how that looks."""
    if describes and state == BELOW:
        return "Kept by the rules shown here", LOOKS[BELOW]
    return (DESCRIBED[state], QUIET) if describes and state in DESCRIBED else (LABELS[state], LOOKS[state])


def counted(weighed: Sequence[Weighed], *, describes: bool) -> tuple[Count, ...]:
    """Return how many rights of each force are kept, widened, weakened, missing and so on."""
    lines = []
    for state in STATES:
        label, look = named(state, describes=describes)
        lines.append(Count(label, _by_force(each for each in weighed if each.state == state), look))
    widened = Count("of the kept: widened", _by_force(each for each in weighed if is_widened(each)), YES, part=True)
    return (*lines[:2], widened, *lines[2:], Count("All", _by_force(weighed), QUIET))


def is_widened(weighed: Weighed) -> bool:
    """Say whether a right is kept, and the law's own layer gives more than the baseline alone."""
    return bool(weighed.wider) and weighed.state in (OWN, BELOW)


def _by_force(weighed: Iterable[Weighed]) -> tuple[int, ...]:
    found = Counter(each.right.force for each in weighed)
    columns = tuple(sum(found[force] for force in forces) for _, forces in COLUMNS)
    return (*columns, sum(columns))


def promised(proof: Proof, name: str, *, describes: bool) -> Promise:
    """Return what came out of one promise."""
    if name not in proof.properties or (name == NOT_WEAKER and proof.baseline is None):
        reason = "there is no baseline to hold it against" if name in proof.properties else "left out of this proof"
        return Promise(CLAIMS[name], "not asked", reason, QUIET)
    found = proof.of(name)
    result = proof.result(name)
    if not found:
        return Promise(CLAIMS[name], "not touched", "no rule turns on it", QUIET)
    if describes and result == REFUTED and name not in (DEAD, CLASH):
        return Promise(CLAIMS[name], "not by what is told here alone", _detail(name, found), QUIET)
    said = "holds but for listed exceptions" if result == PROVED and is_excused(found) else _RESULTS[result]
    return Promise(CLAIMS[name], said, _detail(name, found), LOOKS[result])


def is_excused(found: Iterable[Finding]) -> bool:
    """Say whether an exception that is listed sets something aside."""
    return any(each.exempt and each.result == PROVED for each in found)


def _detail(name: str, found: tuple[Finding, ...]) -> str:
    by = Counter(EXCUSED if each.result == PROVED and each.exempt else each.result for each in found)
    whole = number(len(found), _WHAT.get(name, "question"))
    if by[PROVED] == len(found):
        return f"proved for all {whole}" if len(found) > 1 else f"proved for {whole}"
    return f"of {whole}, {', '.join(said.format(by[state]) for state, said in _SAID.items() if by[state])}"


_RESULTS: Final = {PROVED: "holds", REFUTED: "fails", UNDECIDED: "not decided", NOT_ASSESSED: "not assessed"}
_SAID: Final = {
    PROVED: "{} proved",
    REFUTED: "{} refuted",
    EXCUSED: "{} set aside by a listed exception",
    UNDECIDED: "{} not decided",
    NOT_ASSESSED: "{} not assessed",
}
