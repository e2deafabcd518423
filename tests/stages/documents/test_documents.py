"""Documents that go out: each statement with its source, nothing of another part, the same again, and in the log."""

from __future__ import annotations

import pytest

from amparo.errors import AmparoError
from amparo.stages.documents.printed import printed
from stages.documents.papers_out import CLOSED, a_case, a_plan, shown, words_of
from stages.pdf_text import text_of

pytestmark = pytest.mark.usefixtures("world")


def refused(case: str, **changed: object) -> str:
    with pytest.raises(AmparoError) as told:
        shown(case, a_plan(**changed))
    return told.value.code


def test_a_report_gives_each_statement_with_its_source_and_each_determination_with_its_provision() -> None:
    said = shown(a_case(), a_plan())
    rows = [row for part in said["parts"] for row in part["rows"]]
    assert [row[1:4] for row in rows if row[0].startswith("Heard")] == [["No", "Observed", "Non-governmental organization"]]
    holds = next(part for part in said["parts"] if part["heading"] == "Acts that the law holds")
    assert all(row[2] for row in holds["rows"])
    assert any("Xanadia Protection" in row[2] for row in holds["rows"])
    text = words_of(said)
    for words in ("Presumed", "Possible: reached", "DC 41/26", "Withheld:", "the person agreed to this receiver"):
        assert words in text, words


def test_what_was_not_given_stands_neither_in_the_words_nor_in_the_pdf() -> None:
    said = shown(a_case(), a_plan())
    text = words_of(said) + text_of(printed(said))
    assert [word for word in CLOSED if word in text] == []
    assert "Withheld: 8 statements" in text
