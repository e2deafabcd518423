"""What was proved of a pack, for everybody: made when it is asked for, once, one at a time, and of shipped packs alone."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import date
from typing import Final

import pytest
from django.test import Client

from amparo.desk.library import shipped, shipped_pack
from amparo.doors.web.law_proof import PROOFS
from amparo.doors.web.proofs import PATIENT, Asked, Proofs, Prover
from amparo.doors.web.shield import HEADERS, POLICY, SCRIPT
from amparo.environment import today
from web.running import DESK, OWN_SCRIPT, PHONE, Visit, faults, faults_by_night, overflow, told

LONG: Final = 120.0
PROOF: Final = "/law/xk/proof"
OPEN: Final = "document.querySelectorAll('details').forEach(each => { each.open = true; })"
DAY: Final = date(2026, 11, 22)


@pytest.fixture(scope="module")
def proved() -> str:
    """The report of a small pack, made as a visitor has it made."""
    made = PROOFS.report(Asked("xk", shipped_pack("xk").digest, today()), LONG)
    assert made.report is not None
    return made.report


@pytest.mark.parametrize("name", shipped())
def test_a_visit_shows_a_button_and_is_no_work(client: Client, name: str) -> None:
    asked = Asked(name, shipped_pack(name).digest, today())
    before = PROOFS.begun(asked)
    response = client.get(f"/law/{name}/proof")
    assert response.status_code == 200
    assert PROOFS.begun(asked) is before
    assert f'href="/law/{name}"' in response.content.decode()
    assert f'href="/law/{name}/proof"' in client.get(f"/law/{name}").content.decode()


def test_who_asks_is_shown_the_report_with_the_headers_of_every_page(client: Client, proved: str) -> None:
    for response in (client.get(PROOF), client.post(PROOF)):
        assert response.status_code == 200
        assert proved in response.content.decode()
        assert "<script" not in response.content.decode().replace(OWN_SCRIPT, "")
        assert {name: response[name] for name in HEADERS} == {**HEADERS, "Content-Security-Policy": f"{POLICY}; {SCRIPT}"}
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies


def test_it_says_the_same_as_the_process_that_made_it(proved: str) -> None:
    command = (sys.executable, "-m", "amparo.prove.report", "xk", today().isoformat())
    again = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    is_same = again == proved  # a report is too long to be shown as a difference
    assert is_same


def test_only_a_pack_that_ships_is_proved(client: Client) -> None:
    for name in ("nowhere", "..", "xk%00"):
        response = client.post(f"/law/{name}/proof")
        assert response.status_code == 404
        assert Asked(name, "", today()) not in PROOFS._made  # noqa: SLF001 nothing was begun


def test_another_site_has_nothing_proved(client: Client) -> None:
    response = client.post("/law/coe/proof", headers={"sec-fetch-site": "cross-site"})
    assert response.status_code == 403
    assert PROOFS.begun(Asked("coe", shipped_pack("coe").digest, today())) is None


def test_each_is_made_once_and_one_at_a_time() -> None:
    made: list[tuple[str, int]] = []

    def make(asked: Asked) -> str:
        made.append((asked.pack, threading.get_ident()))
        return asked.pack

    proofs = Proofs(make)
    visitors = [threading.Thread(target=proofs.report, args=(Asked(name, "d", DAY), LONG)) for name in "abcab"]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert all(proofs.report(Asked(name, "d", DAY), LONG).ready.wait(LONG) for name in "abc")
    assert sorted(pack for pack, _ in made) == ["a", "b", "c"]
    assert len({thread for _, thread in made}) == 1


def test_a_visitor_waits_a_little_and_is_told_to_look_again_and_few_wait_at_once() -> None:
    go = threading.Event()
    proofs = Proofs(lambda asked: asked.pack if go.wait(LONG) else None)
    slow = Asked("a", "d", DAY)
    assert not proofs.report(slow, 0.01).ready.is_set()
    patient = [threading.Thread(target=proofs.report, args=(slow, LONG)) for _ in range(PATIENT)]
    for visitor in patient:
        visitor.start()
    while proofs._patience.acquire(blocking=False):  # noqa: SLF001 until the patient ones are all waiting
        proofs._patience.release()  # noqa: SLF001 as above
    assert not proofs.report(slow, LONG).ready.is_set()
    go.set()
    for visitor in patient:
        visitor.join()
    assert proofs.report(slow, LONG).report == "a"


def test_yesterdays_reports_are_let_go() -> None:
    proofs = Proofs(lambda asked: asked.pack)
    yesterday = Asked("a", "d", date(2026, 11, 21))
    assert proofs.report(yesterday, LONG).report == "a"
    assert proofs.report(Asked("a", "d", DAY), LONG).report == "a"
    assert proofs.begun(yesterday) is None


def test_a_proof_that_cannot_be_made_is_said_and_one_under_way_can_be_ended() -> None:
    prover = Prover()
    assert prover(Asked("nowhere", "d", DAY)) is None
    going = threading.Thread(target=prover, args=(Asked("coe", "d", DAY),))
    going.start()
    while prover._process is None or prover._process.poll() is not None:  # noqa: SLF001 until it runs
        pass
    prover.stop()
    going.join(LONG)
    assert not going.is_alive()


def test_a_report_that_could_not_be_made_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amparo.doors.web.law_proof.PROOFS", Proofs(lambda _: None))
    monkeypatch.setattr("amparo.doors.web.law_proof.WAIT", LONG)
    response = client.post(PROOF)
    assert response.status_code == 503
    assert "amparo law prove xk" in response.content.decode()


@pytest.mark.usefixtures("proved")
def test_axe_finds_nothing_wrong_with_everything_open_by_day_or_by_night(visit: Visit) -> None:
    page = visit.page(color_scheme="light", reduced_motion="reduce")
    page.goto(PROOF)
    told(page, OPEN)
    assert page.locator(".report h1").count() == 1
    assert faults(page) == []
    assert faults_by_night(page) == []


@pytest.mark.usefixtures("proved")
@pytest.mark.parametrize("size", [PHONE, {"width": 800, "height": 900}, DESK])
def test_nothing_is_wider_than_the_window(visit: Visit, size: dict[str, int]) -> None:
    page = visit.page(size=size)
    page.goto(PROOF)
    told(page, OPEN)
    assert overflow(page) == 0


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_page_before_the_proof_is_clean_too(visit: Visit, size: dict[str, int]) -> None:
    page = visit.page(size=size)
    page.goto("/law/palermo/proof")
    assert page.get_by_role("button", name="Prove it now").count() == 1
    assert faults(page) == []
    assert overflow(page) == 0


@pytest.mark.usefixtures("proved", "right_to_left")
def test_the_report_stands_in_a_page_from_right_to_left(visit: Visit) -> None:
    page = visit.page(size=PHONE)
    page.goto(PROOF)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert overflow(page) == 0


def test_it_leads_from_the_pack_to_a_proof_without_script(visit: Visit) -> None:
    page = visit.page(script=False)
    page.goto("/law/qa")
    page.get_by_role("link", name="What was proved").click()
    page.wait_for_url("**/law/qa/proof")
    while page.locator(".report").count() == 0:
        with page.expect_navigation():
            page.locator("form button").click()
    assert "Nothing is said, for or against" in page.locator(".verdict").inner_text()
    assert "This is no verdict on a State" in page.locator(".report").inner_text()
