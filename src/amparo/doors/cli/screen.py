"""`amparo screen CASE`: the signs noted, by form and dimension. A profile for people to look at; it decides nothing."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Final

from amparo.doors.cli.arguments import Parser, add_case, case_parser
from amparo.doors.cli.casefile import Opened, content
from amparo.doors.cli.screen_sheet import printed
from amparo.doors.cli.sheet import GAP, Line, Outcome, line, mixed
from amparo.doors.cli.wordings import law_line, plain_for, remarks
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.explain.answer import BASIS, inquire, law_json
from amparo.explain.plain import Plain, listed, sentence
from amparo.facts.case import read_case
from amparo.facts.reading import day
from amparo.rules.pack import find_law, load_pack
from amparo.screening.grade import STRENGTHS
from amparo.screening.indicators import ANY_FORM, GRADED, IN_USE, RECRUITMENT, IndicatorSet, find_set, load_sets
from amparo.screening.profile import DimensionProfile, Noted, Profile, profile
from amparo.screening.shape import RESULTS, profile_json

CLOSING: Final = (
    "Nothing noted proves nothing: no list is complete, and what was not asked is not a no.",
    "A profile is no score and no decision. It closes nothing; a sign is enough to treat the person as a possible victim.",
)
MOST_OPEN: Final = 4
_STRENGTHS: Final = {STRENGTHS[0]: "strong", STRENGTHS[1]: "medium", STRENGTHS[2]: "weak"}
_WAYS: Final = {"said": "said", "observed": "observed", "document": "from a document", "decision": "from a decision"}
_PHASES: Final = {"": "", RECRUITMENT: "from the recruitment", IN_USE: "from the exploitation itself"}
_LOOKS: Final = {True: "held", None: "wait", False: "free"}


def parser() -> Parser:
    parser = case_parser(
        "screen",
        "The signs noted, by form, phase and dimension.",
        "exit code: 0 whenever the case could be read, whatever it shows",
    )
    add_case(parser, optional=True)
    parser.add_argument("--set", metavar="NAME", help="only this set of indicators, such as labour")
    parser.add_argument("--all", action="store_true", help="also what was denied and all that was not asked")
    parser.add_argument("--sheet", action="store_true", help="instead of a case: a sheet of questions to print (HTML)")
    parser.add_argument("--output", metavar="FILE", help="with --sheet: write it to this file (default: standard output)")
    return parser


def run(arguments: Namespace) -> Outcome:
    if arguments.sheet:
        return printed(arguments)
    if arguments.case is None:
        raise AmparoError(
            "wrong-usage", "`screen` needs a CASE or `--sheet`", help="`amparo screen --help` shows what belongs here"
        )
    pack = load_pack(arguments.law)
    case = read_case(content(arguments.case), pack.vocabulary)
    opened = Opened(
        pack, inquire(case, pack, today=today(), on=arguments.on, as_known=arguments.as_known), arguments.as_known or ""
    )
    sets = load_sets(find_law(), pack.vocabulary)
    chosen = [find_set(sets, arguments.set)] if arguments.set else [each for each in sets.values() if each.is_filled]
    known = day(arguments.as_known, "as_known") if arguments.as_known else None
    found = [profile(each, opened.inquiry.decider.evaluation, case, as_known=known) for each in chosen]
    refused = [each for each in sets.values() if not each.is_filled and not arguments.set]
    if arguments.json:
        return Outcome(table=_table(opened, found, refused))
    return Outcome(sheet=tuple(_Told(opened, everything=arguments.all).lines(found, refused)))


def _table(opened: Opened, found: Sequence[Profile], refused: Sequence[IndicatorSet]) -> dict[str, object]:
    settled = opened.inquiry.decider.settled
    return {
        "law": law_json(opened.inquiry.law), "on": opened.inquiry.on.isoformat(), "basis": BASIS,
        "warnings": list(settled.warnings), "disputed": list(settled.disputed), "closing": " ".join(CLOSING),
        "sets": [profile_json(each) for each in found], "refused": [each.id for each in refused],
    }  # fmt: skip


class _Told:
    """Profiles as a sheet."""

    def __init__(self, opened: Opened, *, everything: bool) -> None:
        self.opened = opened
        self.everything = everything
        self.plain: Plain = plain_for(opened)

    def lines(self, found: Sequence[Profile], refused: Sequence[IndicatorSet]) -> Iterator[Line]:
        yield from law_line(self.opened)
        yield from remarks(self.opened, self.plain)
        for each in sorted(found, key=lambda profile: profile.signal is not True):
            yield from self.profile(each)
        for unfilled in refused:
            yield GAP
            yield mixed((f"{unfilled.title}: ", "strong"), ("not shown. Its grades were not filled in from the source.", ""))
        yield GAP
        for text in CLOSING:
            yield line(text, "strong")

    def profile(self, found: Profile) -> Iterator[Line]:
        yield GAP
        yield line(found.set.title.upper(), "heading")
        is_graded = found.set.how == GRADED
        said = "signal" if found.signal else ("no signal on these answers" if is_graded else "nothing noted")
        yield line(f" {sentence(said)} ", "held" if found.signal else "wait")
        if is_graded:
            yield line(self.age(found), "quiet")
            yield from self.narrow(found)
        yield line(found.set.note, "quiet")
        for remark in found.remarks:
            yield line(remark, mark="!", mark_style="wait")
        for dimension in found.dimensions:
            yield from self.dimension(dimension, found)
        if any(not noted.indicator.verified for each in found.dimensions for noted in each.indicators):
            yield line("A grade marked with ? was not checked against the source.", "quiet")

    def age(self, found: Profile) -> str:
        if found.is_presumed:
            return "Graded as a child, since the age is not known: no means are needed."
        return (
            "Graded as a child: no means are needed."
            if found.age_group == "child"
            else "Graded as an adult: exploitation and a means."
        )

    def narrow(self, found: Profile) -> Iterator[Line]:
        if found.set.narrow and found.age_group == "adult":
            yield line(
                f"The source's narrower example (hired by deceit or force, exploited, coerced): {RESULTS[found.narrow]}.",
                "quiet",
            )

    def dimension(self, dimension: DimensionProfile, found: Profile) -> Iterator[Line]:
        if found.set.how == GRADED:
            phase = f"  {_PHASES[dimension.phase]}"
            yield mixed(
                (dimension.title, "strong"),
                ("  ", ""),
                (f" {RESULTS[dimension.result]} ", _LOOKS[dimension.result]),
                (phase, "quiet"),
                indent=2,
            )
        elif dimension.id not in (ANY_FORM, found.set.form):
            yield line(self.plain.choice("exploitation_form", dimension.title), "strong", indent=2)
        if dimension.id in found.set.together:
            yield line(f"All that the definition joins: {RESULTS[dimension.together]}.", "quiet", indent=4)
        for noted in dimension.indicators:
            if self.everything or noted.answer is True:
                yield self.indicator(noted)
        if len(dimension.because) > 1 and found.set.how == GRADED:
            yield line(f"Enough by themselves: {listed(self.name(key) for key in dimension.because)}.", "quiet", indent=4)
        if dimension.could_change and not self.everything:
            yield line(f"Not asked, and could change it: {self.open(dimension.could_change)}.", "quiet", indent=4)

    def indicator(self, noted: Noted) -> Line:
        answer = {True: "yes", False: "denied", None: "not asked"}[noted.answer]
        ways = listed(_WAYS[way] for way in noted.sources)
        grade = f"{_STRENGTHS[noted.strength]}{'' if noted.indicator.verified else '?'}" if noted.strength else ""
        phase = "" if noted.strength else _PHASES[noted.indicator.phase]
        tags = f"a sign of {listed(noted.indicator.tags)}" if noted.indicator.tags else ""
        beside = "counts beside another sign only" if noted.indicator.beside else ""
        aside = "; ".join(text for text in (ways, grade, tags, phase, beside, noted.indicator.note) if text)
        look = "strong" if noted.answer is True else "quiet"
        return mixed(
            (f"{self.name(noted.name)}: {answer}", look), (f" ({aside})" if aside else "", "quiet"), indent=4, mark="•"
        )

    def open(self, names: Sequence[str]) -> str:
        shown = [self.name(name) for name in names[:MOST_OPEN]]
        rest = len(names) - len(shown)
        return listed([*shown, f"{rest} more (--all)"] if rest else shown)

    def name(self, key: str) -> str:
        facts = self.opened.inquiry.law.vocabulary.facts
        return self.plain.words.label("facts", key) if key in facts else self.plain.title(key)
