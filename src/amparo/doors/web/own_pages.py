"""Facts that have a page of their own: no page of facts asks for them, and each says where they are stated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy

from amparo.casework.decided import OWN_PAGE
from amparo.desk.pieces import Way

_PAGES: Final = {
    "recovery_ended_early_on": ("staying-end", gettext_lazy("The person’s wish to end the time to recover")),
    "stay_factors_weighed": ("staying-weigh", gettext_lazy("Weigh each factor of the stay, with reasons")),
}


def asked_here(keys: Iterable[str]) -> tuple[str, ...]:
    """Return those of these facts that a page of facts asks for."""
    return tuple(key for key in keys if key not in OWN_PAGE)


def own_pages(case: str, keys: Iterable[str]) -> list[Way]:
    """Return the pages on which the others of these facts are stated."""
    found = dict.fromkeys(_PAGES[key] for key in keys if key in _PAGES)
    return [Way(str(words), reverse(name, kwargs={"case": case})) for name, words in found]
