"""The forms of the time to recover: offered and begun, long enough, excepted; and the choice to help an inquiry."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.sight import Sight
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import signed_in
from amparo.doors.web.staying.form import Ask, Part, Sent, answer, area, plain, radios
from amparo.stages.recovery import choosing, excepting, giving, lasting
from amparo.stages.recovery.early_wish import INTERPRETERS, LEGAL, is_child
from amparo.stages.recovery.period import lengths, period_of

_OPTIONS = "options_explained"


def yes_no() -> dict[str, str]:
    return {"yes": _("Yes"), "no": _("No")}


def three() -> dict[str, str]:
    return {**yes_no(), "unknown": _("Not known")}


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def offer(request: HttpRequest, case: str) -> HttpResponseBase:
    return answer(request, case, _offer)


def _offer(_request: HttpRequest, who: Actor, sight: Sight) -> Ask:
    child = is_child(sight) and "child" in sight.recordable

    def parts(sent: Sent) -> tuple[Part, ...]:
        told = (
            area(
                "explained",
                _("What did you explain?"),
                sent,
                rows=5,
                hint=_("Its length, what there is to get, that nobody is sent away meanwhile."),
            ),
            plain("language", _("In which language?"), sent),
            radios("interpreter", _("Who interpreted?"), sent, INTERPRETERS),
            radios("understood", _("Did the person understand it?"), sent, three()),
            radios(
                "options",
                _("Were the options explained: helping an inquiry, claims, staying, going back?"),
                sent,
                yes_no(),
                optional=True,
            ),
        )
        days = (
            plain("first", _("First day, if it is known"), sent, "date", optional=True),
            radios("how", _("How is the first day known?"), sent, giving.HOW, optional=True),
        )
        more = (area("child", _("How it was set for this child, from its best interests"), sent, optional=True),)
        return (
            Part(told, _("The offer")),
            Part(days, _("When it begins"), _length(sight)),
            *((Part(more, _("For a child")),) if child else ()),
        )

    return Ask(
        _("Time to recover: offer it, and say when it begins"),
        _("To whoever may have been trafficked, from the first sign on. No proof and no help to the police is asked."),
        parts,
        lambda sent, token: giving.give(who, sight.case, giving.offer_from(sent), token),
        _("Record the offer") if LEGAL in sight.recordable else "",
    )


def _length(sight: Sight) -> str:
    """Say how long the law in force makes it."""
    found = dict.fromkeys(f"{each.amount} {_('days') if each.unit == 'days' else _('months')}" for each in lengths(sight.on))
    return (
        _("The law here gives %(days)s; the last day is worked out from the first.") % {"days": " / ".join(found)}
        if found
        else ""
    )


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def enough(request: HttpRequest, case: str) -> HttpResponseBase:
    return answer(request, case, _enough)


def _enough(_request: HttpRequest, who: Actor, sight: Sight) -> Ask:
    period = period_of(sight)
    first = lasting.next_first(period)

    def parts(sent: Sent) -> tuple[Part, ...]:
        said = {"first": first.isoformat() if first else "", **sent}
        asked = (
            radios("enough", _("Is the time enough for this person?"), sent, three()),
            area(
                "reasons",
                _("How did you come to it?"),
                sent,
                hint=_("How they are, what treatment goes on, what is still open."),
            ),
            plain("with_whom", _("Who was asked?"), sent, hint=_("The person first, and those who treat them.")),
        )
        more = (
            radios("extended", _("Is more time given?"), sent, yes_no(), optional=True),
            plain(
                "first",
                _("First day of the further time"),
                said,
                "date",
                optional=True,
                hint=_("It begins where the last one ends."),
            ),
        )
        return (Part(asked, _("Was it enough?")), Part(more, _("More time"), _overruled(who, sight)))

    return Ask(
        _("Time to recover: is it enough?"),
        _("Asked before the last day. Time that is too short is made longer; nobody has to ask for it."),
        parts,
        lambda sent, token: lasting.assess(who, sight.case, lasting.check_from(sent), token),
        _("Record it") if LEGAL in sight.recordable else "",
    )


def _overruled(who: Actor, sight: Sight) -> str:
    if not lasting.overruled(sight, who):
        return ""
    return _("Another agency stated the first day: ask it to state the new one too. While the two differ, the time runs.")


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def exception(request: HttpRequest, case: str) -> HttpResponseBase:
    return answer(request, case, _exception)


def _exception(_request: HttpRequest, who: Actor, sight: Sight) -> Ask:
    decides = excepting.decides(who, sight)
    keeper = Keeper(sight, KeptFacts(sight).as_it_stands)
    left = excepting.left_standing(who, sight) if decides else {}

    def parts(sent: Sent) -> tuple[Part, ...]:
        if not decides:
            return ()
        return (
            Part(
                (
                    radios("ground", _("What is decided?"), sent, excepting.GROUNDS),
                    area("reasons", _("Reasons, on what this person did"), sent, rows=6),
                )
            ),
        )

    return Ask(
        _("An exception to the time to recover"),
        _("Only the identifying authority decides one, for this person, with reasons. What protects for another reason stays."),
        parts,
        lambda sent, token: excepting.decide(who, sight.case, *excepting.exception_from(sent), token),
        _("Record the decision") if decides else "",
        shows={
            "left": [
                {"act": keeper.words.act(act), "rules": [keeper.rule_line(each) for each in rules]}
                for act, rules in left.items()
            ]
        },
    )


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def choice(request: HttpRequest, case: str) -> HttpResponseBase:
    return answer(request, case, _choice)


def _choice(_request: HttpRequest, who: Actor, sight: Sight) -> Ask:
    def parts(sent: Sent) -> tuple[Part, ...]:
        advice = (
            plain(
                "adviser",
                _("Who advised the person before?"),
                sent,
                optional=True,
                hint=_("An adviser of their own, for a yes and for a no alike."),
            ),
            plain("advised_on", _("On which day?"), sent, "date", optional=True),
            radios("options", _("Were the options explained, each with what follows?"), sent, yes_no(), optional=True),
        )
        chosen = (
            radios("cooperation", _("Helping the police or an inquiry"), sent, choosing.CHOICES),
            radios("testimony", _("Speaking in court: a choice of its own"), sent, choosing.CHOICES, optional=True),
            area("words", _("In the person’s words"), sent, optional=True),
        )
        return (Part(advice, _("Advice first")), Part(chosen, _("What the person chose")))

    return Ask(
        _("Helping an inquiry: the person’s choice"),
        _("No help, no day and no bed hangs on it. No answer is no refusal, and a choice can be changed."),
        parts,
        lambda sent, token: choosing.choose(who, sight.case, choosing.choice_from(sent), token),
        _("Record the choice") if LEGAL in sight.recordable else "",
    )
