"""Whether a duty that comes back is answered by one that comes back as often."""

from __future__ import annotations

from amparo.rules.law import Law
from amparo.rules.rule import Rule


def is_as_often(right: Rule, law: Law, answer: Rule, other: Law) -> bool:
    """Say whether `answer` comes back as often as `right`: at each stage, or after a period no longer."""
    if right.repeat is None or answer.repeat is None:
        return right.repeat is None
    if right.repeat not in law.amounts or answer.repeat not in other.amounts:
        return (right.repeat in law.amounts) == (answer.repeat in other.amounts)
    asked, given = law.amount(right.repeat), other.amount(answer.repeat)
    is_same_unit = law.amounts[right.repeat].unit == other.amounts[answer.repeat].unit
    return is_same_unit and isinstance(asked, int) and isinstance(given, int) and given <= asked
