"""From a look at a kept case to what its page shows: every line in words, in the order in which it matters.

What the viewer may not read is not here any more: it was taken out when they looked. It is counted, and said to be missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.determine import law as law_of_installation
from amparo.casework.sight import Sight, question_key
from amparo.desk.cited import cited
from amparo.desk.library import wording
from amparo.desk.links import duty_page, fact_page
from amparo.desk.marked import in_english, of_law
from amparo.desk.present import due_in_words, way_past
from amparo.desk.standing import HELD, WAITS, ActLine, FactLine, LawLine, QuestionLine, RuleLine, Standing
from amparo.desk.wording import Wording, parts, said_day
from amparo.explain.plain import force_in_words, sentence
from amparo.rules.rule import FORCES, STRENGTHS, Rule

_YES: Final = "yes"
_UNKNOWN: Final = "unknown"
_ORDER: Final = (HELD, WAITS)

Determined = Mapping[str, Any]
"""One determination as `decide` prints it, less what is withheld."""


class Keeper:
    """Says one look in words. `value_of` gives a fact as it stands on what the viewer may read."""

    def __init__(self, sight: Sight, value_of: Callable[[str], Any]) -> None:
        self.sight = sight
        self.value_of = value_of
        self.words: Wording = wording()
        self.pack = law_of_installation()
        self.rules: Mapping[str, Rule] = {rule.id: rule for rule in self.pack.law_on(sight.on).rules.values()}

    def standing(self) -> Standing:
        """Return what stands: acts, what is owed, what is presumed, what the person may have, what is not known."""
        in_effect = [each for each in self.sight.determinations if each["in_effect"]]
        return Standing(
            law=self.law(),
            acts=tuple(self.acts()),
            owed=self._owed([each for each in in_effect if _is_owed(each)]),
            presumed=self._of_kind("presumption", in_effect),
            entitled=self._of_kind("entitlement", in_effect),
            questions=tuple(self.questions()),
        )

    def law(self) -> LawLine:
        law = self.sight.law
        return LawLine(
            pack=law["pack"],
            title=of_law(self.pack.profile.title),
            version=law["version"],
            digest=law["digest"],
            standing=of_law(law["standing"]),
            on=said_day(self.sight.on),
        )

    def acts(self) -> Iterator[ActLine]:
        """Yield the acts that are held or wait, those that are held first."""
        shown = [each for each in self.sight.acts.values() if each["answer"] in _ORDER]
        for each in sorted(shown, key=lambda each: _ORDER.index(each["answer"])):
            yield self.act(each)

    def act(self, told: Mapping[str, Any]) -> ActLine:
        """Return one act as it is answered."""
        name = told["act"]
        kind = self.words.vocabulary.acts[name]
        duties = [each for each in self.sight.determinations if each["rule"] in told["safeguards"]]
        return ActLine(
            name=name,
            title=self.words.act(name),
            meaning=of_law(sentence(kind.meaning)),
            answer=told["answer"],
            chip=self.words.answer(told["answer"]),
            coercive=kind.coercive,
            rules=folded(self.rule_line(each) for each in self._holds(name)),
            safeguards=folded(self.rule_line(each) for each in duties),
            needs=tuple(self.fact_line(key) for key in told["needs"]),
        )

    def _holds(self, act: str) -> list[Determined]:
        """Return the holds of an act that are in effect: those with a reason to read first, then settled, then strongest."""
        holds = [
            each for each in self.sight.determinations if each["kind"] == "hold" and each["act"] == act and each["in_effect"]
        ]
        return sorted(holds, key=lambda each: (each["title"] is None, each["conclusion"] == _UNKNOWN, _rank(each)))

    def questions(self) -> Iterator[QuestionLine]:
        for each in self.sight.questions:
            key = question_key(each)
            yield QuestionLine(key, self.words.fact(key), of_law(each["worker"] or each["person"]), href=self._page(key))

    def rule_line(self, each: Determined) -> RuleLine:
        """Return one rule in words; of one whose reasons are withheld no more than that it applies, to whom and by when."""
        rule = self.rules.get(each["rule"] or "")
        kind, _hash, number = (each["item"] or "").partition("#")
        return RuleLine(
            id=each["rule"] or "",
            title=self._title(each),
            reach=in_english(f"{sentence(force_in_words(each['force'], each['strength']))}.") if each["force"] else "",
            citations=tuple(cited(provision, self.pack.citations) for provision in each["under"]),
            because=tuple(self._reason(reason) for reason in each["because"]),
            missing=tuple(self.fact_line(key) for key in each["missing"]),
            settled=each["conclusion"] != _UNKNOWN,
            who=self.words.actor(each["binds"]),
            due=self._due(each, rule),
            is_late=self._is_late(each, rule),
            item=self.words.item(kind, number) if number else "",
            way_past=way_past(rule, self.words.vocabulary) if rule else "",
            note=of_law(rule.note) if rule else "",
            safe_side=of_law(each["safe_side"] or "") if each["conclusion"] == _UNKNOWN else "",
            withheld=each["withheld"],
            href=duty_page(self.sight.case, each["rule"], each["item"] or "") if rule and _is_owed(each) else "",
        )

    @staticmethod
    def _title(each: Determined) -> str:
        if each["title"] is None:
            return _("A rule applies whose reasons stand in a part you may not read")
        return of_law(sentence(each["do"]) if each["do"] else str(each["title"]))

    def _reason(self, reason: Mapping[str, Any]) -> FactLine:
        key, value = reason["fact"], reason["value"]
        return FactLine(key, self.words.fact(key), self.words.value(key, value), known=value is not None, href=self._page(key))

    def fact_line(self, key: str) -> FactLine:
        """Return one fact as it stands."""
        value = self.value_of(key)
        return FactLine(key, self.words.fact(key), self.words.value(key, value), known=value is not None, href=self._page(key))

    def _page(self, key: str) -> str:
        """Return the page of a fact; an item that is not listed yet is added on the page of its list."""
        kind, number, name = parts(key)
        return fact_page(self.sight.case, f"{kind}.complete" if number == "?" else key) if name or not kind else ""

    def _due(self, each: Determined, rule: Rule | None) -> str:
        if each["kind"] != "duty" or (rule is None and each["due"] is None):
            return ""
        due = date.fromisoformat(each["due"]) if each["due"] else None
        return due_in_words(due, self.sight.on, at_once=rule is not None and rule.at_once)

    def _is_late(self, each: Determined, rule: Rule | None) -> bool:
        is_dated = each["kind"] == "duty" and bool(each["due"]) and not (rule and rule.at_once)
        return is_dated and date.fromisoformat(each["due"]) < self.sight.on

    def _urgency(self, each: Determined) -> tuple[bool, str, tuple[int, int]]:
        rule = self.rules.get(each["rule"] or "")
        return not (rule and rule.at_once), each["due"] or date.max.isoformat(), _rank(each)

    def _of_kind(self, kind: str, found: Iterable[Determined]) -> tuple[RuleLine, ...]:
        return folded(self.rule_line(each) for each in found if each["kind"] == kind)

    def _owed(self, found: Iterable[Determined]) -> tuple[RuleLine, ...]:
        """Return what is owed, the most urgent first; what one body owes for withheld reasons in one line."""
        lines = [self.rule_line(each) for each in sorted(found, key=self._urgency)]
        bodies = dict.fromkeys(line.who for line in lines)
        return tuple(line for who in bodies for line in folded(line for line in lines if line.who == who))


def folded(lines: Iterable[RuleLine]) -> tuple[RuleLine, ...]:
    """Put all lines that say no more than that a rule applies into one, behind the others, as urgent as the first of them."""
    told: list[RuleLine] = []
    silent: list[RuleLine] = []
    for line in lines:
        (told if line.id else silent).append(line)
    if len(silent) < 2:  # noqa: PLR2004 one line stands for itself
        return (*told, *silent)
    title = _("%(n)s rules apply whose reasons stand in parts you may not read") % {"n": len(silent)}
    because = tuple(dict.fromkeys(fact for line in silent for fact in line.because))
    missing = tuple(dict.fromkeys(fact for line in silent for fact in line.missing))
    withheld = sum(line.withheld for line in silent)
    return (
        *told,
        replace(silent[0], title=title, because=because, missing=missing, withheld=withheld, reach="", count=len(silent)),
    )


def _is_owed(each: Determined) -> bool:
    return bool(each["kind"] == "duty" and each["fulfilled"] != _YES)


def _rank(each: Determined) -> tuple[int, int]:
    return FORCES.index(each["force"]), STRENGTHS.index(each["strength"])
