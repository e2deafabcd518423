"""People with planted words in everything that can be written freely; erasing some of them; what is left of those."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import connection

from amparo.casework import keys
from amparo.casework.access import look
from amparo.casework.backing import back_up
from amparo.casework.glass import break_glass
from amparo.casework.grants import give_grant
from amparo.casework.keys import LOG, CaseKeys, as_wrap
from amparo.casework.log_entry import record_of
from amparo.casework.members import add_member
from amparo.casework.models import Agency, BreakGlass, Grant, Kept, Label, LogHead, LogOrder, WrapRow
from amparo.casework.moment import now
from amparo.casework.record import Statement, call, name_person, open_case, record
from amparo.casework.register import enter, is_held
from amparo.casework.rotating import rotate
from amparo.casework.sequencing import sequence
from amparo.casework.store import DjangoStore
from amparo.environment import KEYS
from amparo.errors import AmparoError
from amparo.ledger.tree import Growing, leaf_hash
from amparo.matching.record import Record
from amparo.sealing.value import sealed_by
from amparo.sealing.wrap import unwrap
from apart import Speaking
from casework.keeping import erase_all, rings_on_disk
from casework.world import BEGUN, actor
from walled import see_everything

OFTEN = 20


def plant(_: Speaking, *, people: int, words: list[str], control: str) -> dict[str, Any]:
    """Store people of whom everything that can be written freely holds these words; and one open word, in a title."""
    Agency.objects.create(id="open-xx", title=control, body="ngo", since=BEGUN)
    cases = [_person(number, words[number % len(words)]) for number in range(people)]
    return {"cases": cases, "grants": Grant.objects.count(), "glass": BreakGlass.objects.count()}


def take(_: Speaking, *, folder: str) -> str:
    """Make a backup, and of SQLite two copies: what a thief may find beside the database itself."""
    back_up(Path(folder) / "amparo.backup")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [f"{folder}/copy.sqlite3"])
        with closing(sqlite3.connect(f"{folder}/copy.sqlite3")) as copy:
            (Path(folder) / "dump.sql").write_text("\n".join(copy.iterdump()), "utf-8")
    return "taken"


def destroy(_: Speaking, *, cases: list[str], others: list[str], folder: str) -> dict[str, Any]:
    """Erase cases, change the keys of the agency, and say what can still be read of them, and of the others, and of the log."""
    see_everything()
    Path(folder).mkdir(mode=0o700)
    os.environ[KEYS.name] = folder
    rings_on_disk(Path(folder))
    while sequence():
        pass
    before = {case: _digest(case) for case in others}
    wraps = list(WrapRow.objects.filter(person__in=cases).exclude(compartment=LOG))
    size = LogHead.objects.order_by("-size").values_list("size", flat=True)[0]
    root = _root(size)
    for case in cases:
        erase_all(case)
    left = _in_files([bytes(row.sealed) for row in wraps])
    for owner in sorted({row.agency for row in wraps}):
        rotate(owner)
    return {
        "wraps": len(wraps),
        "read by rows": sum(_is_read(case, "harbour") for case in cases),
        "looked at": sum(_is_seen(case) for case in cases),
        "opened with current keys": sum(_opens(row) for row in wraps),
        "wraps left in files": left,
        "others changed": [case for case in others if _digest(case) != before[case]],
        "root changed": _root(size) != root,
    }


def _person(number: int, word: str) -> str:
    brook = actor("brook", stepped_up=True)
    said = {name: f"{word} {name}" for name in ("method", "asked_by", "reason")}
    case = open_case(brook, purpose="protection", called=f"{word} {number}")
    item = f"offence#{number}"
    stated = [
        Statement("trafficking_claimed", value=True, source="said", language="so", **said),
        Statement(item, value=True, source="said", **said),
        Statement(f"{item}.compelled", value=True, source="said", **said),
    ]
    kept = record(brook, case, stated, seen={})
    add_member(brook, case, "lena", role="works_on", purpose="protection", until=None)
    if number % OFTEN == 0:
        _more(case, word, kept[0].id)
    return case


def _more(case: str, word: str, entry: str) -> None:
    """Correct, rename, share, look, enter the register, break glass once, and be refused, all in the same words."""
    brook = actor("brook", stepped_up=True)
    again = Statement("trafficking_claimed", value=None, source="said", corrects=entry, reason=f"{word} taken back")
    record(brook, case, [again], seen=look(brook, case).seen)
    call(brook, case, f"{word} anew")
    recorded = dict.fromkeys(("given_how", "explained"), word) | {"given_on": f"{now():%Y-%m-%d}", "language": "so"}
    give_grant(
        brook, case, "clinic-xx", ["health"], basis="consent", purpose="health",
        until=now() + timedelta(days=1), recorded=recorded,
    )  # fmt: skip
    name_person(brook, case, {"full_name": f"{word} in full", "given_names": word})
    enter(brook, case, Record(full_name=f"{word} in full", birth_date="1998-04-17"), agreed=recorded)
    is_held(Record(full_name=word), reference="docket/1")
    with suppress(AmparoError):
        record(brook, case, [Statement("isolated", value=word, source="said")], seen={})
    with suppress(AmparoError):  # the third within 30 days is refused
        break_glass(actor("lena", stepped_up=True), case, "account", ground="life", reason=f"{word} is in danger")


def _digest(case: str) -> str:
    return sha256(repr(DjangoStore("harbour").entries(case)).encode()).hexdigest()


def _root(size: int) -> str:
    grown = Growing()
    for order in LogOrder.objects.select_related("row").order_by("index")[:size]:
        grown.add(leaf_hash(record_of(order.row).written()))
    return grown.root().hex()


def _is_read(case: str, agency: str) -> bool:
    """Say whether any sealed row of a case opens."""
    held = CaseKeys(case, agency)
    sealed = [row.sealed for row in Kept.objects.filter(case_id=case)] + [
        row.sealed for row in Label.objects.filter(case_id=case)
    ]
    return any(held.holds(sealed_by(bytes(data))) for data in sealed)


def _is_seen(case: str) -> bool:
    try:
        look(actor("brook"), case)
    except AmparoError:
        return False
    return True


def _opens(row: WrapRow) -> bool:
    """Say whether a wrap, as an old backup still holds it, opens with the keys of today."""
    try:
        unwrap(as_wrap(row), keys.rings().of(row.agency).wrapping(as_wrap(row).scope))
    except AmparoError:
        return False
    return True


def _in_files(sealed: list[bytes]) -> int:
    """Count destroyed wraps that still stand in a file of SQLite: where the old keys are not yet gone, they would open."""
    if connection.vendor != "sqlite":
        return 0
    file = Path(str(connection.settings_dict["NAME"]))
    data = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    return sum(each in data for each in sealed)
