"""What the person was told over time: subject by subject, in which language, and what has to be told again."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Final

import pytest

from amparo.casework.access import look
from amparo.casework.record import Statement
from amparo.environment import today
from amparo.stages.information.told import ANEW, NEVER, REPEAT, UNDERSTOOD, Subject, told_in
from casework.world import actor
from web.inside import amina, client_of, state
from web.test_case_pages import read

pytestmark = pytest.mark.usefixtures("world")
SENT: Final = {"form": "spoken", "language": "km", "through": "interpreter", "alone": "yes"}


def tell(case: str, **more: str) -> Any:
    sent = {**SENT, "on": today().isoformat(), **more}
    return client_of("brook").post(f"/cases/{case}/told", sent)


def subjects(case: str) -> dict[str, Subject]:
    sight = look(actor("brook"), case)
    began = [each.value for each in sight.entries if each.key == "stage_began_on"]
    return {each.topic: each for each in told_in(sight, began[-1] if began else None)}  # type: ignore[arg-type]  # a day, by its key


def test_several_subjects_are_told_at_once_each_with_its_own_answer_and_what_the_law_reads_follows() -> None:
    case = amina()
    sent = tell(case, **{"topic-rights": "yes", "topic-services": "no", "topic-privacy": "unknown"})
    assert sent.status_code == 302
    found = subjects(case)
    assert [found[name].state for name in ("rights", "services", "privacy", "stay")] == [UNDERSTOOD, REPEAT, REPEAT, NEVER]
    telling = found["rights"].tellings[0]
    assert (telling.language, telling.through, telling.user, telling.form) == ("km", "interpreter", "brook", "spoken")
    facts = {each.key: each.value for each in look(actor("brook"), case).entries}
    assert facts["informed_orally"] is True
    assert facts["information_understood"] is False
    assert facts["informed_on"] == today()
    page = read(client_of("brook").get(f"/cases/{case}/told"))  # type: ignore[arg-type]  # the test's own kind of response
    assert "To be repeated" in page
    assert "Khmer" in page


def test_what_the_law_asks_for_now_comes_first_with_the_duty_that_asks() -> None:
    case = amina()
    tell(case, **{"topic-police": "yes"})
    found = subjects(case)
    assert "programme" in found
    due = [each for each in found.values() if each.is_due]
    assert {"services", "remedies", "stay"} <= {each.topic for each in due}
    assert any("notice covers services" in title for title in found["services"].duties)
    assert [each.is_due for each in found.values()] == sorted((each.is_due for each in found.values()), reverse=True)


def test_a_new_stage_asks_for_what_was_told_and_understood_before_it() -> None:
    case = amina()
    tell(case, on=(today() - timedelta(days=20)).isoformat(), **{"topic-rights": "yes"})
    assert subjects(case)["rights"].state == UNDERSTOOD
    state(case, Statement("stage_began_on", (today() - timedelta(days=3)).isoformat(), "observed"))
    assert subjects(case)["rights"].state == ANEW
    tell(case, **{"topic-privacy": "yes"})
    assert subjects(case)["rights"].state == ANEW  # another subject does not stand for it
    tell(case, **{"topic-rights": "yes"})
    assert subjects(case)["rights"].state == UNDERSTOOD
    assert len(subjects(case)["rights"].tellings) == 2


def test_what_was_understood_once_and_then_not_is_to_be_repeated() -> None:
    case = amina()
    tell(case, on=(today() - timedelta(days=2)).isoformat(), **{"topic-stay": "yes"})
    tell(case, **{"topic-stay": "no"})
    assert subjects(case)["stay"].state == REPEAT


WRONG: Final[tuple[tuple[dict[str, str], str], ...]] = (
    ({}, "Say of one subject"),
    ({"topic-rights": "yes", "form": "written"}, "What was only handed over"),
    ({"topic-rights": "yes", "language": ""}, "Choose the language"),
    ({"topic-rights": "yes", "through": ""}, "Say who put it"),
    ({"topic-rights": "yes", "alone": ""}, "Choose an answer"),
    ({"topic-rights": "yes", "on": "2099-01-01"}, "today or before"),
    ({"topic-rights": "yes", "on": "soon"}, "Write the day"),
)


def test_what_is_missing_is_said_and_nothing_typed_is_lost() -> None:
    case = amina()
    for more, said in WRONG:
        page = tell(case, words="she asked about her sister", **more)
        assert page.status_code == 422
        assert said.lower() in read(page).lower()
        assert "she asked about her sister" in read(page)
    assert not [each for each in look(actor("brook"), case).entries if each.key.startswith("notice#")]


def test_a_form_that_is_sent_twice_is_kept_once() -> None:
    case = amina()
    token = re.search(r'name="token" value="(\w+)"', client_of("brook").get(f"/cases/{case}/told").content.decode())
    assert token is not None
    for _again in range(2):
        assert tell(case, token=token[1], **{"topic-rights": "yes"}).status_code == 302
    assert len(subjects(case)["rights"].tellings) == 1
