"""What a column of an old record can be, in the words of the pages; and back from the words to what is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext as _

from amparo.casework.importing.columns import NUMBER
from amparo.casework.labels import CALLED
from amparo.desk.library import wording


def target_words() -> dict[str, str]:
    """Return what a column can be, each with its words; two facts of one name bear their compartments too."""
    words = wording()
    facts = {name: words.fact(name) for name in words.vocabulary.facts}
    count = Counter(facts.values())
    part = {name: words.words.label("compartments", kind.compartment) for name, kind in words.vocabulary.facts.items()}
    own = {
        NUMBER: _("The old number of the case"),
        CALLED: _("What the case is called (a safe name)"),
        "full_name": _("The whole name"),
        "given_names": _("Given names"),
        "family_name": _("Family name"),
    }
    told = {name: said if count[said] == 1 else f"{said} ({part[name]})" for name, said in facts.items()}
    again = Counter(told.values())
    return {**own, **{name: said if again[said] == 1 else f"{said} – {name}" for name, said in told.items()}}


def target_from(written: str, words: Mapping[str, str]) -> str:
    """Return what somebody wrote or picked for a column; own words that mean nothing are given back as they are."""
    tidy = " ".join(written.split())
    known = {said.casefold(): name for name, said in words.items()}
    return known.get(tidy.casefold(), tidy)
