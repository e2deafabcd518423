"""Every duty of every pack can be met: it has a page, facts to record there, and somebody who may record them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Final

import duties as written
import pytest
from django.urls import reverse

from amparo.casework.access import look
from amparo.casework.compartment import compartment_of
from amparo.casework.decided import OWN_PAGE
from amparo.casework.record import Statement
from amparo.desk.duties import KEEPER, Met, every_duty, recorded_for, writes
from amparo.desk.stage import stages
from amparo.desk.topics import topic_of, topics
from amparo.doors.web.own_pages import own_pages
from amparo.environment import today
from casework.world import actor
from web.inside import amina, client_of, state


@cache
def duties() -> tuple[Met, ...]:
    return tuple(every_duty())


def name(duty: Met) -> str:
    return f"{duty.rule.pack}/{duty.rule.id}"


def test_every_duty_of_every_pack_has_a_stage_a_page_and_facts_to_record_on_it() -> None:
    assert len(duties()) > 300
    for duty in duties():
        assert len(duty.stages) == 1, name(duty)
        assert duty.keys, name(duty)
        assert {topic_of(key) for key in duty.keys} <= set(topics()), name(duty)
        assert reverse("case-duty", kwargs={"case": "x", "rule": duty.rule.id}) == f"/cases/x/owed/{duty.rule.id}"


def test_what_no_page_of_facts_asks_for_has_a_page_of_its_own() -> None:
    apart = [duty for duty in duties() if set(duty.keys) & OWN_PAGE]
    assert apart
    for duty in apart:
        assert len(own_pages("x", duty.keys)) >= len(set(duty.keys) & OWN_PAGE) > 0, name(duty)


def test_what_a_duty_is_met_by_is_recorded_by_a_user_of_the_body_that_owes_it_or_for_a_reason_by_who_manages_the_case() -> None:
    keeper = writes(KEEPER, KEEPER)
    for duty in duties():
        needed = {compartment_of(key) for key in duty.keys}
        said = set(recorded_for().get(duty.rule.binds or "", ()))
        assert duty.parts <= said, f"{name(duty)}: nobody of {duty.rule.binds} records {sorted(duty.parts - said)}"
        assert needed <= keeper, name(duty)
        assert duty.bundles or duty.parts, f"{name(duty)}: no single user of {duty.rule.binds} records all that it takes"


def test_nobody_records_for_a_body_what_it_can_record_itself_or_does_not_owe() -> None:
    lacking: dict[str, set[str]] = defaultdict(set)
    for duty in duties():
        lacking[duty.rule.binds or KEEPER] |= duty.parts
    assert {body: set(parts) for body, parts in recorded_for().items()} == {
        body: each for body, each in lacking.items() if each
    }


def test_the_document_of_all_duties_is_what_the_law_says() -> None:
    assert written.FILE.read_text("utf-8") == written.text(), "run tools/duties.py"


BEGUN: Final = (
    Statement("cooperates", value=True, source="said"),
    Statement("remedy#1", value=True, source="document"),
    Statement("remedy#1.state", "filed", "document"),
    Statement("family_enquiry_open", value=True, source="document"),
    Statement("return_considered", value=True, source="said"),
    Statement("harmed_by_official_act", value=True, source="said"),
)
"""What brings a duty to each of the later stages."""
MET: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "identification": ("refer-to-the-identifying-authority", {"referred_as_possible_victim": "yes"}),
    "protection": ("first-contact-safety-and-help", {"in_danger_now": "no", "informed_orally": "yes"}),
    "support": ("review-needs-at-each-stage", {"needs_reviewed": "yes"}),
    "information": ("tell-at-once-what-help-is-due", {"informed_orally": "yes", "information_understood": "yes"}),
    "recovery": ("offer-recovery", {"recovery_offered": "yes"}),
    "asylum": ("tell-of-asylum-first", {"told_of_asylum": "yes"}),
    "liability": ("consider-non-liability?item=offence.1", {"offence#1.non_liability_considered": "yes"}),
    "justice": ("support-before-the-trial", {"trial_support_planned": "yes"}),
    "compensation": ("answer-on-legal-aid", {"legal_aid": "granted"}),
    "children": ("refer-a-possible-child-at-once", {"child_authority_told": "yes"}),
    "family": ("note-an-enquiry-by-the-family", {"wants_family_contact": "no", "consent_to_disclosure": "no"}),
    "homecoming": ("offer-every-place-and-way", {"return_options_offered": "yes"}),
    "voice": ("answer-harm-by-an-authority", {"official_harm_answered": "yes"}),
}
"""A duty of each stage, and answers that meet it."""
DATES: Final = {"first-contact-safety-and-help": "referred_to_help_on", "offer-recovery": "recovery_started_on"}


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    made = amina()
    state(made, *BEGUN)
    return made


def test_at_each_stage_a_duty_is_opened_answered_and_seen_fulfilled(case: str) -> None:
    assert set(MET) == set(stages())
    brook = client_of("brook")
    for stage, (duty, answers) in MET.items():
        owed, place = f'href="/cases/{case}/owed/{duty}"', f"/cases/{case}/owed/{duty}"
        assert owed in brook.get(f"/cases/{case}/stage/{stage}").content.decode(), stage
        said = {f"value:{key}": answer for key, answer in answers.items()}
        form = {**said, **dated(duty), "source": "said", "reason": "Looked at."}
        assert f'href="/cases/{case}/stage/{stage}"' in brook.get(place).content.decode(), stage
        checked = brook.post(place, {**form, "do": "check"})
        assert "Check your answers" in checked.content.decode(), stage
        kept = brook.post(place, {**form, "do": "keep"})
        assert kept.status_code == 302, stage
        after = brook.get(f"/cases/{case}/stage/{stage}").content.decode()
        assert owed not in after, stage
        assert "Done" in after, stage
    done = {each["rule"]: each["fulfilled"] for each in look(actor("brook"), case).determinations}
    assert {done[duty.partition("?")[0]] for duty, _answers in MET.values()} == {"yes"}


def dated(duty: str) -> dict[str, str]:
    """Return today as a form sends it, where a duty asks for a day."""
    if duty not in DATES:
        return {}
    key, day = DATES[duty], today()
    return {f"value:{key}": "typed", f"day:{key}": f"{day.day}", f"month:{key}": f"{day.month}", f"year:{key}": f"{day.year}"}
