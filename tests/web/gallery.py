"""Every component on one page, with invented contents: what the tests measure. Not part of the product."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import translation

from amparo.desk.control import Choice, Control
from amparo.desk.field import Field
from amparo.desk.pieces import HELD as RED
from amparo.desk.pieces import OWED, WAIT, Answered, Happened, Paging, TaskLine, Tile, Way
from amparo.desk.standing import FREE, HELD, WAITS, ActLine, FactLine, LawLine, RuleLine, Standing
from amparo.doors.web.carried import Carried
from amparo.doors.web.trouble import Trouble
from amparo.doors.web.urls import urlpatterns as of_the_product
from amparo.explain.citing import Cited

_CLAIM: Final = FactLine("trafficking_claimed", "Says that they were trafficked", "Yes", known=True)
_HEARD: Final = FactLine("heard_on_status", "Heard on being a victim", "Not known", known=False)
_RULE: Final = RuleLine(
    id="no-removal-before-heard",
    title="No removal before a possible victim was heard on being one",
    reach="Recommended, in suitable cases.",
    citations=(
        Cited(
            "toolkit/7.6",
            "UNODC Toolkit",
            ", Tool 7.6",
            "Stay of removal",
            "Nobody is sent away unheard.",
            "https://un.example",
        ),
        Cited("tip/8/2", "Trafficking in Persons Protocol", ", art. 8(2)", "Return", "With due regard for safety."),
    ),
    because=(_CLAIM,),
    missing=(_HEARD,),
    settled=True,
    who="Immigration authority",
    due="By 6 March 2026",
    item="Unlawful act no. 1",
    way_past="Only a recorded decision with reasons, of two people entitled to take it, goes past it.",
    note="A note of the lawyer who wrote the rule.",
    safe_side="a person of whom nothing is known keeps what a possible victim has",
)
_RULE_AR: Final = replace(
    _RULE,
    title="لا إبعاد قبل سماع أقوال الضحية المحتملة",
    citations=(
        Cited("toolkit/7.6", "UNODC Toolkit", ", Tool 7.6", "وقف الإبعاد", "لا يُبعد أحد قبل أن تُسمع أقواله."),
        Cited("tip/8/2", "Trafficking in Persons Protocol", ", art. 8(2)", "العودة", "مع إيلاء الاعتبار الواجب للسلامة."),
    ),
    because=(replace(_CLAIM, words="يقول إنه تعرّض للاتجار", value="نعم"),),
    missing=(replace(_HEARD, words="سُمعت أقواله", value="غير معروف"),),
    due="حتى 6 مارس 2026",
    item="فعل رقم 1",
)
_LAW: Final = LawLine("palermo", "Palermo: the international baseline", "1.0", "sha256:4ca1", "draft", "2 March 2026")
_WORDS: Final = {
    "en": (
        _RULE,
        ("Removal", "Return to the place of origin", "Punishment"),
        ("Held", "Held until known", "No hold on these facts"),
    ),
    "ar": (_RULE_AR, ("الإبعاد", "العودة إلى مكان المنشأ", "العقوبة"), ("موقوف", "موقوف حتى يُعرف", "لا وقف على هذه الوقائع")),
}
_CONTROL: Final = Control(
    key="recovery_started_on",
    legend="When did your quiet time begin, in which nobody may press you?",
    worker="First day of the recovery and reflection period.",
    hint="A rough date is fine",
    choices=(
        Choice("typed", "On this date"),
        Choice("never", "Never, or not yet"),
        Choice("unknown", "Not known"),
    ),
    typed="date",
    sources=(("said", "Said"),),
    actors=(("ngo", "Non-governmental organization"),),
    before=("Yes (Said, Police, 3 February 2026)", "No"),
    wrong="A date needs its year",
)


def _standing(language: str) -> Standing:
    rule, titles, chips = _WORDS[language]
    held, waits, free = (
        ActLine(name, title, title, answer, chip, coercive=True)
        for name, title, answer, chip in zip(
            ("removal", "return", "punishment"), titles, (HELD, WAITS, FREE), chips, strict=True
        )
    )
    return Standing(
        law=_LAW,
        acts=(
            replace(held, rules=(rule, rule), needs=(_HEARD,)),
            replace(waits, rules=(replace(rule, because=(), settled=False),), safeguards=(rule,)),
            free,
        ),
        owed=(rule,),
    )


_SAID: Final = {
    "en": ("Where they slept", "Behind the kitchen", "Overdue since 2 March 2026", "Harbour House", "Nothing waits for you."),
    "ar": ("أين كانوا ينامون", "خلف المطبخ", "متأخر منذ 2 مارس 2026", "دار المرفأ", "لا شيء ينتظرك."),
}
_CHOICES: Final = (("a", "A room with a lock"), ("b", "Behind the kitchen"), ("unknown", "Not known"))


def _pieces(language: str) -> dict[str, object]:
    """Return what each piece is told."""
    words, value, state, who, nothing = _SAID[language]
    field = Field("slept", "slept", words, hint=nothing)
    wrong = replace(field, id="slept-wrong", wrong="Choose an answer; “not known” is one", note="it was `12`")
    kinds = [
        replace(
            wrong if n % 2 else field, id=f"of-{kind}", kind=kind, choices=_CHOICES if kind in many else (), optional=n == 0
        )
        for many in (("select", "radios", "checks"),)
        for n, kind in enumerate(
            ("text", "area", "number", "date", "moment", "day", "select", "radios", "yesno", "checks", "file")
        )
    ]
    return {
        "fields": [replace(each, name=each.id, ticked=("a", "b"), value="b" if each.choices else "") for each in kinds],
        "answers": (
            Answered(words, value, href="#of-text"),
            Answered(words, nothing, known=False, press="slept", form="carry"),
        ),
        "timeline": [Happened("2 March 2026", words, who, value, "#of-text", state, look) for look in (RED, WAIT, OWED, "")],
        "tasks": (
            TaskLine(words, who, state, RED, "#of-text", code="7K-2M", called=value, why=nothing, count=3),
            TaskLine(words, who, "By 6 March 2026"),
        ),
        "ways": [
            *(Way(f"{words} {n}", "#of-text", count=n, look=RED if n == 2 else "") for n in range(4)),
            Way(words, "#of-text", here=True, within=tuple(Way(f"{value} {n}", "#of-text", here=n == 1) for n in range(3))),
        ],
        "tally": (Tile(12, words, "#of-text", RED), Tile(3, words, "#of-text", WAIT), Tile(0, words)),
        "paging": Paging(words, earlier="0", later="2", form="carry"),
        "table": [(words, value, who, state)] * 3,
        "nothing": nothing,
    }


def gallery(request: HttpRequest, language: str) -> HttpResponse:
    trouble = Trouble("Choose a `case file` first", help="JSON or TOML", field="value-1")
    pieces = _pieces(language)
    context = {**pieces, "standing": _standing(language), "carried": Carried(), "control": _CONTROL, "trouble": trouble}
    with translation.override(language):
        return render(request, "gallery.html", context)


urlpatterns = [
    path("law/<str:language>/proof", gallery, name="law-proof"),
    *of_the_product,
    path("gallery/<str:language>", gallery, name="gallery"),
]
handler404 = "amparo.doors.web.message.not_found"
