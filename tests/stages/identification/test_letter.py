"""The letter about a decision: plain, redacted, the same to the byte, and given by no way that was not found to be safe."""

from __future__ import annotations

import pytest

from amparo.casework.access import look
from amparo.casework.record import Statement
from amparo.errors import AmparoError
from amparo.stages.identification.deciding import decide, read_second
from amparo.stages.identification.letter import contents, digest_of, write_letter
from amparo.stages.identification.letter_given import Giving, give
from amparo.stages.identification.letter_paper import letter_paper
from casework.world import actor
from stages.identification.office import PLAIN, REASONS, a_decision, referred, state, value_of

pytestmark = pytest.mark.usefixtures("office")
OWN = "I read the file and come to the same."
CLOSED = ("shelter", "Accommodation", "Harbour", "Wren", "asylum", "Asylum")
"""What stands in parts that the letter's writer may not read, and who helps: none of it in a letter."""


def refused(case: str) -> str:
    """Let two officers say no, and return the id of their decision."""
    paper = decide(actor("ivo"), look(actor("ivo"), case), a_decision(case, "ivo", "no"))
    read_second(actor("oona"), case, paper, agrees=True, reasons=OWN)
    return paper


def written(case: str, decision: str) -> str:
    return write_letter(actor("ivo"), look(actor("ivo"), case), decision, "en")


def text_of(case: str, decision: str) -> str:
    said = contents(actor("ivo"), look(actor("ivo"), case), decision, "en")
    return "\n".join([said["title"], *(line for part in said["parts"] for line in (part["heading"], *part["lines"]))])


def test_it_says_what_why_under_what_until_when_and_where_help_is_and_nothing_of_closed_parts() -> None:
    case = referred()
    state(
        case, "brook", Statement("accommodation", "shelter", "observed"), Statement("asylum_claimed", value=True, source="said")
    )
    decision = refused(case)
    told = text_of(case, decision)
    for words in (
        "we do not see you as a person who was trafficked",
        PLAIN,
        "Xanadia Protection Act, s. 3(3)",
        "Xanadia Protection Decree, s. 1(4)",
        "Until the time for that is over, you are treated as before",
        "Removal",
        "You can challenge the decision until",
        "It is never too late",
        "Administrative Court of Xanadia",
        "000 116",
    ):
        assert words in told, words
    assert REASONS not in told
    assert [word for word in CLOSED if word in told] == []


def test_it_is_kept_with_its_digest_and_printed_again_the_same_to_the_byte() -> None:
    case = referred()
    kept = written(case, refused(case))
    body = next(each.body for each in look(actor("ivo"), case).papers if each.id == kept)
    assert body["digest"] == digest_of(body)
    first, again = letter_paper(body), letter_paper(body)
    assert first == again
    assert first.startswith(b"%PDF-")


def test_of_a_proposal_there_is_no_letter_and_in_a_language_without_approved_words_neither() -> None:
    case = referred()
    paper = decide(actor("ivo"), look(actor("ivo"), case), a_decision(case, "ivo", "no"))
    for language in ("en", "km"):
        with pytest.raises(AmparoError) as told:
            write_letter(actor("oona"), look(actor("oona"), case), paper, language)
        assert told.value.code == "no-such-case"


@pytest.mark.parametrize("safe", [None, False])
def test_it_goes_out_by_no_way_that_was_not_found_to_be_safe(safe: bool | None) -> None:  # noqa: FBT001 a value of the table
    case = referred()
    state(case, "brook", Statement("contact#1.channel", "mail", "said"))
    if safe is not None:
        state(case, "brook", Statement("contact#1.safe", safe, "observed"))
    letter = written(case, refused(case))
    with pytest.raises(AmparoError) as told:
        give(actor("ivo"), case, letter, Giving("mail", "contact#1", "yes", "yes", ""))
    assert told.value.code == "contact-not-safe"


def test_that_it_was_given_explained_and_understood_is_kept_and_told_to_the_law() -> None:
    case = referred()
    state(case, "brook", Statement("contact#1.safe", value=True, source="observed"))
    letter = written(case, refused(case))
    give(actor("ivo"), case, letter, Giving("mail", "contact#1", "yes", "yes", "Thank you"))
    assert value_of(case, "notice#1.topic") == "remedies"
    assert value_of(case, "notice#1.understood") is True
    assert value_of(case, "notice#1.form") == "both"
