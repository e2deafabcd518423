"""The person's copy: what is known of them in plain words, where it comes from, who looked and who received it.

It is taken out by somebody who works on the case, may export, and has just proved who they are: no administrator reads a case,
on a page or on the command line. It is in the log before it leaves. Agencies and what their staff do there stand in it, and
no name of anybody on the staff. What that worker may not open is counted, so that the person can ask for the rest.

It is a plain file. A lock of ours would need Amparo to open it, which the person does not have; whoever makes it hands it over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import transaction

from amparo.casework.access import look
from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bases import BASES
from amparo.casework.compartment import compartment_of
from amparo.casework.copy_page import page
from amparo.casework.determine import law
from amparo.casework.entitled import permitted, standing_of
from amparo.casework.log import log, wait_for_head
from amparo.casework.models import Agency
from amparo.casework.moment import now
from amparo.casework.paper_kinds import KINDS
from amparo.casework.papers import Paper
from amparo.casework.purpose import BOUNDS, Purpose
from amparo.casework.seeing import who_looked, who_received
from amparo.casework.sight import Sight
from amparo.casework.whole_file import refuse_there, written_whole
from amparo.explain.answer import value_json
from amparo.explain.plain import Plain
from amparo.explain.wording import load_words
from amparo.ledger.entry import Entry
from amparo.ledger.history import Stated, history
from amparo.rules.pack import find_law

FORMAT: Final = "amparo person copy 1"
SOURCES: Final[Mapping[str, str]] = {
    "said": "you or somebody else said it",
    "observed": "somebody observed it",
    "document": "from a document",
    "decision": "from a decision",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """What was put together for the person, as a table for machines and a page to read."""

    table: Mapping[str, Any]

    def write(self, path: Path) -> None:
        """Write both into one file; whole or not at all."""
        with written_whole(path) as aside, ZipFile(aside, "w", ZIP_DEFLATED) as archive:
            archive.writestr("copy.html", page(self.table))
            archive.writestr("copy.json", json.dumps(self.table, ensure_ascii=False, indent=1))


def export(actor: Actor, case: str, path: Path) -> Copy:
    """Put the person's copy together and write it; raise `AmparoError`, and write nothing, to whoever may not take it out."""
    refuse_there(path)
    copy = copy_of(actor, case)
    copy.write(path)
    return copy


def copy_of(actor: Actor, case: str) -> Copy:
    """Put the person's copy together, of every compartment that the actor may export; that they took it out is in the log."""
    sight = look(actor, case)
    with transaction.atomic():
        standing = standing_of(actor, case, now())
    named = sorted(name for name in sight.readable if standing.decide(Action.EXPORT, name).allowed) or sorted(sight.readable)
    with permitted(actor, case, Action.EXPORT, named):
        entry = log("exported", actor, case=case, about={"compartments": named, "for": "the person"})
    looked, received = who_looked(actor, case), who_received(actor, case)
    wait_for_head(entry)
    entries = tuple(each for each in sight.entries if compartment_of(each.key) in named)
    plain = Plain(law().law_on(sight.on), load_words(find_law()))
    titles = dict(Agency.objects.values_list("id", "title"))
    table = {
        "format": FORMAT,
        "made": _at(now()),
        "kept_by": titles[sight.keeper],
        "called": sight.called,
        "law": dict(sight.law),
        "known": list(_known(entries, plain, titles)),
        "written": [_written(each, titles) for each in sight.papers if each.compartment in named],
        "withheld": sight.withheld + len(sight.entries) - len(entries),
        "follows": list(_follows(sight)),
        "received": [
            {
                "agency": each.agency,
                "what": list(each.compartments),
                "why": BOUNDS[Purpose(each.purpose)].meaning,
                "basis": BASES[each.basis].meaning,
                "since": _at(each.since),
                "until": _at(each.ended or each.until),
            }
            for each in received
        ],
        "looked": [{"at": _at(each.moment), "agency": each.agency, "who": each.whom, "did": each.act} for each in looked],
    }
    return Copy(table)


def _known(entries: tuple[Entry, ...], plain: Plain, titles: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    """Yield each fact with all that was ever stated of it, the oldest first."""
    for key in dict.fromkeys(entry.key for entry in entries):
        told = history(entries, key)
        yield {"fact": key, "words": _words(key, plain), "stated": [_stated(each, plain, titles) for each in told]}


def _stated(told: Stated, plain: Plain, titles: Mapping[str, str]) -> dict[str, Any]:
    entry = told.entry
    said: dict[str, Any] = {
        "value": value_json(entry.value),
        "in_words": _value(entry, plain) if entry.value is not None else "withdrawn" if entry.corrects else "asked, not known",
        "by": titles.get(entry.agency, entry.agency),
        "source": SOURCES.get(entry.source, entry.source),
        "on": _at(entry.recorded),
        "stands": told.corrected_by is None and entry.value is not None,
    }
    if told.corrected_by is not None:
        said["corrected_on"] = _at(told.corrected_by.recorded)
    if told.contested_by:
        said["contested_by"] = [titles.get(each.agency, each.agency) for each in told.contested_by]
    if entry.reason:
        said["reason"] = entry.reason
    return said


def _written(paper: Paper, titles: Mapping[str, str]) -> dict[str, Any]:
    """Return a paper that staff wrote, with all that stands in it, and no name of whoever wrote it."""
    return {
        "kind": paper.kind,
        "words": KINDS[paper.kind].meaning,
        "by": titles.get(paper.agency, paper.agency),
        "on": _at(paper.at),
        "body": dict(paper.body),
    }


def _follows(sight: Sight) -> Iterable[dict[str, Any]]:
    """Yield what the law says of the person, as far as this worker may see its title."""
    for each in sight.determinations:
        if each["title"] is not None and each["in_effect"] and each["conclusion"] != "no":
            yield {"kind": each["kind"], "title": each["title"], "certain": each["conclusion"] == "yes", "due": each["due"]}


def _words(key: str, plain: Plain) -> str:
    if "." in key and "#" not in key:
        return f"all of them are listed: {plain.kind(key.partition('.')[0])}"
    if "#" in key and "." not in key:
        return plain.item(key)
    return plain.fact(key)


def _value(entry: Entry, plain: Plain) -> str:
    if isinstance(entry.value, bool) or ("#" in entry.key and "." not in entry.key):
        return "yes" if entry.value else "no"
    return plain.value(entry.key, entry.value)


def _at(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"
