"""Every page of a case as each of the cast gets it, refusals among them; in the short form one page as one more role."""

from __future__ import annotations

import os
from typing import Final

from amparo.casework.moment import fresh_id
from web.inside import amina, let_in, sign_in
from web.running import PHONE, Visit, faults, overflow
from web.test_case_look import PAGES

LONG: Final = bool(os.environ.get("AMPARO_TEST_LONG"))
ROLES: Final = ("brook", "castor", "doru", "edda", "fen", "lena") if LONG else ("castor",)
ADDRESSES: Final = sorted({path for _who, path in PAGES.values()}) if LONG else ["/cases/{case}"]


def test_axe_finds_nothing_wrong_on_any_page_as_any_of_the_cast(staff: Visit) -> None:
    case = amina()
    let_in(case)
    wrong = []
    for role in ROLES:
        page = staff.page(size=PHONE)
        sign_in(page.context, role, staff.address)
        for address in ADDRESSES:
            page.goto(address.format(case=case, glass=fresh_id(), mark="0" * 32))
            wrong += [(role, address, fault) for fault in faults(page)]
            wrong += [(role, address, "too wide")] if overflow(page) > 0 else []
        page.close()
    assert wrong == []
