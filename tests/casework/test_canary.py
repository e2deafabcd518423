"""Cases of nobody: whoever asks for one is told of, whether they were let in or not."""

from __future__ import annotations

import pytest

from amparo.casework.access import look
from amparo.casework.canary import is_canary, make_canary
from amparo.casework.glass import break_glass
from amparo.casework.log import told_of_user
from amparo.casework.models import Agency, Canary, Case, Notice
from amparo.errors import AmparoError
from casework.staffed import full_case, stepped, user
from casework.world import BEGUN, actor

pytestmark = pytest.mark.usefixtures("world")


def canary() -> str:
    user("olga", "statistics-xx", "auditor")
    return make_canary(stepped("olga"), "harbour")


def test_a_canary_looks_like_any_case_and_its_mark_tells_nothing() -> None:
    case = canary()
    assert is_canary(case)
    assert Case.objects.get(id=case).agency_id == "harbour"
    assert case not in Canary.objects.get().mark
    assert not is_canary(full_case())


def test_whoever_asks_for_it_is_told_of_to_somebody_else_though_they_are_refused() -> None:
    case = canary()
    with pytest.raises(AmparoError, match="no-such-case"):
        look(actor("lena"), case)
    note = Notice.objects.get()
    assert (note.agency_id, note.kind, note.about, note.case_id) == ("statistics-xx", "canary-opened", "lena", case)
    assert "canary-opened" in [told.act for told in told_of_user("lena")]


def test_a_refused_act_tells_of_it_too() -> None:
    case = canary()
    with pytest.raises(AmparoError, match="no-such-case"):
        break_glass(stepped("castor"), case, "health", ground="life", reason="somebody is in danger now")
    assert Notice.objects.get().about == "castor"


def test_it_tells_once_an_hour_and_logs_each_time() -> None:
    case = canary()
    for _ in range(3):
        with pytest.raises(AmparoError, match="no-such-case"):
            look(actor("lena"), case)
    assert Notice.objects.count() == 1
    assert [told.act for told in told_of_user("lena")].count("canary-opened") == 3


def test_an_auditors_own_browsing_is_told_to_another_agency() -> None:
    case = canary()
    Agency.objects.create(id="watch-zz", title="Survivors' Watch", body="ngo", since=BEGUN)
    user("pia", "watch-zz", "auditor")
    user("spy", "border-xx", "auditor")
    with pytest.raises(AmparoError, match="no-such-case"):
        look(actor("olga"), case)
    assert {note.agency_id for note in Notice.objects.all()} == {"watch-zz"}


def test_without_an_auditor_the_keeping_agency_is_told() -> None:
    case = canary()
    from_other = user("mole", "statistics-xx", "statistician")
    with pytest.raises(AmparoError, match="no-such-case"):
        look(from_other, case)
    assert {note.agency_id for note in Notice.objects.all()} == {"harbour"}


def test_only_an_auditor_makes_one() -> None:
    for name in ("brook", "lena", "gita", "hana", "fen"):
        with pytest.raises(AmparoError, match="not-yours-in-office"):
            make_canary(stepped(name), "harbour")
    user("olga", "statistics-xx", "auditor")
    with pytest.raises(AmparoError, match="step-up-needed"):
        make_canary(actor("olga"), "harbour")
    with pytest.raises(AmparoError, match="unknown-agency"):
        make_canary(stepped("olga"), "nowhere")
    assert not Canary.objects.exists()
