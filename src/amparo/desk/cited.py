"""A provision as a page cites it: in the language of the page, or marked as English."""

from __future__ import annotations

from amparo.desk.marked import in_english, of_law
from amparo.explain.citing import Cited, cite
from amparo.rules.citation import Citations


def cited(provision: str, known: Citations) -> Cited:
    """Return a provision as it is cited."""
    found = cite(provision, known)
    return Cited(found.id, in_english(found.text), "", of_law(found.title), of_law(found.summary), found.url)
