"""The page of what the person is owed: reckoned on terms that are said, kept beside the earlier ones, taken out as a table."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any, Final

import pytest

from amparo.casework.access import look
from amparo.casework.record import Statement
from casework.world import actor
from web.inside import amina, client_of, let_in, state
from web.test_owed_page import words

TOLD: Final = (
    Statement("episode#1", value=True, source="said"),
    Statement("episode#1.began_on", "2025-03-01", "said"),
    Statement("episode#1.ended_on", "2025-03-28", "said"),
    Statement("episode#1.hours_a_week", 40, "said"),
    Statement("episode#1.pay_promised", 200, "said"),
    Statement("episode#1.pay_received", 0, "said"),
    Statement("episode#1.currency", "USD", "said"),
    Statement("loss#1", value=True, source="document"),
    Statement("loss#1.head", "medical", "document"),
    Statement("loss#1.amount", 120.1, "document"),
    Statement("loss#1.currency", "EUR", "document"),
    Statement("loss#2", value=True, source="said"),
    Statement("loss#2.head", "debt", "said"),
    Statement("loss#2.amount", 900, "said"),
    Statement("loss#2.currency", "USD", "said"),
    Statement("remedy#1", value=True, source="document"),
    Statement("remedy#1.amount", 50, "document"),
    Statement("remedy#1.currency", "EUR", "document"),
)
FORM: Final = {"token": "drawn-when-shown"}
TERMS: Final = {"hourly": "5.15", "currency": "usd", "as_of": "2025-01-01"}


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    made = amina()
    let_in(made)
    state(made, *TOLD)
    return made


def sent(case: str, do: str, **form: str) -> Any:
    return client_of("brook").post(f"/cases/{case}/reckoning", {**form, "do": do})


def got(page: str) -> str:
    response: Any = client_of("brook").get(page)
    return words(response)


def test_it_is_looked_at_first_and_nothing_is_converted_or_shown_as_one_bare_figure(case: str) -> None:
    shown = words(sent(case, "look", **TERMS))
    assert "Pay as it was promised, less what was paid USD Stands beside, and is not added. 186.67 186.67 186.67" in shown
    assert "Pay still owed USD 824.00 824.00 824.00" in shown
    assert "5.15 an hour, as of 2025-01-01; all hours alike" in shown
    assert "In all USD 824.00 1724.00 1724.00" in shown
    assert "In all EUR 0.00 120.10 120.10" in shown
    assert "Less than the likely sum by 70.10" in shown
    assert "Nothing was paid: the debt in USD could never be cleared by the work." in shown
    assert look(actor("brook"), case).papers == ()


def test_it_is_kept_once_and_stays_as_it_was_when_hours_are_reassessed(case: str) -> None:
    for _time in range(2):
        first = sent(case, "keep", **TERMS, **FORM)["Location"]
    (hours,) = [entry for entry in look(actor("brook"), case).entries if entry.key == "episode#1.hours_a_week"]
    state(case, Statement("episode#1.hours_a_week", 60, "said", corrects=hours.id))
    second = sent(case, "keep", **TERMS)["Location"]
    brook = client_of("brook")
    assert "USD 824.00 824.00 824.00" in got(first)
    assert "USD 1236.00 1236.00 1236.00" in got(second)
    kept = [paper for paper in look(actor("brook"), case).papers if paper.kind == "reckoning"]
    assert [paper.compartment for paper in kept] == ["account", "account"]
    assert [paper.is_said for paper in kept] == [True, True]
    rows = list(csv.reader(StringIO(brook.get(f"{first}/table.csv").content.decode("utf-8-sig"))))
    assert ["total", "", "USD", "824.00", "1724.00", "1724.00", "", "", ""] in rows
    assert any(row[1:6] == ["Pay still owed", "USD", "824.00", "824.00", "824.00"] for row in rows)


def test_earnings_missed_since_and_pay_to_others_are_options_that_say_so(case: str) -> None:
    missed = {"missed": "300", "missed_currency": "EUR", "from": "2025-04-01", "until": "2025-05-31"}
    shown = words(sent(case, "look", **missed, **{"others-1": "10"}, about="yes"))
    assert "Earnings missed from 2025-04-01 to 2025-05-31 EUR 0.00 600.00 600.00" in shown
    assert "10.00 a month went to somebody else" in shown
    assert "said to be about so much" in shown


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(case: str) -> None:
    wrong = (
        ({"hourly": "much"}, "figures"),
        ({"hourly": "9" * 5000}, "figures"),
        ({"hourly": "5."}, "figures"),
        ({"hourly": "5"}, "currency"),
        ({"hourly": "5", "currency": "E1R"}, "three letters"),
        ({"missed": "5"}, "later"),
        ({"missed": "5", "from": "9999-12-31", "until": "9999-12-31"}, "write a day"),
    )
    for form, where in wrong:
        response = sent(case, "look", **form)
        assert response.status_code == 422
        assert where in words(response).lower()
        assert f'value="{next(iter(form.values()))}"' in response.content.decode()


def test_who_reads_no_part_of_it_finds_no_page(case: str) -> None:
    kept = sent(case, "keep", **TERMS)["Location"]
    for name in ("edda", "doru"):
        assert client_of(name).get(f"/cases/{case}/reckoning").status_code == 404
        assert client_of(name).get(kept).status_code == 404
    assert client_of("castor").get(kept).status_code == 200
