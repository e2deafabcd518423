"""From an inquiry to what a page shows: every line in words, in the order in which it matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from amparo.desk.cited import cited
from amparo.desk.inquiry import Opened
from amparo.desk.library import wording
from amparo.desk.marked import in_english, of_law
from amparo.desk.standing import ActLine, FactLine, LawLine, QuestionLine, RuleLine, Standing
from amparo.desk.wording import Wording, said_day
from amparo.explain.answer import value_json
from amparo.explain.ask import ask
from amparo.explain.plain import NOTICED, force_in_words, sentence
from amparo.facts.vocabulary import Vocabulary
from amparo.rules.determination import Determination, Reason
from amparo.rules.may import may_from
from amparo.rules.rule import Rule


class Presenter:
    """Says one inquiry in words; what was worked out for one line serves the others."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.decider = opened.inquiry.decider
        self.settled = self.decider.settled
        self.vocabulary = self.settled.vocabulary
        self.words: Wording = wording()
        self.determinations = tuple(self.decider.all())

    def standing(self, asked_before: Iterable[str] = ()) -> Standing:
        """Return the whole answer; questions already answered with *not known* are not put again."""
        in_effect = [each for each in self.determinations if each.in_effect and each.rule.kind != "definition"]
        return Standing(
            law=self.law(),
            acts=tuple(self.acts()),
            owed=tuple(self.rule_line(each) for each in sorted((each for each in in_effect if each.is_owed), key=_urgency)),
            presumed=tuple(self.rule_line(each) for each in in_effect if each.rule.kind == "presumption"),
            entitled=tuple(self.rule_line(each) for each in in_effect if each.rule.kind == "entitlement"),
            questions=tuple(self.questions(asked_before)),
            warnings=tuple(self._in_words(warning) for warning in self.settled.warnings),
            disputed=tuple(self.words.fact(key) for key in self.settled.disputed),
        )

    def _in_words(self, sentence: str) -> str:
        """Say facts by their names in words where a sentence of the engine quotes them."""
        pieces = sentence.split("`")
        facts = self.vocabulary.facts
        return "`".join(self.words.fact(piece) if n % 2 and piece in facts else piece for n, piece in enumerate(pieces))

    def law(self) -> LawLine:
        profile, law, known = self.opened.pack.profile, self.decider.law, self.opened.as_known
        return LawLine(
            pack=profile.name,
            title=of_law(profile.title),
            version=law.version,
            digest=law.digest,
            standing=of_law(law.standing),
            on=said_day(law.day),
            as_known=said_day(known) if known else "",
        )

    def acts(self) -> Iterator[ActLine]:
        """Yield the act asked about; or the coercive acts, and those of the others that some rule holds here."""
        for name, act in self.vocabulary.acts.items():
            if name == self.opened.act or (not self.opened.act and (act.coercive or self._holds(name))):
                yield self.act(name)

    def act(self, name: str) -> ActLine:
        answer = may_from(self.decider, name)
        kind = self.vocabulary.acts[name]
        return ActLine(
            name=name,
            title=self.words.act(name),
            meaning=of_law(sentence(kind.meaning)),
            answer=answer.answer,
            chip=self.words.answer(answer.answer),
            coercive=kind.coercive,
            rules=tuple(self.rule_line(each) for each in self._holds(name)),
            safeguards=tuple(self.rule_line(each) for each in answer.duties),
            needs=tuple(self.fact_line(key) for key in answer.needs),
        )

    def _holds(self, act: str) -> list[Determination]:
        """The holds of an act that are in effect: those that are settled first, each time the strongest first."""
        holds = [each for each in self.determinations if each.rule.kind == "hold" and each.rule.act == act and each.in_effect]
        return sorted(holds, key=lambda each: (each.conclusion is None, each.rule.rank()))

    def questions(self, asked_before: Iterable[str] = ()) -> Iterator[QuestionLine]:
        passed = frozenset(asked_before)
        for question in ask(self.decider, self.words.words, self.opened.act or None):
            if question.fact not in passed:
                titles = tuple(self._title(rule) for rule in question.settles)
                yield QuestionLine(question.fact, self.words.fact(question.fact), question.person, titles)

    def _title(self, rule: str) -> str:
        return of_law(next((each.rule.title for each in self.determinations if each.rule.id == rule), rule))

    def rule_line(self, each: Determination) -> RuleLine:
        rule = each.rule
        return RuleLine(
            id=rule.id,
            title=of_law(sentence(rule.do) if rule.do else rule.title),
            reach=in_english(f"{sentence(force_in_words(rule.force, rule.strength))}."),
            citations=tuple(cited(provision, self.opened.pack.citations) for provision in each.under),
            because=tuple(self._reason(reason) for reason in each.because),
            missing=tuple(self.fact_line(key) for key in each.missing),
            settled=each.conclusion is not None,
            who=self.words.actor(rule.binds),
            due=self._due(each),
            item=self._item(each.item),
            way_past=way_past(rule, self.vocabulary),
            note=of_law(rule.note),
            safe_side=of_law(rule.safe_side) if each.conclusion is None else "",
        )

    def _item(self, item: str | None) -> str:
        kind, _hash, number = (item or "").partition("#")
        return self.words.item(kind, number) if number else ""

    def _reason(self, reason: Reason) -> FactLine:
        words = self.words.value(reason.fact, value_json(reason.value))
        return FactLine(reason.fact, self.words.fact(reason.fact), words, known=reason.value is not None)

    def fact_line(self, key: str) -> FactLine:
        """Return one fact as it is settled."""
        value = self.settled.get(key)
        return FactLine(key, self.words.fact(key), self.words.value(key, value_json(value)), known=value is not None)

    def _due(self, each: Determination) -> str:
        is_duty = each.rule.kind == "duty"
        return due_in_words(each.due, self.decider.law.day, at_once=each.rule.at_once) if is_duty else ""


def way_past(rule: Rule, vocabulary: Vocabulary) -> str:
    """Say how a hold can be passed lawfully while its facts stand; nothing for a rule of another kind."""
    if rule.kind != "hold" or rule.act is None:
        return ""
    if (rule.force, rule.strength) == ("mandatory", "absolute"):
        return _("Only a recorded decision of a court goes past it.")
    if rule.binds in NOTICED:
        return _("It asks for an answer with reasons.")
    if vocabulary.acts[rule.act].coercive:
        return _("Only a recorded decision with reasons, of two people entitled to take it, goes past it.")
    return _("Only a recorded decision with reasons goes past it.")


def due_in_words(due: date | None, today: date, *, at_once: bool) -> str:
    """Say by when something is owed."""
    if at_once:
        return _("At once")
    if due is None:
        return _("No day set")
    return (_("Was due on %(day)s") if due < today else _("By %(day)s")) % {"day": said_day(due)}


def _urgency(each: Determination) -> tuple[bool, date, tuple[int, int]]:
    return not each.rule.at_once, each.due or date.max, each.rule.rank()
