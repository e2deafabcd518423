"""The one plain answer of a report, and what has to be said beside it so that nobody is slandered or flattered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from amparo.explain.plain import Plain, listed, sentence
from amparo.prove.proof import Proof
from amparo.prove.report.content import NO, OPEN, QUIET, YES
from amparo.prove.report.tally import COLUMNS, is_excused, number
from amparo.prove.report.weighed import BELOW, EXCUSED, MISSING, OWN, WEAKENED, Weighed
from amparo.prove.result import NOT_ASSESSED, REFUTED, UNDECIDED
from amparo.rules.exemption import NOT_WEAKER
from amparo.rules.profile import Profile

_STANDINGS: Final = {
    "draft": "The pack is a draft by its authors. Nobody with authority over this law has adopted it.",
    "reviewed": "The pack was read and corrected by somebody who knows this law. Nobody with authority has adopted it.",
    "illustrative": "The pack is an illustration. Nobody with authority over this law has confirmed it.",
}
_FAILS: Final = ("binding", "to be considered", "recommended")


@dataclass(frozen=True)
class Verdict:
    """Says what a proof came to. `weighed` are the rights of the baseline, if there was one."""

    proof: Proof
    plain: Plain
    weighed: Sequence[Weighed]

    @property
    def describes(self) -> bool:
        """Say whether the pack tells one source alone: what it describes of a place, or the rules that rest on one text."""
        return tells_one_source(self.proof.pack.profile)

    def notices(self) -> Iterator[str]:
        """Yield what the pack is, and what it does not cover."""
        profile = self.proof.pack.profile
        if profile.view:
            yield "This is a view and no law of its own: it shows those rules of the layers below that rest on one text."
            yield "What it does not give stands in other texts. That is no failure of this one."
        elif self.describes:
            by = str(profile.standing_details.get("by", "")).rpartition(", ")[2]
            told = f"tells what one source describes{f' ({by})' if by else ''}, and no more"
            yield f"This is no verdict on a State. The pack {told}. It speaks of {self._scope()} alone."
            yield (
                "It is not the whole law of the place. Other and later law is not told here, and nobody of the place has "
                "confirmed it. What the source does not mention is not assessed, and no failure of anybody."
            )
        elif profile.standing in _STANDINGS:
            yield _STANDINGS[profile.standing]
        if profile.note:
            yield profile.note
        if self.proof.alone:
            yield "The law’s own rules were asked alone, as if no layer below were there."

    def _scope(self) -> str:
        words, acts = self.plain.words, self.plain.law.vocabulary.acts
        return listed(
            f"“{sentence(words.label('acts' if each in acts else 'subjects', each))}”" for each in self.proof.pack.profile.scope
        )

    def answer(self) -> tuple[str, str]:
        """Return how the answer looks, and the answer in one sentence."""
        if self.proof.baseline is None or NOT_WEAKER not in self.proof.properties:
            return self._of_itself()
        by, all_of_them = self._by_state(), number(len(self.weighed), "right")
        failing, assessed = by[WEAKENED] + by[MISSING], len(self.weighed) - by[NOT_ASSESSED]
        broken = self._broken()[REFUTED]
        if not assessed:
            return QUIET, f"Nothing is said, for or against: none of the {all_of_them} asked about is assessed for this pack."
        if self.describes:
            return self._described(failing, by[UNDECIDED], assessed)
        if failing:
            whom = "everybody to whom the baseline gives them" if failing > 1 else "everybody to whom the baseline gives it"
            return NO, f"No. {failing} of {number(assessed, 'right')} {_is(failing)} not given to {whom}: {self._forces()}."
        if by[UNDECIDED]:
            return OPEN, f"Not fully decided. {number(by[UNDECIDED], 'right')} could not be settled in the time given."
        if broken:
            return NO, f"Not wholly. Every right asked about is kept, but {number(broken, 'promise')} {_fail(broken)}."
        whole = all_of_them if assessed == len(self.weighed) else f"{assessed} of {all_of_them} that it speaks of"
        if excused := by[EXCUSED]:
            kept = f"{assessed - excused} of the {whole} are kept for every person who could exist"
            return YES, f"Yes, but for {number(excused, 'right')} that the law sets aside by exceptions it lists: {kept}."
        return YES, f"Yes. Each of the {whole} is kept for every person who could exist."

    def _of_itself(self) -> tuple[str, str]:
        broken = self._broken()
        if failing := broken[REFUTED]:
            return NO, f"No: {number(failing, 'promise')} of those asked {_fail(failing)}."
        if broken[UNDECIDED]:
            return OPEN, f"Not fully decided: {number(broken[UNDECIDED], 'promise')} could not be settled in the time given."
        return YES, f"Yes. Every promise that was asked holds for every person who could exist{self._but()}."

    @staticmethod
    def _described(failing: int, undecided: int, assessed: int) -> tuple[str, str]:
        rights = number(assessed, "right")
        if not failing:
            return (OPEN if undecided else YES), f"What is told here gives each of the {rights} that it speaks of."
        in_full = assessed - failing - undecided
        return (
            QUIET,
            f"By itself, what is told here gives {in_full or 'none'} of the {rights} of the baseline on what it speaks of.",
        )

    def sentences(self) -> Iterator[str]:
        """Yield what is to be said beside the answer."""
        by, broken = self._by_state(), self._broken()
        below = by[BELOW]
        if below and not self.proof.pack.profile.view:
            yield f"Its own rules keep {by[OWN]} by themselves." if by[OWN] else "None is kept by its own rules alone."
            yield f"{below} {_is(below)} kept only because the law takes in the layers below it."
        own = {rule.force for rule in self.plain.law.rules.values() if rule.force}
        if self.describes and own == {"example"}:
            yield "Its rules are told as examples of practice, and answer no right that binds or is recommended."
        if by[NOT_ASSESSED] and not self.describes:
            yield f"Of {number(by[NOT_ASSESSED], 'right')} the law does not speak. Nothing is said of them, for or against."
        if self.weighed:
            yield from self._of_promises(broken)
        if broken[UNDECIDED] or by[UNDECIDED]:
            yield "What was not decided is named at the end; it may be well or not."

    def _of_promises(self, broken: Counter[str]) -> Iterator[str]:
        others = [name for name in self.proof.properties if name != NOT_WEAKER and self.proof.of(name)]
        promises = number(len(others), "promise")
        if self.describes and broken[REFUTED]:
            yield "Some of what is told here is for some people and not for others; the stories say for whom."
        elif broken[REFUTED]:
            yield f"Of the {promises} about the law itself, {broken[REFUTED]} {_fail(broken[REFUTED])}."
        elif others and not broken[UNDECIDED] and not self.describes:
            yield f"The {promises} about the law itself {'holds' if len(others) == 1 else 'hold'}{self._but()}."

    def _but(self) -> str:
        excused = sum(is_excused(self.proof.of(name)) for name in self.proof.properties if name != NOT_WEAKER)
        return f", {excused} of them but for listed exceptions" if excused else ""

    def _by_state(self) -> Counter[str]:
        return Counter(each.state for each in self.weighed)

    def _broken(self) -> Counter[str]:
        """How many promises about the law itself fail, or are not decided."""
        results = (self.proof.result(name) for name in self.proof.properties if name != NOT_WEAKER)
        return Counter(result for result in results if result in (REFUTED, UNDECIDED))

    def _forces(self) -> str:
        failing = [each for each in self.weighed if each.state in (WEAKENED, MISSING)]
        counts = [sum(each.right.force in forces for each in failing) for _, forces in COLUMNS]
        return listed(f"{count} {force}" for count, force in zip(counts, _FAILS, strict=True) if count)


def tells_one_source(profile: Profile) -> bool:
    """Say whether a pack is no whole law: an illustration that stands alone, or a view."""
    return bool(profile.view) or (profile.standing == "illustrative" and not profile.over)


def asked(proof: Proof) -> str:
    """Return the question that a report answers."""
    title, others = proof.pack.profile.title, len([name for name in proof.properties if name != NOT_WEAKER])
    inner = f"keep {number(others, 'promise')} about itself" if others else ""
    if proof.baseline is None or NOT_WEAKER not in proof.properties:
        return f"Does “{title}” {inner}, for every person who could exist?"
    more = f" And does it {inner}?" if inner else ""
    return f"Does “{title}” give every person who could exist what “{proof.baseline.profile.title}” gives them?{more}"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _fail(count: int) -> str:
    return "fails" if count == 1 else "fail"
