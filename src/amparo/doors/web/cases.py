"""The list of cases, narrowed and a part at a time; and a new one."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.compartment import vocabulary
from amparo.casework.owed.agency import answers_for
from amparo.casework.owed.case_list import AGENCY, KEPT, SHARED, WHOSE, Line, Part, Wanted, listed
from amparo.casework.owed.order import BY_NEW
from amparo.casework.owed.told import Told
from amparo.casework.record import open_case
from amparo.desk.case_code import short_code
from amparo.desk.kept_facts import said_moment
from amparo.desk.library import wording
from amparo.desk.links import case_page
from amparo.desk.pieces import Paging
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import message, only
from amparo.doors.web.owed_words import SHOWN, SHOWN_OF_AGENCY, SORTED, by_day, purposes, signs
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError

FIELDS: Final = ("purpose", "called")
CLOSED: Final = "closed"


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def cases(request: HttpRequest) -> HttpResponseBase:
    who = actor(request)
    if request.method != "POST":
        return _shown(request, who)
    if not purposes_of(who):
        return message(request, 403, _("This is not yours to do"), _("Somebody else opens cases here."))
    try:
        opened = open_case(who, purpose=request.POST.get("purpose", ""), called=request.POST.get("called", "").strip())
    except AmparoError as error:
        return _shown(request, who, _trouble(error))
    return redirect("case", case=opened)


def _trouble(error: AmparoError) -> Trouble:
    if error.code == "not-yours-in-office":
        return Trouble(_("Choose what the case is opened for"), field="purpose")
    field = error.where if error.where in FIELDS else "purpose"
    return Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=field)


def _shown(request: HttpRequest, who: Actor, trouble: Trouble | None = None) -> HttpResponse:
    wanted = _wanted(request.GET)
    part = listed(who, wanted)
    of_agency = wanted.whose == AGENCY
    context = {
        "wanted": wanted,
        "heading": _heading(wanted),
        "cases": [_line(line, part) for line in part.lines],
        "paging": _paging(wanted, part),
        "whose": _whose(who),
        "shows": [(name, str(words)) for name, words in (SHOWN_OF_AGENCY if of_agency else SHOWN).items()],
        "acts": sorted(((name, wording().act(name)) for name in vocabulary().acts), key=lambda each: each[1]),
        "sorts": [(name, str(words)) for name, words in SORTED.items()],
        "is_narrowed": wanted != Wanted(whose=wanted.whose),
        "of_agency": of_agency,
        "purposes": purposes_of(who),
        "may_break_glass": Action.BREAK_GLASS in BUNDLES[who.bundle].actions if who.bundle in BUNDLES else False,
        "sent": request.POST,
        "trouble": trouble,
    }
    return render(request, "cases/cases.html", context, status=422 if trouble else 200)


def _wanted(sent: QueryDict) -> Wanted:
    """Read what an address asks for; what is not known is not asked for."""
    whose, show, act = (sent.get(name, "") for name in ("whose", "show", "act"))
    known = SHOWN_OF_AGENCY if whose == AGENCY else SHOWN
    tag, sort = sent.get("tag", ""), sent.get("sort", "")
    return Wanted(
        whose=whose if whose in WHOSE else "",
        show=show if show in known else "",
        act=act if act in vocabulary().acts and whose != AGENCY else "",
        tag=tag if tag.isalnum() and len(tag) < 40 else "",  # noqa: PLR2004 longer than any id
        closed=sent.get("state") == CLOSED,
        sort=sort if sort in SORTED else BY_NEW,
        after=sent.get("after", ""),
    )


def _heading(wanted: Wanted) -> str:
    words = {
        AGENCY: _("Cases of your agency"),
        SHARED: _("Cases shared with you"),
        KEPT: _("Your agency's cases that you work on"),
    }
    return words.get(wanted.whose, _("Your cases"))


def _whose(who: Actor) -> list[tuple[str, str]]:
    """Return whose cases somebody can ask for, in words."""
    own = [("", _("All that I work on")), (KEPT, _("Kept by my agency")), (SHARED, _("Shared with me"))]
    return [*own, (AGENCY, _("All of my agency"))] if answers_for(who) else own


def _paging(wanted: Wanted, part: Part) -> Paging:
    asked = {
        "whose": wanted.whose,
        "show": wanted.show,
        "act": wanted.act,
        "tag": wanted.tag,
        "state": CLOSED if wanted.closed else "",
        "sort": "" if wanted.sort == BY_NEW else wanted.sort,
    }
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in asked.items() if value})
    start = reverse("cases") + (f"?{query.urlencode()}" if query else "")
    query["after"] = part.later
    return Paging(
        earlier="" if part.is_first else start,
        later=f"{reverse('cases')}?{query.urlencode()}" if part.later else "",
        words="" if part.is_first else _("“Back” leads to the start of the list."),
    )


def _line(line: Line, part: Part) -> dict[str, Any]:
    row, told = line.row, line.told
    shown: dict[str, Any] = {
        "code": short_code(row.id),
        "moved": said_moment(row.moved),
        "closed": said_moment(row.closed) if row.closed else "",
        "waits": line.waits,
    }
    if told is None:
        late = row.due is not None and row.due < part.day
        due = by_day(row.due, part.day) if row.due else ""
        href = reverse("case-people", kwargs={"case": row.id})
        return {**shown, "href": href, "owed": _owed(row.owed, 0), "due": due, "is_late": late, "workers": line.workers}
    return {**shown, "href": case_page(row.id), "called": told.called, **_told(told, part)}


def _told(told: Told, part: Part) -> dict[str, Any]:
    first = min((duty.due for duty in told.duties if duty.due), default=None)
    return {
        "signs": signs(told),
        "owed": _owed(len(told.duties) + told.unopened, told.others),
        "due": by_day(first, part.day) if first else "",
        "is_late": first is not None and first < part.day,
        "elsewhere": sum(told.late_by().values()),
        "held": len(told.outline.held),
        "is_fresh": told.is_fresh,
        "is_shared": not told.seen.keeps,
    }


def _owed(own: int, others: int) -> str:
    mine = ngettext("%(n)s owed by us", "%(n)s owed by us", own) % {"n": own} if own else ""
    rest = ngettext("%(n)s owed by others", "%(n)s owed by others", others) % {"n": others} if others else ""
    return ", ".join(filter(None, (mine, rest)))


def purposes_of(who: Actor) -> tuple[tuple[str, str], ...]:
    """Return what somebody may open a case for, in words; nothing where they may open none."""
    bundle = BUNDLES.get(who.bundle)
    return () if bundle is None or Action.OPEN_CASE not in bundle.actions else purposes(bundle.purposes)
