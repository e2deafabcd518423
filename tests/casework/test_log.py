"""What the log keeps of an act, under which key, and how it is found again."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction

from amparo.casework.acts import ACTS, UNREADABLE
from amparo.casework.actor import INSTALLATION, ITSELF
from amparo.casework.keys import LOG, CaseKeys
from amparo.casework.log import log, told_of, told_of_user, wait_for_head
from amparo.casework.log_entry import record_of
from amparo.casework.models import Case, LogHead, LogMention, LogOrder, LogRow, WrapRow
from amparo.casework.told import newest
from amparo.errors import AmparoError
from casework.world import actor


def case_of(id_: str, agency: str = "harbour") -> str:
    Case.objects.create(id=id_, agency_id=agency)
    return id_


@pytest.mark.usefixtures("world")
def test_an_act_is_told_as_it_was_written() -> None:
    case = case_of("case1")
    with transaction.atomic():
        id_ = log("case-looked-at", actor("brook"), case=case, about={"purpose": "protection", "entries": [["e1", "ab"]]})
    wait_for_head(id_)
    (told,) = told_of(case)
    assert (told.id, told.index, told.act, told.user, told.agency) == (id_, 0, "case-looked-at", "brook", "harbour")
    assert (told.cases, told.about) == ((case,), {"purpose": "protection", "entries": [["e1", "ab"]]})
