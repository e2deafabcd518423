"""The form on which not prosecuting and not punishing is considered, and what was considered before, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from amparo.casework.named import Named
from amparo.casework.paper_kinds import KINDS
from amparo.casework.papers import Paper
from amparo.desk.field import Field
from amparo.desk.kept_facts import KeptFacts, key_words, said_moment
from amparo.desk.marked import begun, of_law
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.ledger.entry import Entry
from amparo.stages.liability.considering import OUTCOMES, WHO
from amparo.stages.liability.offence import TESTS, Offence


def fields(sent: QueryDict, found: Offence, known: Mapping[str, str], *, judges: bool) -> tuple[Field, ...]:
    """Return the form; who judges is not asked who considered it."""
    outcomes = tuple((name, str(words)) for name, words in OUTCOMES.items() if name != "lifted" or found.is_sanctioned)
    choices = tuple(known.items())
    who = Field(
        "who", "who", _("Who considered it?"), sent.get("who", "prosecutor" if judges else ""), kind="radios",
        choices=tuple((name, str(words)) for name, words in WHO.items()),
        hint="" if judges else _("Record it from their paper. Without a paper of theirs, ask for one: give them notice."),
    )  # fmt: skip
    reasons = _("For each test: met, not met or open, and why. What speaks for the person is weighed too.")
    relies = Field(
        "relies",
        "relies",
        _("What it rests on"),
        kind="checks",
        choices=choices,
        ticked=tuple(sent.getlist("relies")),
        optional=True,
    )
    return (
        who,
        Field("outcome", "outcome", _("What came of it?"), sent.get("outcome", ""), kind="radios", choices=outcomes),
        Field("reasons", "reasons", _("The reasons"), sent.get("reasons", ""), reasons, "area", longest=8000, rows=6),
        *((relies,) if choices else ()),
    )


def support_of(pieces: Sequence[Entry], papers: Sequence[Paper], facts: KeptFacts) -> dict[str, str]:
    """Return each statement and paper that can be relied on, in a line, by its id."""
    said = {each.id: said_of(each, facts) for each in pieces}
    kinds = {each.id: begun(of_law(KINDS[each.kind].meaning)) for each in papers}
    return said | {each.id: f"{kinds[each.id]} ({said_moment(each.at)})" for each in papers}


def said_of(entry: Entry, facts: KeptFacts) -> str:
    """Return one statement in a line: what, how it is known, of whom."""
    stated = facts.stated(entry)
    return f"{key_words(entry.key)}: {stated.value} ({stated.source}, {stated.agency})"


def weighed_lines(found: Offence, known: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return what was considered before, the newest first."""
    named = Named.of({each.agency for each in found.weighed}, {each.user for each in found.weighed})
    return [
        {
            "at": said_moment(each.at),
            "who": f"{named.user(each.user)}, {named.agency(each.agency)}",
            "by": str(WHO.get(each.body["who"], each.body["who"])),
            "outcome": str(OUTCOMES[each.body["outcome"]]),
            "reasons": each.body["reasons"],
            "tests": _tests(each.body["tests"]),
            "relies": [known[id_] for id_ in each.body["relies"] if id_ in known],
        }
        for each in reversed(found.weighed)
    ]


def trouble_of(error: AmparoError, form: Sequence[Field]) -> Trouble:
    """Return what is wrong, at the field that it belongs to."""
    where = error.where if error.where in {each.id for each in form} else form[0].id
    return Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help[:1].upper() + error.help[1:], field=where)


def _tests(said: Mapping[str, str]) -> list[tuple[str, str]]:
    words = {"yes": _("Yes"), "no": _("No"), "unknown": _("Not known")}
    return [(str(question), words[said[name]]) for name, question in TESTS.items()]
