"""The form of a referral: what is sent back as a plan, and the fields that ask for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from amparo.casework.bases import BASES
from amparo.casework.bundles import BUNDLES, LEADING
from amparo.casework.grants import reach
from amparo.casework.models import Agency
from amparo.casework.moment import now
from amparo.casework.purpose import COMPARTMENTS
from amparo.casework.referring.plan import LONGEST_NOTE, Plan
from amparo.casework.referring.states import AGES, HELPS, SAFETY, URGENCIES
from amparo.casework.referring.wishing import CONSENT_BASIS, basis_for
from amparo.desk.field import Field
from amparo.desk.languages import languages
from amparo.desk.library import wording
from amparo.desk.marked import begun, of_law
from amparo.doors.web.case_people import end_of
from amparo.doors.web.referral_words import kind_choices
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError

TRANSFER: Final = "case"
FIELDS: Final = (
    *("kind", "agency", "urgency", "age", "languages", "safety", "compartments", "basis", "until", "reserve", "keeps", "note"),
)
_ANSWERING: Final = "supervisor"
"""Those who answer for all of an agency's work: by what they may do alone, nobody is asked."""
USUAL: Final = timedelta(days=90)
"""For how long a receiver may read where the sender says nothing else; a basis may allow less."""


def plan_from(form: QueryDict, shareable: Iterable[str]) -> Plan:
    """Read a plan as the form sends it; raise `AmparoError` that names the field."""
    kind = form.get("kind", "")
    if kind not in HELPS:
        raise AmparoError("wrong-referral", _("choose what help is needed"), where="kind")
    basis, is_transfer = form.get("basis", ""), form.get("transfer") == "yes"
    parts = tuple(sorted(shareable)) if is_transfer else tuple(sorted(set(form.getlist("compartments")) & COMPARTMENTS))
    records = BASES[basis].records if basis in BASES else {}
    return Plan(
        agency=form.get("agency", ""),
        kind=kind,
        compartments=parts,
        basis=basis,
        recorded={name: form.get(f"{basis}-{name}", "") for name in records},
        until=end_of(form) if form.get("until") else usual_end(basis),
        urgency=form.get("urgency", ""),
        age=form.get("age", ""),
        languages=tuple(each for each in form.getlist("languages") if each),
        safety=tuple(form.getlist("safety")),
        note=form.get("note", ""),
        reserve=form.get("reserve", ""),
        is_transfer=is_transfer,
        keeps=tuple(form.getlist("keeps")) if is_transfer else (),
    )


def usual_end(basis: str) -> datetime:
    """Return the end where none is said: ninety days, or as long as the basis lasts."""
    longest = BASES[basis].longest if basis in BASES else USUAL
    return now().astimezone(UTC) + min(USUAL, longest) - timedelta(minutes=1)


def parts_for(agency: Agency, kind: str, basis: str, shareable: Iterable[str]) -> tuple[str, ...]:
    """Return what is chosen unless somebody chooses less: what the purpose needs, the mandate reaches, and one may give."""
    return tuple(sorted(set(shareable) & reach(agency.body, basis, HELPS[kind].purpose)))


def receivers(kind: str, keeper: str, *, leads: bool, listed: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
    """Return the agencies here whose daily work it is, or that may lead a case, and those listed for it in the directory."""
    rows = Agency.objects.filter(ended=None).exclude(id=keeper).order_by("title")
    purpose = HELPS[kind].purpose
    daily = {
        body for name, bundle in BUNDLES.items() if name != _ANSWERING and purpose in bundle.purposes for body in bundle.bodies
    }
    fits = (
        each
        for each in rows
        if (each.body in LEADING if leads else each.body in daily or each.id in listed) and reach(each.body, "", purpose)
    )
    return tuple((each.id, each.title) for each in fits)


def first_fields(form: QueryDict) -> tuple[Field, ...]:
    """Ask what help is needed, and where."""
    return (
        Field("kind", "kind", _("What help is needed?"), form.get("kind", ""), kind="radios", choices=kind_choices()),
        Field(
            "area", "area", _("Where?"), form.get("area", ""), _("A town or area; empty for anywhere."), longest=80,
            optional=True,
        ),
    )  # fmt: skip


def plan_fields(form: QueryDict, age: str) -> tuple[Field, ...]:
    """Ask what the receiver is told before it answers."""
    return (
        Field(
            "urgency", "urgency", _("How soon do you need an answer?"), form.get("urgency", ""), kind="radios",
            choices=tuple((name, begun(of_law(each.meaning))) for name, each in URGENCIES.items()),
        ),
        Field(
            "age", "age", _("The person is"), form.get("age") or age, kind="radios",
            choices=tuple((name, begun(of_law(words))) for name, words in AGES.items()),
        ),
        Field(
            "languages", "languages", _("Language the person speaks"), form.get("languages", ""), kind="select",
            choices=languages(), optional=True,
        ),
        Field(
            "safety", "safety", _("What must they know to keep the person safe?"), kind="checks",
            choices=tuple((name, begun(of_law(words))) for name, words in SAFETY.items()), ticked=tuple(form.getlist("safety")),
            optional=True,
        ),
    )  # fmt: skip


def grant_fields(form: QueryDict, parts: Iterable[str], ticked: Iterable[str]) -> dict[str, Field]:
    """Ask what the receiver reads once it accepts, and until when."""
    label = wording().words.label
    return {
        "compartments": Field(
            "compartments", "compartments", _("Which parts may they read?"), kind="checks", ticked=tuple(ticked),
            choices=tuple((name, label("compartments", name)) for name in sorted(parts)),
        ),
        "until": Field("until", "until", _("Until"), form.get("until", ""), _("Empty: 90 days."), kind="date", optional=True),
        "note": Field(
            "note", "note", _("What they should know when they begin"), form.get("note", ""),
            _("They read this only after they accept."), kind="area", longest=LONGEST_NOTE, optional=True,
        ),
    }  # fmt: skip


def basis_fields(form: QueryDict, is_child: bool | None, *, refused: bool, trouble: Trouble | None) -> list[dict[str, object]]:  # noqa: FBT001 as it stands
    """Ask on what it rests, the fitting basis first: for a child its best interests, and no question for consent."""
    first = form.get("basis") or basis_for(is_child=is_child, refused=refused)
    names = sorted(BASES, key=lambda name: name != first)
    return [
        {
            "name": name,
            "words": begun(of_law(BASES[name].meaning)),
            "chosen": name == first,
            "is_consent": name == CONSENT_BASIS,
            "fields": [
                Field(
                    f"{name}-{each}", f"{name}-{each}", begun(of_law(words)), form.get(f"{name}-{each}", ""),
                    kind="date" if each.endswith("_on") else "text", longest=1000,
                ).with_trouble(trouble)
                for each, words in BASES[name].records.items()
            ],
        }
        for name in names
    ]  # fmt: skip
