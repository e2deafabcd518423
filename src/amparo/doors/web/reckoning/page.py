"""What the person is owed, reckoned from work and losses on terms that are said; looked at first, and then kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.moment import fresh_id
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept_facts import said_moment
from amparo.desk.library import wording
from amparo.desk.links import stage_page, topic_page
from amparo.desk.topics import topics
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.compensation.gathered import EPISODE, LOSS, REMEDY, Gathered
from amparo.stages.compensation.reckoning import LEGAL, keep, keeps_in, kept_in, reckoned

HERE: Final = "reckoning"
KEEP: Final = "keep"


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def reckoning(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    if LEGAL not in sight.readable:
        raise not_there()
    if request.method != "POST":
        return _shown(request, who, sight, {})
    sent = request.POST.dict()
    try:
        if sent.get("do") != KEEP:
            return _shown(request, who, sight, sent, reckoned(sight, sent).body({}, sight.on))
        return redirect("reckoning-one", case=case, paper=keep(who, case, sent))
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, who, sight, sent, error=error)


def _shown(
    request: HttpRequest,
    who: Actor,
    sight: Sight,
    sent: Mapping[str, str],
    found: Mapping[str, Any] | None = None,
    error: AmparoError | None = None,
) -> HttpResponse:
    trouble = None
    if error is not None:
        trouble = Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=error.where)
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, HERE),
        "stage": stage_page(sight.case, "compensation"),
        "lists": [(topics()[kind].title, topic_page(sight.case, kind)) for kind in (EPISODE, LOSS, REMEDY)],
        "fields": [field.with_trouble(trouble) for field in _fields(sight, sent)],
        "found": found,
        "may_keep": keeps_in(sight) in sight.recordable,
        "token": sent.get("token") or fresh_id(),
        "kept": [(each.id, said_moment(each.at), each.body["text"]) for each in kept_in(sight)],
        "trouble": trouble,
    }
    return render(request, "reckoning/reckoning.html", context, status=422 if error else 200)


def _fields(sight: Sight, sent: Mapping[str, str]) -> Iterator[Field]:
    def field(name: str, words: str, hint: str = "", kind: str = "text", longest: int = 12) -> Field:
        return Field(name, name, words, sent.get(name, ""), hint=hint, kind=kind, longest=longest, optional=True)

    at_minimum = _("As the law of the place sets it for those days. Without it, pay is reckoned from the promise alone.")
    yield field("hourly", _("Legal minimum an hour"), at_minimum)
    yield field("currency", _("Its currency, three letters"), _("Nothing is converted."), longest=3)
    yield field("as_of", _("As of which day"), kind="date")
    for work in Gathered(sight).works({}):
        item = wording().item("episode", work.number)
        words = _("%(item)s: of the pay a month, what went to somebody else") % {"item": item}
        yield field(f"others-{work.number}", words, _("It is shown both ways: as paid to the person, and as not paid."))
    missed = _("Since then, for instance months in a shelter. What they would have earned.")
    yield field("missed", _("Earnings missed: how much a month"), missed)
    yield field("missed_currency", _("Its currency, three letters"), longest=3)
    yield field("from", _("From which day"), kind="date")
    yield field("until", _("Until which day"), kind="date")
    about = (("yes", _("What was told is about so much, and not exact")),)
    yield Field("about", "about", _("How sure is it?"), sent.get("about", ""), kind="checks", choices=about,
                ticked=(sent.get("about", ""),), optional=True)  # fmt: skip
