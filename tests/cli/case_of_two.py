"""A program that gives an installation two workers and a case of theirs, and prints its id."""

from __future__ import annotations

from typing import Final

STAFF: Final = """
from amparo.casework import second_factor
from amparo.casework.actor import actor_of
from amparo.casework.models import Membership, User
from amparo.casework.moment import fresh_id, now
from amparo.casework.opening import open_installation
from amparo.casework.record import Statement, open_case, record
open_installation()
for name, bundle in (("brook", "case_manager"), ("lena", "supervisor")):
    user = User(id=name, username=name, agency_id="harbour", bundle=bundle, since=now())
    user.set_password("a long pass phrase of Brook")
    user.save()
    second_factor.set_up_app(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
brook = actor_of(User.objects.select_related("agency").get(id="brook"))
case = open_case(brook, purpose="protection", called="Amina")
Membership.objects.create(id=fresh_id(), case_id=case, user_id="lena", role="works_on", purpose="protection", since=now())
record(brook, case, [Statement("trafficking_claimed", value=True, source="said")], seen={})
print(case)
"""
