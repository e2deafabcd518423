"""Every address of the application. None of them ever holds anything about a person."""

from __future__ import annotations

from django.urls import URLPattern, include, path
from django.views.decorators.csrf import csrf_exempt

from amparo.doors.web import (
    about_pages,
    account,
    answering,
    asking,
    factors,
    health,
    law,
    law_proof,
    log_page,
    opening,
    report_public,
    signing_in,
)
from amparo.doors.web.message import View
from amparo.doors.web.notices.public import rights


def _open(route: str, view: View, name: str) -> URLPattern:
    """Return the address of an open page: no cookie opens anything there, so its forms need no token."""
    return path(route, csrf_exempt(view), name=name)


OPEN = [
    _open("", opening.first, "first"),
    _open("about", opening.about, "about"),
    _open("languages", about_pages.languages, "languages"),
    _open("accessibility", about_pages.accessibility, "accessibility"),
    _open("open", opening.open_case, "open"),
    _open("ask", asking.ask, "ask"),
    _open("answer", answering.answer, "answer"),
    _open("case-file", answering.case_file, "case-file"),
    _open("law", law.packs, "law"),
    _open("law/<str:name>", law.pack, "law-pack"),
    _open("law/<str:name>/proof", law_proof.proof, "law-proof"),
    _open("law/<str:name>/<str:rule>", law.rule, "law-rule"),
    _open("report", report_public.tell, "report"),
    _open("rights", rights, "rights"),
    _open("health", health.health, "health"),
    path("", include("amparo.doors.web.mine.urls")),
    path("api/v1/", include("amparo.doors.api.routes")),
]
SIGN_IN = [  # the two names with an underscore are those by which django-allauth knows its pages
    path("sign-in", signing_in.sign_in, name="account_login"),
    path("sign-in/second", signing_in.second, name="mfa_authenticate"),
    path("sign-in/passkey", signing_in.passkey, name="passkey"),
    path("sign-in/code", signing_in.code, name="sign-in-code"),
    path("sign-in/rest", signing_in.rest, name="rest"),
    path("sign-in/out", signing_in.out, name="sign-out"),
]
BEHIND = [
    path("account", account.account, name="account"),
    path("account/present", account.present, name="present"),
    path("account/prove", account.prove, name="prove"),
    path("account/password", account.password, name="password"),
    path("account/resets", account.resets, name="resets"),
    path("account/second-factor", factors.factors, name="factors"),
    path("account/second-factor/app", factors.app, name="factor-app"),
    path("account/second-factor/passkey", factors.passkey, name="factor-passkey"),
    path("account/second-factor/codes", factors.codes, name="recovery-codes"),
    path("account/second-factor/removed", factors.removed, name="factor-removed"),
    path("log", log_page.log_page, name="log"),
]
INSIDE = [
    path("", include(f"amparo.doors.web.{name}"))
    for name in (
        "first_contact_urls",
        "deciding.urls",
        "referral_urls",
        "informing.urls",
        "supporting.urls",
        "reckoning.urls",
        "notices.urls",
        "refuge.urls",
        "liability.urls",
        "documents.urls",
        "protecting.urls",
        "staying.urls",
        "case_urls",
    )
]
urlpatterns = [*OPEN, *SIGN_IN, *BEHIND, *INSIDE]
handler400 = "amparo.doors.web.message.bad_request"
handler404 = "amparo.doors.web.message.not_found"
handler429 = "amparo.doors.web.message.too_often"
handler500 = "amparo.doors.web.message.broken"
