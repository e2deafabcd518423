"""Facts are written in one place, decided in one place, shown in one place: good lines pass, bad lines are told."""

from __future__ import annotations

import pytest

from house.narrow import EVERY_TABLE, WAYS, faults
from house.tree import SOURCE, modules

BAD = {
    "a page that reads the table": ("doors/web/cases.py", "from amparo.casework.models import Kept"),
    "one that does so by another name": ("doors/web/cases.py", "from amparo.casework.models import Kept as Row"),
    "one that does so further down": ("desk/kept.py", "def f():\n    from amparo.casework.models.kept import Label\n"),
    "a task that writes facts": ("casework/ticking.py", "from amparo.casework.models import Case, Kept"),
    "a page that reads papers": ("doors/web/cases.py", "from amparo.casework.models import Paper"),
    "a task that opens the store": ("casework/ticking.py", "from amparo.casework.store import DjangoStore"),
    "a page that opens the store": ("doors/web/cases.py", "import amparo.casework.store"),
    "a task that asks the law": ("casework/ticking.py", "from amparo.explain.answer import inquire"),
    "a task that asks whether an act is held": ("casework/gate.py", "from amparo.rules.may import may_from"),
    "all tables at once": ("casework/ticking.py", "from amparo.casework import models"),
    "all tables at once, plainly": ("casework/ticking.py", "import amparo.casework.models"),
    "a model by its name": ("casework/ticking.py", "from django.apps import apps\napps.get_model('casework', 'kept')"),
    "a model by way of its case": ("casework/ticking.py", "case.kept_set.all()"),
    "a page with keys in its hand": ("doors/web/cases.py", "from amparo.casework.keys import CaseKeys"),
}
GOOD = {
    "record.py writes": ("casework/record.py", "from amparo.casework.models import Case, Kept, Label"),
    "determine.py decides": ("casework/determine.py", "from amparo.explain.answer import inquire"),
    "access.py looks": ("casework/access.py", "from amparo.casework.store import DjangoStore"),
    "a page asks access.py": ("doors/web/cases.py", "from amparo.casework.access import look"),
    "an open page decides on a file that nobody keeps": ("desk/inquiry.py", "from amparo.explain.answer import inquire"),
    "a task counts cases": ("casework/ticking.py", "from amparo.casework.models import Case"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_line_is_told(what: str) -> None:
    assert faults(*BAD[what]) != []


@pytest.mark.parametrize("what", GOOD)
def test_a_good_line_passes(what: str) -> None:
    assert faults(*GOOD[what]) == []


def test_no_module_leaves_the_narrow_ways() -> None:
    found = [fault for path in modules() for fault in faults(path.relative_to(SOURCE).as_posix(), path.read_text("utf-8"))]
    assert found == []


def test_every_module_that_is_allowed_is_there() -> None:
    allowed = {path for way in WAYS for path in way.allowed} | EVERY_TABLE.keys()
    assert [path for path in sorted(allowed) if not (SOURCE / path).is_file()] == []
