"""Signing in and out: a name and a password and then a second factor, or a passkey alone, or a code that opens once."""

from __future__ import annotations

from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.core.internal import ratelimit
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.actor import ITSELF, actor_of
from amparo.casework.log import log
from amparo.casework.models import User
from amparo.casework.people import admitted
from amparo.casework.second_factor import factors
from amparo.doors.web import passkeys, presence
from amparo.doors.web.adapters import make_known
from amparo.doors.web.message import RETRY, only, too_often
from amparo.doors.web.proving import CODE, PASSKEY, is_them
from amparo.doors.web.shield import with_script
from amparo.doors.web.signed_in import own_address, request_id, user_of
from amparo.doors.web.tries import trying
from amparo.doors.web.trouble import Trouble


@only("GET", "HEAD", "POST")
def sign_in(request: HttpRequest) -> HttpResponseBase:
    if _is_in(request):
        return redirect(own_address(request))
    if request.user.is_authenticated:
        logout(request)  # the eight hours are over: whoever comes in now gets a session of their own
    if request.method != "POST":
        return _first(request)
    form = LoginForm(request.POST, request=request)
    if not form.is_valid():
        return _first(request, _refusal(form))
    with transaction.atomic():
        return _entered(request, form.login(request, redirect_url=own_address(request)), "password")


@only("GET", "HEAD", "POST")
def second(request: HttpRequest) -> HttpResponseBase:
    """Ask for the second factor of who gave the right password a moment ago."""
    stage = None if _is_in(request) else LoginStageController.enter(request, AuthenticateStage.key)
    user = stage.login.user if stage is not None else None
    if stage is None or not isinstance(user, User):
        return redirect("account_login")
    if request.method != "POST":
        return _second(request, user)
    code, passkey = request.POST.get(CODE, ""), request.POST.get(PASSKEY, "")
    with trying(request, f"code:{user.pk}") as attempt:
        if not attempt.may:
            return _second(request, user, Trouble(_("Too many tries. Wait some minutes."), field=CODE))
        with transaction.atomic():
            attempt.succeeded = is_them(user, code, passkey)
            if attempt.succeeded:
                record_authentication(request, user, "mfa")
                return _entered(request, stage.exit(), "passkey" if passkey else "code")
            log("sign-in-failed", actor_of(user, request=request_id(request)), about={"with": "second factor"})
    return _second(request, user, Trouble(_("That code is not right, or was used before. Take the next one."), field=CODE))


@only("GET", "POST")
def passkey(request: HttpRequest) -> HttpResponseBase:
    """Sign in with a passkey alone, which is two factors in one: the device, and what unlocks it."""
    if request.method == "GET":
        return HttpResponse(passkeys.to_prove(), content_type="application/json")
    if not ratelimit.consume(request, app="allauth.mfa", action="webauthn_login"):
        return too_often(request)
    found = passkeys.proved(request.POST.get(PASSKEY, ""))
    if found is None or not found.user.is_active:
        with transaction.atomic():
            log("sign-in-failed", ITSELF, about={"with": "passkey"})
        return _first(request, Trouble(_("This passkey opens nothing here."), field="login"))
    with transaction.atomic():
        login = Login(user=found.user, redirect_url=own_address(request))
        return _entered(request, perform_passwordless_login(request, found, login), "passkey")


@only("GET", "HEAD", "POST")
def code(request: HttpRequest) -> HttpResponseBase:
    """Let in who was given a code that opens once, to choose a password and set up a second factor."""
    if request.method != "POST":
        return render(request, "web/sign_in_code.html")
    name, sent = request.POST.get("login", "").strip(), request.POST.get("code", "")
    # counted by place and by code, and not by name: nobody guesses 80 bits, and nobody keeps another out by trying to
    with trying(request, f"admission:{sent}") as attempt:
        if not attempt.may:
            return too_often(request)
        with transaction.atomic():
            user = admitted(name, sent)
            if user is not None:
                attempt.succeeded = True
                logout(request)  # whoever was signed in with this browser is not the one who comes in
                return _entered(request, perform_login(request, Login(user=user)), "one-time code")
            log("sign-in-failed", ITSELF, about={"with": "one-time code"})
    trouble = Trouble(_("This name and code open nothing. A code opens once, and not for long."), field="code")
    return render(request, "web/sign_in_code.html", {"trouble": trouble, "login": name}, status=422)


@only("POST")
def out(request: HttpRequest) -> HttpResponseBase:
    if request.user.is_authenticated:
        with transaction.atomic():
            log("signed-out", actor_of(user_of(request), request=request_id(request)))
        logout(request)
    return redirect("account_login")


@only("GET", "HEAD")
def rest(request: HttpRequest) -> HttpResponseBase:
    """Stand where a page was that nobody has used for a while; it shows nothing, and touches no session."""
    return render(request, "web/rest.html", {"next": own_address(request)})


def _first(request: HttpRequest, trouble: Trouble | None = None) -> HttpResponse:
    context = {"trouble": trouble, "login": request.POST.get("login", ""), "next": request.GET.get("next", "")}
    response = with_script(render(request, "web/sign_in.html", context, status=422 if trouble else 200))
    if trouble == _too_many():
        response.status_code, response["Retry-After"] = 429, RETRY
    return response


def _second(request: HttpRequest, user: User, trouble: Trouble | None = None) -> HttpResponse:
    kinds = {factor.type for factor in factors(user)}
    context = {"trouble": trouble, "app": "totp" in kinds, "passkey": passkeys.to_prove(user) if "webauthn" in kinds else ""}
    return with_script(render(request, "web/sign_in_second.html", context, status=422 if trouble else 200))


def _refusal(form: LoginForm) -> Trouble:
    """Say why not: the same of a name that is not there, a wrong password, and an account that ended."""
    if form.has_error("__all__", "too_many_login_attempts"):
        return _too_many()
    return Trouble(_("This name and password do not go together."), field="login")


def _too_many() -> Trouble:
    return Trouble(_("Too many tries with this name, or from here. Wait some minutes."), field="login")


def _is_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated and not presence.is_over(request)


def _entered(request: HttpRequest, response: HttpResponseBase, by: str) -> HttpResponseBase:
    """Begin the session of who is in; who still owes the second factor is not."""
    if request.user.is_authenticated:
        user = user_of(request)
        presence.begin(request)
        make_known(response, user.username)
        log("signed-in", actor_of(user, request=request_id(request)), about={"with": by})
    return response
