"""The notice of rights: what this person can ask for now and what the law holds back, in plain words of their language.

It is made from one look at the case: what its maker may not read is not in it. It names nobody and no case, and it is kept as
it was told, with its digest; each paper and the script are made again from what was kept, the same to the byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Any, Final

from amparo.casework.actor import Actor
from amparo.casework.determine import law
from amparo.casework.entitled import not_there
from amparo.casework.opening import installed
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import record
from amparo.casework.rights_words import LANGUAGES, SOURCE, RightsWords, Text, approval, rights_words, texts
from amparo.casework.sight import Sight
from amparo.errors import AmparoError
from amparo.ledger.canonical import canonical
from amparo.ledger.known import standing as as_stated
from amparo.rules.profile import Profile
from amparo.stages.information.notice_lines import PARTS, Line, Lines, lines_of

NOTICE: Final = "rights-notice"
VOICE: Final = "voice"
NO_PAPER: Final = "paper_unwanted"
ORDER: Final = (
    "emergency", "hotline", "identifying_authority", "child_authority", "legal_aid", "appeal_body", "data_protection_body",
)  # fmt: skip
"""Contacts of a pack in the order in which they are printed; any other comes after them."""
CALLED: Final = ("hotline", "emergency")
"""Whose number stands on the card."""


def make(actor: Actor, sight: Sight, language: str) -> str:
    """Keep the notice of this person's rights as they stand now, in a language, and return its id."""
    if VOICE not in sight.recordable:
        raise not_there()
    draft = Draft(NOTICE, VOICE, contents(sight, language))
    record(actor, sight.case, seen={}, papers=(draft,))
    return draft.id


def contents(sight: Sight, language: str) -> dict[str, Any]:
    """Return what the notice says now, and the digest of it; raise `notice-unapproved` where nobody approved the words."""
    check_language(language)
    found = lines_now(sight)
    said = worded(found.lines, rights_words(language), sight.on, law().profile)
    said["rests_on"] = list(found.rests)
    return {**said, "digest": digest_of(said)}


def is_unwritten(sight: Sight) -> bool:
    """Say whether anybody wrote that the person wants nothing on paper: to keep a paper back, each such word is enough."""
    return any(each.key == NO_PAPER and each.value is True for each in as_stated(sight.entries))


def lines_now(sight: Sight) -> Lines:
    """Return what is in effect in a case now, as far as the viewer may read it."""
    return lines_of(sight.determinations, law().law_on(sight.on), sight.on)


def for_the_reader(sight: Sight) -> dict[str, Any]:
    """Return what a notice would say now, in the words of the source, for whoever works with the person; nothing is kept."""
    return worded(lines_now(sight).lines, rights_words(SOURCE), sight.on, law().profile)


def still_tells(sight: Sight, said: Mapping[str, Any]) -> bool:
    """Say whether a notice that was kept tells what stands now, in the words of now.

    Whoever may not read all that it was made from misses lines of it: to them only what is new says that things have changed.
    """
    now = {(line.text.id, line.group, line.until, line.since) for line in lines_now(sight).lines}
    then = {
        (line["id"], group["name"], line["until"], line["since"])
        for part in said["parts"]
        for group in part["groups"]
        for line in group["lines"]
    }
    is_whole = not any(each["withheld"] for each in sight.determinations)
    return (now == then if is_whole else now <= then) and said["words"] == rights_words(said["language"]).digest


def has_changed(sight: Sight) -> bool:
    """Say whether the last notice tells no more what stands: the law, the facts or the words have changed since."""
    made = next((each for each in reversed(sight.papers) if each.kind == NOTICE), None)
    return made is not None and not still_tells(sight, made.body)


def check_language(language: str) -> None:
    """Raise `AmparoError` unless words of this language may be given to a person here: approved ones, or in a demonstration."""
    if rights_words(language).language == SOURCE or approval(language) or is_demonstration():
        return
    raise AmparoError(
        "notice-unapproved",
        "no qualified person has approved the notice in this language, so it is not given to anybody",
        help="read it aloud in English with an interpreter, or have the words approved: docs/operator.md, Notices of rights",
        where="language",
    )


def may_be_given() -> tuple[str, ...]:
    """Return the languages in which a notice may be given to a person here."""
    return tuple(each for each in LANGUAGES if each == SOURCE or is_demonstration() or approval(each))


def is_demonstration() -> bool:
    """Say whether this installation is one to look at, with invented people alone."""
    found = installed()
    return found is not None and found.demonstration


def worded(lines: Iterable[Line], words: RightsWords, day: date, profile: Profile) -> dict[str, Any]:
    """Return what a notice says in a language, as data: parts, groups, lines, contacts, and the words around them."""
    told = tuple(lines)
    said = words.words
    return {
        "language": words.language,
        "on": day.isoformat(),
        "words": words.digest,
        "title": said["title"],
        "intro": [said["day"].format(day=words.day(day)), said["explain"], said["keep"]],
        "mark": mark_of(words),
        "parts": [part for name, groups in PARTS.items() if (part := _part(name, groups, told, words))],
        "contacts": {"heading": said["contacts"], "lines": list(_contacts(words, profile))},
        "card": {**{name: said[name] for name in ("card", "card-line", "card-sample")}, "number": number(profile)},
        "page": said["page"],
        "ask-back": said["ask-back"],
        "topics": sorted({line.text.topic for line in told}),
    }


def again(said: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return a notice that was kept in another language: the same lines, for whoever reads it aloud."""
    by_id = {text.id: text for text in texts()}
    words = rights_words(language)
    lines = tuple(_again(said, by_id))
    return worded(lines, words, date.fromisoformat(said["on"]), law().profile)


def _again(said: Mapping[str, Any], by_id: Mapping[str, Text]) -> Iterator[Line]:
    for part in said["parts"]:
        for group in part["groups"]:
            for line in group["lines"]:
                if line["id"] in by_id:
                    yield Line(by_id[line["id"]], group["name"], line["until"], line["since"])


def digest_of(said: Mapping[str, Any]) -> str:
    """Return the digest of what a notice says."""
    return sha256(canonical({name: value for name, value in said.items() if name != "digest"})).hexdigest()


def notice_of(sight: Sight, paper: str) -> Paper:
    """Return a notice that was kept in a case; raise `no-such-case` for one that is not there."""
    found = next((each for each in sight.papers if each.id == paper and each.kind == NOTICE), None)
    if found is None:
        raise not_there()
    return found


def mark_of(words: RightsWords) -> str:
    """Return what stands on the face of words that nobody approved: nothing where somebody did."""
    if approval(words.language):
        return ""
    return words.words["source" if words.language == SOURCE else "unapproved"]


def number(profile: Profile) -> str:
    """Return the number that a person can call; nothing where the pack of the installation names none."""
    return next((str(profile.contacts[name]["phone"]) for name in CALLED if profile.contacts.get(name, {}).get("phone")), "")


def _part(name: str, groups: Iterable[str], told: Iterable[Line], words: RightsWords) -> dict[str, Any]:
    found = [
        {"name": group, "lead": words.words[group] if name != group else "", "lines": lines}
        for group in groups
        if (lines := [_said(line, words) for line in told if line.group == group])
    ]
    return {"name": name, "heading": words.words[name], "groups": found} if found else {}


def _said(line: Line, words: RightsWords) -> dict[str, Any]:
    days = (
        words.words[name].format(day=words.day(date.fromisoformat(day)))
        for name, day in (("from", line.since), ("until", line.until))
        if day
    )
    return {
        "id": line.text.id,
        "words": " ".join((words.texts[line.text.id], *days)),
        "until": line.until,
        "since": line.since,
        "aloud": line.text.aloud,
    }


def _contacts(words: RightsWords, profile: Profile) -> Iterator[dict[str, str]]:
    contacts = profile.contacts
    for name in (*(each for each in ORDER if each in contacts), *sorted(set(contacts) - set(ORDER))):
        reached = {key: str(contacts[name].get(key, "")) for key in ("name", "phone", "mail")}
        yield {"label": words.contacts.get(name, words.contacts["other"]), **reached}
