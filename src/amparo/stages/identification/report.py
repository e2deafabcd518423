"""A report: what somebody tells from outside of a person who may need help, without a sign-in and without having to say who.

It is sealed for one agency before it is kept: for the identifying authority, else for whoever manages cases. It has to be
answered within hours. Nothing of it stands in a log, in an address, or where it can be read without that agency's keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction

from amparo.casework.actor import ITSELF
from amparo.casework.inbox import sealed_for
from amparo.casework.log import log
from amparo.casework.models import Agency, Provider, Report
from amparo.casework.moment import fresh_id, now
from amparo.casework.trouble import told_plainly
from amparo.casework.unseen import hides
from amparo.desk.languages import LANGUAGES
from amparo.environment import REPORT_HOURS, URGENT_REPORT_HOURS
from amparo.errors import AmparoError
from amparo.stages.identification.screening_answers import TRUTHS

TABLE: Final = "report"
OPEN: Final = "open"
CASE: Final = "case"
JOINED: Final = "joined"
ASIDE: Final = "aside"
STATES: Final = {
    OPEN: "waits for an answer",
    CASE: "became a case",
    JOINED: "was joined to a case",
    ASIDE: "was put aside, with a reason",
}
ANSWERING: Final = ("identifying_authority", "case_manager", "ngo")
"""Which bodies answer reports: the first of these that takes part."""
AN_HOUR: Final = {False: 200, True: 400}
"""Reports that an agency takes in an hour from all addresses together, urgent ones apart from the others.

More are a flood, and whoever reports is told to call instead. Neither kind takes the place of the other, and after an hour
there is place again, however many still wait.
"""
LONGEST: Final = {"what": 4000, "where": 500, "reach": 500, "when": 200}
"""Signs of each text."""
NEEDED: Final = "what"
_TAGS: Final = frozenset(tag for tag, _own, _name in LANGUAGES)
_FALLBACK: Final = {REPORT_HOURS.name: 24, URGENT_REPORT_HOURS.name: 2}


@dataclass(frozen=True, slots=True)
class Told:
    """What a report tells. A truth that is nothing was not said. No name is asked for; who wants to be called says how.

    `is_self`: they report about themselves. `write` and `call`: whether that is a safe way to reach them.
    """

    what: str
    where: str = ""
    reach: str = ""
    when: str = ""
    language: str = ""
    is_self: bool | None = None
    danger: bool | None = None
    child: bool | None = None
    doctor: bool | None = None
    write: bool | None = None
    call: bool | None = None

    @property
    def is_urgent(self) -> bool:
        """Say whether it has to be answered sooner: danger, a need of care, or a child."""
        return True in (self.danger, self.doctor, self.child)

    def content(self) -> dict[str, str | bool]:
        """Return what is sealed: what was said, and nothing for what was not."""
        said = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in said.items() if value not in ("", None)}


def told_from(sent: Mapping[str, str]) -> Told:
    """Return what a form tells; raise `AmparoError` where it tells nothing, or too much."""
    texts = {name: _visible(sent.get(name, "")) for name in LONGEST}
    if not texts[NEEDED]:
        raise AmparoError("report-empty", "a report says what was seen or happened", where=NEEDED)
    for name, longest in LONGEST.items():
        if len(texts[name]) > longest:
            raise AmparoError(
                "report-too-long", f"this has at most {longest} signs", help="the most important first", where=name
            )

    def truth(name: str) -> bool | None:
        return TRUTHS.get(sent.get(name, ""))

    return Told(
        **texts,
        language=language if (language := sent.get("language", "")) in _TAGS else "",
        is_self={"self": True, "other": False}.get(sent.get("about", "")),
        danger=truth("danger"),
        child=truth("child"),
        doctor=truth("doctor"),
        write=truth("write"),
        call=truth("call"),
    )


def _visible(text: str) -> str:
    """Return a text without signs that nobody sees: they let it read otherwise than it is written, and no paper takes them."""
    return "".join(sign for sign in text if not hides(sign)).strip()


def answers_reports(area: str = "") -> Agency | None:
    """Return the agency that answers reports: of several of one kind the one whose services lie in the area, else the first."""
    for body in ANSWERING:
        found = list(Agency.objects.filter(body=body, ended=None).order_by("since", "id"))
        if found:
            near = _agencies_near(area)
            return next((agency for agency in found if agency.id in near), found[0])
    return None


def _agencies_near(place: str) -> frozenset[str]:
    """Return the agencies that give a service in an area which these words name."""
    areas = Provider.objects.filter(ended=None).exclude(agency=None).values_list("area", "agency_id")
    return frozenset(str(agency) for area, agency in areas if area and area.casefold() in place.casefold())


def report(told: Told) -> str:
    """Keep a report, sealed for the agency that answers it; return its code. Raise `AmparoError` where nobody can answer."""
    with told_plainly(), transaction.atomic(durable=True):
        agency = answers_reports(told.where)
        if agency is None:
            raise AmparoError("no-answer-here", "nobody here answers reports", help="call instead")
        name, moment = fresh_id(), now()
        lately = Report.objects.filter(agency=agency, is_urgent=told.is_urgent, at__gt=moment - timedelta(hours=1))
        if lately.count() >= AN_HOUR[told.is_urgent]:
            raise AmparoError("reports-full", "too many reports came in this hour", help="call instead")
        hours = hours_of(urgent=told.is_urgent)
        Report.objects.create(
            id=name,
            agency=agency,
            at=moment,
            due=moment + timedelta(hours=hours),
            is_urgent=told.is_urgent,
            sealed=sealed_for(agency.id, TABLE, name, told.content()),
            state=OPEN,
        )
        log("report-received", ITSELF, about={"report": name, "agency": agency.id})
    return name


def hours_of(*, urgent: bool) -> int:
    """Return within how many hours a report is answered."""
    setting = URGENT_REPORT_HOURS if urgent else REPORT_HOURS
    text = setting.text()
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) <= 24 * 30 else _FALLBACK[setting.name]
