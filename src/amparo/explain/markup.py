"""HTML made of elements: every text is escaped, and only what was made here is taken as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

_EMPTY: Final = frozenset({"br", "hr", "link", "meta"})


class Html(str):
    """A piece of finished HTML. Nothing else is put into a page as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return itself: a template takes it as finished."""
        return self


Child = str | None | Iterable["Child"]
"""A text, a piece of HTML, several of them, or nothing."""


def el(tag: str, *children: Child, **attributes: str | None) -> Html:
    """Return an element. Attributes that are None are left out; `class_` is `class`, `_` in a name is `-`."""
    named = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items() if value is not None)
    head = "".join(f' {name}="{escape(value)}"' for name, value in named)
    return Html(f"<{tag}{head}>" if tag in _EMPTY else f"<{tag}{head}>{_inside(children)}</{tag}>")


def _inside(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, str):
        return child if isinstance(child, Html) else escape(child, quote=False)
    return "".join(_inside(each) for each in child)
