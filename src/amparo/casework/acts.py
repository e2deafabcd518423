"""Every act that the log knows, in plain words, and what an entry says of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from amparo.errors import AmparoError
from amparo.ledger.canonical import canonical, from_canonical, moment_from

ACTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "case-opened": "opened a new case",
        "fact-recorded": "recorded or corrected facts",
        "import-sent": "sent a file of old records",
        "case-imported": "brought a case from an old record",
        "paper-filed": "wrote a paper of the case",
        "duty-given": "gave an owed duty to somebody in the case",
        "duty-put-off": "put off an owed duty, for a reason",
        "duty-taken-back": "took an owed duty back",
        "case-tagged": "linked the case with others by a tag",
        "case-untagged": "took a tag off the case",
        "case-looked-at": "looked at the case",
        "list-looked-at": "looked at a list of cases",
        "log-looked-at": "looked at the log",
        "look-refused": "asked for a case and was refused",
        "label-set": "set what the case is called",
        "index-left": "took the person out of the index",
        "register-entered": "put the person into the register, or corrected what stands there",
        "register-left": "took the person out of the register",
        "register-refused": "noted that the person does not want to be in the register",
        "register-asked": "asked the register who somebody may be",
        "register-rebuilt": "made the register anew from its entries",
        "figures-counted": "asked for figures",
        "figures-released": "made the figures of the year, which are shown until it ends",
        "searched": "searched for a name among their agency's cases",
        "found-same": "judged that two cases are about one person",
        "found-different": "judged that two cases are about two persons",
        "pairing-undone": "took back a judgement on two cases",
        "member-added": "gave somebody work on the case",
        "member-ended": "ended somebody's work on the case",
        "grant-given": "let an agency read a part of the case",
        "grant-ended": "ended what an agency may read",
        "referral-sent": "offered the case to another agency",
        "referral-looked-at": "looked at what was offered to their agency",
        "referral-accepted": "accepted a case that was offered",
        "referral-rejected": "refused a case that was offered",
        "referral-done": "said what was given after a referral",
        "referral-revoked": "took back an offer of the case",
        "referral-late": "ended the wait for an answer to an offer, or offered the case to the reserve",
        "case-transferred": "handed the case over to another agency, which keeps it from then on",
        "provider-listed": "changed the directory of services",
        "partner-added": "added another installation that cases are referred to",
        "partner-ended": "ended the exchange with another installation",
        "conflict-declared": "declared a conflict of interest",
        "conflict-ended": "ended a conflict of interest",
        "glass-broken": "opened the case in an emergency",
        "glass-reviewed": "reviewed an emergency opening",
        "canary-set": "set out a case that belongs to nobody",
        "canary-opened": "opened a case that belongs to nobody",
        "exported": "took data out",
        "document-made": "made a document for somebody outside",
        "document-taken": "took a document out as a file",
        "erased": "erased by destroying a key",
        "hold-set": "forbade erasure",
        "hold-released": "released a ban on erasure",
        "key-rotated": "changed keys",
        "key-recovered": "opened a ring with recovery shares",
        "ring-made": "made a ring of keys",
        "ring-exported": "took a locked ring out",
        "ring-imported": "took a ring in",
        "shares-made": "made recovery shares",
        "agency-added": "added an agency",
        "agency-ended": "ended an agency's part",
        "api-key-made": "made a key for another system",
        "api-key-ended": "ended a key of another system",
        "user-added": "added a user",
        "user-reset": "reset a user's sign-in",
        "user-ended": "ended a user's account",
        "signed-in": "signed in",
        "sign-in-failed": "failed to sign in",
        "signed-out": "signed out",
        "stepped-up": "proved again who they are",
        "second-factor-added": "added a second factor",
        "second-factor-removed": "removed a second factor",
        "password-changed": "changed their password",
        "installed": "made the installation",
        "backed-up": "made a backup",
        "restored": "restored a backup",
        "rebuilt": "worked out all determinations anew",
        "report-received": "took a report from outside",
        "report-read": "read a report from outside",
        "report-answered": "answered a report from outside",
        "code-made": "made a code with which the person follows their case",
        "code-ended": "ended the person's code",
        "code-words-set": "chose what the person's code shows",
        "code-used": "looked with the person's code",
        "code-refused": "tried a code that opens nothing",
        "said-received": "wrote with the person's code",
        "said-read": "read what was written with the person's code",
        "said-answered": "answered what was written with the person's code",
        "feedback-received": "took feedback of somebody who is helped",
        "feedback-read": "read feedback of people who are helped",
        "heartbeat": "ran as usual",
        "witnessed": "sent a head to a witness",
        "log-exported": "exported the log",
        "clock-corrected": "set right a clock that had been ahead",
    }
)
"""A closed list: an act that is not here cannot be logged, and so cannot be done."""
UNREADABLE: Final = "unreadable"
"""The act of an entry whose key was destroyed: that something was done stays, what it was is gone."""
UNREADABLE_WORDS: Final = "something of which the key was destroyed"
_SCHEMA: Final = 1


@dataclass(frozen=True, slots=True)
class Act:
    """What an entry says: who did what, when, with which cases, and what more there is to it, without the value of any fact."""

    moment: datetime
    act: str
    user: str
    agency: str
    request: str
    cases: tuple[str, ...]
    about: Mapping[str, Any]

    def written(self) -> bytes:
        """Return the one form in bytes; raise `AmparoError` for an act or a detail that has no place in the log."""
        if self.act not in ACTS:
            raise AmparoError("unknown-log-act", f"the log knows no act `{self.act}`", help="`casework/acts.py` lists all")
        _assert_plain(self.about)
        return canonical(
            {
                "schema": _SCHEMA,
                "moment": self.moment,
                "act": self.act,
                "user": self.user,
                "agency": self.agency,
                "request": self.request,
                "cases": self.cases,
                "about": self.about,
            }
        )


def act_from(data: bytes) -> Act:
    """Read what `written` returned."""
    table = from_canonical(data)
    return Act(
        moment_from(table["moment"]),
        table["act"],
        table["user"],
        table["agency"],
        table["request"],
        tuple(table["cases"]),
        table["about"],
    )


def words_of(act: str) -> str:
    """Return an act in plain words."""
    return UNREADABLE_WORDS if act == UNREADABLE else ACTS[act]


def _assert_plain(value: Any) -> None:
    """Raise for anything but text, whole numbers, yes and no, lists and tables: a day would be the value of a fact."""
    match value:
        case str() | bool() | int():
            return
        case list() | tuple():
            for each in value:
                _assert_plain(each)
        case Mapping():
            for name, each in value.items():
                _assert_plain(name)
                _assert_plain(each)
        case _:
            raise AmparoError(
                "wrong-log-detail",
                f"what an entry of the log says more holds a {type(value).__name__}",
                help="ids, names of facts, digests and purposes alone belong there",
            )
