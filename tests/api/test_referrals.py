"""Referrals between two agencies' own systems: offered, answered once, and nothing told before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import RequestFactory

from amparo.casework.log import told_of_user
from amparo.casework.models import Referral, User
from amparo.casework.moment import now
from amparo.casework.second_factor import new_codes, set_up_app
from amparo.doors.web.tries import trying
from api.keyed import Caller, told
from casework.conftest import lasting_world
from web.inside import agreed, amina

__all__ = ["lasting_world"]
pytestmark = pytest.mark.usefixtures("lasting_world")
SECRET: Final = generate_totp_secret()


def code() -> str:
    """Return what Brook's app shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(SECRET, counter)))


@pytest.fixture
def brook() -> Caller:
    set_up_app(User.objects.get(id="brook"), SECRET)
    return Caller("brook")


@pytest.fixture
def case() -> str:
    return amina()


def offer() -> dict[str, Any]:
    until = (now() + timedelta(days=30)).isoformat()
    return {
        "agency": "clinic-xx",
        "kind": "health",
        "compartments": ["health", "identity"],
        "basis": "consent",
        "recorded": agreed(),
        "until": until,
        "note": "she faints",
    }


def test_it_is_sent_with_a_proof_once_and_taken_up_by_the_other_system(brook: Caller, case: str) -> None:
    body, proof = offer(), code()
    refused = brook.post(f"cases/{case}/referrals", body)
    assert (refused.status_code, told(refused)["code"]) == (403, "step-up-needed")
    sent = brook.post(f"cases/{case}/referrals", body, **{"amparo-proof": proof, "idempotency-key": "one"})
    assert sent.status_code == 201, sent.content
    again = brook.post(f"cases/{case}/referrals", body, **{"idempotency-key": "one"})
    assert (again.status_code, again.content) == (201, sent.content)
    assert Referral.objects.count() == 1
    jun, referral = Caller("jun"), told(sent)["referral"]
    (waiting,) = told(jun.get("referrals"))["received"]
    assert (waiting["id"], waiting["said"]["kind"], waiting["case"]) == (referral, "health", "")
    assert b"faints" not in jun.get(f"referrals/{referral}").content
    assert jun.get(f"cases/{case}").status_code == 404
    taken = jun.post(f"referrals/{referral}/answer", {"answer": "accept"})
    assert told(taken) == {"referral": referral, "answer": "accept", "case": case}
    assert [each["body"]["text"] for each in told(jun.get(f"cases/{case}/notes"))["papers"] if "text" in each["body"]] == [
        "she faints"
    ]
    done = jun.post(f"referrals/{referral}/answer", {"answer": "done", "given": ["health"]})
    assert done.status_code == 200, done.content
    assert told(brook.get("referrals"))["sent"][0]["state"] == "done"


def test_who_refuses_keeps_nothing_and_a_wrong_code_proves_nothing(brook: Caller, case: str) -> None:
    wrong = brook.post(f"cases/{case}/referrals", offer(), **{"amparo-proof": "000000"})
    assert (wrong.status_code, told(wrong)["code"]) == (403, "wrong-proof")
    sent = brook.post(f"cases/{case}/referrals", offer(), **{"amparo-proof": code()})
    referral, jun = told(sent)["referral"], Caller("jun")
    assert jun.post(f"referrals/{referral}/answer", {"answer": "reject", "reason": "whatever"}).status_code == 422
    assert jun.post(f"referrals/{referral}/answer", {"answer": "reject", "reason": "full"}).status_code == 200
    assert bytes(Referral.objects.get().offer) == b""
    late = jun.post(f"referrals/{referral}/answer", {"answer": "accept"})
    assert (late.status_code, told(late)["code"]) in {(409, "referral-answered"), (409, "referral-over")}


def test_who_guesses_codes_waits_on_the_pages_too_and_each_guess_is_in_the_log(brook: Caller, case: str) -> None:
    cache.clear()
    tries = [brook.get(f"cases/{case}", **{"amparo-proof": "000000"}) for _ in range(6)]
    assert [each.status_code for each in tries] == [403] * 5 + [429]
    assert (told(tries[-1])["code"], tries[-1]["Retry-After"]) == ("too-often", "60")
    right = brook.post(f"cases/{case}/referrals", offer(), **{"amparo-proof": code()})
    assert right.status_code == 429
    assert [each.act for each in told_of_user("brook")].count("sign-in-failed") == 5
    with trying(RequestFactory().post("/prove"), "code:brook") as attempt:
        assert not attempt.may
    cache.clear()


def test_codes_that_fit_are_not_counted(brook: Caller, case: str) -> None:
    cache.clear()
    for codes in (new_codes(User.objects.get(id="brook")) for _ in range(6)):
        assert brook.get(f"cases/{case}", **{"amparo-proof": codes[0]}).status_code == 200


def test_to_everybody_else_it_is_not_there(brook: Caller, case: str) -> None:
    sent = brook.post(f"cases/{case}/referrals", offer(), **{"amparo-proof": code()})
    referral = told(sent)["referral"]
    for name in ("castor", "doru", "edda", "fen", "gita", "hana", "lena"):
        who = Caller(name)
        for there, missing in (
            (who.get(f"referrals/{referral}"), who.get(f"referrals/{'a' * 16}")),
            (
                who.post(f"referrals/{referral}/answer", {"answer": "accept"}),
                who.post(f"referrals/{'a' * 16}/answer", {"answer": "accept"}),
            ),
        ):
            assert (there.status_code, there.content) == (missing.status_code, missing.content), name
            assert there.status_code == 404
