"""Recording: the one way in which a fact of a case is written. Who says it, on what source; the entry, and that of the log.

All of an act is kept, or nothing of it. Whether a value has the power to lift anything is settled when it is read
(`facts/power.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from django.db import transaction

from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.decided import check_decided
from amparo.casework.entitled import Standing, begin_membership, check_keeps, check_opening, permitted
from amparo.casework.keys import CaseKeys, rings
from amparo.casework.labels import CALLED, NAMES, label_of, label_place, names_of
from amparo.casework.log import log
from amparo.casework.models import Case, IndexFigure, Kept, Label, Paper
from amparo.casework.moment import fresh_id, now
from amparo.casework.name_figures import ALIKE, name_figures, searched
from amparo.casework.papers import Draft, checked, kept
from amparo.casework.policy import Action
from amparo.casework.register_rows import take_out
from amparo.casework.set_back import check_set_back
from amparo.casework.store import DjangoStore
from amparo.casework.trouble import told_plainly
from amparo.casework.unseen import hides
from amparo.casework.wall import enter
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.ledger.canonical import written_moment
from amparo.ledger.entry import Entry, entry_from
from amparo.ledger.store import newest
from amparo.sealing.index import entries

IDENTITY: Final = "identity"
LONGEST: Final = 80
MOST: Final = 200
"""How many statements one act may hold."""
_ITEM: Final = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody states: a key of the ledger, a value as a case file writes it (nothing: withdrawn), and its source."""

    key: str
    value: Any
    source: str
    method: str | None = None
    language: str | None = None
    asked_by: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    corrects: str | None = None
    reason: str | None = None


def open_case(actor: Actor, *, purpose: str, called: str = "", also: Callable[[str], None] | None = None) -> str:
    """Open a case that the actor's agency keeps, with the actor as its first member; return its id.

    `also` is called with it in the same transaction.
    """
    (case,) = open_cases(actor, purpose=purpose, called=(called,), also=None if also is None else lambda cases: also(cases[0]))
    return case


def open_cases(
    actor: Actor, *, purpose: str, called: Sequence[str], also: Callable[[Sequence[str]], None] | None = None
) -> tuple[str, ...]:
    """Open several cases in one act, one for each safe name (which may be empty): all of them or none."""
    with told_plainly(), transaction.atomic(durable=True):
        check_opening(actor, purpose)
        opened = tuple(_opened(actor, purpose, name) for name in called)
        if also is not None:
            enter(actor.agency, opened)
            also(opened)
    return opened


def _opened(actor: Actor, purpose: str, called: str) -> str:
    case = Case.objects.create(id=fresh_id(), agency_id=actor.agency)
    log("case-opened", actor, case=case.id, about={"purpose": purpose})
    begin_membership(actor, case.id, purpose)
    if called:
        enter(actor.agency, [case.id])
        _label(actor, case, CALLED, called)
    return case.id


def record(
    actor: Actor,
    case: str,
    statements: Sequence[Statement] = (),
    *,
    seen: Mapping[str, str],
    purpose: str = "",
    papers: Sequence[Draft] = (),
    also: Callable[[Standing], None] | None = None,
) -> tuple[Entry, ...]:
    """State facts of a case, and keep papers, in one act; `seen` is what the look gave on which they rest. Return the entries.

    `also` is called in the same transaction, once all is kept: what it refuses was never done.

    Raise what the reader of case files raises for a wrong name or value, `no-such-case` to whoever may not see the case,
    `not-yours-to-record` where the policy says no, and `lost-update` where somebody else stated one of the keys meanwhile.
    """
    if not 0 < len(statements) + len(papers) <= MOST:
        raise AmparoError("wrong-act", f"an act holds from 1 to {MOST} statements", help="state them in several acts")
    drafts = [drafted(each, case, actor, now()) for each in statements]
    for paper in papers:
        checked(paper)
    check_decided(actor.body, [(each.key, each.value) for each in drafts], [each.kind for each in papers])
    named = {compartment_of(each.key) for each in drafts} | {each.compartment for each in papers}
    with permitted(actor, case, Action.RECORD, named, purpose=purpose) as standing:
        moment = now()  # after the wait for one's turn: of two writers at once, the second would seem to have a clock set back
        batch = tuple(replace(each, recorded=moment) for each in drafts)
        if batch:
            kinds = [each.kind for each in papers]
            rows = DjangoStore().kept(batch, lambda before: _checked(seen, batch, before, standing, kinds))
            keys = [entry.key for entry in batch]
            log("fact-recorded", actor, case=case, about={"entries": _vouched(rows), "keys": keys, "purpose": purpose})
        if papers:
            file_papers(actor, case, papers, standing.keeper, purpose)
        if also is not None:
            also(standing)
    return batch


def fill(
    actor: Actor,
    case: str,
    statements: Sequence[Statement],
    *,
    papers: Sequence[Draft] = (),
    names: Mapping[str, str] | None = None,
    purpose: str = "",
    body: str = "",
) -> None:
    """State facts, papers and names of a case in the transaction that opened it (`open_case`), once the policy was asked.

    `body` says who made the statements, where that was another than the actor's: the partner whose file came in.
    """
    for paper in papers:
        checked(paper)
    by = replace(actor, body=body or actor.body)
    batch = tuple(drafted(each, case, by, now()) for each in statements)
    check_decided(by.body, [(each.key, each.value) for each in batch], [each.kind for each in papers])
    moment = now()
    batch = tuple(replace(each, recorded=moment) for each in batch)
    if batch:
        rows = DjangoStore().kept(batch, lambda _before: {})
        keys = [entry.key for entry in batch]
        log("fact-recorded", actor, case=case, about={"entries": _vouched(rows), "keys": keys, "purpose": purpose})
    if papers:
        file_papers(actor, case, papers, actor.agency, purpose)
    if names:
        _named(actor, Case.objects.get(id=case), names)


def file_papers(actor: Actor, case: str, papers: Sequence[Draft], keeper: str, purpose: str = "") -> None:
    """Keep papers inside the open transaction of an act that the policy, or somebody who may share, has allowed already."""
    keys, number = CaseKeys(case, keeper), Paper.objects.filter(case=case).count()
    filed = [kept(each, actor, keys, number + place) for place, each in enumerate(papers)]
    Case.objects.filter(id=case).update(moved=now())
    kinds = [each.kind for each in papers]
    log("paper-filed", actor, case=case, about={"papers": _vouched(filed), "kinds": kinds, "purpose": purpose})


def call(actor: Actor, case: str, name: str) -> None:
    """Give a case the safe name under which pages show it from now on."""
    with permitted(actor, case, Action.RECORD, {IDENTITY}) as standing:
        check_keeps(standing)
        _label(actor, Case.objects.get(id=case), CALLED, name)


def name_person(actor: Actor, case: str, names: Mapping[str, str]) -> None:
    """Keep a person's names, sealed, and let the keeping agency find the case by them; explain that to the person first.

    Who goes under a chosen name alone (`call`) stands in no index, and nobody finds them by searching. An empty text takes the
    place of a name that was wrong, as long as another one is left.
    """
    if not names or not set(names) <= set(NAMES):
        raise AmparoError("wrong-label", f"a name is one of {', '.join(NAMES)}", where="names")
    with permitted(actor, case, Action.RECORD, {IDENTITY}) as standing:
        check_keeps(standing)
        _named(actor, Case.objects.get(id=case), names)


def _named(actor: Actor, case: Case, names: Mapping[str, str]) -> None:
    """Keep names of a case, and put it into the index of the agency that keeps it."""
    for field, text in names.items():
        _name(actor, case, field, text)
    keeper = case.agency_id
    now_named = names_of(CaseKeys(case.id, keeper))
    if not (now_named.given_names or now_named.family_names or now_named.full_name):
        raise AmparoError(
            "wrong-label", "no name would be left", help="take the person out of the index instead", where=NAMES[0]
        )
    IndexFigure.objects.filter(case=case, purpose__in=[*names, ALIKE]).delete()
    texts = {field: searched(text) for field, text in names.items() if text.strip()}
    figures = entries(rings().of(keeper), texts, chosen_name=False)
    IndexFigure.objects.bulk_create(
        IndexFigure(case=case, agency=keeper, purpose=each.purpose, figure=each.bucket) for each in figures
    )
    alike = name_figures(now_named, keeper, asked=False)
    IndexFigure.objects.bulk_create(
        IndexFigure(case=case, agency=keeper, purpose=ALIKE, figure=figure) for figure in sorted(alike)
    )


def leave_index(actor: Actor, case: str) -> None:
    """Take a person out of the index, and of the register: their names stay sealed in the case, and nobody is found by them."""
    with permitted(actor, case, Action.RECORD, {IDENTITY}) as standing:
        check_keeps(standing)
        IndexFigure.objects.filter(case_id=case).delete()
        take_out(case)
        log("index-left", actor, case=case)


def drafted(statement: Statement, case: str, actor: Actor, moment: datetime) -> Entry:
    """Return the entry as which a statement would be kept; raise `AmparoError` for what cannot be stated."""
    table: dict[str, Any] = {
        "schema": 1,
        "id": fresh_id(),
        "case": case,
        "by": actor.body,
        "agency": actor.agency,
        "user": actor.user,
        "recorded": written_moment(moment),
        **{name: getattr(statement, name) for name in Statement.__slots__},
    }
    _check_written(statement)
    return entry_from({name: value for name, value in table.items() if value is not None or name == "value"}, vocabulary())


def _check_written(statement: Statement) -> None:
    """Refuse an item with a name for a number, which would stand in addresses and in the log; and text that hides something."""
    _kind, mark, rest = statement.key.partition("#")
    if mark and not _ITEM.fullmatch(rest.partition(".")[0]):
        raise AmparoError("item-without-id", "in a case that is kept, an item has a number", where="key")
    for name in Statement.__slots__:
        if hides(getattr(statement, name)):
            raise AmparoError("wrong-value", f"`{name}` holds signs that nobody sees", where=name)


def _checked(
    seen: Mapping[str, str], batch: Sequence[Entry], before: Sequence[Entry], standing: Standing, papers: Sequence[str]
) -> Mapping[str, str]:
    """Refuse what is changed against the person without its papers; return what the actor has seen of these keys."""
    check_set_back(batch, before, papers, today())
    return _with_unseen(seen, batch, before, standing)


def _with_unseen(
    seen: Mapping[str, str], batch: Iterable[Entry], before: Sequence[Entry], standing: Standing
) -> Mapping[str, str]:
    """Add what was stated where the actor may not look: nobody can have seen it, and nobody overlooks it."""
    by_id = {entry.id: entry for entry in before}
    last = newest(before)
    unseen = {key: last[key] for key in (entry.key for entry in batch) if key in last and not standing.sees(by_id[last[key]])}
    return {**seen, **unseen}


def _vouched(rows: Iterable[Kept | Label | Paper]) -> list[list[str]]:
    """Return what the log vouches for: each row's id, and the hash of its sealed bytes."""
    return [[row.id, sha256(bytes(row.sealed)).hexdigest()] for row in rows]


def _name(actor: Actor, case: Case, field: str, text: str) -> None:
    """Keep one name; nothing in the place of a name that stands there."""
    if text.strip() or not label_of(CaseKeys(case.id, case.agency_id), field):
        _label(actor, case, field, text)
    else:
        _keep_label(actor, case, field, "")


def _label(actor: Actor, case: Case, field: str, text: str) -> None:
    tidy = " ".join(text.split())
    if not 0 < len(tidy) <= LONGEST or not tidy.isprintable():
        raise AmparoError("wrong-label", f"a name has from 1 to {LONGEST} signs, all of them visible", where=field)
    _keep_label(actor, case, field, tidy)


def _keep_label(actor: Actor, case: Case, field: str, tidy: str) -> None:
    version = Label.objects.filter(case=case, field=field).count()
    row = Label(id=fresh_id(), case=case, field=field, version=version)
    row.sealed = CaseKeys(case.id, case.agency_id).sealed(tidy.encode(), label_place(row), IDENTITY)
    row.save(force_insert=True)
    log("label-set", actor, case=case.id, about={"labels": _vouched([row]), "field": field})
