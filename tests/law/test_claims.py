"""What rows of the requirements claim of the law itself, and can be read off it."""

from __future__ import annotations

import re
from typing import Final

from amparo.explain.requirements import MET, load_coverage, load_requirements
from amparo.rules.pack import BASELINE, find_law, load_pack

PACK: Final = load_pack(BASELINE)
SIGN: Final = re.compile(r"\bind_\w+")


def test_that_nobody_is_punished_for_what_they_were_made_to_do_is_no_duty_of_a_treaty() -> None:
    rules = [rule for rule in PACK.rules if rule.act in ("prosecution", "punishment") and "offence" in (rule.each or "")]
    assert len(rules) > 4
    for rule in rules:
        assert rule.force != "mandatory", rule.id
        assert not any(provision.startswith(("tip/", "untoc/")) for provision in rule.under), rule.id


def test_why_a_stay_is_irregular_is_asked_and_no_rule_reads_it() -> None:
    assert "irregular_because" in PACK.vocabulary.facts
    text = "".join(path.read_text("utf-8") for path in find_law().glob("*/*/*.toml") if path.parent.parent.name != "vocabulary")
    assert not re.search(r"(when|done|unless|until)\s*=.*irregular_because", text)


def test_each_sign_that_a_row_names_is_a_sign_of_the_vocabulary() -> None:
    rows = load_coverage(find_law(), load_requirements(find_law()))
    named = {sign for row in rows.values() if row["state"] == MET for sign in SIGN.findall(row["reason"])}
    assert len(named) > 8
    assert named <= set(PACK.vocabulary.signs["indicators_noted"])
