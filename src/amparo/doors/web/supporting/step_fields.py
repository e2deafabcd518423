"""The fields of each step with a service, in the order in which a worker speaks with the person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.compartment import vocabulary
from amparo.casework.referring.directory import services as listed
from amparo.desk.field import Field
from amparo.desk.library import wording
from amparo.doors.web.supporting.words import ANY, state_words
from amparo.stages.support import delivering, ending
from amparo.stages.support.filled import SHORT
from amparo.stages.support.fitting import ASKED
from amparo.stages.support.kinds import SERVICE
from amparo.stages.support.services import ACCEPTED, FIT, OFFER, REFUSED, Service
from amparo.stages.support.steps import AGAIN, BEGIN, REPLY, REQUEST

Sent = Mapping[str, str]
DELIVER: Final = "deliver"
FITTING: Final = "fit"
HELP_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "accommodation": ("shelter",),
    "medical": ("health",),
    "sexual_health": ("health",),
    "psychological": ("health", "counselling"),
    "counselling": ("counselling", "support"),
    "legal": ("legal", "compensation", "asylum"),
    "civil_matters": ("legal",),
    "documents": ("legal", "support"),
    "education": ("work",),
    "training": ("work",),
    "life_skills": ("work", "support"),
    "employment": ("work",),
    "child_care": ("child",),
    "security": ("safety",),
}
"""Under which kinds of help the directory lists who gives a service; of any other kind, daily support."""


def fields_of(step: str, who: Actor, service: Service, sent: Sent) -> tuple[Field, ...]:
    return _OF[step](who, service, sent)


def on_field(sent: Sent, words: str = "") -> Field:
    label = words or _("On which day?")
    return Field("on", "on", label, sent.get("on", ""), kind="date", hint=_("Today, if you leave it."), optional=True)


def words_field(sent: Sent, label: str, hint: str = "", *, optional: bool = True) -> Field:
    return Field("text", "text", label, sent.get("text", ""), kind="area", hint=hint, longest=4000, optional=optional)


def yesno(name: str, label: str, sent: Sent, hint: str = "") -> Field:
    return Field(name, name, label, sent.get(name, ""), kind="yesno", hint=hint)


def radios(name: str, label: str, sent: Sent, choices: Mapping[str, object], hint: str = "") -> Field:
    said = tuple((value, str(words)) for value, words in choices.items())
    return Field(name, name, label, sent.get(name, ""), kind="radios", hint=hint, choices=said)


def text(name: str, label: str, sent: Sent, hint: str = "", *, optional: bool = True) -> Field:
    return Field(name, name, label, sent.get(name, ""), hint=hint, longest=SHORT, optional=optional)


def kind_field(name: str, label: str, sent: Sent) -> Field:
    values = vocabulary().items[SERVICE][name].values
    return radios(name, label, sent, {value: wording().value(f"{ANY}.{name}", value) for value in values})


def _offer(_who: Actor, _service: Service, sent: Sent) -> tuple[Field, ...]:
    return (
        on_field(sent),
        Field("told", "told", _("What were they told of it?"), sent.get("told", ""), kind="area", longest=4000,
              hint=_("What it is, who gives it, what it costs them (nothing), what it does not do, that they can stop it.")),
        text("language", _("In which language?"), sent, _("And through which interpreter, by number or office.")),
        yesno("understood", _("Did they understand it?"), sent, _("They said it back in their own words.")),
        radios("who", _("Who answered?"), sent,
               {"person": _("The person"), "guardian": _("The guardian, after the child was heard")}),
        radios("answer", _("What was the answer?"), sent,
               {"yes": _("Yes"), "no": _("No: a choice, and not for ever"), "later": _("Not yet")}),
        yesno("may_ask", _("May whoever gives it be asked, and told what they need to know?"), sent),
        words_field(sent, _("What they said to it")),
    )  # fmt: skip


def _provider(who: Actor, service: Service, sent: Sent) -> tuple[Field, ...]:
    helps = HELP_OF.get(service.kind, ("support",))
    found = {each.id: each.entry for name in (*helps, "case") for each in listed(who, kind=name)}
    choices = tuple((id_, f"{entry.title} · {entry.area}") for id_, entry in found.items())
    chosen = Field(
        "provider", "provider", _("Who gives it? From the list of services"), sent.get("provider", ""), kind="select",
        choices=choices, optional=True,
    )  # fmt: skip
    label = _("Or somebody who is not on the list") if choices else _("Who gives it?")
    named = text("named", label, sent, _("The name of a body, not of a person."), optional=bool(choices))
    contact = text("contact", _("How they are reached"), sent)
    run_by = kind_field("run_by", _("What kind of body is it?"), sent)
    return (*((chosen,) if choices else ()), named, contact, run_by)


def _emergency(service: Service, sent: Sent, *, asks: bool = False) -> tuple[Field, ...]:
    if service.may_be_asked if asks else service.is_agreed:
        return ()
    hint = _("Without a yes nothing begins. Only where life or health is in danger: write what would happen if one waited.")
    return (
        Field("emergency", "emergency", _("The person has not said yes to this. Is it an emergency?"),
              sent.get("emergency", ""), kind="area", hint=hint, longest=4000, optional=True),
    )  # fmt: skip


def _request(who: Actor, service: Service, sent: Sent) -> tuple[Field, ...]:
    asked = words_field(sent, _("What they were asked"), _("What they need to know to help, and no more."))
    return (*_emergency(service, sent, asks=True), *_provider(who, service, sent), on_field(sent), asked)


def _reply(_who: Actor, _service: Service, sent: Sent) -> tuple[Field, ...]:
    return (
        radios("state", _("What did they answer?"), sent,
               {ACCEPTED: state_words(ACCEPTED), REFUSED: state_words(REFUSED)}),
        kind_field("refusal_reason", _("If they refused: why?"), sent),
        on_field(sent),
        words_field(sent, _("What they said"), _("If they promised it: for when.")),
    )  # fmt: skip


def _begin(who: Actor, service: Service, sent: Sent) -> tuple[Field, ...]:
    provider = () if service.provider else _provider(who, service, sent)
    if service.provider and not service.facts.get("run_by"):
        provider = (kind_field("run_by", _("What kind of body is it?"), sent),)
    return (
        *_emergency(service, sent),
        *provider,
        on_field(sent, _("Since which day is it given?")),
        words_field(sent, _("Notes")),
    )


def _again(_who: Actor, _service: Service, sent: Sent) -> tuple[Field, ...]:
    return (on_field(sent), words_field(sent, _("What the person says")))


def _fit(_who: Actor, service: Service, sent: Sent) -> tuple[Field, ...]:
    found = []
    for name in ASKED:
        asked = wording().asked(f"{service.key}.{name}")
        found.append(yesno(name, wording().words.label("facts", f"{SERVICE}.{name}"), sent, asked.worker))
        label = _("How did this shape the help?") if name in FIT else _("Which language, through which interpreter?")
        found.append(text(f"how_{name}", label, sent))
    return tuple(found)


def _deliver(_who: Actor, _service: Service, sent: Sent) -> tuple[Field, ...]:
    return (
        on_field(sent),
        radios("what", _("What was delivered?"), sent, delivering.WHAT),
        Field("count", "count", _("How much, in figures"), sent.get("count", ""), kind="number",
              hint=_("How many sessions, nights, hours or things; of money, the sum.")),
        Field("cost", "cost", _("What it cost us"), sent.get("cost", ""), kind="number", optional=True),
        text("currency", _("Currency, by its three letters"), sent, _("As in EUR. Needed where a sum is written.")),
        text("language", _("Language, and interpreter"), sent),
        words_field(sent, _("Which things, what for, what came of it"),
                    _("No result of a test, and no account of what happened.")),
    )  # fmt: skip


def _end(_who: Actor, _service: Service, sent: Sent) -> tuple[Field, ...]:
    said = {**ending.WISHED, **ending.UNWISHED}
    return (
        yesno("wanted", _("Does the person want it to end?"), sent, _("Ask them alone. Not asked is not a yes.")),
        radios("why", _("Why does it end?"), sent, said,
               _("Not helping the police, being in no proceedings, or having no papers is no reason, and is not listed.")),
        Field("text", "text", _("In the person’s own words; or, against their wish, the reasons and what was tried before"),
              sent.get("text", ""), kind="area", longest=4000),
        yesno("understood", _("Is it clear to them what ends, and that they can come back?"), sent),
        on_field(sent, _("Since which day?")),
    )  # fmt: skip


_OF: Final[Mapping[str, Callable[[Actor, Service, Sent], tuple[Field, ...]]]] = {
    OFFER: _offer,
    REQUEST: _request,
    REPLY: _reply,
    BEGIN: _begin,
    AGAIN: _again,
    FITTING: _fit,
    DELIVER: _deliver,
    ending.END: _end,
}
