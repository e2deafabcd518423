"""Documents that go out: each statement with its source, nothing of another part, the same again, and in the log."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest

from amparo.casework.access import look
from amparo.casework.copying import copy_of
from amparo.casework.log import told_of
from amparo.casework.record import Statement
from amparo.casework.seeing import who_received
from amparo.errors import AmparoError
from amparo.stages.documents.making import MADE, again, make, may_make
from amparo.stages.documents.printed import printed
from amparo.stages.documents.receivers import HELPING, HOLD_NOTICE, NOTIFIED, RECEIVERS
from casework.world import actor
from stages.documents.papers_out import AGREED, CLOSED, a_case, a_plan, made, notice, shown, words_of
from stages.identification.office import agreed_to
from stages.pdf_text import text_of
from web.inside import let_in, state

pytestmark = pytest.mark.usefixtures("world")
LETTER = {"document": "referral-letter", "body": "health_service", "parts": ("health",), "asks": "Please see the person soon."}


def refused(case: str, who: str = "brook", **changed: Any) -> tuple[str, str]:
    with pytest.raises(AmparoError) as told:
        shown(case, a_plan(**changed), who)
    return told.value.code, told.value.where


def without_count(said: dict[str, Any]) -> str:
    """Return a document without the case, and without how many statements were withheld."""
    kept = {name: value for name, value in said.items() if name not in ("code", "withheld", "digest")}
    return json.dumps(kept).replace(f"Withheld: {said['withheld']} statement", "Withheld: n statement")


def test_a_report_gives_each_statement_with_its_source_and_each_determination_with_its_provision() -> None:
    said = shown(a_case(), a_plan())
    rows = [row for part in said["parts"] for row in part["rows"]]
    assert [row[1:4] for row in rows if row[0].startswith("Heard")] == [["No", "Observed", "Non-governmental organization"]]
    holds = next(part for part in said["parts"] if part["heading"] == "Acts that the law holds")
    assert all(row[2] for row in holds["rows"])
    assert any("Xanadia Protection" in row[2] for row in holds["rows"])
    text = words_of(said)
    for words in ("Possible: reached", "Presumed: not known", "DC 41/26", "Withheld: 7", "the person agreed to this receiver"):
        assert words in text, words


def test_what_was_not_given_stands_neither_in_the_words_nor_in_the_pdf() -> None:
    said = shown(a_case(), a_plan())
    pdf = text_of(printed(said))
    assert [word for word in CLOSED if word in words_of(said) + pdf] == []
    assert "Withheld: 7 statements" in pdf
    assert "Heard on being a victim" in pdf


def test_a_report_follows_from_what_it_gives_alone_whatever_stands_elsewhere() -> None:
    more = (
        Statement("may_be_refugee", value=True, source="document"),
        Statement("serious_harm_on_return", value=True, source="said"),
        Statement("offence#1.direct_consequence", value=True, source="said"),
        Statement("age_years", 16, "document"),
        Statement("in_danger_now", value=True, source="observed"),
    )
    bare, full = shown(a_case(claims_asylum=False), a_plan()), shown(a_case(*more), a_plan())
    assert without_count(bare) == without_count(full)
    assert full["withheld"] == bare["withheld"] + len(more) + 1


def test_a_notice_follows_from_what_its_receiver_may_be_told_whatever_stands_elsewhere() -> None:
    more = (
        Statement("may_be_refugee", value=True, source="document"),
        Statement("claim_intended", value=True, source="said"),
        Statement("age_years", 16, "document"),
    )
    cases = a_case(claims_asylum=False), a_case(*more)
    for body in ("immigration_authority", "border_authority", "police"):
        bare, full = (shown(case, notice(body, act="removal", item="")) for case in cases)
        assert without_count(bare) == without_count(full)
        text = words_of(full)
        assert "No removal before a possible victim was heard on being one (Xanadia Protection Act, s. 8(1)" in text
        assert [word for word in ("refugee", "child", "claim", *CLOSED) if word in text] == []


def test_a_notice_to_a_prosecutor_names_act_provisions_tests_and_what_is_not_known_and_asks_for_reasons() -> None:
    case = a_case()
    text = words_of(shown(case, notice()))
    for words in (
        "Act: Prosecution for an unlawful act",
        "Held for: Unlawful act held against the person no. 1: Took things",
        "(Xanadia Protection Act, s. 10)",
        "direct consequence of being trafficked",
        "Please take a decision with reasons",
        "One of them is enough".lower(),
    ):
        assert words in text or words in text.lower(), words
    police = words_of(shown(case, notice("police")))
    assert "Took things" not in police
    assert "this act is held" in police


def test_of_an_act_that_nothing_holds_there_is_no_notice_and_nobody_abroad_gets_one() -> None:
    case = a_case(Statement("detention_ground", "unrelated_offence", "document"), Statement("age_years", 30, "document"))
    assert refused(case, document="hold-notice", act="detention", parts=()) == ("act-not-held", "act")
    assert not {"consular_service", "origin_authority", "reception_partner"} & {*NOTIFIED, *HELPING, *RECEIVERS}
    assert refused(case, document="hold-notice", body="consular_service", act="removal", parts=())[1] == "body"


REFUSED: Final[tuple[tuple[dict[str, Any], tuple[str, str]], ...]] = (
    ({"parts": ("legal", "whereabouts")}, ("document-too-wide", "parts")),
    ({"parts": ("health",)}, ("document-too-wide", "parts")),
    ({"parts": ("asylum",)}, ("document-too-wide", "parts")),
    ({"parts": ()}, ("document-unfinished", "parts")),
    ({"body": "police"}, ("document-unfinished", "body")),
    ({"purpose": " "}, ("document-unfinished", "purpose")),
    ({"basis": ""}, ("document-unfinished", "basis")),
    ({"reference": ""}, ("document-unfinished", "reference")),
    ({"document": "case-file"}, ("no-such-case", "")),
    ({**LETTER, "asks": ""}, ("document-unfinished", "asks")),
)


def test_it_goes_nowhere_without_receiver_purpose_and_basis_and_no_wider_than_its_receiver_reads() -> None:
    case = a_case()
    for changed, told in REFUSED:
        assert refused(case, **changed) == told


def test_where_the_person_lives_goes_out_to_nobody_and_health_only_to_whom_it_is_for() -> None:
    assert [body for body, receiver in RECEIVERS.items() if "whereabouts" in receiver.reads] == []
    assert "health" not in RECEIVERS["court"].reads
    said = words_of(shown(a_case(), a_plan(**LETTER)))
    assert "Please see the person soon." in said
    assert "Pregnant" in said


def test_it_is_made_as_it_was_shown_after_a_fresh_proof_and_kept_with_its_digest_and_logged() -> None:
    case = a_case(*AGREED)
    plan = a_plan()
    digest = shown(case, plan)["digest"]
    with pytest.raises(AmparoError) as told:
        make(actor("brook"), case, plan, digest)
    assert told.value.code == "step-up-needed"
    brook = actor("brook", stepped_up=True)
    paper = make(brook, case, plan, digest, "token")
    assert make(brook, case, plan, digest, "token") == paper
    kept = [each for each in look(brook, case).papers if each.kind == MADE]
    assert [each.body["digest"] for each in kept] == [digest]
    assert "Recorded" not in json.dumps(dict(kept[0].body))
    entry = [each for each in told_of(case) if each.act == "document-made"]
    assert [each.about["digest"] for each in entry] == [digest]
    state(case, Statement("heard_on_status", value=True, source="observed"))
    said = again(brook, case, paper)
    assert said["digest"] == digest
    made_once = printed(said)
    assert made_once == printed(again(brook, case, paper))
    assert b"pdfuaid:part" in made_once
    with pytest.raises(AmparoError) as told:
        make(brook, case, plan, digest)
    assert told.value.code == "document-changed"


def test_the_person_can_learn_who_received_what_on_paper_for_what_and_on_which_basis() -> None:
    case = a_case(*AGREED)
    made(case, a_plan())
    made(case, notice())
    (received,) = who_received(actor("brook"), case)
    assert (received.agency, received.compartments, received.purpose, received.basis) == (
        "court",
        ("legal",),
        "justice",
        "consent",
    )
    copy = copy_of(actor("brook", stepped_up=True), case).table
    assert [each["agency"] for each in copy["received"]] == ["court"]
    assert "made a document for somebody outside" in {each["did"] for each in copy["looked"]}


def test_data_go_out_only_where_the_law_lets_them_and_a_notice_goes_without() -> None:
    case = a_case()
    with pytest.raises(AmparoError) as told:
        made(case, a_plan())
    assert told.value.code == "act-held"
    with pytest.raises(AmparoError) as told:
        made(case, a_plan(**LETTER))
    assert told.value.code == "act-held"
    assert [each for each in look(actor("brook"), case).papers if each.kind == MADE] == []
    assert made(case, notice())


def test_who_may_not_read_all_of_it_gets_nothing_and_does_not_learn_that_it_was_made() -> None:
    case = a_case(*AGREED)
    paper = made(case, a_plan(body="asylum_authority", parts=("asylum", "legal")))
    let_in(case)
    agreed_to(case, "ivo", "identification", ("account", "legal", "voice"))
    for who in ("castor", "edda", "ivo"):
        sight = look(actor(who), case)
        assert [each for each in sight.papers if each.kind == MADE] == []
        with pytest.raises(AmparoError) as told:
            again(actor(who, stepped_up=True), case, paper)
        assert told.value.code == "no-such-case"
    assert may_make(actor("castor"), look(actor("castor"), case)) == ()
    assert may_make(actor("edda"), look(actor("edda"), case)) == ()
    assert may_make(actor("ivo"), look(actor("ivo"), case)) == (HOLD_NOTICE,)


def test_hostile_words_are_set_as_words() -> None:
    hostile = '#eval("1+1") $x$ \\ *bold* =cmd زهرا ខ្មែរ <script>'
    said = shown(a_case(), a_plan(to=hostile))
    text = text_of(printed(said))
    for word in ('#eval("1+1")', "$x$", "*bold*", "=cmd", "script>"):
        assert word in text
