"""Who may see a page behind the sign-in: whoever came in with a second factor, is still there, and is within eight hours."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Final, TypeVar, cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from amparo.casework.actor import Actor, actor_of
from amparo.casework.models import User
from amparo.casework.moment import fresh_id
from amparo.casework.second_factor import has_factor
from amparo.doors.web import presence, proving
from amparo.doors.web.message import View
from amparo.doors.web.shield import with_script

Answer = TypeVar("Answer", bound=HttpResponseBase)
BEHIND: Final = "behind_sign_in"
"""The mark of a view behind the sign-in, by which a test finds one that forgot it."""


def signed_in(view: View) -> View:
    """Show a page to who is signed in, whole; others are led to the sign-in, to what they still owe, or to the lock."""
    return _guarded(view, lambda request, user: _lacks(request, user) or _asks(request, user, grave=False))


def stepped_up(view: View) -> View:
    """The same, and who proved within the last five minutes who they are: for exports, erasure, emergencies, and factors."""
    return _guarded(view, lambda request, user: _lacks(request, user) or _asks(request, user, grave=True))


def half_signed_in(view: View) -> View:
    """Show a page also to who still owes a password or a second factor; who has one proves it as for what is grave."""

    def refuse(request: HttpRequest, user: User) -> HttpResponseBase | None:
        if has_factor(user):
            return _asks(request, user, grave=True)
        return _out(request) if presence.is_idle(request) else None

    return _guarded(view, refuse)


def still_there(view: View) -> View:
    """Answer a page that tells that somebody uses it, whatever they still owe; not one that was locked meanwhile."""
    return _guarded(view, lambda request, _user: _asks(request, user_of(request), grave=False))


def actor(request: HttpRequest) -> Actor:
    """Return who asks, as the policy and the log know them."""
    return actor_of(user_of(request), stepped_up=presence.is_proved(request), request=request_id(request))


def user_of(request: HttpRequest) -> User:
    """Return the user of a page behind the sign-in."""
    return cast("User", request.user)


def request_id(request: HttpRequest) -> str:
    """Return the id of this request, the same in every entry of the log that it writes."""
    found: str = request.META.setdefault("amparo.request", fresh_id())
    return found


def own_address(request: HttpRequest) -> str:
    """Return where to go on to: an address of our own alone."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    fits = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if fits else reverse(settings.LOGIN_REDIRECT_URL)


def _guarded(view: View, refuse: Callable[[HttpRequest, User], HttpResponseBase | None]) -> View:
    @wraps(view)
    def answer(request: HttpRequest, **ids: str) -> HttpResponseBase:
        refused = _refused(request, refuse)
        if refused is not None:
            return refused
        presence.touch(request)
        return _locking(request, with_script(view(request, **ids)))

    setattr(answer, BEHIND, True)
    return answer


def _refused(request: HttpRequest, refuse: Callable[[HttpRequest, User], HttpResponseBase | None]) -> HttpResponseBase | None:
    if not request.user.is_authenticated or presence.is_over(request):
        return _out(request)
    user = user_of(request)
    if proving.answers(request):
        trouble = proving.answered(request, user)
        if trouble is not None:
            return proving.ask(request, user, locked=presence.is_idle(request), trouble=trouble)
    return refuse(request, user)


def _lacks(request: HttpRequest, user: User) -> HttpResponseBase | None:  # noqa: ARG001 taken as the others are
    if not has_factor(user):
        return redirect("factors" if user.has_usable_password() else "password")
    return None


def _asks(request: HttpRequest, user: User, *, grave: bool) -> HttpResponseBase | None:
    idle = presence.is_idle(request)
    if idle or (grave and not presence.is_proved(request)):
        return proving.ask(request, user, locked=idle)
    return None


def _out(request: HttpRequest) -> HttpResponseRedirect:
    if request.user.is_authenticated:
        logout(request)
    after = request.get_full_path() if request.method in ("GET", "HEAD") else _page_of(request)
    return HttpResponseRedirect(reverse("account_login") + (f"?{urlencode({'next': after})}" if after else ""))


def _page_of(request: HttpRequest) -> str:
    """Return the page of our own that a form was sent from, where what was typed comes back; none, if it is not said."""
    from_ = urlsplit(request.headers.get("Referer", ""))
    return from_.path + (f"?{from_.query}" if from_.query else "") if from_.netloc == request.get_host() else ""


def _locking(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Let what is on an idle screen give way to a page that shows nothing, which counts as no use of the session."""
    if request.method == "GET" and response.status_code == HTTPStatus.OK:
        return locked_when_idle(request, response)
    return response


def locked_when_idle(request: HttpRequest, response: Answer) -> Answer:
    """Let a page give way once its screen is idle; who proves that they are still there finds the page as it is opened."""
    response["Refresh"] = f"{settings.IDLE}; url={reverse('rest')}?{urlencode({'next': request.get_full_path()})}"
    return response
