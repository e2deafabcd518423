"""What was done last, and when: what `doctor` asks, and the ticker goes by. It tells nothing of any case."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from amparo.casework.models import Lately
from amparo.casework.moment import now

BACKUP: Final = "backup"
TICK: Final = "tick"
HEARTBEAT: Final = "heartbeat"
REHEARSAL: Final = "rehearsal"
AUDIT: Final = "audit"
RETENTION: Final = "retention"
RETIRED: Final = "retired"


def note(what: str, moment: datetime | None = None) -> None:
    """Say that this was done just now."""
    Lately.objects.update_or_create(what=what, defaults={"at": moment or now()})


def last(what: str) -> datetime | None:
    """Return when this was done last; nothing if never."""
    return Lately.objects.filter(what=what).values_list("at", flat=True).first()
