"""What the person agreed to: asked alone, for something named, until a day; and taken back in two taps, on the server."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import pytest

from amparo.casework.access import look
from amparo.casework.keys import CaseKeys
from amparo.casework.log import told_of
from amparo.casework.models import Grant
from amparo.casework.moment import now
from amparo.desk.kept_facts import KeptFacts
from amparo.environment import today
from amparo.errors import AmparoError
from casework.staffed import given
from casework.world import actor
from stages.recovery.resting import open_houses, rests
from web.inside import amina, client_of, let_in
from web.test_case_pages import read

pytestmark = pytest.mark.usefixtures("world")
ASKED: Final = {
    "key": "consent_to_referral",
    "about": "the clinic reads health, to treat the arm",
    "explained": "who reads what; a no has no consequence",
    "language": "km",
    "through": "interpreter",
    "alone": "yes",
    "answer": "yes",
}


def post(case: str, who: str = "brook", **sent: Any) -> Any:
    return client_of(who).post(f"/cases/{case}/consents", sent)


def asked(case: str, **more: str) -> Any:
    return post(case, **{**ASKED, "until": (today() + timedelta(days=90)).isoformat(), **more})


def stands(case: str, key: str) -> Any:
    return KeptFacts(look(actor("brook"), case)).as_it_stands(key)


def test_a_yes_says_to_whom_for_what_until_when_and_how_it_was_asked() -> None:
    case = amina()
    assert asked(case).status_code == 302
    assert stands(case, "consent_to_referral") is True
    entry = next(each for each in look(actor("brook"), case).entries if each.key == "consent_to_referral")
    assert (entry.source, entry.language, entry.method) == ("said", "km", "interpreter")
    assert entry.valid_until == today() + timedelta(days=90)
    page = read(client_of("brook").get(f"/cases/{case}/consents"))  # type: ignore[arg-type]  # the test's own kind of response
    for words in ("the clinic reads health", "who reads what", "Khmer", "Through an interpreter in the room"):
        assert words in page


WRONG: Final = (
    ({"alone": "no"}, "in front of others"),
    ({"alone": "unknown"}, "in front of others"),
    ({"explained": "ok"}, "Say what was explained"),
    ({"about": ""}, "Say who receives what"),
    ({"until": (today() + timedelta(days=366)).isoformat()}, "a year at most"),
    ({"until": (today() - timedelta(days=1)).isoformat()}, "a year at most"),
    ({"until": ""}, "Write the last day"),
    ({"answer": "maybe"}, "“not known” is one"),
)


def test_a_yes_that_is_not_free_or_not_informed_is_not_recorded() -> None:
    case = amina()
    for more, said in WRONG:
        page = asked(case, **more)
        assert page.status_code == 422
        assert said.lower() in read(page).lower()
    assert stands(case, "consent_to_referral") is None


def test_a_no_needs_nobody_to_be_alone_and_ends_at_once_what_rested_on_a_yes() -> None:
    case = amina()
    let_in(case)
    assert "fears_police" not in {each.key for each in look(actor("edda"), case).entries}
    assert asked(case, answer="no", alone="no").status_code == 302
    assert stands(case, "consent_to_referral") is False
    assert not Grant.objects.filter(case=case, ended=None).exists()


def test_to_ask_and_not_to_know_is_no_yes() -> None:
    case = amina()
    asked(case, answer="unknown")
    assert stands(case, "consent_to_referral") is None


def test_what_is_taken_back_ends_on_the_server_and_no_key_of_the_receiver_opens_anything() -> None:
    case = amina()
    let_in(case)
    castor = client_of("castor")
    assert castor.get(f"/cases/{case}/facts").status_code == 200
    assert CaseKeys(case, "police-xx").compartments() >= {"account", "identity"}
    grant = Grant.objects.get(case=case, agency="police-xx")
    page = client_of("brook").get(f"/cases/{case}/consents").content.decode()
    assert f'name="grant" value="{grant.id}"' in page
    assert post(case, do="back", grant=grant.id).status_code == 302
    missing = castor.get(f"/cases/{'a' * 16}").content
    after = castor.get(f"/cases/{case}/facts")
    assert (after.status_code, after.content) == (404, missing)
    assert CaseKeys(case, "police-xx").compartments() == frozenset()
    with pytest.raises(AmparoError, match="no such case"):
        look(actor("castor"), case)
    assert look(actor("edda"), case).readable
    paper = next(each for each in look(actor("brook"), case).papers if each.kind == "consent-ended")
    assert (paper.is_said, paper.body["grants"]) == (True, [grant.id])
    assert "grant-ended" in [each.act for each in told_of(case)]


def test_a_yes_that_is_taken_back_is_stated_as_a_no_with_all_that_rested_on_it() -> None:
    case = amina()
    asked(case)
    let_in(case)
    grants = list(Grant.objects.filter(case=case).values_list("id", flat=True))
    assert post(case, do="back", key="consent_to_referral", grant=grants).status_code == 302
    assert stands(case, "consent_to_referral") is False
    assert Grant.objects.filter(case=case, ended=None).count() == 0


def test_what_rests_on_another_basis_or_belongs_to_another_case_is_not_ended_here() -> None:
    case, other = amina(), amina()
    let_in(other)
    vital = {"danger": "she bleeds", "not_asked": "she is not awake"}
    saving = given(
        case, "clinic-xx", ["health"], "health", basis="vital_interest", recorded=vital, until=now() + timedelta(days=2)
    )
    assert post(case, do="back", grant=saving).status_code == 404
    assert Grant.objects.get(id=saving).ended is None
    assert "Who reads on another basis" in read(client_of("brook").get(f"/cases/{case}/consents"))  # type: ignore[arg-type]  # as above
    foreign = Grant.objects.filter(case=other).first()
    assert foreign is not None
    assert post(case, do="back", grant=foreign.id).status_code == 404
    assert Grant.objects.get(id=foreign.id).ended is None
    assert post(case, do="back", key="age_years").status_code == 404
    assert post(case, do="back").status_code == 404


def test_who_reads_a_part_alone_sees_no_consents_and_takes_none_back() -> None:
    case = amina()
    let_in(case)
    grant = Grant.objects.filter(case=case).first()
    assert grant is not None
    missing = client_of("brook").get(f"/cases/{'a' * 16}").content
    for who in ("castor", "edda", "doru", "hana", "lena"):
        for found in (client_of(who).get(f"/cases/{case}/consents"), post(case, who, do="back", grant=grant.id)):
            assert (found.status_code, found.content) == (404, missing)
    assert Grant.objects.get(id=grant.id).ended is None


def test_of_a_no_that_another_agency_heard_the_keeper_is_told_while_others_still_read_on_it() -> None:
    open_houses()
    case = rests(others=("quinn", "castor"))
    told = "took back what they had agreed to"
    assert post(case, "quinn", **{**ASKED, "answer": "no", "key": "consent_to_disclosure"}).status_code == 302
    assert told in client_of("brook").get("/home").content.decode()
    assert told not in client_of("castor").get("/home").content.decode()
