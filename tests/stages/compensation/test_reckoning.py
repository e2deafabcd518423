"""A reckoning, worked by hand first: wages by days and months, head by head, low, likely and high, and nothing converted."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from amparo.stages.compensation.debt import debt_words
from amparo.stages.compensation.figure import Figure, written
from amparo.stages.compensation.losses import Award, Loss, gaps, loss_lines
from amparo.stages.compensation.wages import Terms, wage_lines
from amparo.stages.compensation.work import Days, Work, months_between


def sure(text: str) -> Figure:
    each = Fraction(text)
    return Figure(each, each, each)


def day(text: str) -> Days:
    each = date.fromisoformat(text)
    return Days(each, each)


def lines(work: Work, terms: Terms | None = None) -> dict[str, tuple[str, str, str]]:
    return {each.words: each.figure.said() for each in wage_lines(work, terms or Terms())}


PROMISED = "Pay as it was promised, less what was paid"
LEGAL = "Pay at the legal minimum, less what was paid"
OWED = "Pay still owed"
GAIN = "Gain of whoever had the work done"
EITHER = "The greater of the two values of the work"


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2026-03-01", "2026-03-07", "7/30"),
        ("2026-03-01", "2026-03-31", "1"),
        ("2026-01-15", "2026-03-14", "2"),
        ("2026-01-15", "2026-03-20", "66/30"),
        ("2023-12-31", "2024-02-28", "2"),
        ("2023-12-31", "2024-02-29", "61/30"),
        ("2026-03-02", "2026-03-01", "0"),
    ],
)
def test_months_are_those_of_the_calendar_and_the_rest_thirtieths(first: str, last: str, months: str) -> None:
    assert months_between(date.fromisoformat(first), date.fromisoformat(last)) == Fraction(months)


def test_seven_days_unpaid_at_75_a_month_come_to_17_50() -> None:
    """As in the Lao case of the teaching module: a small sum, which stands beside the harm and not in its place."""
    work = Work("1", day("2026-03-01"), day("2026-03-07"), promised=sure("75"), received=sure("0"), currency="EUR")
    found = next(wage_lines(work, Terms()))
    assert found.figure.said() == ("17.50", "17.50", "17.50")
    assert found.assumes[0].startswith("7 days; whole months by the calendar")


def test_pay_at_the_legal_minimum_stands_beside_the_promise_and_the_greater_counts_once() -> None:
    """40 hours a week for four weeks at 5.15 are 824.00; promised were 200 a month, of which 28 thirtieths are 186.67."""
    work = Work("1", day("2026-03-01"), day("2026-03-28"), sure("40"), sure("200"), sure("0"), currency="USD")
    found = lines(work, Terms(Fraction("5.15"), "USD", date(2026, 1, 1)))
    assert found[PROMISED] == ("186.67", "186.67", "186.67")
    assert found[LEGAL] == ("824.00", "824.00", "824.00")
    assert found[OWED] == ("824.00", "824.00", "824.00")
    assert [each.words for each in wage_lines(work, Terms()) if each.counts] == [OWED]


def test_a_rate_of_another_currency_converts_nothing() -> None:
    work = Work("1", day("2026-03-01"), day("2026-03-28"), sure("40"), sure("200"), sure("0"), currency="USD")
    assert LEGAL not in lines(work, Terms(Fraction(5), "EUR"))


def test_pay_that_went_to_somebody_else_is_shown_both_ways() -> None:
    """Two months at 200, of which 100 a month were sent to a relative: 200 are owed, or 400."""
    work = Work("1", day("2026-01-01"), day("2026-02-28"), promised=sure("200"), received=sure("100"),
                to_others=Fraction(100), currency="USD")  # fmt: skip
    assert lines(work)[PROMISED] == ("200.00", "200.00", "400.00")


def test_statements_that_differ_and_days_not_known_to_the_day_make_low_likely_and_high() -> None:
    """Begun in March or April, ended on 30 June; 300 or 400 were promised: three months at 300, four at 400."""
    began = Days(date(2026, 3, 1), date(2026, 4, 1))
    promised = Figure(Fraction(300), Fraction(400), Fraction(400))
    work = Work("1", began, day("2026-06-30"), promised=promised, received=sure("0"), disputed=("pay promised",))
    assert lines(work)[PROMISED] == ("900.00", "1400.00", "1600.00")
    assert any("statements differ on pay promised" in text for each in wage_lines(work, Terms()) for text in each.assumes)


def test_what_is_not_known_is_no_nought() -> None:
    work = Work("1", day("2026-03-01"), day("2026-03-31"), promised=sure("200"), currency="EUR")
    assert lines(work)[PROMISED] == ("", "", "200.00")
    assert lines(Work("1", promised=sure("200")))[PROMISED] == ("", "", "")


def test_of_the_two_values_of_the_work_the_greater_is_taken_and_one_alone_is_at_least() -> None:
    work = Work("1", day("2026-03-01"), day("2026-03-28"), sure("40"), gain=sure("1500"), currency="USD")
    both = {each.words: each for each in wage_lines(work, Terms(Fraction("5.15"), "USD"))}
    assert both[GAIN].figure.said()[1] == both[EITHER].figure.said()[1] == "1400.00"
    alone = {each.words: each for each in wage_lines(work, Terms())}
    assert alone[EITHER].figure.is_open
    assert alone[EITHER].assumes == ("one of the two is not known: it comes to at least this",)
    assert not any(each.counts for each in both.values() if each.group == "labour")


def test_each_head_stands_by_itself_and_the_low_sum_counts_what_evidence_is_admitted_for() -> None:
    losses = [
        Loss("medical", "Medical", "EUR", sure("120.10"), is_admissible=True),
        Loss("medical", "Medical", "EUR", sure("30.05")),
        Loss("transport", "Transport", "EUR", sure("9.99"), is_admissible=True),
        Loss("legal_costs", "Legal costs", "USD", Figure()),
        Loss("pain_and_suffering", "Pain", "EUR", sure("5000")),
        Loss("unpaid_wages", "Unpaid wages", "EUR", sure("700")),
    ]
    found = {(each.group, each.words, each.currency): each for each in loss_lines(losses, is_pay_reckoned=True)}
    assert found["costs", "Medical", "EUR"].figure.said() == ("120.10", "150.15", "150.15")
    assert found["costs", "Transport", "EUR"].figure.said() == ("9.99", "9.99", "9.99")
    assert found["costs", "Legal costs", "USD"].figure.is_open
    assert found["harm", "Pain", "EUR"].figure.said() == ("0.00", "5000.00", "5000.00")
    assert not found["costs", "Unpaid wages", "EUR"].counts


def test_an_award_is_set_beside_what_was_reckoned_in_its_own_currency() -> None:
    reckoned = {"EUR": sure("1700")}
    found = [(award.words, gap if gap is None else written(gap)) for award, gap in gaps(
        [Award("Court", "EUR", Fraction(500)), Award("Fund", "USD", Fraction(10)), Award("Court", "EUR", None)], reckoned
    )]  # fmt: skip
    assert found == [("Court", "1200.00"), ("Fund", None), ("Court", None)]


def test_a_sum_is_rounded_once_and_half_up() -> None:
    assert written(Fraction(1, 3) * 3) == "1.00"
    assert written(Fraction("0.125")) == "0.13"
    assert written(Fraction("2.675")) == "2.68"
    assert written(Fraction(10**40) + Fraction("0.005")) == f"{10**40}.01"


def test_a_debt_that_no_pay_clears_is_said_to_be_one() -> None:
    owed = Loss("debt", "Debt", "EUR", sure("1000"))

    def said(received: Figure, loss: Loss = owed) -> str:
        (found,) = debt_words([loss], [Work("1", received=received, currency="EUR")])
        return found

    assert "could never be cleared" in said(sure("0"))
    assert "All pay of 7 months" in said(sure("150"))
    assert "not known" in said(Figure())
    assert "sign of bondage" in said(sure("150"), Loss("debt", "Debt", "EUR", Figure()))
