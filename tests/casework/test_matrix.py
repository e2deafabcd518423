"""Every address x method x each of the cast and nobody: what each may see, and that the rest looks as if it were not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from amparo.casework.access import look
from amparo.casework.glass import break_glass
from amparo.casework.models import Task
from amparo.casework.tags import make_tag
from amparo.errors import AmparoError
from casework.world import CAST, actor
from web.inside import NAME, a_service, amina, an_offer, client_of, let_in

NOBODY: Final = ""
EVERYBODY: Final = (*CAST, NOBODY)
MISSING: Final = "aaaaaaaaaaaaaaaa"
OF_A_CASE: Final = ("case", "case-fact", "case-as-known", "case-looked", "case-people", "case-person")
OTHERS: Final = ("put", "patch", "delete", "options", "trace")
LIMITED: Final = 429


@dataclass(frozen=True)
class Row:
    """What is answered to GET and to POST: by member of the cast, with what the rest of those signed in get, and nobody."""

    get: int
    post: int
    got: Mapping[str, int] = field(default_factory=dict)
    posted: Mapping[str, int] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)

    def expected(self, who: str, method: str) -> int:
        some, rest = (self.got, self.get) if method == "get" else (self.posted, self.post)
        return some.get(who, rest)


def behind(get: int, post: int, got: str = "", posted: str = "", **data: str) -> Row:
    """Return a row of an address behind the sign-in; `got` and `posted` name who gets another answer: `200 brook castor`."""
    return Row(get, post, _said(got, get), _said(posted, post), data)


def _said(text: str, rest: int) -> dict[str, int]:
    """Nobody is led to the sign-in, except where the method is refused to everybody."""
    said = {NOBODY: rest if rest == 405 else 302}
    for part in filter(None, text.split(";")):
        status, *names = part.split()
        said.update(dict.fromkeys(names, int(status)))
    return said


ROWS: Final[Mapping[str, Row]] = {
    # open pages keep nothing, and are the same for everybody
    "first": Row(200, 405),
    "about": Row(200, 405),
    "languages": Row(200, 405),
    "accessibility": Row(200, 405),
    "open": Row(405, 200),
    "ask": Row(405, 200),
    "answer": Row(405, 200),
    "case-file": Row(405, 200),
    "law": Row(200, 405),
    "law-pack": Row(200, 405),
    "law-proof": Row(404, 404, ids={"name": "nowhere"}),  # of a pack, a proof would be begun
    "law-rule": Row(200, 405),
    "report": Row(200, 422),
    "rights": Row(200, 405),
    "mine": Row(200, 200),  # without a code, the empty form: with one, tests/web/test_mine.py
    "health": Row(503, 405),  # in the tests no clockwork runs, and it says so
    "api:decide": Row(405, 415),
    "api:may": Row(405, 415),
    "api:ask": Row(405, 415),
    "api:health": Row(200, 405),
    "api:described": Row(200, 405),
    "api:api-root": Row(404, 404),
    # cases for other systems: a session opens nothing there, only a key does (tests/api/test_cases.py)
    "api:list_cases": Row(401, 401),
    "api:open_one": Row(401, 401),
    "api:state": Row(401, 401),
    "api:write_note": Row(401, 401),
    "api:one": Row(401, 405),
    "api:facts": Row(401, 401),
    "api:add_item": Row(405, 401),
    "api:determinations": Row(401, 405),
    "api:act_of": Row(401, 405),
    "api:questions": Row(401, 405),
    "api:tasks": Row(401, 405),
    "api:papers": Row(401, 401),
    "api:refer": Row(405, 401),
    "api:list_referrals": Row(401, 405),
    "api:one_offer": Row(401, 405, ids={"referral": MISSING}),
    "api:answer": Row(405, 401, ids={"referral": MISSING}),
    # the sign-in
    "account_login": Row(302, 302, {NOBODY: 200}, {NOBODY: 422}),
    "mfa_authenticate": Row(302, 302),
    "passkey": Row(200, 422),
    "sign-in-code": Row(200, 422),
    "rest": Row(200, 405),
    "sign-out": Row(405, 302),
    # one's own account
    "account": behind(200, 405),
    "present": behind(405, 204),
    "prove": behind(302, 302),
    "password": behind(200, 422),
    "resets": behind(200, 422),
    "factors": behind(200, 405),
    "factor-app": behind(302, 302),
    "factor-passkey": behind(200, 422),
    "recovery-codes": behind(405, 200),
    "factor-removed": behind(405, 422),
    "log": behind(200, 405),  # the signed head for everybody; entries for who watches over the log, which none of the cast does
    # cases: Brook keeps Amina's, Castor and Edda were let in, Jun opened one part in an emergency, Lena is Brook's supervisor
    "home": behind(200, 302),
    "owed-hand": behind(404, 404, "200 brook", "422 brook", do="off"),  # of a duty of who keeps the case
    "cases": behind(200, 403, posted="422 brook ivo lena"),
    "alike": behind(403, 403, "200 brook ivo lena", "422 brook ivo lena"),
    "case": behind(404, 405, "200 brook castor edda jun"),
    "case-record": behind(404, 405, "200 brook castor edda jun"),
    "case-topic": behind(404, 404, "200 brook castor;403 edda jun", "422 brook castor;403 edda jun", do="check"),
    "case-facts": behind(404, 405, "200 brook castor edda jun"),
    "case-held": behind(404, 405, "200 brook castor edda jun"),  # why an act is held: whoever is in the case
    "case-timeline": behind(404, 405, "200 brook castor edda jun"),
    "case-owed": behind(404, 405, "200 brook castor edda jun"),
    "case-stages": behind(404, 405, "200 brook castor edda jun"),
    "case-stage": replace(behind(404, 405, "200 brook castor edda"), ids={"stage": "justice"}),  # whoever reads anything of it
    "reckoning": behind(404, 404, "200 brook castor", "422 brook castor", do="look", hourly="x"),
    "reckoning-one": behind(404, 405),
    "reckoning-table": behind(404, 405),
    "case-duty": replace(
        behind(404, 404, "200 brook castor edda jun", "422 brook castor edda jun"), ids={"rule": "consider-non-liability"}
    ),
    "case-notes": behind(404, 404, "200 brook castor edda jun", "422 brook castor edda jun", compartment="support", text=" "),
    "case-papers": behind(404, 405, "200 brook castor edda jun"),
    "case-linked": behind(404, 404, "200 brook castor edda jun", "422 brook castor edda jun", do="make", name=" "),
    "handover": behind(200, 404),  # of the cases that somebody works on, and of no other
    "case-raid": behind(403, 403, "200 brook ivo lena", "422 brook ivo lena"),
    "linked": behind(404, 405, "200 brook"),
    "case-fact": behind(
        404, 404, "200 brook castor edda", "302 brook castor;403 edda", value="typed", typed="16", source="document"
    ),
    "case-as-known": behind(404, 405, "200 brook castor edda jun"),
    "case-looked": behind(404, 405, "200 brook;403 castor edda jun lena"),
    "case-people": behind(404, 404, "200 brook castor edda jun lena", "422 brook lena;403 castor edda jun", do="add"),
    "case-person": behind(404, 404, "200 brook castor edda;403 jun lena", "422 brook;403 castor edda jun lena", do="name"),
    "figures": behind(403, 403, "200 fen", "200 fen"),
    "import": behind(403, 403, "200 brook lena", "422 brook lena"),
    "import-batch": behind(403, 403, "302 brook lena", "302 brook lena"),  # one that is not there: it is sent again
    "case-close": behind(404, 404, "200 brook castor edda jun", "422 brook;403 castor edda jun"),
    # what the person says: for the agency that keeps the case; what people say about its help: for who answers for it
    "case-voice": behind(404, 404, "200 brook", "422 brook", do="make", days="x"),
    "case-told": behind(404, 404, "200 brook", "422 brook", form="spoken"),
    "case-consents": behind(404, 404, "200 brook", "422 brook", key="consent_to_referral"),
    "case-copy": behind(404, 404, "200 brook", "200 brook"),
    "opinions": behind(404, 404, "200 lena", "404 lena"),
    # interviews: for who reads what happened to her
    "interviews": behind(404, 404, "200 brook castor", "422 brook castor"),
    "interview": behind(404, 404),
    "episodes": behind(404, 404, "200 brook castor", "422 brook castor"),
    # decisions on status: for who reads the law's part of the case; nobody decided on Amina's, so no paper of one is there
    "decision": behind(404, 404, "200 brook castor", "403 brook castor", stage="conclusive_decision"),
    "decision-second": behind(404, 404),
    "decision-letter": behind(404, 404),
    "letter": behind(404, 404),
    "letter-pdf": behind(404, 405),
    "decision-pause": behind(404, 404),  # the clock of an office that Amina's case was not given to
    "decisions": behind(404, 405, "200 ivo"),
    "challenge": behind(404, 404, "200 brook castor", "422 brook castor", do="make"),
    # notices of rights: for who reads what she says; none was made of Amina's yet
    "case-notices": behind(404, 404, "200 brook", "422 brook"),
    "notice": behind(404, 404),
    "notice-aloud": behind(404, 405),
    "notice-script": behind(404, 405),
    "notice-sheet": behind(404, 405),
    "notice-copy": behind(404, 405),
    "notice-card": behind(404, 405),
    # the time to recover and the stay: for who reads the law's part of the case; Amina is a child, and no wish ends her time
    "staying": behind(404, 405, "200 brook castor"),
    "staying-offer": behind(404, 404, "200 brook castor", "422 brook castor"),
    "staying-enough": behind(404, 404, "200 brook castor", "422 brook castor"),
    "staying-exception": behind(404, 404, "200 brook castor", "422 brook castor"),
    "staying-choice": behind(404, 404, "200 brook castor", "422 brook castor"),
    "staying-end": behind(404, 404, "200 brook castor", "422 brook castor"),
    "staying-apply": behind(404, 404, "200 brook castor", "422 brook castor"),
    "staying-weigh": behind(404, 404, "200 brook castor", "422 brook castor"),
    "staying-decide": behind(404, 404, "200 brook castor", "422 brook castor"),
    "staying-list": behind(404, 405, "200 brook castor"),
    "case-acts": behind(404, 405, "200 brook castor edda jun"),
    "case-act": behind(404, 404, "200 brook castor jun;403 edda", "302 brook castor;403 edda jun", do="ask"),
    # refuge and blame: for who reads these parts, which Castor's mandate never reaches; detention: for who reads the law's part
    "refuge": behind(404, 405, "200 brook"),
    "refuge-told": behind(404, 404, "200 brook", "422 brook"),
    "refuge-step": replace(behind(404, 404, "200 brook", "422 brook", do="check"), ids={"step": "fear"}),
    "origin-contact": behind(404, 404, "200 brook castor jun;403 edda", "302 brook castor;403 edda jun"),
    "liability": behind(404, 405, "200 brook"),
    "liability-harm": behind(404, 404, "200 brook", "422 brook", do="check"),
    "liability-one": behind(404, 404, "200 brook", "422 brook"),
    "liability-part": replace(behind(404, 404, "200 brook", "422 brook", do="check"), ids={"part": "tests"}),
    "detention": behind(404, 404, "200 brook castor", "422 brook castor"),
    # documents: who may charge or remove her makes none; those who keep her case do
    "documents": behind(404, 405, "200 brook"),
    "document-new": replace(behind(404, 404, "200 brook", "422 brook"), ids={"document": "court-report"}),
    "document-pdf": behind(404, 405),  # one that was made: tests/web/test_documents_pages.py
    # first contact: who may open a case begins one; the screening of Amina's is for who reads what happened to her
    "first-contact": behind(403, 403, "200 brook ivo lena", "302 brook ivo lena"),
    "first-contact-paper": behind(200, 405),
    "first-contact-entry": behind(403, 403, "200 brook ivo lena", "422 brook ivo lena"),
    "reports": behind(403, 405, "200 brook ivo lena"),
    "report-one": behind(403, 403, "404 brook ivo lena", "404 brook ivo lena"),  # one that is there: test_reports.py
    "case-met": behind(404, 405, "200 brook castor edda jun"),
    "case-screening": behind(404, 404, "200 brook castor edda jun", "302 brook castor edda jun"),
    "case-screened": behind(404, 404, "200 brook castor edda jun", "302 brook castor;403 edda jun", do="keep"),
    "case-emergency": behind(404, 404, "200 brook jun lena", "422 brook jun lena", compartment="health"),
    "emergency": behind(404, 405, "302 brook jun lena", code=MISSING),  # the code is not looked for
    "emergencies": behind(404, 405, "200 lena"),
    "emergency-judge": behind(404, 404, "200 lena", "422 lena"),
    # help: for who reads support, which Castor does not; Jun opened health alone, and only to read; totals are the keeper's
    "support": behind(404, 405, "200 brook edda"),
    "support-plan": behind(404, 404, "200 brook edda", "422 brook edda"),
    "support-needs": behind(404, 404, "200 brook edda", "422 brook edda"),
    "support-matters": behind(404, 404, "200 brook edda", "422 brook edda", do="check"),
    "support-leave": behind(404, 404, "200 brook;403 edda", "422 brook;403 edda"),  # what the person says was not given to Edda
    "support-add": behind(404, 404, "200 brook edda", "422 brook edda"),
    "support-service": behind(404, 404),  # of one that is there: tests/web/test_support_pages.py
    "support-step": behind(404, 404),
    "support-health": behind(404, 404, "200 brook edda jun", "404 brook;403 edda jun"),
    "support-health-form": behind(404, 404, "200 brook;403 edda jun", "422 brook;403 edda jun"),
    "support-appointments": behind(404, 404, "200 brook edda jun", "422 brook edda jun"),
    "support-totals": behind(404, 405, "200 brook"),
    "support-totals-file": behind(404, 405, "200 brook"),
    # protection: safety for who reads security, a place for who reads whereabouts, residents for who may ever read these
    "case-safety": behind(404, 405, "200 brook castor"),
    "case-risk": behind(404, 404, "200 brook castor", "422 brook castor"),
    "case-safety-plan": behind(404, 404, "200 brook castor", "422 brook castor"),
    "case-incident": behind(404, 404, "200 brook castor", "422 brook castor"),
    "case-place": behind(404, 404, "200 brook", "422 brook"),
    "residents": behind(404, 405, "200 brook lena"),
    # referrals: Brook offered Amina's case to the clinic, where Jun answers; everybody reads the directory, Brook keeps it
    "referrals": behind(200, 422),
    "referral-file": behind(404, 405),  # only what goes to another installation has one: tests/web/test_referral_pages.py
    "referral": behind(404, 404, "200 brook jun", "422 brook jun", do="nothing"),
    "case-refer": behind(404, 404, "200 brook;403 castor edda jun", "200 brook;403 castor edda jun", do="begin"),
    "services": behind(200, 405),
    "service": behind(200, 403, posted="422 brook lena"),
}


@dataclass
class Cast:
    """Amina's case, who may see it, and everybody's client."""

    ids: dict[str, str]
    clients: dict[str, Client]

    def ask(self, route: str, who: str, method: str, **changed: str) -> HttpResponse:
        client = client_of(who) if route == "sign-out" else self.clients[who]
        data = {**ROWS[route].data, **changed} if route != "case-fact" else {**ROWS[route].data, "seen": self._seen(who)}
        found: HttpResponse = getattr(client, method)(self.address(route, changed), data if method in ("get", "post") else None)
        return found

    def address(self, route: str, changed: Mapping[str, str] | None = None) -> str:
        pattern = dict(patterns())[route]
        ids = {**self.ids, **ROWS[route].ids, **(changed or {})}
        return reverse(route, kwargs={name: ids[name] for name in pattern.pattern.converters})

    def _seen(self, who: str) -> str:
        try:
            return look(actor(who), self.ids["case"]).seen.get(self.ids["key"], "") if who else ""
        except AmparoError:
            return ""


def patterns(found: Any = None, room: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield every address of the application by its name."""
    for each in get_resolver().url_patterns if found is None else found:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, f"{each.namespace}:" if each.namespace else room)
        else:
            yield f"{room}{each.name or each.pattern}", each


@pytest.fixture
def cast(lasting_world: None) -> Cast:  # noqa: ARG001 an installation has to be there
    case = amina()
    let_in(case)
    glass = break_glass(
        actor("jun", stepped_up=True), case, "health", ground="treatment", reason="brought in without consciousness"
    )
    look(actor("brook"), case)
    ids = {
        "case": case,
        "service": a_service(),
        "referral": an_offer(case),
        "paper": MISSING,
        "part": "tests",
        "document": "court-report",
        "mark": Task.objects.get(case=case, binds="case_manager").mark,
        "key": "age_years",
        "glass": glass.id,
        "act": "detention",
        "batch": MISSING,
        "report": MISSING,
        "topic": "danger",
        "tag": make_tag(actor("brook"), case, "the raid in the harbour"),
        "name": "xx",
        "number": "1",
        "step": "offer",
        "form": "offer",
        "rule": "no-removal-in-recovery-by-law",
    }
    return Cast(ids, {who: client_of(who) for who in EVERYBODY})


def test_every_address_has_a_row() -> None:
    assert sorted(name for name, _pattern in patterns()) == sorted(ROWS)


def test_each_of_the_cast_gets_what_the_table_says_and_what_is_hidden_looks_as_if_it_were_not_there(cast: Cast) -> None:
    hidden = cast.ask("case", "brook", "get", case=MISSING).content
    wrong = []
    for route, row in ROWS.items():
        for method in ("get", "post"):
            for who in EVERYBODY:
                found = cast.ask(route, who, method)
                status = 422 if found.status_code == LIMITED else found.status_code
                if status != row.expected(who, method):
                    wrong.append(f"{method} {route} as {who or 'nobody'}: {status}, not {row.expected(who, method)}")
                elif status == 404 and is_behind(route) and found.content != hidden:
                    wrong.append(f"{method} {route} as {who}: hidden, and told apart from what is not there")
    assert wrong == []


def test_a_case_that_is_not_there_is_not_there_for_anybody(cast: Cast) -> None:
    hidden = cast.ask("case", "brook", "get", case=MISSING).content
    for route in (*OF_A_CASE, "case-acts", "case-act", "case-close"):
        for method in ("get", "post") if ROWS[route].post != 405 else ("get",):
            for who in CAST:
                found = cast.ask(route, who, method, case=MISSING)
                assert (found.status_code, found.content) == (404, hidden), f"{method} {route} as {who}"


def is_behind(route: str) -> bool:
    """Say whether an address is behind the sign-in: nobody is led there, or told that the method is not answered."""
    return {ROWS[route].expected(NOBODY, method) for method in ("get", "post")} <= {302, 405}


def test_no_other_method_is_answered_to_anybody(cast: Cast) -> None:
    for route in ROWS:
        for method in OTHERS:
            for who in ("brook", "gita", NOBODY):
                found = getattr(cast.clients[who], method)(cast.address(route))
                assert found.status_code in (404, 405) or route == "prove", f"{method} {route} as {who or 'nobody'}"


def test_no_title_and_no_address_holds_the_name_and_only_who_reads_identity_sees_it(cast: Cast) -> None:
    for route in (
        "home",
        "owed-hand",
        "cases",
        "alike",
        "case",
        "case-fact",
        "case-as-known",
        "case-people",
        "case-person",
        "case-looked",
        "case-acts",
        "case-close",
        "case-act",
        "emergencies",
        "emergency-judge",
    ):
        assert "Zephyrine" not in cast.address(route)
        for who in CAST:
            found = cast.ask(route, who, "get").content.decode()
            titles = re.findall(r"<title>(.*?)</title>", found, re.DOTALL)
            assert len(titles) == 1
            assert "Zephyrine" not in titles[0]
            assert NAME not in found or who in ("brook", "castor", "edda"), f"{route} as {who}"
