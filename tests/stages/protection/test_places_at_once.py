"""The last place, wanted by several at the same moment on connections of their own: one gets it, the others wait in turn."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from amparo.casework.models import Placement
from amparo.stages.protection.housing import house
from casework.test_at_once import at_once
from casework.world import actor
from stages.protection.shelter import a_case, a_house, a_place

pytestmark = pytest.mark.usefixtures("lasting_world")
WORKERS = ("brook", "lena", "brook", "lena")


def test_of_four_who_want_the_last_two_places_at_once_two_get_them_and_two_wait() -> None:
    lantern = a_house(2)
    cases = [(actor(who), a_case(who=who)) for who in WORKERS]
    refused = at_once([partial(house, who, case, a_place(lantern)) for who, case in cases])
    assert refused == ["", "", "", ""]
    assert Counter(Placement.objects.filter(ended=None).values_list("state", flat=True)) == {"placed": 2, "waiting": 2}
