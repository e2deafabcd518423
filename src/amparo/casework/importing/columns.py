"""What the columns of a file mean: a fact, a name, the old number, or nothing; suggested by likeness, said by people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cache
from typing import Any, Final

from amparo.casework.compartment import vocabulary
from amparo.casework.importing.values import ORDERS, folded
from amparo.casework.labels import CALLED, NAMES
from amparo.environment import today
from amparo.errors import AmparoError

NUMBER: Final = "old_number"
OWN: Final = (NUMBER, CALLED, *NAMES)
"""What a column can be that is no fact."""
SOURCES: Final = ("observed", "document")
NEAR: Final = 0.84
FURTHEST: Final = timedelta(days=90)
"""How far ahead a batch begins at most, and so how long anything of it waits; ours."""
_OTHERS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("id", "no", "number", "ref", "reference", "file number"), NUMBER),
    **dict.fromkeys(("case number", "case id", "case no"), NUMBER),
    **dict.fromkeys(("name", "full name"), "full_name"),
    **dict.fromkeys(("first name", "given name"), "given_names"),
    **dict.fromkeys(("last name", "surname"), "family_name"),
    **dict.fromkeys(("alias", "nickname"), CALLED),
    **dict.fromkeys(("dob", "date of birth"), "birth_date"),
    "gender": "sex",
    "age": "age_years",
}
"""What old records often call these."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is read: what each column is, which of its texts mean which values, and how the batch begins.

    `columns` maps headings to targets (a fact, or one of `OWN`); `said` maps, by heading, texts to values. `order` is that of
    dates, `source` what the old record counts as. What the file sets no day for is put off in the list of work from `begin_on`,
    `a_day` cases a day; what the law requires waits a week at most, and what has a day not at all.
    """

    columns: Mapping[str, str]
    purpose: str
    said: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    order: str = "ymd"
    source: str = SOURCES[0]
    begin_on: date | None = None
    a_day: int = 20

    def written(self) -> dict[str, Any]:
        """Return the plan as a file or a row of the database holds it."""
        begin = self.begin_on.isoformat() if self.begin_on else None
        said = {heading: dict(texts) for heading, texts in self.said.items()}
        return {
            "columns": dict(self.columns), "purpose": self.purpose, "said": said, "order": self.order, "source": self.source,
            "begin_on": begin, "a_day": self.a_day,
        }  # fmt: skip


def plan_from(table: Any) -> Plan:
    """Read a plan as it was written; raise `AmparoError` for anything else."""
    try:
        begin = date.fromisoformat(table["begin_on"]) if table.get("begin_on") else None
        plan = Plan(
            columns={str(heading): str(target) for heading, target in table["columns"].items()},
            purpose=str(table["purpose"]),
            said={str(heading): _texts(each) for heading, each in table.get("said", {}).items()},
            order=table.get("order", "ymd"),
            source=table.get("source", SOURCES[0]),
            begin_on=begin,
            a_day=int(table.get("a_day", 20)),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise _wrong("the mapping is no table of columns", "mapping") from None
    check(plan)
    return plan


def _texts(table: Mapping[Any, Any]) -> dict[str, str]:
    """Read what texts mean; one of which nothing was said yet is left out, and `""` says that nothing was known."""
    return {folded(str(text)): str(value) for text, value in table.items() if value is not None}


def check(plan: Plan) -> None:
    """Raise `AmparoError` for a plan that cannot be followed."""
    targets = [target for target in plan.columns.values() if target]
    unknown = next((each for each in targets if each not in (*OWN, *vocabulary().facts)), None)
    if unknown is not None:
        raise _wrong("a column is to be a fact that there is not", "columns")
    twice = next((each for each in targets if targets.count(each) > 1), None)
    if twice is not None:
        raise _wrong("two columns are to be the same", "columns")
    if NUMBER not in targets:
        raise _wrong("say which column holds the old number: by it no record is brought twice", "columns")
    if plan.order not in ORDERS or plan.source not in SOURCES or not 1 <= plan.a_day <= 10_000:  # noqa: PLR2004 as many as rows
        raise _wrong("the order of dates, the source or the cases a day are none of the list", "order")
    if plan.begin_on is not None and plan.begin_on > today() + FURTHEST:
        raise AmparoError(
            "import-mapping",
            "the day from which the rest is worked through is too far ahead",
            help=f"choose a day that is at most {FURTHEST.days} days ahead",
            where="begin",
        )


def suggested(headings: Sequence[str], words: Mapping[str, str]) -> dict[str, str]:
    """Suggest what each column is; nothing where no likeness is near. `words` are the names of facts as pages say them."""
    known = {
        **{folded(name): key for key, name in words.items()},
        **{_plain(name): name for name in vocabulary().facts},
        **_OTHERS,
    }
    found: dict[str, str] = {}
    for heading in headings:
        target = _nearest(_plain(heading), known)
        found[heading] = "" if target in found.values() else target
    return found


def _nearest(heading: str, known: Mapping[str, str]) -> str:
    if heading in known:
        return known[heading]
    matcher = SequenceMatcher(autojunk=False, b=heading)
    best, target = NEAR, ""
    for name, key in known.items():
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best, target = ratio, key
    return target


@cache
def _plain(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded(text)).split())


def _wrong(sentence: str, where: str) -> AmparoError:
    return AmparoError("import-mapping", sentence, help="say of each column what it is", where=where)
