"""Kept cases, for other systems: what each of the cast may see and do by a key is what they may on a page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import pytest

from amparo.casework.access import look
from amparo.casework.actor import ITSELF
from amparo.casework.api_keys import end_key, make_key
from amparo.casework.forgetting import forget_answers
from amparo.casework.log import told_of
from amparo.casework.members import end_member
from amparo.casework.models import Answered, ApiKey, Case, Kept, Membership
from amparo.casework.moment import now
from amparo.casework.record import Statement, open_case, record
from amparo.errors import AmparoError
from api.keyed import Caller, told
from casework.conftest import lasting_world
from casework.world import CAST, actor
from web.inside import amina, let_in

__all__ = ["lasting_world"]
pytestmark = pytest.mark.usefixtures("lasting_world")
CLAIM: Final = {"key": "trafficking_claimed", "value": True, "source": "said"}
READS: Final = ("", "/facts", "/determinations", "/acts/removal", "/questions", "/tasks", "/notes")


@pytest.fixture
def brook() -> Caller:
    return Caller("brook")


@pytest.fixture
def case(brook: Caller) -> str:
    found: str = told(brook.post("cases", {"purpose": "protection", "called": "Amina"}))["case"]
    return found


def stated(who: Caller, case: str, *statements: dict[str, Any], **headers: str) -> Any:
    return who.post(f"cases/{case}/facts", {"statements": list(statements)}, **headers)


def test_a_case_is_opened_stated_and_decided_on(brook: Caller, case: str) -> None:
    done = stated(
        brook, case, CLAIM, {"key": "age_years", "value": 16, "source": "document"}, **{"if-match": brook.version(case)}
    )
    assert done.status_code == 201
    assert told(done) == {"case": case, "recorded": ["trafficking_claimed", "age_years"]}
    facts = told(brook.get(f"cases/{case}/facts"))["statements"]
    assert {each["key"]: each["value"] for each in facts} == {"trafficking_claimed": True, "age_years": 16}
    assert told(brook.get(f"cases/{case}/acts/removal"))["answer"] == "held"
    titles = [each["title"] for each in told(brook.get(f"cases/{case}/determinations"))["determinations"]]
    assert "No removal before a possible victim was heard on being one" in titles
    assert all(each["binds"] for each in told(brook.get(f"cases/{case}/tasks"))["tasks"])
    assert told(brook.get(f"cases/{case}/questions"))["questions"]


def test_an_item_gets_the_next_number_with_its_facts(brook: Caller, case: str) -> None:
    for _ in range(2):
        said = {"kind": "offence", "facts": {"kind": "illegal_entry", "compelled": True}, "source": "said"}
        done = brook.post(f"cases/{case}/items", said, **{"if-match": brook.version(case)})
        assert done.status_code == 201, done.content
    keys = [each["key"] for each in told(brook.get(f"cases/{case}/facts"))["statements"]]
    assert {"offence#1", "offence#1.compelled", "offence#2", "offence#2.kind"} <= set(keys)


def test_a_note_is_written_and_read_where_it_may_be(brook: Caller, case: str) -> None:
    assert brook.post(f"cases/{case}/notes", {"text": "slept well", "is_handover": True}).status_code == 201
    (note,) = told(brook.get(f"cases/{case}/notes"))["papers"]
    assert (note["kind"], note["body"], note["compartment"]) == ("handover", {"text": "slept well"}, "support")


def test_a_note_holds_what_the_person_said_unless_it_says_otherwise(brook: Caller, case: str) -> None:
    for more in ({}, {"is_said": False}):
        sent = {"text": "spoke of the house", "compartment": "account", **more}
        assert brook.post(f"cases/{case}/notes", sent).status_code == 201
    assert [each.is_said for each in look(actor("brook"), case).papers] == [True, False]


def test_the_same_request_under_the_same_key_is_done_once_and_answered_alike(brook: Caller) -> None:
    sent = {"purpose": "protection"}
    first, again = (brook.post("cases", sent, **{"idempotency-key": "one"}) for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert Case.objects.count() == 1
    case = told(first)["case"]
    version = brook.version(case)
    for _ in range(2):
        done = stated(brook, case, CLAIM, **{"if-match": version, "idempotency-key": "two"})
        assert done.status_code == 201
    assert Kept.objects.count() == 1
    other = stated(brook, case, {**CLAIM, "value": False}, **{"if-match": version, "idempotency-key": "two"})
    assert (other.status_code, told(other)["code"]) == (409, "key-used-otherwise")


def test_an_act_that_is_refused_is_not_remembered_and_answers_are_forgotten_after_a_day(brook: Caller, case: str) -> None:
    refused = stated(brook, case, {**CLAIM, "value": "perhaps"}, **{"if-match": brook.version(case), "idempotency-key": "k"})
    assert refused.status_code == 422
    assert not Answered.objects.exists()
    assert stated(brook, case, CLAIM, **{"if-match": brook.version(case), "idempotency-key": "k"}).status_code == 201
    assert forget_answers(now()) == 0
    assert forget_answers(now() + timedelta(hours=24, minutes=1)) == 1


def test_who_no_longer_sees_a_case_is_not_told_again_what_was_answered_of_it() -> None:
    case, castor = amina(), Caller("castor")
    let_in(case)
    note = {"text": "a patrol passes at ten", "compartment": "security"}
    first, again = (castor.post(f"cases/{case}/notes", note, **{"idempotency-key": "one"}) for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert first.status_code == 201
    end_member(actor("brook"), Membership.objects.get(case=case, user="castor").id)
    gone = castor.post(f"cases/{case}/notes", note, **{"idempotency-key": "one"})
    missing = castor.post(f"cases/{'a' * 16}/notes", note, **{"idempotency-key": "one"})
    assert (gone.status_code, gone.content) == (missing.status_code, missing.content)
    assert gone.status_code == 404


def test_what_was_not_seen_is_not_overwritten(brook: Caller, case: str) -> None:
    version = brook.version(case)
    record(actor("brook"), case, [Statement("age_years", value=19, source="said")], seen={})
    late = stated(brook, case, {"key": "age_years", "value": 15, "source": "said"}, **{"if-match": version})
    assert (late.status_code, told(late)["code"]) == (412, "not-as-seen")
    without = stated(brook, case, CLAIM)
    assert (without.status_code, told(without)["code"]) == (428, "if-match-missing")
    assert [each.value for each in look(actor("brook"), case).entries] == [19]


def test_an_act_is_answered_for_whoever_may_ask_about_it_on_a_page() -> None:
    case = amina()
    let_in(case)
    asked = {who: Caller(who).get(f"cases/{case}/acts/family_reunion") for who in ("brook", "castor", "edda")}
    assert {who: each.status_code for who, each in asked.items()} == {"brook": 200, "castor": 403, "edda": 403}
    assert told(asked["castor"])["code"] == "not-your-act"
    assert Caller("castor").get(f"cases/{case}/acts/prosecution").status_code == 200


@pytest.mark.parametrize("who", [name for name in CAST if name not in ("brook", "lena")])  # Lena answers for the agency's cases
def test_what_is_not_theirs_looks_as_if_it_were_not_there(who: str) -> None:
    case, caller = open_case(actor("brook"), purpose="protection", called="Amina"), Caller(who)
    for path in READS:
        there, missing = caller.get(f"cases/{case}{path}"), caller.get(f"cases/{'a' * 16}{path}")
        assert (there.status_code, there.content) == (missing.status_code, missing.content), path
        assert there.status_code == 404
    for path, body in (("facts", {"statements": [CLAIM]}), ("notes", {"text": "x"})):
        there, missing = (caller.post(f"cases/{each}/{path}", body, **{"if-match": "x"}) for each in (case, "a" * 16))
        assert (there.status_code, there.content) == (missing.status_code, missing.content)
        assert there.status_code == 404
    assert not Kept.objects.exists()


@pytest.mark.parametrize("who", CAST)
def test_only_who_opens_cases_on_a_page_opens_one_by_a_key(who: str) -> None:
    answered = {
        purpose: Caller(who).post("cases", {"purpose": purpose}).status_code for purpose in ("protection", "identification")
    }
    opens = {"brook": (201, 201), "lena": (201, 201), "ivo": (403, 201)}
    assert tuple(answered.values()) == opens.get(who, (403, 403))


@pytest.mark.parametrize("secret", ["", "amparo_", "amparo_nothing", "x" * 5000, "\u0639"])
def test_without_a_key_that_opens_nobody_is_told_anything(case: str, secret: str) -> None:
    caller = Caller("brook", secret=secret or "-")
    for path in (f"cases/{case}", f"cases/{'a' * 16}"):
        said = caller.get(path)
        assert (said.status_code, told(said)["code"]) == (401, "no-key")
    assert caller.post("cases", {"purpose": "protection"}).status_code == 401


def test_an_ended_key_and_the_key_of_an_ended_user_open_nothing(brook: Caller, case: str) -> None:
    end_key(ITSELF, ApiKey.objects.get().id)
    assert brook.get(f"cases/{case}").status_code == 401
    again = Caller("brook")
    actor("brook")
    ApiKey.objects.filter(ended=None).update(until=now())
    assert again.get(f"cases/{case}").status_code == 401


def test_only_an_administrator_of_the_agency_makes_and_ends_its_keys() -> None:
    made = make_key(actor("gita"), "brook")
    for who, code in (("brook", "not-yours-to-do"), ("lena", "not-yours-to-do"), ("gita", "unknown-user")):
        with pytest.raises(AmparoError) as refused:
            make_key(actor(who), "castor" if who == "gita" else "brook")
        assert refused.value.code == code
    for days in (0, 366):
        with pytest.raises(AmparoError) as refused:
            make_key(actor("gita"), "brook", timedelta(days=days))
        assert refused.value.code == "wrong-end"
    end_key(actor("gita"), made.id)
    with pytest.raises(AmparoError) as refused:
        end_key(actor("gita"), made.id)
    assert refused.value.code == "no-such-key"


def test_what_a_key_does_stands_in_the_log_as_done_by_its_user(brook: Caller, case: str) -> None:
    brook.get(f"cases/{case}")
    acts = {(each.user, each.act) for each in told_of(case)}
    assert {("brook", "case-looked-at"), ("brook", "case-opened")} <= acts


def test_who_asks_too_often_is_told_when_to_come_back(brook: Caller, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amparo.doors.api.keyed.MOST", 1)
    codes = [brook.get(f"cases/{case}") for _ in range(3)]
    late = next(each for each in codes if each.status_code == 429)
    assert (told(late)["code"], late["Retry-After"]) == ("too-often", "60")


def test_what_takes_papers_is_stated_by_no_key_whichever_value_is_sent(brook: Caller, case: str) -> None:
    sent = (
        {"key": "recovery_ended_early_on", "value": "2026-03-02", "source": "said"},
        {"key": "recovery_ended_early_on", "value": "never", "source": "said"},
        {"key": "stay_factors_weighed", "value": True, "source": "decision"},
        {"key": "residence_permit", "value": "refused", "source": "document"},
    )
    for each in sent:
        done = stated(brook, case, CLAIM, each, **{"if-match": brook.version(case)})
        assert (done.status_code, told(done)["code"]) == (422, "decision-alone"), each
    assert told(brook.get(f"cases/{case}/facts"))["statements"] == []
