"""Setting up a second factor: an authenticator app, a passkey, and the recovery codes that are shown once."""

from __future__ import annotations

import re
from typing import Final

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.log import log
from amparo.casework.second_factor import codes_left, has_factor, is_app_code, new_codes, remove, set_up_app
from amparo.casework.second_factor import factors as factors_of
from amparo.casework.secrets_of_staff import of, opened, sealed
from amparo.doors.web import passkeys
from amparo.doors.web.message import only
from amparo.doors.web.picture import squares
from amparo.doors.web.proving import PASSKEY
from amparo.doors.web.shield import with_script
from amparo.doors.web.signed_in import actor, half_signed_in, stepped_up, user_of
from amparo.doors.web.tries import trying
from amparo.doors.web.trouble import Trouble

_SECRET: Final = "app"  # noqa: S105 where in the session the secret of an app that is being set up lies, sealed
_LONGEST_NAME: Final = 40
_NUMBER: Final = re.compile(r"\d{1,18}", re.ASCII)


@only("GET", "HEAD")
@half_signed_in
def factors(request: HttpRequest) -> HttpResponseBase:
    user = user_of(request)
    if not has_factor(user) and not user.has_usable_password():
        return redirect("password")
    return _factors(request)


@only("GET", "HEAD", "POST")
@half_signed_in
def app(request: HttpRequest) -> HttpResponseBase:
    """Show a secret for an app to take, and keep it once a code proves that the app has it."""
    user = user_of(request)
    if any(factor.type == "totp" for factor in factors_of(user)):
        return redirect("factors")
    if request.method != "POST" or _SECRET not in request.session:
        return _app(request, _fresh(request))
    with of(user.pk):
        secret = opened(request.session[_SECRET])
    with trying(request, f"new:{user.pk}") as attempt:
        attempt.succeeded = attempt.may and is_app_code(secret, request.POST.get("code", ""))
    if not attempt.succeeded:
        trouble = Trouble(
            _("That code does not fit. Is the clock of the device right? Take the one it shows now."), field="code"
        )
        return _app(request, secret, trouble)
    del request.session[_SECRET]
    with transaction.atomic():
        set_up_app(user, secret)
        log("second-factor-added", actor(request), about={"kind": "totp"})
        return _added(request)


@only("GET", "HEAD", "POST")
@half_signed_in
def passkey(request: HttpRequest) -> HttpResponseBase:
    """Let the browser make a passkey, and keep its public half."""
    user = user_of(request)
    if request.method != "POST":
        return _passkey(request)
    name = request.POST.get("name", "").strip()[:_LONGEST_NAME] or _("Passkey")
    with transaction.atomic():
        if passkeys.made(request.POST.get(PASSKEY, ""), user, name) is None:
            return _passkey(request, Trouble(_("No passkey was made. Try again, or take an authenticator app."), field="name"))
        log("second-factor-added", actor(request), about={"kind": "webauthn"})
        return _added(request)


@only("POST")
@stepped_up
def codes(request: HttpRequest) -> HttpResponseBase:
    """Make new recovery codes, and show them this once."""
    with transaction.atomic():
        made = new_codes(user_of(request))
        log("second-factor-added", actor(request), about={"kind": "recovery codes"})
    return _codes(request, made)


@only("POST")
@stepped_up
def removed(request: HttpRequest) -> HttpResponseBase:
    factor = request.POST.get("factor", "")
    with transaction.atomic():
        gone = bool(_NUMBER.fullmatch(factor)) and remove(user_of(request), int(factor))
        if gone:
            log("second-factor-removed", actor(request), about={"factor": factor})
    if not gone:
        return _factors(request, Trouble(_("The last one stays. Set up another first."), field="factors"))
    return redirect("factors")


def _added(request: HttpRequest) -> HttpResponseBase:
    """Show recovery codes to who has none yet; others go back to their factors."""
    user = user_of(request)
    return redirect("factors") if codes_left(user) else _codes(request, new_codes(user))


def _fresh(request: HttpRequest) -> str:
    """Return a new secret, which waits in the session, sealed, for its first code."""
    secret: str = generate_totp_secret()
    with of(user_of(request).pk):
        request.session[_SECRET] = sealed(secret)
    return secret


def _factors(request: HttpRequest, trouble: Trouble | None = None) -> HttpResponse:
    user = user_of(request)
    found = factors_of(user)
    context = {
        "factors": found,
        "has_app": any(factor.type == "totp" for factor in found),
        "codes_left": codes_left(user),
        "trouble": trouble,
    }
    return render(request, "web/factors.html", context, status=422 if trouble else 200)


def _app(request: HttpRequest, secret: str, trouble: Trouble | None = None) -> HttpResponse:
    link = get_adapter().build_totp_url(user_of(request), secret)
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    context = {"secret": groups, "squares": squares(link), "trouble": trouble}
    return render(request, "web/factor_app.html", context, status=422 if trouble else 200)


def _passkey(request: HttpRequest, trouble: Trouble | None = None) -> HttpResponse:
    context = {"passkey": passkeys.to_make(user_of(request)), "trouble": trouble}
    return with_script(render(request, "web/factor_passkey.html", context, status=422 if trouble else 200))


def _codes(request: HttpRequest, made: tuple[str, ...]) -> HttpResponse:
    return render(request, "web/recovery_codes.html", {"codes": [f"{each[:5]} {each[5:]}" for each in made]})
