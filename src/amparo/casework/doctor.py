"""Whether an installation is well: each finding green, yellow or red, with what to do. It looks, and changes nothing.

Red is what breaks a promise just now; yellow is what will, or what somebody has to decide. No finding names a person or a case.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.db import connection

from amparo.casework.ageing import GRACE
from amparo.casework.auditing import audit, unguarded
from amparo.casework.determine import law
from amparo.casework.glass import REVIEW_WITHIN
from amparo.casework.keys import rings
from amparo.casework.lately import BACKUP, REHEARSAL, RETIRED, TICK, last
from amparo.casework.log_rows import last_head
from amparo.casework.models import Agency, BreakGlass, Installation, Notice, Witness
from amparo.casework.moment import month_of, now
from amparo.casework.private import open_to_others
from amparo.casework.retention import UNSET, periods
from amparo.casework.rights_words import unapproved
from amparo.casework.roles import too_strong
from amparo.casework.sequencing import SLACK
from amparo.casework.stones import latest, read_latest
from amparo.environment import home, keys_folder
from amparo.errors import AmparoError

GREEN: Final = "green"
YELLOW: Final = "yellow"
RED: Final = "red"
_PRAGMAS: Final = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
WRITTEN: Final = "en"
"""The language in which the pages are written."""
_TRANSLATIONS: Final = Path(__file__).parents[1] / "desk" / "locale"
_TICK: Final = "run the ticker: `amparo tick`"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: which, how it stands, in words, and what to do about it."""

    name: str
    level: str
    said: str
    help: str = ""


def examined() -> tuple[Finding, ...]:
    """Return all findings of an opened installation; what cannot be looked at is red."""
    return tuple(finding for check in CHECKS for finding in _tried(check))


def _tried(check: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from list(check())
    except AmparoError as error:
        yield Finding(check.__name__.strip("_").replace("_", " "), RED, error.sentence, error.help)


def _database() -> Iterator[Finding]:
    yield Finding("database", GREEN, f"{connection.vendor} answers")
    if connection.vendor == "sqlite":
        wrong = [name for name, wanted in _PRAGMAS.items() if _asked(f"PRAGMA {name}") != wanted]
    else:
        wrong = [name for name in ("fsync", "full_page_writes", "synchronous_commit") if _asked(f"SHOW {name}") != "on"]
    if wrong:
        yield Finding("settings", RED, f"not safe enough: {', '.join(wrong)}", "what was said to be kept may be lost")
    else:
        yield Finding("settings", GREEN, "what is said to be kept is on the disk")
    strong = too_strong(connection)
    if strong:
        yield Finding("role", RED, f"the role of the application {'; it '.join(strong)}", "docs/operator.md, PostgreSQL")
    loose = list(unguarded())
    if loose:
        yield Finding("triggers", RED, f"{len(loose)} tables are not guarded as they should be", "ask how that came about")
    else:
        yield Finding("triggers", GREEN, "the database guards what is kept for ever, and what cases hold")


def _keys() -> Iterator[Finding]:
    moment = now()
    month = month_of(moment)
    months = {owner: {scope.month for scope in ring.scopes()} for owner, ring in rings().rings.items()}
    without = sorted(owner for owner, found in months.items() if month not in found)
    older = sorted(owner for owner, found in months.items() if min(found, default=month) < month)
    if without:
        yield Finding("keys", YELLOW, f"no key of this month: {', '.join(without)}", _TICK)
    elif older and moment.day > GRACE + 1:
        yield Finding("keys", RED, f"keys of earlier months are still there: {', '.join(older)}", _TICK)
    else:
        yield Finding("keys", GREEN, f"{len(months)} rings are open, with the keys of the month")
    away = sorted(set(Agency.objects.filter(ended=None).values_list("id", flat=True)) - months.keys())
    if away:
        said = f"not here, so that the cases of these agencies stay closed: {', '.join(away)}"
        yield Finding("rings", YELLOW, said, "`amparo keys import`, or leave it so")


def _place_of_keys() -> Iterator[Finding]:
    inside = keys_folder().resolve().is_relative_to(home().resolve())
    if inside and not _is_demonstration():
        yield Finding("place of keys", RED, "the keys lie in the home that they open", "set AMPARO_KEYS to a folder elsewhere")
    elif inside:
        yield Finding("place of keys", YELLOW, "a demonstration: the keys lie in the home", "invented people alone belong here")
    else:
        yield Finding("place of keys", GREEN, "the keys lie outside the home")


def _files() -> Iterator[Finding]:
    found = open_to_others()
    if found:
        yield Finding("files", RED, f"others may read or write: {', '.join(found)}", "`chmod go-rwx` them")
    else:
        yield Finding("files", GREEN, "home and keys are for this account alone")


def _recovery() -> Iterator[Finding]:
    yield _aged("recovery shares", REHEARSAL, "rehearsed", 365 * _DAY, None, "`amparo keys drill`, with those who hold them")


def _log() -> Iterator[Finding]:
    found = audit()
    if found:
        yield Finding("log", RED, f"{len(found)} findings, the first: {found[0].words}", "keep everything as it is")
    else:
        head = last_head()
        yield Finding("log", GREEN, f"{head.size if head else 0:,} entries, each as it was signed")


def _tombstones() -> Iterator[Finding]:
    there, beside = latest(), read_latest(keys_folder())
    if beside is None or beside.count < there.count:
        yield Finding("tombstones", YELLOW, "not all are copied beside the rings", _TICK)
    elif beside.count > there.count:
        yield Finding("tombstones", RED, "the database knows of fewer erasures than the rings", "use `amparo restore`")
    else:
        yield Finding("tombstones", GREEN, f"{there.count} are kept beside the rings")


def _backup() -> Iterator[Finding]:
    made, retired = last(BACKUP), last(RETIRED)
    if made is not None and retired is not None and made < retired:
        yield Finding("backup", RED, "keys were destroyed since the last one, which opens no more", "`amparo backup FILE`")
    else:
        yield _aged("backup", BACKUP, "made", _DAY, 7 * _DAY, "`amparo backup FILE` every day, kept on another machine")


def _witness() -> Iterator[Finding]:
    at = Witness.objects.order_by("-at").values_list("at", flat=True).first()
    if at is None:
        said = "nobody outside keeps a head of the log: who holds its key could write another"
        yield Finding("witness", YELLOW, said, "`amparo log witness URL`")
    elif now() - at > 2 * _DAY:
        yield Finding("witness", YELLOW, f"the last head was sent {(now() - at).days} days ago", "`amparo log witness URL`")
    else:
        yield Finding("witness", GREEN, "a head was sent within two days")


def _ticker() -> Iterator[Finding]:
    yield _aged("ticker", TICK, "run", timedelta(minutes=10), _DAY, "`amparo serve` runs it, or a timer: `amparo tick`")


def _clock() -> Iterator[Finding]:
    head = last_head()
    if head is not None and now() < head.moment - SLACK:
        yield Finding("clock", RED, "it is behind the last entry of the log", "set it right")
    else:
        yield Finding("clock", GREEN, "it is not behind the log")


def _emergencies() -> Iterator[Finding]:
    open_ = BreakGlass.objects.filter(reviewed=None)
    late = open_.filter(since__lte=now() - REVIEW_WITHIN).count()
    if late:
        yield Finding("emergencies", RED, f"{late} were not reviewed within 72 hours", "a supervisor judges each")
    elif count := open_.count():
        yield Finding("emergencies", YELLOW, f"{count} wait for their review", "a supervisor judges each within 72 hours")
    else:
        yield Finding("emergencies", GREEN, "all are reviewed")


def _notices() -> Iterator[Finding]:
    old = Notice.objects.filter(read=None, at__lte=now() - 7 * _DAY).count()
    if old:
        yield Finding("notices", YELLOW, f"{old} were not read for a week", "each agency reads its own after signing in")
    else:
        yield Finding("notices", GREEN, "none waits for a week")


def _law() -> Iterator[Finding]:
    profile = law().profile
    if profile.standing in ("reviewed", "adopted"):
        yield Finding("law", GREEN, f"`{profile.name}` is {profile.standing}")
    else:
        said = f"`{profile.name}` is {profile.standing}: no authority answers for it"
        yield Finding("law", YELLOW, said, "have it reviewed and adopted")
    missing = [name for name in profile.languages if name != WRITTEN and not (_TRANSLATIONS / name).is_dir()]
    if missing:
        said = f"the pages are not there in languages of the pack: {', '.join(missing)}"
        yield Finding("languages", YELLOW, said, "work with interpreters until they are translated and approved")
    approved = tomllib.loads((_TRANSLATIONS / "approved.toml").read_text("utf-8"))
    unread = [name for name in profile.languages if name != WRITTEN and name not in missing and not approved.get(name)]
    if unread:
        counted = tomllib.loads((_TRANSLATIONS / "state.toml").read_text("utf-8"))
        far = ", ".join(f"{name} ({counted[name]['pages'] * 100 // counted['texts']['pages']} % translated)" for name in unread)
        said = f"no qualified person approved the pages in: {far}"
        yield Finding("translations", YELLOW, said, "each page says so; have them read: docs/translations.md")


def _notices_of_rights() -> Iterator[Finding]:
    waiting = unapproved()
    if waiting:
        said = (
            f"no qualified person approved the notice in: {', '.join(f'{each.language} ({each.digest})' for each in waiting)}"
        )
        yield Finding("notice of rights", YELLOW, said, "have the words read and approved: docs/operator.md")
    else:
        yield Finding("notice of rights", GREEN, "a qualified person approved it in each language")


def _periods() -> Iterator[Finding]:
    unset = [period.kind for period in periods().values() if period.standing == UNSET]
    if unset:
        yield Finding("periods of keeping", YELLOW, f"not set by the controller: {', '.join(unset)}", "`retention.toml`")
    else:
        yield Finding("periods of keeping", GREEN, "set by the controller")


CHECKS: Final = (
    _database, _keys, _place_of_keys, _files, _recovery, _log, _tombstones, _backup, _witness, _ticker, _clock, _emergencies,
    _notices, _law, _notices_of_rights, _periods,
)  # fmt: skip


def _aged(name: str, what: str, done: str, soon: timedelta, most: timedelta | None, remedy: str) -> Finding:
    """Return how long ago a thing was done: yellow if never or after `soon`, red after `most`."""
    at = last(what)
    if at is None:
        return Finding(name, YELLOW, f"never {done} yet", remedy)
    ago = now() - at
    units = ((_DAY, "days"), (_HOUR, "hours"), (timedelta(minutes=1), "minutes"))
    told = next((f"{ago // unit} {word}" for unit, word in units if ago >= 2 * unit), "a moment")
    level = RED if most is not None and ago > most else YELLOW if ago > soon else GREEN
    return Finding(name, level, f"last {done} {told} ago", "" if level == GREEN else remedy)


def _is_demonstration() -> bool:
    return Installation.objects.filter(demonstration=True).exists()


def _asked(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
