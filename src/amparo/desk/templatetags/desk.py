"""How a sentence of ours is shown: what stands in backticks is somebody's own word and is set apart."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join

from amparo.explain import card
from amparo.explain.markup import Html
from amparo.explain.outline import Outline

register = template.Library()


@register.filter
def spoken(sentence: str) -> str:
    """Set what stands in backticks apart, whatever direction or script it has."""
    parts = str(sentence).split("`")
    pieces = ((format_html("<code><bdi>{}</bdi></code>", part) if n % 2 else part,) for n, part in enumerate(parts))
    return format_html_join("", "{}", pieces)


@register.filter
def outlined(outline: Outline) -> Html:
    """Show a condition in words with its parts as a list."""
    return card.outlined(outline)
