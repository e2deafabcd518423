"""Keeps an installation as a release made it, so that later ones are tried on it: `python -m releases.keeping` in tests/.

Run it once when a release that keeps data is cut, and never again for that release. Its people and its keys are invented.
"""

from __future__ import annotations

import json
import tarfile
import tempfile
from pathlib import Path
from typing import Any, Final

from amparo import __version__
from cli.installed import INIT, Place, new_place

HERE: Final = Path(__file__).parent
PARTS: Final = ("home", "keys", "stick")
FILL: Final = """
from amparo.casework import people
from amparo.casework.access import look
from amparo.casework.actor import ITSELF, actor_of
from amparo.casework.models import User
from amparo.casework.opening import open_installation
from amparo.casework.record import Statement, name_person, open_case, record
from amparo.casework.register import enter
from amparo.environment import today
from amparo.matching.record import Record

open_installation()
people.add_user(ITSELF, username="brook", agency="harbour", bundle="case_manager")
brook = actor_of(User.objects.select_related("agency").get(username="brook"))
case = open_case(brook, purpose="protection", called="Amina")
stated = [
    Statement("trafficking_claimed", value=True, source="said"),
    Statement("heard_on_status", value=False, source="observed"),
    Statement("age_years", value=24, source="document"),
    Statement("offence#1.kind", value="illegal_entry", source="document"),
    Statement("offence#1.compelled", value=True, source="said"),
    Statement("offence.complete", value=True, source="said"),
]
first = record(brook, case, stated, seen={})
wrong = next(entry for entry in first if entry.key == "age_years")
corrected = Statement("age_years", value=23, source="said", corrects=wrong.id, reason="misread")
record(brook, case, [corrected], seen=look(brook, case).seen)
name_person(brook, case, {"given_names": "Amina", "family_name": "Osei"})
told = {"given_on": str(today()), "given_how": "spoken", "language": "en", "explained": "who asks, and what they learn"}
enter(brook, case, Record(given_names="Amina", family_names="Osei", birth_date="2003-02-11"), agreed=told)
"""
READ: Final = """
import json
from dataclasses import asdict
from amparo.casework.access import look
from amparo.casework.actor import actor_of
from amparo.casework.models import Case, User
from amparo.casework.opening import open_installation
from amparo.casework.register import entered

open_installation()
brook = actor_of(User.objects.select_related("agency").get(username="brook"))
sight = look(brook, Case.objects.get().id)
print(json.dumps({"called": sight.called, "entries": [entry.table() for entry in sight.entries],
                  "removal": sight.acts["removal"]["answer"], "register": asdict(entered(brook, sight.case)[0])}))
"""
ASK: Final = """
from amparo.casework.opening import open_installation
from amparo.casework.register import is_held
from amparo.matching.record import Record

open_installation()
print(is_held(Record(full_name="Osei Aminah", birth_date="2003-02-11"), reference="release/1"))
"""


def made(folder: Path) -> Place:
    """Make an installation with one case, through the commands and the narrow ways."""
    place = new_place(folder)
    for said in (place.run("init", *INIT), place.python(FILL)):
        assert said.code == 0, said.err
    return place


def read(place: Place) -> dict[str, Any]:
    """Return what its case manager sees of it."""
    said = place.python(READ)
    assert said.code == 0, said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


def holds(place: Place) -> bool:
    """Say whether somebody with a like name, born on the same day, is found in its register."""
    said = place.python(ASK)
    assert said.code == 0, said.err
    return said.out.strip() == "True"


def keep() -> None:
    """Write the archive of this release, and beside it what it shows."""
    archive = HERE / f"{__version__}.tar.gz"
    assert not archive.exists(), f"{archive.name} is kept already"
    with tempfile.TemporaryDirectory() as folder:
        place = made(Path(folder))
        archive.with_name(f"{__version__}.json").write_text(f"{json.dumps(read(place), indent=1, sort_keys=True)}\n", "utf-8")
        with tarfile.open(archive, "w:gz") as file:
            for part in PARTS:
                file.add(Path(folder) / part, part)


if __name__ == "__main__":
    keep()
