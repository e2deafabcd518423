"""What happened between the agencies in these days: notes, a raid, referrals, a decision that waits, reports, an end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from amparo.casework.access import look
from amparo.casework.closing import close, ending
from amparo.casework.moment import now
from amparo.casework.notes import HANDOVER, NOTE, write
from amparo.casework.referring.answering import accept, reject
from amparo.casework.referring.directory import Entry, list_service
from amparo.casework.referring.plan import Plan
from amparo.casework.referring.sending import send
from amparo.casework.tags import make_tag, put_on
from amparo.demonstration.cast import actor
from amparo.stages.identification.deciding import decide
from amparo.stages.identification.decision import FIRST, NO, Decision
from amparo.stages.identification.decision_evidence import index_of, weighed
from amparo.stages.identification.report import Told, report

RAID: Final = ("Min", "Radu", "Sado", "Pavel", "Kofi", "Winter")
"""Who was met in one night."""
CONSENT: Final = {
    "given_how": "signed, after it was explained through an interpreter",
    "language": "en",
    "explained": "who receives what and for what; that a no has no consequence, and a yes can be taken back",
}
NOTES: Final = (
    ("Amina", NOTE, "support", "Slept through the night for the first time. Asked for a Bible and for black tea."),
    ("Amina", HANDOVER, "support", "The lawyer comes at ten. Please have the interpreter here half an hour before."),
    ("Rosa", HANDOVER, "security", "A grey car stood across the street twice. Plate noted and passed on."),
    ("Ngozi", NOTE, "support", "Midwife again on Thursday; she wants Mika to come along, nobody else."),
    ("Kofi", HANDOVER, "support", "Does not speak at night. Leave the light in the hall on."),
)
SERVICES: Final = {
    "brook": (
        Entry(title="Harbour House, day centre", kinds=("support", "counselling"), area="Port", reached="desk, 7 555 0110",
              languages=("en", "ar"), hours="every day, 8 to 20", agency="harbour"),
        Entry(title="Harbour legal advice", kinds=("legal", "compensation"), area="Port", reached="7 555 0111",
              languages=("en", "fr"), hours="Monday to Friday", agency="harbour"),
    ),
    "sol": (
        Entry(title="Lantern Shelter", kinds=("shelter", "support"), area="Port", reached="day and night, 7 555 0120",
              languages=("en", "th", "km"), hours="day and night", places=12, agency="lantern"),
    ),
}  # fmt: skip
"""Numbers that nobody has."""
ENDED: Final = {"Tobe": "other"}
"""Whose case was closed, and on which ground; of nearly all others the law holds that."""
REPORTS: Final = (
    Told(
        what="A young woman lives behind the kitchen of a villa and never goes out alone. She looks ill.",
        where="Port, the street of the consulates",
        language="en",
        is_self=False,
        danger=True,
    ),
    Told(
        what="I pick oranges. They keep our papers and pay half. I can talk on Sundays only.",
        where="the valley",
        reach="by the number of the shop at the bridge, ask for the bicycle",
        when="Sunday morning",
        language="es",
        is_self=True,
        call=False,
    ),
)


def tell(cases: Mapping[str, str]) -> None:
    """Let all this happen, by those who would do it; `cases` are the cases by their safe names."""
    brook = actor("brook")
    for called, kind, compartment, text in NOTES:
        write(brook, cases[called], kind, compartment, text)
    tag = make_tag(brook, cases[RAID[0]], "Night of the fish market")
    for called in RAID[1:]:
        put_on(brook, cases[called], tag)
    for username, services in SERVICES.items():
        for service in services:
            list_service(actor(username), service)
    _refer(cases)
    _propose(cases["Pavel"])
    for told in REPORTS:
        report(told)
    _end(cases)


def _refer(cases: Mapping[str, str]) -> None:
    """One bed was found, one was refused, and two wait for an answer."""
    brook, sol = actor("brook"), actor("sol")
    accept(sol, send(brook, cases["Ngozi"], _plan("shelter", "day", ("women", "doctor"))))
    reject(sol, send(brook, cases["Dorin"], _plan("shelter", "week", ("doctor",))), "full")
    send(brook, cases["Samira"], _plan("shelter", "now", ("searched", "women", "children")))
    send(brook, cases["Ilka"], _plan("support", "week", ()))


def _plan(kind: str, urgency: str, safety: tuple[str, ...]) -> Plan:
    moment = now()
    return Plan(
        agency="lantern",
        kind=kind,
        compartments=("identity", "support", "security"),
        basis="consent",
        recorded={**CONSENT, "given_on": f"{moment:%Y-%m-%d}"},
        until=moment + timedelta(days=90),
        urgency=urgency,
        age="adult",
        languages=("en",),
        safety=safety,
    )


def _propose(case: str) -> None:
    """Ivo proposes a no, which counts for nothing before Noor agrees."""
    ivo = actor("ivo")
    sight = look(ivo, case, purpose="identification")
    index = index_of(sight)
    said = {f"rely-{piece.id}": "on" for piece in index} | {f"why-{piece.id}": "as he says himself" for piece in index}
    decision = Decision(
        stage=FIRST,
        outcome=NO,
        reasons="Nobody who spoke with him that night noted a sign, and he says himself that he came for the work.",
        plain="We found no sign that somebody forced or tricked you. Somebody else will look at this again before it counts.",
        elements={"act_element": "unknown", "means_element": "unknown", "exploitation_element": "unknown"},
        evidence=weighed(index, said),
        negative_reason="elements_not_met",
    )
    decide(ivo, sight, decision)


def _end(cases: Mapping[str, str]) -> None:
    mika = actor("mika")
    for called, ground in ENDED.items():
        owed = ending(mika, cases[called]).owed
        reasons = "Looked through with a colleague: nothing waits, and the person knows how to come back."
        close(mika, cases[called], ground=ground, reasons=reasons, owed=len(owed))
