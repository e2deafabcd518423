"""How a sentence of ours is shown: what stands in backticks is somebody's own word and is set apart. And the small pieces."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from amparo.desk.marked import in_english, is_elsewhere
from amparo.desk.marked import of_law as said_of_law
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
def outlined(outline: Outline) -> Html | SafeString:
    """Show a condition in words with its parts as a list; on a page of another language as English."""
    made = card.outlined(outline)
    return format_html('<div lang="en" dir="ltr">{}</div>', made) if is_elsewhere() else made


@register.filter
def english(text: object) -> str:
    """Show what the engine says, which is always English, as English."""
    return in_english(str(text))


@register.filter
def of_law(text: str) -> str:
    """Show words of the law in the language of the page, or as English where nobody translated them."""
    return said_of_law(text)


@register.simple_tag
def chip(words: str, look: str = "") -> str:
    """Say how something stands, in words; the look (held, wait, owed, or none) only underlines it."""
    return format_html('<span class="chip{}">{}</span>', f" {look}" if look else "", words)


@register.simple_block_tag
def notice(content: SafeString, title: str = "", look: str = "") -> str:
    """Set something apart that has to be seen first: plain, `wait` for what needs care, `alarm` for danger."""
    head = format_html("<p><b>{}</b></p>", title) if title else ""
    return format_html('<div class="notice{}">{}{}</div>', f" {look}" if look else "", head, content)


@register.simple_block_tag
def scroll(content: SafeString, labelled: str) -> str:
    """Let a table be scrolled sideways, also by keyboard; `labelled` is the id of its heading."""
    return format_html('<div class="scroll" tabindex="0" role="region" aria-labelledby="{}">{}</div>', labelled, content)
