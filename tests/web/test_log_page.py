"""The page of the log: its head for all staff, its entries for the auditor alone, and nothing for who is not signed in."""

from __future__ import annotations

import pytest
from django.db import transaction

from amparo.casework.actor import ITSELF
from amparo.casework.keys import signing
from amparo.casework.log import log, told_of_user, wait_for_head
from amparo.casework.log_rows import last_head
from amparo.casework.models import Agency, LogRow, User
from amparo.casework.sequencing import head_of
from amparo.casework.told import PAGE
from amparo.ledger.head import head_from, message
from amparo.sealing.signing import check
from casework.world import AGENCIES, BEGUN, CAST
from web.inside import NAME, amina, client_of

pytestmark = pytest.mark.usefixtures("world")
COPIED = '<code dir="ltr">head '


def auditor() -> str:
    """Give the installation somebody who watches over it."""
    agency = Agency.objects.create(id="court-xx", title="Supreme Court", body="court", since=BEGUN)
    User.objects.create(id="mila", username="mila", agency=agency, bundle="auditor", since=BEGUN)
    return "mila"


def shown(who: str, address: str = "/log") -> str:
    answer = client_of(who).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def settled() -> None:
    """Let every entry have its head."""
    with transaction.atomic():
        id_ = log("heartbeat", ITSELF)
    wait_for_head(id_)


def test_nobody_sees_the_log_without_signing_in() -> None:
    answer = client_of().get("/log")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/sign-in")


def test_the_head_on_the_page_is_signed_and_can_be_kept() -> None:
    settled()
    page = shown("brook")
    line = page.partition(COPIED)[2].partition("</code>")[0]
    head = head_from(f"head {line.strip()}\n")
    check(message(head.size, head.moment, head.root), head.signature, signing().public)
    newest = last_head()
    assert newest is not None
    assert head.size <= head_of(newest).size
    assert signing().public.id in page


def test_the_cast_sees_the_head_and_no_entry() -> None:
    amina()
    settled()
    for who in CAST:
        page = shown(who)
        assert (COPIED in page, "Opened a new case" in page, "<table" in page) == (True, False, False)


def test_an_auditor_sees_acts_and_users_and_no_fact_and_that_they_looked_is_in_the_log() -> None:
    case = amina()
    settled()
    who = auditor()
    page = shown(who)
    assert "Opened a new case" in page
    assert "brook" in page
    assert AGENCIES["harbour"][0] in page
    assert case[:4].upper() in page
    assert [word for word in (NAME, case, "trafficking_claimed", "age_years", "fears_police") if word in page] == []
    settled()
    assert [told.act for told in told_of_user(who)] == ["log-looked-at"]


def test_the_entries_come_in_pages_from_the_newest_to_the_first() -> None:
    with transaction.atomic():
        for _ in range(PAGE):
            id_ = log("heartbeat", ITSELF)
    wait_for_head(id_)
    settled()
    count, who = LogRow.objects.count(), auditor()
    first = shown(who, f"/log?before={count}")
    assert f"<td>{count - 1}</td>" in first
    assert f'href="/log?before={count - PAGE}"' in first
    last = shown(who, f"/log?before={count - PAGE}")
    assert "<td>0</td>" in last
    assert "?before=" not in last.partition("<main")[2]


@pytest.mark.parametrize("before", ["", "x", "-1", "1" * 19, "٣", "1;2"])
def test_what_is_no_place_in_the_log_shows_the_newest(before: str) -> None:
    settled()
    is_newest = "The newest entries" in client_of(auditor()).get("/log", {"before": before}).content.decode()
    assert is_newest
