"""Several facts at once: asked on one page, checked on a second, kept in one act; what was typed is never lost between."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.papers import Draft
from amparo.casework.record import record
from amparo.casework.sight import Sight
from amparo.desk.answered import Answers, answers_from, with_item
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.sent import written
from amparo.desk.sheet import PARTS, SINCE, SOURCE, Sheet, part_of, sheet_for
from amparo.doors.web.case_page import REFUSALS, head_of
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError

LOST: Final = "lost-update"
REASON: Final = "reason"
NUMBER: Final = "number"
LONGEST: Final = 8000
"""Letters of a reason."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks: the facts, where it leads, the item that it adds (`relative#3`), and a paper that goes with the facts.

    `paper` makes it of the reason that is asked for; `renumbered` gives the same page for the next item.
    """

    heading: str
    keys: tuple[str, ...]
    onward: str
    adds: str = ""
    paper: Callable[[str], Draft] | None = None
    renumbered: Callable[[Sight], Asked] | None = None
    shows: Mapping[str, Any] = field(default_factory=dict)


def recorder(request: HttpRequest, who: Actor, sight: Sight, asked: Asked) -> HttpResponseBase:
    """Answer a page of several facts: empty, with what is wrong, for checking, or kept and left."""
    visit = _Visit(request, who, sight, asked, request.POST.dict())
    if request.method != "POST":
        return visit.form()
    if "clear" in visit.sent:
        return replace(visit, sent=_without(visit.sent, visit.sent["clear"])).form()
    if "change" in visit.sent:
        return visit.form(looked_for=visit.sent["change"])
    return visit.checked(is_checked=visit.sent.get("do") == "keep")


@dataclass(frozen=True, slots=True)
class _Visit:
    """One request of such a page: who asks, what they see of the case, what the page asks, and what was sent."""

    request: HttpRequest
    who: Actor
    sight: Sight
    asked: Asked
    sent: Mapping[str, str]

    def checked(self, *, is_checked: bool) -> HttpResponseBase:
        """Show what is wrong, or what is about to be kept; keep it once that was looked at."""
        answers = answers_from(self.asked.keys, self.sent, self.sight, self.who.agency)
        if self.asked.adds:
            answers = with_item(answers, self.asked.adds)
        papers = self._papers()
        troubles = self._troubles(answers)
        if troubles:
            return self.form(troubles=troubles, wrong=answers.wrong)
        if not (answers.new or papers):
            return redirect(self.asked.onward)  # the same was sent twice, and stands
        overtaken = answers.overtaken(self.sight)
        if self.asked.adds in overtaken and self.asked.renumbered is not None:
            return self._renumbered(self.asked.renumbered(self.sight)).checked(is_checked=False)
        if overtaken:
            return self._overtaken(overtaken)
        return self._kept(answers, papers) if is_checked else self._check(answers)

    def form(
        self, *, troubles: tuple[Trouble, ...] = (), wrong: Mapping[str, str] | None = None, looked_for: str = ""
    ) -> HttpResponse:
        """Show the sheet as it was sent."""
        sent = self.sent if self.request.method == "POST" else None
        return self._shown(sheet_for(self.asked.keys, KeptFacts(self.sight), sent, wrong, looked_for), troubles)

    def _kept(self, answers: Answers, papers: tuple[Draft, ...]) -> HttpResponseBase:
        try:
            record(self.who, self.sight.case, answers.new, seen=answers.seen, papers=papers)
        except AmparoError as error:
            if error.code in REFUSALS:
                raise
            if error.code == LOST:
                return replace(self, sight=look(self.who, self.sight.case)).checked(is_checked=False)
            sentence = error.sentence[:1].upper() + error.sentence[1:]
            return self.form(troubles=(Trouble(sentence, error.help, field=self._first()),))
        return redirect(self.asked.onward)

    def _papers(self) -> tuple[Draft, ...]:
        """Return the paper that goes with the facts; none where the same agency wrote just this already."""
        reason = written(self.sent, REASON)
        if self.asked.paper is None or not reason:
            return ()
        draft = self.asked.paper(reason)
        before = (each for each in self.sight.papers if each.agency == self.who.agency and each.kind == draft.kind)
        return () if any(dict(each.body) == dict(draft.body) for each in before) else (draft,)

    def _troubles(self, answers: Answers) -> tuple[Trouble, ...]:
        """Return all that is wrong, each with the field it leads to."""
        found = [Trouble(sentence, field=self._places().get(key, key)) for key, sentence in answers.wrong.items()]
        if answers.is_empty:
            found.append(Trouble(_("Answer at least one question"), field=self._first()))
        if self.asked.paper is not None and not written(self.sent, REASON):
            found.append(Trouble(_("Write what was considered, and why it came out so"), field=REASON))
        if len(written(self.sent, REASON)) > LONGEST:
            found.append(Trouble(_("Write at most %(n)s letters") % {"n": LONGEST}, field=REASON))
        return tuple(found)

    def _overtaken(self, lost: Collection[str]) -> HttpResponse:
        """Show both sides of what somebody else stated meanwhile: whoever goes on from here has seen it."""
        trouble = Trouble(
            _("This was stated meanwhile, perhaps in another window"),
            _("Both stand below. Nothing of yours was kept yet: decide."),
            field=next((place for key, place in self._places().items() if key in lost), self._first()),
        )
        sheet = sheet_for(self.asked.keys, KeptFacts(self.sight), self.sent)
        lines = tuple(line.overtaken(self.sight.seen) if line.key in lost else line for line in sheet.lines)
        return self._shown(replace(sheet, lines=lines), (trouble,))

    def _renumbered(self, again: Asked) -> _Visit:
        """Somebody else added one meanwhile, and this is another one: it gets the next number, and is checked again."""
        old, new = f":{self.asked.adds}.", f":{again.adds}."
        moved = {name.replace(old, new): text for name, text in self.sent.items() if not name.startswith("seen:")}
        number = again.adds.partition("#")[2]
        return replace(self, asked=replace(again, renumbered=None), sent={**moved, NUMBER: number})

    def _shown(self, sheet: Sheet, troubles: tuple[Trouble, ...]) -> HttpResponse:
        context = {
            **self._context(),
            "sheet": sheet,
            "number": self.asked.adds.partition("#")[2],
            "reason": self.sent.get(REASON, ""),
            "asks_reason": self.asked.paper is not None,
            "troubles": troubles,
            "trouble": troubles[0] if troubles else None,
            "wrong": {each.field: each.sentence for each in troubles},
        }
        return render(self.request, "cases/sheet.html", context, status=422 if troubles else 200)

    def _check(self, answers: Answers) -> HttpResponse:
        context = {
            **self._context(),
            "answers": [each for each in answers.lines() if each.press != self.asked.adds],
            "same": len(answers.same),
            "for_nothing": answers.for_nothing(self.who.body),
            "reason": written(self.sent, REASON) if self.asked.paper is not None else "",
            "carried": [(name, text) for name, text in self.sent.items() if _is_carried(name) and text],
        }
        return render(self.request, "cases/check.html", context)

    def _context(self) -> dict[str, Any]:
        return {**self.asked.shows, "head": head_of(self.sight, self.who), "asked": self.asked, "back": self.asked.onward}

    def _places(self) -> dict[str, str]:
        return {key: f"q{number}-1" for number, key in enumerate(self.asked.keys, start=1)}

    def _first(self) -> str:
        return "q1-1" if self.asked.keys else REASON


def _is_carried(name: str) -> bool:
    part, colon, _key = name.partition(":")
    return name in (SOURCE, SINCE, REASON, NUMBER) or (bool(colon) and part in PARTS)


def _without(sent: Mapping[str, str], key: str) -> dict[str, str]:
    """Return what was sent without the answer to one question."""
    answer = {f"{part}:{key}" for part in part_of(sent, key) if part != "seen"}
    return {name: text for name, text in sent.items() if name not in answer}
