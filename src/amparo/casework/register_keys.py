"""The keys of the register: one under which all its entries are sealed, and one of which its figures are made.

One key for all entries, and not one a person as in a case: a search opens a hundred and fifty of them within two milliseconds,
and to open as many wraps would cost it as much again. So whoever holds the installation's open ring opens the whole register;
an agency's ring opens nothing of it. What is taken out is gone with its row, and no key of it is left to destroy.

The wrapping key changes with the ring's (`rotating`). `register_building.rebuilt` draws a new key for the entries and seals all
of them anew; it also makes every figure anew, which is what a renewed `index` key of the ring needs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from amparo.casework.actor import INSTALLATION
from amparo.casework.keys import REGISTER, CaseKeys, mark_key
from amparo.casework.models import WrapRow
from amparo.errors import AmparoError
from amparo.matching.keys import keys, weight
from amparo.matching.person import Person
from amparo.matching.record import Record
from amparo.sealing.figures import figures
from amparo.sealing.key import Key
from amparo.sealing.value import DataKey, Place, seal, sealed_by, unseal

PERSON: Final = "person"
WRITTEN: Final = "written"
UNREADABLE: Final = "register-unreadable"
"""The code of the error for what is sealed under another key than those that were read before it."""


class RegisterKeys:
    """The register's keys in hand: those that open entries, the newest to seal with, and that of the figures."""

    def __init__(self, opening: Mapping[str, DataKey], newest: DataKey, marking: Key) -> None:
        self._opening = opening
        self._newest = newest
        self._marking = marking

    def sealed(self, plain: bytes, case: str, field: str) -> bytes:
        """Seal a field of an entry, under the newest key; it opens for the case of this entry alone."""
        return seal(plain, _place(case, field), self._newest)

    def opened(self, data: bytes, case: str, field: str) -> bytes:
        """Return what was sealed; raise `AmparoError` if it is not of this case and field, or under another key."""
        key = self._opening.get(sealed_by(data))
        if key is None:
            raise AmparoError(
                UNREADABLE,
                "an entry of the register is sealed under none of its keys",
                help="try again: the register was perhaps made anew just now",
            )
        return unseal(data, _place(case, field), key)

    def kept_under(self, person: Person) -> tuple[int, ...]:
        """Return the figures under which a person is kept, in order."""
        return tuple(sorted(set(figures(keys(person, asked=False), self._marking))))

    def asked_for(self, person: Person) -> dict[int, float]:
        """Return the figures by which a person is asked for, each with what sharing it is worth in bits."""
        texts = keys(person, asked=True)
        return dict(zip(figures(texts, self._marking), map(weight, texts), strict=True))


def register_keys() -> RegisterKeys:
    """Return the keys as the open ring of the installation gives them; the first is made where there is none."""
    held = CaseKeys(INSTALLATION, INSTALLATION)
    newest = held.newest(REGISTER)
    return RegisterKeys(held.every(REGISTER), newest, mark_key(REGISTER))


def renewed_keys() -> RegisterKeys:
    """Draw a new key, and return the keys; for as long as entries are sealed anew, the older ones open them."""
    CaseKeys(INSTALLATION, INSTALLATION).begin_anew(REGISTER)
    return register_keys()


def drop_older_keys() -> None:
    """Destroy all keys but the newest: nothing is sealed under them any more."""
    newest = CaseKeys(INSTALLATION, INSTALLATION).newest(REGISTER)
    WrapRow.objects.filter(person=INSTALLATION, compartment=REGISTER).exclude(data_key=newest.id).delete()


def written_of(record: Record) -> bytes:
    """Return a record as it is sealed: what was given, and nothing else."""
    table = {field: text for field, text in asdict(record).items() if text and field != "id"}
    return json.dumps(table, ensure_ascii=False, sort_keys=True).encode()


def record_from(data: bytes) -> Record:
    """Return the record that was given."""
    return Record(**json.loads(data))


def _place(case: str, field: str) -> Place:
    return Place(REGISTER, case, field, 0)
