"""What the person was told over time: each subject, when, how, in which language, and whether it was understood.

Information is a state and no event. What was not understood stands as *to be repeated*; what was told before the present stage
began is told anew, where the law asks for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from amparo.casework.determine import law
from amparo.casework.items import numbers
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.ledger.entry import Entry
from amparo.ledger.known import standing
from amparo.rules.expression import Compare, Conclusion, Constant, Fact, ItemFact, Node, parts_of, walk
from amparo.rules.law import Law
from amparo.stages.information.notice_given import GIVEN, subjects

VOICE: Final = "voice"
NOTICE: Final = "notice"
STAGE_BEGAN: Final = "stage_began_on"
RENEWING: Final = "informed_on"
"""The fact by which the law sees that the person was told again at a new stage."""

UNDERSTOOD: Final = "understood"
REPEAT: Final = "repeat"
ANEW: Final = "anew"
NEVER: Final = "never"
_ORDER: Final = (REPEAT, ANEW, NEVER, UNDERSTOOD)


@dataclass(frozen=True, slots=True)
class Telling:
    """One time that a subject was told: by whom, when, how, in which language, through whom; nothing for what is not said."""

    topic: str
    on: date | None
    form: str
    understood: bool | None
    user: str
    agency: str
    language: str
    through: str


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject: how it stands, whether the law asks for it now and by which duties, and every time that it was told."""

    topic: str
    state: str
    duties: tuple[str, ...]
    tellings: tuple[Telling, ...]

    @property
    def is_due(self) -> bool:
        """Say whether it has to be told now: not understood yet, to be told anew, or asked for by a duty and never told."""
        return self.state in (REPEAT, ANEW) or (self.state == NEVER and bool(self.duties))


def told_in(sight: Sight, stage_began: date | None) -> tuple[Subject, ...]:
    """Return every subject as it stands in a case, those that are due first; what was told longest ago comes last."""
    tellings = tellings_in(sight)
    duties = [each for each in sight.determinations if each["kind"] == "duty" and each["in_effect"] and each["rule"]]
    asked = _asked_by((each for each in duties if each["fulfilled"] != "yes"), law().law_on(sight.on))
    renews = any(_renews(each, law().law_on(sight.on)) for each in duties)
    found = [
        Subject(topic, _state(said, stage_began if renews else None), asked.get(topic, ()), said)
        for topic in subjects()
        for said in [tuple(each for each in tellings if each.topic == topic)]
    ]
    return tuple(sorted(found, key=lambda each: (not each.is_due, _ORDER.index(each.state))))


def tellings_in(sight: Sight) -> tuple[Telling, ...]:
    """Return every time that a subject was told, the last first."""
    there = [each for each in standing(sight.entries) if each.value is not None]
    papers = [each for each in sight.papers if each.kind == GIVEN]
    found = (_telling(f"{NOTICE}#{number}", there, papers) for number in numbers(sight.entries, NOTICE))
    told = [each for each in found if each is not None]
    return tuple(sorted(told, key=lambda each: each.on or date.min, reverse=True))


def _telling(item: str, there: Sequence[Entry], papers: Iterable[Paper]) -> Telling | None:
    said = {each.key.partition(".")[2]: each for each in there if each.key.startswith(f"{item}.")}
    topic = said.get("topic")
    if topic is None:
        return None
    on, understood, form = (said[name].value if name in said else None for name in ("given_on", "understood", "form"))
    return Telling(
        topic=str(topic.value),
        on=on if isinstance(on, date) else None,
        form=str(form or ""),
        understood=understood if isinstance(understood, bool) else None,
        user=topic.user,
        agency=topic.agency,
        language=topic.language or _language(topic, on, papers),
        through=topic.method or "",
    )


def _language(topic: Entry, on: Any, papers: Iterable[Paper]) -> str:
    """Return in which language a notice was told of which this is a subject, by the paper that was kept in the same act."""
    for paper in papers:
        is_of_it = paper.user == topic.user and topic.value in paper.body.get("topics", ())
        if is_of_it and isinstance(on, date) and paper.body.get("on") == on.isoformat():
            return str(paper.body.get("language", ""))
    return ""


def _state(said: Sequence[Telling], stage_began: date | None) -> str:
    if not said:
        return NEVER
    last = said[0]
    same_day = [each for each in said if each.on == last.on]
    if not all(each.understood is True for each in same_day):
        return REPEAT
    return ANEW if stage_began is not None and (last.on is None or last.on < stage_began) else UNDERSTOOD


def _asked_by(open_: Iterable[Mapping[str, Any]], law_now: Law) -> Mapping[str, tuple[str, ...]]:
    """Return the titles of the duties that ask for each subject, as the conditions read by which they are met."""
    found: dict[str, dict[str, None]] = {}
    for each in open_:
        rule = law_now.find(each["rule"])
        for topic in _topics(rule.done, law_now) if rule is not None and rule.done is not None else ():
            found.setdefault(topic, {})[str(each["title"])] = None
    return {topic: tuple(titles) for topic, titles in found.items()}


def _topics(node: Node, law_now: Law) -> Iterator[str]:
    match node:
        case Compare("==", ItemFact("notice", "topic"), Constant(value)) | Compare(
            "==", Constant(value), ItemFact("notice", "topic")
        ):
            yield str(value)
        case Conclusion(name):
            yield from _topics(law_now.conclusions[name], law_now)
        case _:
            for part in parts_of(node):
                yield from _topics(part, law_now)


def _renews(each: Mapping[str, Any], law_now: Law) -> bool:
    """Say whether a duty is met by telling anew since the present stage began: then each subject is told anew, one by one."""
    rule = law_now.find(each["rule"])
    if rule is None or rule.done is None:
        return False
    return {Fact(STAGE_BEGAN), Fact(RENEWING)} <= set(walk(rule.done))
