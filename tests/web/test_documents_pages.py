"""Documents on pages: shown as they go out, made after a fresh proof, in the log; and an officer who fishes for them."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest

from amparo.casework.access import look
from amparo.casework.log import told_of
from amparo.casework.record import Statement
from amparo.doors.web import presence
from casework.world import actor
from stages.documents.papers_out import AGREED, CLOSED, a_case
from stages.pdf_text import text_of
from web.inside import client_of, let_in, state

pytestmark = pytest.mark.usefixtures("world")
REPORT: Final = {
    "body": "court",
    "to": "District Court, second chamber",
    "reference": "DC 41/26",
    "purpose": "the hearing on a stay",
    "basis": "consent",
    "parts": ["legal"],
}
NOTICE: Final = {
    "body": "prosecutor",
    "to": "Prosecution Service",
    "reference": "PS 7/26",
    "purpose": "the charge that is planned",
    "act": "prosecution",
    "item": "offence#1",
}


def get(who: str, case: str, *path: str, status: int = 200) -> str:
    found = client_of(who).get("/".join(("/cases", case, *path)))
    assert found.status_code == status
    return found.content.decode()


def post(who: str, case: str, *path: str, status: int, **sent: Any) -> str:
    found = client_of(who).post("/".join(("/cases", case, *path)), sent)
    assert found.status_code == status, found.content.decode()
    return found.content.decode()


def digest_in(shown: str) -> str:
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', shown)
    assert found is not None
    return found[1]


def made(case: str, document: str, sent: dict[str, Any]) -> str:
    """Preview and make a document as Brook; return the id of its paper."""
    digest = digest_in(post("brook", case, "documents", "new", document, status=200, **sent))
    post("brook", case, "documents", "new", document, status=302, do="make", digest=digest, **sent)
    return look(actor("brook"), case).papers[-1].id


def test_a_report_is_shown_exactly_then_made_then_taken_out_and_each_is_in_the_log() -> None:
    case = a_case(*AGREED)
    assert 'value="legal" checked' in get("brook", case, "documents", "new", "court-report")
    assert "Say what it is for" in post(
        "brook", case, "documents", "new", "court-report", status=422, **{**REPORT, "purpose": ""}
    )
    paper = made(case, "court-report", REPORT)
    listed = get("brook", case, "documents")
    assert "District Court, second chamber (Court)" in listed
    pdf = client_of("brook").get(f"/cases/{case}/documents/{paper}/document.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.content == client_of("brook").get(f"/cases/{case}/documents/{paper}/document.pdf").content
    text = text_of(pdf.content)
    assert "Heard on being a victim" in text
    assert [word for word in CLOSED if word in text] == []
    acts = [each.act for each in told_of(case)]
    assert acts.count("document-made") == 1
    assert acts.count("document-taken") == 2
    looked = get("brook", case, "looked")
    assert "was given a document: Legal" in looked
    assert "Made a document for somebody outside" in looked


def test_without_a_fresh_proof_of_who_asks_none_is_made_and_none_is_taken_out() -> None:
    case = a_case(*AGREED)
    paper = made(case, "court-report", REPORT)
    client = client_of("brook")
    session = client.session
    session[presence.PROVED] = 0
    session.save()
    before = len(told_of(case))
    for asked in (
        client.get(f"/cases/{case}/documents/{paper}/document.pdf"),
        client.post(f"/cases/{case}/documents/new/court-report", {**REPORT, "do": "make", "digest": "0" * 64}),
    ):
        assert asked.status_code == 403
        assert "Is it you?" in asked.content.decode()
    assert len(told_of(case)) == before


def test_it_says_the_same_whatever_language_its_maker_reads() -> None:
    case = a_case(*AGREED)
    for document, sent in (("court-report", REPORT), ("hold-notice", NOTICE)):
        english = digest_in(post("brook", case, "documents", "new", document, status=200, **sent))
        arabic = client_of("brook").post(f"/ar/cases/{case}/documents/new/{document}", sent).content.decode()
        assert digest_in(arabic) == english
        assert '<article class="card stack" id="document" lang="en" dir="ltr">' in arabic


def test_what_cannot_be_made_the_same_again_is_not_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    case = a_case(*AGREED)
    paper = made(case, "court-report", REPORT)
    monkeypatch.setenv("AMPARO_TIME_ZONE", "Pacific/Kiritimati")  # the hours in it would be others
    found = client_of("brook").get(f"/cases/{case}/documents/{paper}/document.pdf")
    assert found.status_code == 409
    assert "cannot be made again as it went out" in found.content.decode()


def test_what_is_typed_wrong_stays_and_signs_that_nobody_sees_are_refused() -> None:
    case = a_case(*AGREED)
    wrong = {**NOTICE, "to": "Prosecution \u202eService"}
    digest = digest_in(post("brook", case, "documents", "new", "hold-notice", status=200, **wrong))
    told = post("brook", case, "documents", "new", "hold-notice", status=422, do="make", digest=digest, **wrong)
    assert "signs that nobody sees" in told
    assert "the charge that is planned" in told


def test_what_the_law_holds_does_not_go_out_and_a_document_that_changed_is_shown_again() -> None:
    case = a_case()
    shown = post("brook", case, "documents", "new", "court-report", status=200, **REPORT)
    assert "The law holds that data go out" in shown
    assert "Make this document" not in shown
    digest = digest_in(shown)
    told = post("brook", case, "documents", "new", "court-report", status=422, do="make", digest=digest, **REPORT)
    assert "This act is held" in told
    state(case, *AGREED)
    told = post("brook", case, "documents", "new", "court-report", status=422, do="make", digest=digest, **REPORT)
    assert "The case has changed since this was shown" in told
    assert [each for each in look(actor("brook"), case).papers if each.kind == "document-made"] == []


def test_a_notice_of_a_hold_goes_out_without_a_fact_and_without_consent() -> None:
    case = a_case()
    paper = made(case, "hold-notice", NOTICE)
    text = text_of(client_of("brook").get(f"/cases/{case}/documents/{paper}/document.pdf").content)
    assert "Please take a decision with reasons" in text
    assert "Xanadia Protection Act, s. 10" in text
    assert "Pregnan" not in text
    assert "Wren" not in text


def test_an_officer_who_fishes_finds_no_document_no_preview_and_no_way_in_the_menu() -> None:
    case, bare = a_case(*AGREED), a_case(*AGREED[:1])
    paper = made(case, "court-report", {**REPORT, "body": "asylum_authority", "parts": ["asylum", "legal"]})
    let_in(case)
    let_in(bare)
    nothing = get("castor", "aaaaaaaaaaaaaaaa", status=404)
    for who in ("castor", "doru"):
        for path in ((), ("new", "court-report"), ("new", "hold-notice"), (paper, "document.pdf")):
            assert get(who, case, "documents", *path, status=404) == nothing
        assert post(who, case, "documents", "new", "court-report", status=404, **REPORT) == nothing
    for words in ("District Court", "document-made", "was made for somebody outside", "Documents that go out"):
        assert words not in get("castor", case) + get("castor", case, "papers") + get("castor", case, "timeline")


def test_who_may_not_read_asylum_sees_the_same_menu_and_the_same_page_whatever_stands_there() -> None:
    asked, bare = a_case(Statement("may_be_refugee", value=True, source="document")), a_case(claims_asylum=False)
    shown = []
    for case in (asked, bare):
        let_in(case)
        page = get("castor", case, "origin-contact").partition("<main")[2]
        shown.append(re.sub(rf'{case}|[A-Z0-9]{{4}}-[A-Z0-9]{{4}}|value="[^"]*"|<span class="count">\d+</span>', "", page))
    assert shown[0] == shown[1]
    assert "Held." in shown[0]
    assert [way for way in ("/refuge", "/liability", "/documents") if way in shown[0]] == []
    assert "or may be, a refugee" in get("brook", asked, "origin-contact")
