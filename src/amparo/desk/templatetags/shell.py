"""What the frame of a page is made of: the languages, where an idle page goes, the drafts of what was typed."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html

from amparo.casework.draft_keys import draft_key
from amparo.desk.tongues import BY_CODE, FIRST, TONGUES, address_in

register = template.Library()
ARRIVED: Final = "drafts"
"""Under which name a session holds the drafts of forms that arrived, until a page tells the browser."""
SENT: Final = "draft"
"""In which field a form names its draft, and those of the pages before it."""
MOST: Final = 10
_NAME: Final = re.compile(r"[0-9a-f]{40}")


@register.inclusion_tag("desk/languages.html", takes_context=True)
def languages(context: dict[str, Any], *, bare: bool = False) -> dict[str, Any]:
    """Show the same page in each language; `bare`, as a refusal is, what was sent is not said again."""
    request: HttpRequest = context["request"]
    now = translation.get_language() or FIRST
    path, query = request.path_info, f"?{request.GET.urlencode()}" if request.GET else ""
    if bare:
        path, query = (path if request.method == "GET" else "/"), ""
    ways = [
        {"code": each.code, "name": each.name, "here": each.code == now, "href": address_in(each.code, path) + query}
        for each in TONGUES
    ]
    return {"now": BY_CODE.get(now, TONGUES[0]), "ways": ways, "again": not bare and _is_sent_again(request)}


@register.inclusion_tag("desk/again.html", takes_context=True)
def again(context: dict[str, Any]) -> dict[str, Any]:
    """Carry what an open page was sent, all of which is the visitor's own, for the same page in another language."""
    request: HttpRequest = context["request"]
    if not _is_sent_again(request):
        return {"again": False}
    return {"again": True, "carried": [(name, value) for name, values in request.POST.lists() for value in values]}


def _is_sent_again(request: HttpRequest) -> bool:
    """Say whether a page answers a form of an open page; behind the sign-in nothing is sent twice."""
    view = request.resolver_match.func if request.resolver_match else None
    return request.method == "POST" and hasattr(request, "_post") and getattr(view, "csrf_exempt", False)


@register.simple_tag(takes_context=True)
def rest_address(context: dict[str, Any]) -> str:
    """Return where a page gives way to when nobody uses it, and from where it leads back."""
    return f"{reverse('rest')}?{urlencode({'next': context['request'].get_full_path()})}"


@register.simple_tag(takes_context=True)
def draft(context: dict[str, Any]) -> str:
    """Give the browser the key of what is typed on this page, and say, once, which drafts it need not keep any more."""
    request: HttpRequest = context["request"]
    key = draft_key(str(request.user.pk), request.path_info)
    arrived = request.session.pop(ARRIVED) if ARRIVED in request.session else ()
    sent = names_from(request.POST.get(SENT, "")) if request.method == "POST" else ()
    return format_html(
        '<meta name="draft" content="{}" data-key="{}" data-arrived="{}" data-sent="{}">',
        key.name,
        key.secret,
        " ".join(arrived),
        " ".join(sent),
    )


def names_from(sent: str) -> tuple[str, ...]:
    """Return the names of drafts that a form says it holds; whatever is none is left out."""
    return tuple(name for name in sent.split(" ")[:MOST] if _NAME.fullmatch(name))
