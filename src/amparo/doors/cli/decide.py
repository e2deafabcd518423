"""`amparo decide CASE`: held acts first, then what is owed now, then the questions that would settle most."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from typing import Final

from amparo.doors.cli.arguments import Parser, add_case, case_parser
from amparo.doors.cli.casefile import Opened, opened
from amparo.doors.cli.sheet import GAP, Line, Outcome, line, mixed, section
from amparo.doors.cli.wordings import (
    CHIPS,
    due,
    hold_lines,
    law_line,
    lifting,
    order_lines,
    plain_for,
    remarks,
    titled,
    under_line,
    urgency,
    why_line,
)
from amparo.explain.answer import answer_decide
from amparo.explain.ask import ask
from amparo.explain.plain import ANSWERS, Plain, day_in_words, listed, sentence
from amparo.rules.determination import Determination
from amparo.rules.may import HELD, HELD_UNTIL_KNOWN, NO_HOLD, NOT_ASSESSED, Answer, may_from

MOST_HOLDS: Final = {HELD: 3, HELD_UNTIL_KNOWN: 1}
"""Holds shown of one act without --all."""
MOST_OWED: Final = 12
MOST_QUESTIONS: Final = 5
_TRUTHS: Final = {True: "yes", False: "no", None: "not known"}


def parser() -> Parser:
    parser = case_parser(
        "decide", "All that the law says of this person on this day.", "exit code: 0 whenever the case could be answered"
    )
    add_case(parser)
    parser.add_argument("--all", action="store_true", help="also what came out as no, definitions, and everything cut short")
    return parser


def run(arguments: Namespace) -> Outcome:
    case = opened(arguments)
    if arguments.json:
        return Outcome(table=answer_decide(case.inquiry, everything=arguments.all))
    return Outcome(sheet=tuple(_Told(case, everything=arguments.all).lines()))


class _Told:
    """One inquiry as a sheet."""

    def __init__(self, case: Opened, *, everything: bool) -> None:
        self.case = case
        self.everything = everything
        self.plain: Plain = plain_for(case)
        self.decider = case.inquiry.decider
        self.found = tuple(self.decider.all())
        self.answers = [may_from(self.decider, act) for act in case.inquiry.law.vocabulary.acts]

    def lines(self) -> Iterator[Line]:
        yield from law_line(self.case)
        yield from remarks(self.case, self.plain)
        for answer, title in ((HELD, "Held"), (HELD_UNTIL_KNOWN, "Held until more is known")):
            yield from section(title, self.acts(answer))
        yield from self.free()
        yield from section("Owed now", self.owed())
        yield from section("The person may have", self.given("entitlement"))
        yield from section("Presumed", self.given("presumption"))
        yield from section("Questions that would settle most", self.questions())
        if self.everything:
            yield from section("Does not apply", self.others())
            yield from section("Definitions", self.definitions())

    def acts(self, wanted: str) -> Iterator[Line]:
        for number, answer in enumerate(answer for answer in self.answers if answer.answer == wanted):
            if number:
                yield GAP
            yield line(self.plain.act(answer.act), CHIPS[answer.answer])
            yield from self.holds(answer)

    def holds(self, answer: Answer) -> Iterator[Line]:
        shown = answer.holds if self.everything else answer.holds[: MOST_HOLDS[answer.answer]]
        for hold in shown:
            yield from hold_lines(hold, self.case, self.plain, indent=2)
        yield from order_lines(answer, self.plain, indent=2)
        rest = len(answer.holds) - len(shown)
        if rest:
            yield line(f"and {rest} more {'hold' if rest == 1 else 'holds'} (--all)", "quiet", indent=2)
        if not answer.needs:
            past = listed(dict.fromkeys(self.plain.way_past(hold.rule) for hold in answer.holds))
            yield mixed(("No fact lifts it: ", "strong"), (f"{past}.", ""), indent=2)
        elif set(answer.needs) != {key for hold in shown for key in hold.missing}:  # else just said
            yield mixed(("Could lift it: ", "strong"), (f"{lifting(answer.needs, self.case, self.plain)}.", ""), indent=2)

    def free(self) -> Iterator[Line]:
        """The acts that nothing holds, and those of which the law does not speak."""
        for wanted in (NO_HOLD, NOT_ASSESSED):
            acts = [self.plain.act(answer.act) for answer in self.answers if answer.answer == wanted]
            if acts:
                yield GAP
                yield mixed((f"{ANSWERS[wanted].capitalize()}: ", "strong"), (f"{listed(acts)}.", ""))

    def owed(self) -> Iterator[Line]:
        duties = sorted((each for each in self.found if each.is_owed), key=urgency)
        shown = duties if self.everything else duties[:MOST_OWED]
        for who in dict.fromkeys(duty.rule.binds for duty in shown):
            yield line(self.plain.actor(who), "strong")
            for duty in (duty for duty in shown if duty.rule.binds == who):
                yield from self.duty(duty)
        if len(shown) < len(duties):
            yield line(f"and {len(duties) - len(shown)} more owed (--all)", "quiet")

    def duty(self, duty: Determination) -> Iterator[Line]:
        item = f"{self.plain.item(duty.item)}: " if duty.item else ""
        by = sentence(due(duty, self.case.inquiry.on))
        yield mixed((f"{by}: ", "strong"), (f"{item}{duty.rule.do}", ""), indent=2, mark="•")
        yield line(under_line(duty, self.case), "quiet", indent=4)
        yield why_line(duty, self.plain, indent=4)

    def given(self, kind: str) -> Iterator[Line]:
        for each in self.found:
            if each.rule.kind == kind and each.in_effect:
                until = f", until {day_in_words(each.until)}" if each.until else ""
                yield mixed((f"{titled(each, self.plain)}{until}", ""), mark="•")
                yield line(under_line(each, self.case), "quiet", indent=2)

    def questions(self) -> Iterator[Line]:
        questions = ask(self.decider, self.plain.words)
        shown = questions if self.everything else questions[:MOST_QUESTIONS]
        for number, question in enumerate(shown, 1):
            item = f"{self.plain.item(question.item)}: " if question.item else ""
            rules = f"bears on {len(question.settles)} {'rule' if len(question.settles) == 1 else 'rules'}"
            yield mixed((f"{item}{self.plain.fact(question.kind)} ", "strong"), (f"({rules})", "quiet"), mark=f"{number}.")
            yield line(question.worker, indent=3)
        if len(shown) < len(questions):
            yield line(f"and {len(questions) - len(shown)} more: amparo ask", "quiet")

    def others(self) -> Iterator[Line]:
        return self._concluded(d for d in self.found if d.conclusion is False and d.rule.kind != "definition")

    def definitions(self) -> Iterator[Line]:
        return self._concluded(d for d in self.found if d.rule.kind == "definition")

    def _concluded(self, found: Iterable[Determination]) -> Iterator[Line]:
        for each in found:
            title = titled(each, self.plain) or each.rule.id.replace("_", " ")
            yield mixed((f"{title}: ", ""), (_TRUTHS[each.conclusion], "strong"), mark="•")
            yield why_line(each, self.plain, indent=2)
