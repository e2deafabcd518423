"""Two installations, each with its own keys and database: cards exchanged, a case referred by file, and the answer back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cli.installed import INIT, Place, new_place

THERE = ("--law", "xx", "--agency", "sol", "--title", "Casa Sol", "--body", "ngo", "--administrator", "gita")
STAFF = """
from datetime import timedelta
from pathlib import Path
from amparo.casework.access import look
from amparo.casework.actor import actor_of
from amparo.casework.models import Partner, Referral, User
from amparo.casework.moment import now
from amparo.casework.opening import open_installation
open_installation()
if not User.objects.filter(id="brook").exists():
    User.objects.create(id="brook", username="brook", agency_id=AGENCY, bundle="case_manager", since=now())
brook = actor_of(User.objects.select_related("agency").get(id="brook"), stepped_up=True)
"""
SENT = """
from amparo.casework.record import Statement, open_case, record
from amparo.casework.referring.outgoing import file_of, send_out
from amparo.casework.referring.plan import Plan
case = open_case(brook, purpose="protection", called="Heron")
record(brook, case, [Statement("in_danger_now", value=True, source="said")], seen={})
agreed = {"given_on": f"{now():%Y-%m-%d}", "given_how": "spoken", "language": "Khmer", "explained": "who receives what"}
sent = send_out(brook, case, Plan(
    agency=f"partner:{Partner.objects.get().id}", kind="case", compartments=("security", "identity"), basis="consent",
    recorded=agreed, until=now() + timedelta(days=30)))
Path(FILE).write_bytes(file_of(brook, sent))
"""
ACCEPTED = """
from amparo.casework.referring.answering import offers
from amparo.casework.referring.incoming import accept_in, answer_of, take_in
taken = take_in(brook, Path(FILE).read_bytes())
assert [each.said["kind"] for each in offers(brook)] == ["case"]
sight = look(brook, accept_in(brook, taken))
print(sight.called, [(entry.key, entry.by, entry.source, entry.method[:8]) for entry in sight.entries])
Path(FILE).write_bytes(answer_of(brook, taken))
"""
ANSWERED = """
from amparo.casework.referring.outgoing import take_answer
take_answer(brook, Path(FILE).read_bytes())
print(Referral.objects.get().state)
"""


@pytest.fixture
def places(tmp_path: Path) -> tuple[Place, Place]:
    made = []
    for name, init in (("here", INIT), ("there", THERE)):
        (tmp_path / name).mkdir()
        place = new_place(tmp_path / name)
        assert place.run("init", *init).code == 0
        made.append(place)
    return made[0], made[1]


def does(place: Place, agency: str, file: Path, program: str) -> str:
    said = place.python(f"AGENCY, FILE = {agency!r}, {str(file)!r}\n{STAFF}{program}")
    assert said.code == 0, said.err
    return str(said.out)


def test_a_case_goes_from_one_installation_to_another_and_its_answer_comes_back(
    places: tuple[Place, Place], tmp_path: Path
) -> None:
    here, there = places
    for place, agency, other in ((here, "harbour", there), (there, "sol", here)):
        card = tmp_path / f"{agency}.card"
        told = place.run("agency", "card", card, "--agency", agency)
        assert place.run("agency", "card", card, "--agency", agency).code == 2
        (figures,) = re.findall(r"Fingerprint: ((?:\d{5} ?){10})", told.out)
        shown = other.run("agency", "partner", card)
        assert figures.strip() in shown.out
        assert "Nothing was added" in shown.out
        assert other.run("agency", "partner", card, "--fingerprint", "1" * 50).code == 2
        assert "Added" in other.run("agency", "partner", card, "--fingerprint", figures).out
    file = tmp_path / "referral.amparo"
    does(here, "harbour", file, SENT)
    assert b"in_danger_now" not in file.read_bytes()
    said = does(there, "sol", file, ACCEPTED)
    assert said == "Heron [('in_danger_now', 'ngo', 'said', 'Harbour ')]\n"
    assert does(here, "harbour", file, ANSWERED) == "accepted\n"
