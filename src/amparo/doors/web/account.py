"""One's own account: what one signs in with, and, for those who may, letting a colleague in anew."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.bundles import BUNDLES
from amparo.casework.log import log
from amparo.casework.people import agree_reset, ask_reset, asked_resets
from amparo.casework.second_factor import codes_left, factors, has_factor
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, half_signed_in, own_address, signed_in, stepped_up, still_there, user_of
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError

LONGEST: int = 256
"""Signs that a password may have: longer ones only keep the server busy."""


@only("GET", "HEAD")
@signed_in
def account(request: HttpRequest) -> HttpResponseBase:
    user = user_of(request)
    context = {
        "user": user,
        "factors": factors(user),
        "codes_left": codes_left(user),
        "bundle": BUNDLES[user.bundle].sentence if user.bundle in BUNDLES else "",
        "lets_in": user.bundle in ("administrator", "supervisor"),
        "waiting": len(asked_resets(actor(request))),
    }
    return render(request, "web/account.html", context)


@only("POST")
@still_there
def present(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001 that it was asked is all there is to it
    """Take note that somebody uses a page, so that the session does not lock while they type."""
    return HttpResponse(status=204)


@half_signed_in
def prove(request: HttpRequest) -> HttpResponseBase:
    """Lead back to the page in whose place the question stood; the answer was taken before."""
    return redirect(own_address(request))


@only("GET", "HEAD", "POST")
@half_signed_in
def password(request: HttpRequest) -> HttpResponseBase:
    """Let somebody choose a password; all their other sessions end with it."""
    user = user_of(request)
    if request.method != "POST":
        return render(request, "web/password.html")
    chosen = request.POST.get("password", "")
    try:
        if chosen != request.POST.get("again", ""):
            return _wrong(request, _("The two are not the same."))
        if len(chosen) > LONGEST:
            return _wrong(request, _("That is longer than a password may be."))
        validate_password(chosen, user)
    except ValidationError as error:
        return _wrong(request, " ".join(error.messages))
    with transaction.atomic():
        user.set_password(chosen)
        user.save()
        log("password-changed", actor(request))
    update_session_auth_hash(request, user)
    return redirect("account" if has_factor(user) else "factors")


def _wrong(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "web/password.html", {"trouble": Trouble(sentence, field="password")}, status=422)


@only("GET", "HEAD", "POST")
@stepped_up
def resets(request: HttpRequest) -> HttpResponseBase:
    """Ask that a colleague be let in anew, or agree to what somebody else asked for."""
    context: dict[str, object] = {}
    if request.method == "POST":
        try:
            context = _reset(request)
        except AmparoError as error:
            context = {"trouble": Trouble.of(error, otherwise="login"), "login": request.POST.get("login", "")}
    context |= {"waiting": asked_resets(actor(request)), "asks": user_of(request).bundle == "administrator"}
    return render(request, "web/resets.html", context, status=422 if context.get("trouble") else 200)


def _reset(request: HttpRequest) -> dict[str, object]:
    if request.POST.get("agree"):
        return {"code": agree_reset(actor(request), request.POST["agree"])}
    ask_reset(actor(request), request.POST.get("login", "").strip())
    return {"asked": request.POST.get("login", "").strip()}
