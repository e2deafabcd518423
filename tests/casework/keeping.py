"""A case of two workers and two facts, and its erasure: what the tests of keeping and erasing begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from amparo.casework import keys
from amparo.casework.access import look
from amparo.casework.erasing import erase
from amparo.casework.models import Membership
from amparo.casework.moment import fresh_id, now
from amparo.casework.opening import open_with
from amparo.casework.record import Statement, open_case, record
from amparo.casework.sequencing import sequence
from amparo.casework.sources import Sources
from amparo.sealing.keeping import save
from amparo.sealing.keyfile import KeyFile, new_key_file
from casework.world import actor

CLAIMED: Final = Statement("trafficking_claimed", value=True, source="said")
BORN: Final = Statement("birth_date", value="1999-05-03", source="document")


def a_case() -> str:
    """Open a case of Brook's in which Lena works too, with a fact each of two compartments; return its id."""
    found = open_case(actor("brook"), purpose="protection", called="Amina")
    Membership.objects.create(
        id=fresh_id(), case_id=found, user_id="lena", role="works_on", purpose="protection", since=now(), granted_by_id="brook"
    )
    record(actor("brook"), found, [CLAIMED, BORN], seen={})
    look(actor("brook"), found)
    sequence()  # as the sequencer does at work, where there is one
    return found


def erase_all(case: str, compartments: tuple[str, ...] | None = None) -> None:
    """Erase a case, or some compartments of it, as two people do."""
    erase(actor("brook", stepped_up=True), case, compartments, second=actor("lena", stepped_up=True))


def rings_on_disk(folder: Path) -> None:
    """Lock the rings of the world into files, by a key file beside them, and open the installation from these."""
    source = folder.parent / "stick"
    source.mkdir(mode=0o700)
    new_key_file(source / "amparo.key")
    by = Sources(KeyFile(source / "amparo.key"), {})
    for ring in keys.rings().rings.values():
        save(folder, ring, by.usual)
    open_with(by)
