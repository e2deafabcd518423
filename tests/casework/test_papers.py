"""Papers: hidden signs are refused in them, an erased compartment silences them, and the person's copy holds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from amparo.casework.access import look
from amparo.casework.copy_page import page
from amparo.casework.copying import copy_of
from amparo.casework.papers import Draft
from amparo.casework.record import record
from amparo.errors import AmparoError
from casework.keeping import a_case, erase_all
from casework.world import actor

TEN_SCRIPTS = (
    "Amina", "أمينة", "អាមីណា\u200bសុខ", "อามีนา", "አሚና", "Амина", "阿米娜", "अमीना", "ამინა", "آمنه\u200cخانم",
)  # fmt: skip


@pytest.fixture
def case(lasting_world: None, beside: Path) -> str:  # noqa: ARG001 an installation has to be there, and its tombstones apart
    return a_case()


def write(case: str, text: object, compartment: str = "support") -> None:
    record(actor("brook"), case, papers=[Draft("note", compartment, {"text": text})], seen={})


def texts(case: str) -> list[object]:
    return [each.body["text"] for each in look(actor("brook"), case).papers]


def test_a_paper_keeps_names_in_ten_scripts_sign_by_sign(case: str) -> None:
    for name in TEN_SCRIPTS:
        write(case, name)
    assert texts(case) == list(TEN_SCRIPTS)


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x00", "\x1b", "\U000e0041"])
def test_a_sign_that_nobody_sees_is_refused_wherever_in_a_paper_it_stands(case: str, sign: str) -> None:
    for body in (f"met {sign}Amina", [f"{sign}"], {f"na{sign}me": 1}):
        with pytest.raises(AmparoError, match="signs that nobody sees"):
            write(case, body)
    assert texts(case) == []


def test_an_erased_compartment_silences_its_papers_and_no_others(case: str) -> None:
    write(case, "slept well")
    write(case, "told of the house", "account")
    erase_all(case, ("account",))
    assert texts(case) == ["slept well"]


def test_the_persons_copy_holds_every_paper_that_its_maker_may_take_out(case: str) -> None:
    write(case, "<b>slept</b> well")
    table = copy_of(actor("brook", stepped_up=True), case).table
    assert [(each["kind"], each["by"], each["body"]) for each in table["written"]] == [
        ("note", "Harbour House", {"text": "<b>slept</b> well"})
    ]
    assert "text: &lt;b&gt;slept&lt;/b&gt; well" in page(table)
