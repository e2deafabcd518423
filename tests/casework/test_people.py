"""Who signs in: added, let in anew by two people, ended."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amparo.casework import moment, people, second_factor
from amparo.casework.actor import ITSELF
from amparo.casework.log import told_of_user
from amparo.casework.models import Admission, Membership, User
from amparo.casework.people import add_user, admitted, agree_reset, ask_reset, asked_resets, end_user
from amparo.errors import AmparoError
from casework.world import actor

pytestmark = pytest.mark.usefixtures("world")


def test_a_new_user_gets_a_code_that_opens_once_and_only_with_their_name() -> None:
    made = add_user(actor("gita"), username="mona", agency="harbour", bundle="case_manager")
    assert admitted("brook", made.code) is None
    assert admitted("mona", "aaaa-bbbb-cccc-dddd") is None
    user = admitted("Mona", made.code.upper().replace("-", " "))
    assert user is not None
    assert not user.has_usable_password()
    assert admitted("mona", made.code) is None
    assert made.code not in str([row.__dict__ for row in Admission.objects.all()])


@pytest.mark.parametrize("name", ["", "m", "Mona", "mоna", "mona ", "1mona", "mona/../x", "m" * 33])
def test_a_name_that_could_be_taken_for_another_is_refused(name: str) -> None:
    with pytest.raises(AmparoError, match="wrong-username"):
        add_user(actor("gita"), username=name, agency="harbour", bundle="case_manager")


def test_a_taken_name_and_an_agency_that_is_not_there_are_refused() -> None:
    with pytest.raises(AmparoError, match="username-taken"):
        add_user(actor("gita"), username="brook", agency="harbour", bundle="case_manager")
    with pytest.raises(AmparoError, match="unknown-agency"):
        add_user(ITSELF, username="mona", agency="nowhere", bundle="case_manager")


@pytest.mark.parametrize("who", ["brook", "lena", "castor", "hana"])
def test_nobody_but_an_administrator_of_the_agency_adds_asks_or_ends(who: str) -> None:
    with pytest.raises(AmparoError, match="not-yours-to-do"):
        add_user(actor(who), username="mona", agency="harbour", bundle="administrator")
    with pytest.raises(AmparoError, match="not-yours-to-do"):
        ask_reset(actor(who), "brook" if who != "brook" else "lena")
    with pytest.raises(AmparoError, match="not-yours-to-do"):
        end_user(actor(who), "brook" if who != "brook" else "lena")


def test_an_administrator_reaches_no_other_agency() -> None:
    with pytest.raises(AmparoError, match="not-yours-to-do"):
        add_user(actor("gita"), username="mona", agency="police-xx", bundle="officer")
    with pytest.raises(AmparoError, match="unknown-user"):
        ask_reset(actor("gita"), "castor")


def test_a_reset_takes_two_people_of_whom_none_is_the_one_let_in() -> None:
    brook = User.objects.get(id="brook")
    brook.set_password("before it was lost")
    brook.save()
    second_factor.set_up_app(brook, "JBSWY3DPEHPK3PXP")
    reset = ask_reset(actor("gita"), "brook")
    assert User.objects.get(id="brook").check_password("before it was lost")
    assert [asked.username for asked in asked_resets(actor("lena"))] == ["brook"]
    assert asked_resets(actor("gita")) == asked_resets(actor("brook")) == asked_resets(actor("castor")) == ()
    with pytest.raises(AmparoError, match="same-person"):
        agree_reset(actor("gita"), reset)
    for other in ("brook", "castor"):
        with pytest.raises(AmparoError, match="not-yours-to-do"):
            agree_reset(actor(other), reset)
    with pytest.raises(AmparoError, match="not-yours-to-do"):
        agree_reset(ITSELF, reset)
    made = agree_reset(actor("lena"), reset)
    assert not User.objects.get(id="brook").has_usable_password()
    assert not second_factor.has_factor(brook)
    with pytest.raises(AmparoError, match="no-such-reset"):
        agree_reset(actor("lena"), reset)
    assert admitted("brook", made.code) == brook


@pytest.mark.parametrize("who", ["brook", "hana", "gita"])
def test_a_name_of_another_agency_is_refused_as_one_that_nobody_has(who: str) -> None:
    said = set()
    for name in ("castor", "nobody", "no\x00body"):
        with pytest.raises(AmparoError) as refused:
            ask_reset(actor(who), name)
        said.add((refused.value.code, refused.value.sentence, refused.value.help))
    assert len(said) == 1


def test_nobody_asks_for_their_own_reset_or_end() -> None:
    with pytest.raises(AmparoError, match="same-person"):
        ask_reset(actor("gita"), "gita")
    with pytest.raises(AmparoError, match="same-person"):
        end_user(actor("gita"), "gita")


def test_a_code_lapses_after_half_an_hour_and_a_request_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    reset = ask_reset(actor("gita"), "brook")
    began = moment.now()
    monkeypatch.setattr(people, "now", lambda: began + timedelta(hours=25))
    assert asked_resets(actor("lena")) == ()
    with pytest.raises(AmparoError, match="no-such-reset"):
        agree_reset(actor("lena"), reset)
    monkeypatch.setattr(people, "now", lambda: began)
    made = agree_reset(actor("lena"), reset)
    monkeypatch.setattr(people, "now", lambda: began + timedelta(minutes=31))
    assert admitted("brook", made.code) is None


def test_a_new_request_ends_the_earlier_one_and_the_code_made_for_it() -> None:
    made = agree_reset(actor("lena"), ask_reset(actor("gita"), "brook"))
    ask_reset(actor("gita"), "brook")
    assert admitted("brook", made.code) is None


def test_whoever_is_ended_is_gone_for_good_with_all_their_work_and_the_name_stays_taken() -> None:
    made = add_user(actor("gita"), username="mona", agency="harbour", bundle="case_manager")
    end_user(actor("gita"), "mona")
    assert admitted("mona", made.code) is None
    assert not User.objects.get(username="mona").is_active
    assert not Membership.objects.filter(user__username="mona", ended=None).exists()
    with pytest.raises(AmparoError, match="unknown-user"):
        ask_reset(actor("gita"), "mona")
    with pytest.raises(AmparoError, match="username-taken"):
        add_user(actor("gita"), username="mona", agency="harbour", bundle="case_manager")


def test_each_step_is_in_the_log_with_who_did_it() -> None:
    agree_reset(actor("lena"), ask_reset(actor("gita"), "brook"))
    steps = [(told.user, told.act, told.about["step"]) for who in ("gita", "lena") for told in told_of_user(who)]
    assert steps == [("gita", "user-reset", "asked"), ("lena", "user-reset", "agreed")]
