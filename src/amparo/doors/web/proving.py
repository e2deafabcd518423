"""Proving again who one is: after the page was idle, and before what is grave. A code or a passkey, never the password.

The question takes the place of the page. It carries what was just sent, so that no work is lost: the answer goes to the same
address and on with that. Of a page that was only to be looked at, the answer leads back to it.
"""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from amparo.casework.actor import actor_of
from amparo.casework.log import log
from amparo.casework.models import User
from amparo.casework.second_factor import factors, used_code
from amparo.doors.web import passkeys, presence
from amparo.doors.web.shield import with_script
from amparo.doors.web.tries import trying
from amparo.doors.web.trouble import Trouble

CODE: Final = "proof_code"
PASSKEY: Final = "proof_passkey"
METHOD: Final = "proof_method"
_OURS: Final = (CODE, PASSKEY, METHOD, "csrfmiddlewaretoken")


def answers(request: HttpRequest) -> bool:
    """Say whether this is the answer to the question."""
    return request.method == "POST" and METHOD in request.POST


def answered(request: HttpRequest, user: User) -> Trouble | None:
    """Take the answer: nothing is returned if it proves who they are, and otherwise what is wrong with it."""
    with trying(request, f"code:{user.pk}") as attempt:
        if not attempt.may:
            return Trouble(_("Too many tries. Wait some minutes."), field=CODE)
        with transaction.atomic():
            attempt.succeeded = is_them(user, request.POST.get(CODE, ""), request.POST.get(PASSKEY, ""))
            act = "stepped-up" if attempt.succeeded else "sign-in-failed"
            log(act, actor_of(user), about={"with": "passkey" if request.POST.get(PASSKEY) else "code"})
    if not attempt.succeeded:
        return Trouble(_("That did not prove it. Look whether the code is still the one shown."), field=CODE)
    presence.prove(request)
    return None


def is_them(user: User, code: str, passkey: str) -> bool:
    """Say whether a code or the answer of a passkey is this user's; a code is used up by it."""
    if passkey:
        return passkeys.proved(passkey, user) is not None
    return bool(code) and used_code(user, code) is not None


def ask(request: HttpRequest, user: User, *, locked: bool, trouble: Trouble | None = None) -> HttpResponse:
    """Show the question in the place of the page that was asked for."""
    method = request.POST.get(METHOD) or request.method
    sent = request.POST.lists() if method == "POST" else ()
    kinds = {factor.type for factor in factors(user)}
    context = {
        "locked": locked,
        "trouble": trouble,
        "here": method == "POST",
        "method": method,
        "next": request.POST.get("next", request.get_full_path()) if answers(request) else request.get_full_path(),
        "carried": [(name, value) for name, values in sent if name not in _OURS for value in values]
        if method == "POST"
        else (),
        "passkey": passkeys.to_prove(user) if "webauthn" in kinds else "",
        "app": "totp" in kinds,
    }
    return with_script(render(request, "web/prove.html", context, status=422 if trouble else 403))
