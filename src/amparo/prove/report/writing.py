"""A proof put into a report: the brief, the rights at stake, the stories, the exceptions, what was proved, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from amparo.explain.citing import cite_all
from amparo.explain.plain import Plain, day_in_words, ended, listed, sentence
from amparo.prove.mend import Mending
from amparo.prove.proof import Proof
from amparo.prove.report.content import Excuse, Group, Promise, Report, Right, Story
from amparo.prove.report.tally import COLUMNS, LOOKS, counted, is_widened, named, promised
from amparo.prove.report.verdict import Verdict, asked
from amparo.prove.report.weighed import BELOW, EXCUSED, MISSING, OWN, WEAKENED, Scales, Weighed
from amparo.prove.result import NOT_ASSESSED, REFUTED, UNDECIDED
from amparo.prove.story import CLAIMS, Teller
from amparo.rules.exemption import NOT_WEAKER, PROPERTIES
from amparo.rules.pack import Pack
from amparo.rules.rule import FORCES, Rule

_FORCES: Final = {
    "mandatory": "binds",
    "consider": "must be considered",
    "recommended": "recommended",
    "example": "an example of practice",
    "": "a definition",
}
_MOST_GRAVE: Final = 5
_FLOORS: Final = {
    "mandatory": "those that bind",
    "consider": "those that bind and those that must be considered",
    "recommended": "all",
}
_WIDENED: Final = "widened"
_MEANINGS: Final = {
    WEAKENED: "There is a rule, but somebody whom the baseline protects gets less by it, later, less often or with less force.",
    MISSING: "No rule of the law answers it.",
    UNDECIDED: "Neither proved nor refuted.",
    EXCUSED: "The law lists an exception, with its provision and reason. It counts neither as kept nor as a failure.",
    _WIDENED: "Kept, and the law’s own layer gives somebody more than the baseline alone does.",
    OWN: "Proved for every person with the law’s own rules alone.",
    BELOW: "Proved for every person, but not by the law’s own rules alone: a layer below carries it.",
    NOT_ASSESSED: "The law does not speak of these. Nothing is said for or against it.",
}
_THERE: Final = "What is told here does not by itself give it to everybody. Other law and other texts are not told."


@dataclass(frozen=True)
class Writer:
    """Writes the report of a proof. `below` speaks of the law that it is held against."""

    proof: Proof
    plain: Plain
    below: Plain | None = None

    def report(self) -> Report:
        """Return the whole report; what was not proved yet is proved now."""
        look, answer = self._verdict.answer()
        stories = tuple(self._stories())
        return Report(
            title=f"Report of a proof: {self.proof.pack.profile.title}",
            law=self.proof.pack.profile.title,
            day=day_in_words(self.proof.day),
            date=self.proof.day.isoformat(),
            asked=asked(self.proof),
            about=tuple((name, value) for name, value in self._about() if value),
            notices=tuple(self._verdict.notices()),
            verdict=look,
            answer=answer,
            sentences=tuple(self._verdict.sentences()),
            forces=(*(name for name, _ in COLUMNS), "All") if self._weighed else (),
            counts=counted(self._weighed, describes=self._verdict.describes) if self._weighed else (),
            weakness="What it leaves to others" if self._verdict.describes else "Where it fails",
            gravest=tuple(sorted(stories, key=lambda story: list(_FORCES.values()).index(story.force))[:_MOST_GRAVE]),
            promises=tuple(self._promises),
            reach=tuple(self._reach()),
            at_stake=tuple(self._groups(WEAKENED, MISSING, UNDECIDED, EXCUSED, _WIDENED)),
            stories=stories,
            excuses=tuple(self._excuses()),
            decided=tuple(self._decided()),
            undecided=tuple(self._undecided()),
            rest=tuple(self._groups(OWN, BELOW, NOT_ASSESSED)),
        )

    @cached_property
    def _weighed(self) -> Sequence[Weighed]:
        asks = self.proof.baseline is not None and NOT_WEAKER in self.proof.properties
        return tuple(Scales(self.proof).weigh()) if asks else ()

    @cached_property
    def _verdict(self) -> Verdict:
        return Verdict(self.proof, self.plain, self._weighed)

    @cached_property
    def _teller(self) -> Teller:
        return Teller(self.proof.pack, self.plain, self.below, self.proof.baseline)

    @cached_property
    def _promises(self) -> tuple[Promise, ...]:
        return tuple(promised(self.proof, name, describes=self._verdict.describes) for name in PROPERTIES)

    def _about(self) -> Iterator[tuple[str, str]]:
        pack, baseline = self.proof.pack, self.proof.baseline
        details = pack.profile.standing_details
        on = day_in_words(details["on"]) if isinstance(details.get("on"), date) else ""
        by = str(details.get("by", ""))
        yield "Law", f"{pack.profile.title} (pack {pack.name}, version {pack.profile.version})"
        yield "Standing", ", ".join(part for part in (sentence(pack.profile.standing), f"by {by}" if by else "", on) if part)
        yield "Territory", sentence(str(details.get("territory", "")))
        if baseline is not None:
            below = baseline.profile
            yield "Held against", f"{below.title} (pack {below.name}, version {below.version}, {below.standing})"
            yield "Rights asked about", f"{_FLOORS[self.proof.floor]}, {len(self._weighed)}"
        layers = listed(layer.title for layer in pack.layers[:-1])
        if layers:
            own = "" if pack.profile.view else "its own rules, and "
            yield "Answered by", "its own rules alone" if self.proof.alone else f"{own}the layers below: {layers}"
        yield "Day", day_in_words(self.proof.day)

    def _reach(self) -> Iterator[str]:
        yield f"One day, {day_in_words(self.proof.day)}. What turns later is not looked at."
        yield (
            "Every person who could exist on it, with whatever is known of them or not known. Lists, such as offences or "
            "losses, with at most 3 items of a kind; 8 where it is asked whether a rule can come about."
        )
        yield "Days from 1 March 1900 to 28 February 2100; numbers are whole."
        yield "What the rules of the pack say. Whether they read it rightly, and whether it is followed, no proof can tell."
        yield "Everybody told of here is invented. The program that answers real cases has confirmed each."

    def _groups(self, *names: str) -> Iterator[Group]:
        for name in names:
            found = [each for each in self._weighed if self._group(each) == name]
            if found:
                describes = self._verdict.describes
                heading, look = ("Widened", LOOKS[OWN]) if name == _WIDENED else named(name, describes=describes)
                meaning = _THERE if name in (WEAKENED, MISSING) and describes else _MEANINGS[name]
                rights = tuple(self._right(each) for each in sorted(found, key=_place))
                yield Group(name, heading, meaning, look, rights)

    @staticmethod
    def _group(weighed: Weighed) -> str:
        return _WIDENED if is_widened(weighed) else weighed.state

    def _right(self, weighed: Weighed) -> Right:
        right, note = weighed.right, listed(weighed.wider)
        if is_widened(weighed):
            answers = weighed.answers if weighed.state == OWN else ()
            note += "" if weighed.state == OWN else ", though a layer below carries the rest"
        else:
            answers = weighed.answers
        if weighed.state in (MISSING, WEAKENED) and any(repeal.rule == right.name for repeal in self.proof.pack.repeals):
            note = "taken out by the law"
        return Right(
            right.id, right.title or right.id, _FORCES[right.force], self._under(right, self.proof.baseline),
            tuple(self._titled(rule, right) for rule in answers), note,
        )  # fmt: skip

    def _titled(self, rule: Rule, right: Rule) -> str:
        if (rule.id, rule.pack) == (right.id, right.pack):
            return "the same rule, in the layer below"
        return self._named(rule)

    @staticmethod
    def _under(rule: Rule, pack: Pack | None) -> str:
        return cite_all(rule.under, pack.citations) if pack is not None else ""

    def _stories(self) -> Iterator[Story]:
        mending = Mending(self.proof, self.plain, self.below)
        places = {name: place for place, name in enumerate(PROPERTIES)}
        refuted = [(each, each.rule) for each in self.proof.findings if each.result == REFUTED and each.rule is not None]
        for place, (found, rule) in enumerate(sorted(refuted, key=lambda pair: (places[pair[0].name], _rank(pair[1])))):
            change = None if self._verdict.describes else mending.mend(found)
            yield Story(
                f"story-{place + 1}", CLAIMS[found.name], rule.title or rule.id, _FORCES[rule.force],
                self._under(rule, self._citing(rule)), self._teller.story(found),
                self._named(change.rule) if change and change.rule != rule else "", change.says if change else "",
            )  # fmt: skip

    def _named(self, rule: Rule) -> str:
        return f"“{rule.title or rule.id}” ({self._under(rule, self._citing(rule))})"

    def _citing(self, rule: Rule) -> Pack:
        baseline = self.proof.baseline
        return self.proof.pack if baseline is None or rule.pack != baseline.name else baseline

    def _excuses(self) -> Iterator[Excuse]:
        """The law's own exceptions, then those of the layers below that set something aside here."""
        used = {each for found in self.proof.findings for each in found.exempt}
        own = self.proof.pack.name
        for each in sorted(self.proof.pack.exemptions, key=lambda each: each.pack != own):
            if each.property in self.proof.properties and each.since <= self.proof.day and (each.pack == own or each in used):
                yield Excuse(
                    CLAIMS[each.property], tuple(map(self._title, each.rules)),
                    cite_all(each.under, self.proof.pack.citations), ended(each.reason), day_in_words(each.since),
                    tuple(map(self._title, each.instead)), self._layer(each.pack),
                )  # fmt: skip

    def _layer(self, pack: str) -> str:
        return next((layer.title for layer in self.proof.pack.layers[:-1] if layer.name == pack), "")

    def _title(self, name: str) -> str:
        laws = (plain.law for plain in (self.plain, self.below) if plain is not None)
        found = next((rule for law in laws if (rule := law.find(name)) is not None), None)
        return found.title if found is not None and found.title else sentence(name.rpartition("/")[2].replace("-", " "))

    def _decided(self) -> Iterator[str]:
        for promise in self._promises:
            yield f"{promise.claim}: {promise.result}; {promise.detail}."

    def _undecided(self) -> Iterator[str]:
        for found in self.proof.findings:
            if found.result == UNDECIDED:
                yield f"{CLAIMS[found.name]}: {self._teller.story(found)}"


def _rank(rule: Rule) -> tuple[int, str]:
    return FORCES.index(rule.force) if rule.force else len(FORCES), rule.id


def _place(weighed: Weighed) -> tuple[tuple[int, str], str]:
    return _rank(weighed.right), weighed.right.id
