"""The addresses of the pages of a case. They hold its code and the names of facts, and never what is said."""

from __future__ import annotations

from django.urls import reverse


def case_page(case: str) -> str:
    return reverse("case", kwargs={"case": case})


def fact_page(case: str, key: str) -> str:
    """Return the page of a fact, of an item (`offence#1`) or of a list (`offence.complete`)."""
    return reverse("case-fact", kwargs={"case": case, "key": key})


def duty_page(case: str, rule: str, item: str = "") -> str:
    """Return the page on which a duty is met; of one about an item (`offence#1`), with that item behind the address."""
    page = reverse("case-duty", kwargs={"case": case, "rule": rule})
    return f"{page}?item={item.replace('#', '.')}" if item else page


def owed_page(case: str) -> str:
    return reverse("case-owed", kwargs={"case": case})


def hand_page(case: str, mark: str) -> str:
    """Return the page on which a duty is given to somebody, or put off."""
    return reverse("owed-hand", kwargs={"case": case, "mark": mark})


def topic_page(case: str, name: str) -> str:
    """Return the page of a topic of the person, or of a kind of things."""
    return reverse("case-topic", kwargs={"case": case, "topic": name})


def stage_page(case: str, name: str) -> str:
    return reverse("case-stage", kwargs={"case": case, "stage": name})
