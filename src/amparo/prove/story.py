"""A finding in words: one short invented person, what they have and what they lack, and under which provision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from amparo.explain.citing import cite_all
from amparo.explain.plain import Plain, ended, inside
from amparo.explain.stated import stated
from amparo.facts.case import case_from
from amparo.prove.changes import counterparts
from amparo.prove.replay import is_given, shown
from amparo.prove.result import NOT_ASSESSED, REFUTED, UNDECIDED, Finding
from amparo.prove.search import Case
from amparo.rules.exemption import CHILD, CLASH, DEAD, NO_DISCRIMINATION, NOT_CONDITIONAL, NOT_WEAKER, STRIPS
from amparo.rules.pack import Pack
from amparo.rules.rule import Rule

FAILS: Final = {
    "mandatory": "breaches what binds",
    "consider": "skips what must be considered",
    "recommended": "does not follow what is recommended",
    "example": "does not follow an example of practice",
}
"""What it is not to give a right, by the force of the right."""
CLAIMS: Final = {
    NOT_WEAKER: "What the baseline gives, the law gives",
    NO_DISCRIMINATION: "No protection shrinks with a trait or a status",
    NOT_CONDITIONAL: "Help hangs on neither cooperation nor innocence",
    CHILD: "A child gets at least what an adult gets",
    STRIPS: "Not knowing takes no hold away",
    DEAD: "Every rule can come about",
    CLASH: "Nothing is demanded that is forbidden",
}
"""Each property as a sentence."""


@dataclass(frozen=True)
class Teller:
    """Tells findings of one pack. `plain` speaks of its law, `baseline` of the law it is held against."""

    pack: Pack
    plain: Plain
    baseline: Plain | None = None
    cited: Pack | None = None

    def story(self, finding: Finding) -> str:
        """Return a finding in a few plain sentences; "" where nothing was found against the law."""
        return " ".join(self._sentences(finding))

    def _sentences(self, finding: Finding) -> Iterator[str]:
        if finding.result == NOT_ASSESSED:
            yield "The law does not speak of this; nothing is said for or against it."
        elif finding.result == UNDECIDED:
            yield ended(f"Not decided for {self.right(finding)}: {finding.note}")
        elif finding.result == REFUTED:
            yield from _TOLD[finding.name](self, finding) if finding.name in _TOLD else self._two_people(finding)

    def right(self, finding: Finding) -> str:
        """Return the right that a finding is about: `“No removal before ...” (art. 8)`."""
        rule = finding.rule
        if rule is None:
            return ""
        cited = self.cited if finding.name == NOT_WEAKER and self.cited is not None else self.pack
        under = cite_all(rule.under, cited.citations)
        return f"“{rule.title or rule.id}”" + (f" ({under})" if under else "")

    def known(self, case: Case) -> tuple[str, ...]:
        """Return what is known of an invented person, a line for each fact."""
        return stated(case_from(case, self.pack.vocabulary), self.plain)

    def somebody(self, case: Case, who: str = "Somebody") -> str:
        """Return an invented person as a sentence: `Somebody, of whom this is known: ...`."""
        known = self.known(case)
        if known == ("Nothing is known.",):
            return f"{who}, of whom nothing is known."
        return f"{who}, of whom this is known: {'; '.join(line.rstrip('.') for line in known)}."

    def _weaker(self, finding: Finding) -> Iterator[str]:
        assert finding.case is not None  # noqa: S101 what is refuted has its person
        assert finding.rule is not None  # noqa: S101 and its right
        yield self.somebody(finding.case)
        yield f"The baseline gives them {self.right(finding)}."
        if self.pack.profile.view:
            yield f"This view gives them {self._instead(finding)}; other texts are not looked at."
        elif self.pack.profile.standing == "illustrative" and not self.pack.profile.over:
            yield f"The law that is described gives them {self._instead(finding)}; other law of the place is not told."
        else:
            yield f"Under this law they have {self._instead(finding)}: it {FAILS[finding.rule.force]}."

    def _instead(self, finding: Finding) -> str:
        if lesser := tuple(self._with_less_force(finding)):
            more = f" and {len(lesser) - 1} more" if len(lesser) > 1 else ""
            return f"only {_titles(lesser[:1])}{more}, with less force or reach"
        if not finding.answers:
            return "nothing of the kind"
        if finding.rule is not None and finding.rule.kind == "hold":
            return "no hold on that act"
        titles = " or ".join(f"“{rule.title or rule.id}”" for rule in finding.answers)
        return f"{titles} not, or only later or less often"

    def _with_less_force(self, finding: Finding) -> Iterator[Rule]:
        """The rules that give the person what was asked for, but bind less than the right does."""
        right, law = finding.rule, self.plain.law
        if right is None or finding.case is None:
            return
        alike = (
            [rule for rule in law.rules.values() if rule.act == right.act] if right.kind == "hold" else counterparts(right, law)
        )
        for rule in alike:
            is_of_kind = (rule.kind, rule.type) == (right.kind, right.type) and rule.each in (None, right.each)
            if is_of_kind and rule not in finding.answers and is_given(shown(law, finding.case, rule, finding.item)):
                yield rule

    def _two_people(self, finding: Finding) -> Iterator[str]:
        assert finding.case is not None  # noqa: S101 what is refuted has its person
        assert finding.other is not None  # noqa: S101 and the second
        yield self.somebody(finding.case)
        yield f"They have {self.right(finding)}."
        less, more = self._difference(finding.case, finding.other)
        yield f"Somebody who is the same in all else, but of whom {' and '.join([*more, *less])}, has not."

    def _difference(self, case: Case, other: Case) -> tuple[list[str], list[str]]:
        first, second = case["facts"], other["facts"]
        less = [f"{self.plain.fact(key)} is not known" for key in first if key not in second]
        changed = {key: value for key, value in second.items() if first.get(key) != value}
        more = [f"this is known: {'; '.join(self.known({'facts': changed}))}"] if changed else []
        return less, more

    def _dead(self, finding: Finding) -> Iterator[str]:
        yield f"There can be nobody of whom {self.right(finding)} says yes on this day."

    def _clash(self, finding: Finding) -> Iterator[str]:
        assert finding.case is not None  # noqa: S101 what is refuted has its person
        yield self.somebody(finding.case)
        yield f"{self.right(finding)} and {_titles(finding.answers)} both speak, and cannot both be followed."


def _titles(rules: tuple[Rule, ...]) -> str:
    return " and ".join(f"“{inside(rule.title) or rule.id}”" for rule in rules)


_TOLD: Final = {NOT_WEAKER: Teller._weaker, DEAD: Teller._dead, CLASH: Teller._clash}  # noqa: SLF001 its own
