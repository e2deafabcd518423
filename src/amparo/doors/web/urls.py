"""Every address of the application. None of them ever holds anything about a person."""

from __future__ import annotations

from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from amparo.doors.web import account, answering, asking, factors, health, law, law_proof, log_page, opening, signing_in

OPEN = [  # no cookie opens anything here, so the forms need no token
    path("", opening.first, name="first"),
    path("about", opening.about, name="about"),
    path("open", csrf_exempt(opening.open_case), name="open"),
    path("ask", csrf_exempt(asking.ask), name="ask"),
    path("answer", csrf_exempt(answering.answer), name="answer"),
    path("case-file", csrf_exempt(answering.case_file), name="case-file"),
    path("law", law.packs, name="law"),
    path("law/<str:name>", law.pack, name="law-pack"),
    path("law/<str:name>/proof", law_proof.proof, name="law-proof"),
    path("law/<str:name>/<str:rule>", law.rule, name="law-rule"),
    path("health", health.health, name="health"),
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
urlpatterns = [*OPEN, *SIGN_IN, *BEHIND, path("", include("amparo.doors.web.case_urls"))]
handler400 = "amparo.doors.web.message.bad_request"
handler404 = "amparo.doors.web.message.not_found"
handler429 = "amparo.doors.web.message.too_often"
handler500 = "amparo.doors.web.message.broken"
