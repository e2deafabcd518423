"""What people say about the help is counted question by question, those who left one out too."""

from __future__ import annotations

import pytest

from amparo.stages.voice import codes, feedback, mine
from casework.world import actor
from web.inside import amina


@pytest.mark.usefixtures("world")
def test_each_question_is_counted_with_how_many_answered_and_how_many_did_not() -> None:
    for answers in ({"respect": "yes", "helped": "yes"}, {"respect": "no"}, {"respect": "yes"}):
        visit = mine.look_with(codes.make(actor("brook"), amina(), codes.USUAL).code)
        assert visit is not None
        feedback.give(visit.id, answers, "", may_tell=False)
    heard = feedback.heard(actor("lena"))
    assert heard.count == 3
    assert heard.figures["respect"] == {"yes": 2, "no": 1}
    assert heard.figures["helped"] == {"yes": 1, "": 2}
    assert heard.figures["free"] == {"": 3}
