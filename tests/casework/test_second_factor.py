"""The second factor: taken once, by whom it belongs to, and useless to who reads the database."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, Final

import pytest
from allauth.mfa.models import Authenticator
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import integers, sampled_from

from amparo.casework.models import Installation, User
from amparo.casework.people import equip
from amparo.casework.second_factor import codes_left, factors, has_factor, is_app_code, new_codes, remove, set_up_app, used_code
from amparo.casework.secrets_of_staff import opened, sealed
from amparo.errors import AmparoError
from web.staff import SECRET, app_code

pytestmark = pytest.mark.usefixtures("world")
BEGUN: Final = 60_000_000
"""A step of half a minute, some time in 2027."""


@pytest.fixture
def brook() -> User:
    return User.objects.get(id="brook")


def _at(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", SimpleNamespace(time=lambda: step * 30 + 7))


@pytest.mark.parametrize(
    ("step", "code"), [(1, "287082"), (37037036, "081804"), (37037037, "050471"), (41152263, "005924"), (66666666, "279037")]
)
def test_codes_are_those_of_rfc_6238(monkeypatch: pytest.MonkeyPatch, step: int, code: str) -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105 published in RFC 6238, appendix B
    assert app_code(secret, step) == code
    _at(monkeypatch, step)
    assert is_app_code(secret, f"{code[:3]} {code[3:]}")
    assert not is_app_code(secret, code[::-1])


def test_neither_secret_nor_seed_nor_code_is_in_the_database(brook: User) -> None:
    set_up_app(brook, SECRET)
    codes = new_codes(brook)
    assert len(set(codes)) == 10
    kept = str([row.data for row in Authenticator.objects.all()])
    assert not [secret for secret in (SECRET, *codes) if secret in kept]


def test_a_secret_put_in_anothers_place_opens_nothing(brook: User) -> None:
    set_up_app(brook, SECRET)
    Authenticator.objects.update(user_id="castor")
    with pytest.raises(AmparoError, match="seal-broken"):
        used_code(User.objects.get(id="castor"), "123456")


def test_without_saying_whose_it_is_no_secret_is_sealed_or_opened() -> None:
    for act in (sealed, opened):
        with pytest.raises(AmparoError, match="secret-of-nobody"):
            act("aaaa")


def test_new_recovery_codes_end_the_old_ones(brook: User) -> None:
    set_up_app(brook, SECRET)
    old, new = new_codes(brook), new_codes(brook)
    assert used_code(brook, old[0]) is None
    assert used_code(brook, f"{new[0][:5]} {new[0][5:]}") is not None
    assert codes_left(brook) == 9


def test_the_last_factor_stays_and_nobody_removes_anothers(brook: User) -> None:
    castor = User.objects.get(id="castor")
    for user in (brook, castor):
        set_up_app(user, SECRET)
    made = Authenticator.objects.create(user=brook, type=Authenticator.Type.WEBAUTHN, data={"name": "key"})
    assert not remove(castor, factors(castor)[0].pk)
    assert not remove(brook, factors(castor)[0].pk)
    assert remove(brook, made.pk)
    assert not remove(brook, factors(brook)[0].pk)
    assert has_factor(brook)


def test_passwords_are_chosen_for_invented_people_alone(brook: User) -> None:
    secret = equip("brook", "a password for everybody to see")
    assert is_app_code(secret, "x") is False
    assert has_factor(brook)
    Installation.objects.update(demonstration=False)
    with pytest.raises(AmparoError, match="not-a-demonstration"):
        equip("castor", "another")


class Guarded(RuleBasedStateMachine):
    """Time passes, or goes back, and codes of any step are tried: what opens is what a list of used ones says."""

    patch: Any = None

    def __init__(self) -> None:
        super().__init__()
        Authenticator.objects.all().delete()
        self.user = User.objects.get(id="brook")
        set_up_app(self.user, SECRET)
        self.codes = new_codes(self.user)
        self.step, self.last, self.struck = BEGUN, 0, set[str]()

    @rule(steps=integers(-2, 4))
    def time_passes(self, steps: int) -> None:
        self.step += steps
        _at(self.patch, self.step)

    @rule(off=integers(-3, 3))
    def a_code_of_the_app_is_tried(self, off: int) -> None:
        _at(self.patch, self.step)
        step = self.step + off
        opens = used_code(self.user, app_code(SECRET, step)) is not None
        assert opens == (abs(off) <= 1 and step > self.last)
        self.last = step if opens else self.last

    @rule(number=sampled_from(range(10)))
    def a_recovery_code_is_tried(self, number: int) -> None:
        code = self.codes[number]
        assert (used_code(self.user, code) is not None) == (code not in self.struck)
        self.struck.add(code)

    @rule()
    def new_recovery_codes_are_made(self) -> None:
        self.codes, self.struck = new_codes(self.user), set()

    @invariant()
    def as_many_codes_are_left_as_were_not_used(self) -> None:
        assert codes_left(self.user) == 10 - len(self.struck)


def test_whatever_the_order_no_code_opens_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Guarded, "patch", monkeypatch)
    calm = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Guarded, settings=settings(max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=calm)
    )
