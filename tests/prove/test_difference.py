"""What a change of law changes: each edit of a law is told for what it does, to a person who replays it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from amparo.explain.plain import Plain
from amparo.explain.wording import load_words
from amparo.prove.difference import Difference
from amparo.prove.difference_story import DifferenceTeller
from amparo.prove.difference_table import difference_json
from amparo.prove.story import Teller
from amparo.rules.pack import Pack, find_law, load_pack
from amparo.rules.rule import FORCES
from cli.conftest import Run, run  # noqa: F401 a fixture

DAY = date(2026, 3, 2)
Edit = Callable[..., Pack]


@pytest.fixture(scope="module")
def xx() -> Pack:
    return load_pack("xx")


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """A copy of the law of xx in which a text of one file says something else."""

    def edit(file: str, old: str, new: str, *, after: str = "") -> Pack:
        folder = tmp_path / "xx"
        if not folder.exists():
            shutil.copytree(find_law() / "xx", folder)
        text = (folder / file).read_text("utf-8")
        start = text.index(after)
        assert old in text[start:], f"{file} does not say {old}"
        (folder / file).write_text(text[:start] + text[start:].replace(old, new, 1), "utf-8")
        return load_pack(folder)

    return edit


def told(before: Pack, after: Pack, on: date = DAY, then: date | None = None, seconds: float = 10) -> dict[str, Any]:
    difference = Difference(before, after, on, then, seconds)
    words = load_words(find_law())
    first, second = difference.sides
    return difference_json(
        DifferenceTeller(difference, Teller(before, Plain(first.law, words)), Teller(after, Plain(second.law, words)))
    )


def changes(table: dict[str, Any]) -> dict[str, str]:
    """Each right, number or definition that is told of, with what became of it."""
    found = [(change["rule"], change["change"]) for change in table["changes"]]
    assert len(found) == len(set(found)), "something is told twice"
    return dict(found)


def told_of(table: dict[str, Any], rule: str) -> dict[str, Any]:
    return next(change for change in table["changes"] if change["rule"] == rule)


def test_the_same_law_has_nothing_to_tell(xx: Pack) -> None:
    table = told(xx, xx)
    assert (table["changes"], table["later"]) == ([], [])


def test_a_ground_that_is_dropped_takes_a_hold_from_somebody(xx: Pack, edited: Edit) -> None:
    after = edited("holds/detention.toml", "detention_ground in ('immigration', 'shelter')", "detention_ground == 'shelter'")
    table = told(xx, after)
    lost = told_of(table, "no-immigration-detention")
    assert changes(table) == {"no-immigration-detention": "loses"}
    assert (lost["kind"], lost["act"], lost["force"], lost["since"]) == ("hold", "detention", "mandatory", "2019-07-01")
    assert lost["before"].startswith("held")
    assert lost["person"]["facts"]["detention_ground"] == "immigration"
    assert "“Ground" in lost["story"]
    assert "Why: “Ground of detention” is “In a shelter that cannot be left”, before “Ground of detention” is" in lost["story"]


def test_a_ground_that_is_added_gives_a_hold_to_somebody(xx: Pack, edited: Edit) -> None:
    before = edited("holds/detention.toml", "detention_ground in ('immigration', 'shelter')", "detention_ground == 'shelter'")
    assert changes(told(before, xx)) == {"no-immigration-detention": "gains"}


def test_a_condition_that_is_added_takes_a_right_from_who_does_not_meet_it(xx: Pack, edited: Edit) -> None:
    after = edited("entitlements/support.toml", '"treated_as_victim"', '"treated_as_victim and heard_on_status"')
    table = told(xx, after)
    lost = told_of(table, "full-support-from-the-first-sign")
    assert changes(table) == {"full-support-from-the-first-sign": "loses"}
    assert (lost["before"], lost["after"]) == ("given", "not given")
    assert lost["story"].endswith("Why: now only if “Heard on being a victim” is yes.")
    assert lost["person"]["facts"].get("heard_on_status") is not True


def test_a_longer_period_is_told_with_both_lengths_to_who_is_in_between(xx: Pack, edited: Edit) -> None:
    after = edited("parameters.toml", "value = 12", "value = 24", after='"permit_months"')
    table = told(xx, after)
    won = told_of(table, "permit-for-situation-or-cooperation")
    assert changes(table) == {"permit-for-situation-or-cooperation": "gains"}
    assert "24 months, before 12 months" in won["story"]
    assert won["since"] == "2024-01-01"
    assert won["because"] == ["permit_months"]
    assert date(2024, 3, 2) < date.fromisoformat(won["person"]["facts"]["reasonable_grounds_on"]) <= date(2025, 3, 2)


def test_a_later_clock_takes_and_an_earlier_gives(xx: Pack, edited: Edit) -> None:
    slower = edited("parameters.toml", "value = 2\n", "value = 5\n", after='"guardian_days"')
    table = told(xx, slower)
    lost = told_of(table, "guardian-in-time")
    assert changes(table) == {"guardian-in-time": "loses"}
    before, after = (re.search(r"\d+ \w+ \d{4}", lost[when]) for when in ("before", "after"))
    assert before
    assert after
    assert before.group() != after.group()
    assert changes(told(slower, xx)) == {"guardian-in-time": "gains"}


OTHERWISE: dict[str, tuple[tuple[str, str, str, str], tuple[str, str, str]]] = {
    "an alternative dropped": (
        ("entitlements/residence.toml", "", " or (stay_needed_for_cooperation and cooperates)", ""),
        ("permit-for-situation-or-cooperation", "loses", "Why: no longer if (“Stay needed for cooperation” is yes and “Agrees"),
    ),
    "an exception dropped": (
        ("holds/removal.toml", "", 'unless        = "not presumed_not(a_court_orders_removal)"\n', ""),
        ("hearing-before-removal", "gains", "Why: exception: none, before it is known to be so that a court in Xanadia"),
    ),
    "another period": (
        ("entitlements/compensation.toml", "claim-of-a-child", '"claim_years"', '"permanent_after_years"'),
        ("claim-of-a-child-against-the-fund", "loses", "Why: how long: 2 years, before 5 years"),
    ),
    "another interval": (
        ("duties/return.toml", "", '"follow_up_months"\n', '"each-stage"\n'),
        ("visit-after-return", "loses", "Why: how often: again at each stage, before again after 3 months"),
    ),
    "another clock": (
        ("duties/identification.toml", "second-officer", "at_once  = true",
         'within = "guardian_days"\nstarts = "conclusive_decision_on"'),
        ("second-officer-checks-a-no", "loses", "; by when: within 2 days, before at once."),
    ),
    "another body": (
        ("duties/child.toml", "", '"child_authority"', '"police"'),
        ("guardian-in-time", "differs", "who is bound: police, before "),
    ),
    "an act demanded": (
        ("duties/child.toml", "", 'unknown       = "ask"', 'unknown       = "ask"\ndemands       = "removal"'),
        ("guardian-in-time", "differs", "the act demanded is said otherwise"),
    ),
    "a number that ends": (
        ("parameters.toml", '"information_days"', "value = 3\n",
         "value = 3\n\n[[parameter.value]]\nfrom = 2025-01-01\nended = true\n"),
        ("written-information", "loses", "the written information, from reasonable grounds”: none, before 3 days"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", OTHERWISE)
def test_what_a_text_says_otherwise_is_said(xx: Pack, edited: Edit, what: str) -> None:
    (file, after, old, new), (rule, change, why) = OTHERWISE[what]
    found = told_of(told(xx, edited(file, old, new, after=after)), rule)
    assert found["change"] == change
    assert why in found["story"]


def test_texts_that_changed_on_several_days_are_each_told_with_theirs(xx: Pack, edited: Edit) -> None:
    edited("parameters.toml", "value = 12", "value = 3", after='"permit_months"')
    value = "value = 3\n\n[[parameter.value]]\nfrom = 2025-05-01\nvalue = 2\n"
    edited("parameters.toml", "value = 3\n", value, after='"final_decision_months"')
    after = edited("duties/identification.toml", " or verification_inconclusive", "", after="2024-01-01")
    lost = told_of(told(xx, after), "final-decision-in-time")
    assert lost["since"] == "2025-05-01"
    assert "(from 1 January 2024); “Time for the final decision" in lost["story"]
    assert "2 months, before 3 months (from 1 May 2025)" in lost["story"]


def test_a_repealed_rule_is_lost_from_the_day_of_its_repeal(xx: Pack, edited: Edit) -> None:
    repeal = """
[[repeal]]
rule   = "palermo/confirm-the-fact-of-return"
from   = 2025-09-01
under  = ["xx-decree/8"]
reason = "Tried."
"""
    pack = load_pack()
    rule = next(rule for rule in pack.rules if rule.kind == "duty" and rule.subject == "information")
    after = edited("duties/information.toml", "# Section 12.", repeal.replace("confirm-the-fact-of-return", rule.id))
    table = told(xx, after)
    lost = told_of(table, rule.id)
    assert (lost["change"], lost["since"], lost["after"]) == ("loses", "2025-09-01", "not owed")
    assert "is repealed" in lost["story"]
    assert set(changes(table).values()) <= {"loses", "differs"}


def test_a_new_rule_is_gained_and_only_that_is_told(xx: Pack, edited: Edit) -> None:
    rule = """
[[rule]]
id       = "a-bed-of-ones-own"
kind     = "entitlement"
title    = "A bed of one's own"
force    = "mandatory"
strength = "absolute"
binds    = "shelter"
under    = ["xx-law/11"]
source   = ["AST-23b"]
from     = 2025-01-01
when     = "in_danger_now"
unknown  = "ask"

[[repeal]]"""
    table = told(xx, edited("entitlements/support.toml", "[[repeal]]", rule))
    won = told_of(table, "a-bed-of-ones-own")
    assert changes(table) == {"a-bed-of-ones-own": "gains"}
    assert (won["since"], won["before"], won["after"]) == ("2025-01-01", "not given", "given")
    assert won["person"] == {"facts": {"in_danger_now": True}, "on": "2026-03-02"}


def test_another_answer_for_not_known_reaches_who_was_not_asked(xx: Pack, edited: Edit) -> None:
    after = edited("entitlements/support.toml", '"applies"', '"ask"', after='"interpretation"')
    after = edited("entitlements/support.toml", 'unknown_under = ["xx-law/11"]\n', "", after='"interpretation"')
    table = told(xx, after)
    lost = told_of(table, "interpretation")
    assert changes(table) == {"interpretation": "loses"}
    assert "speaks_local_language" not in lost["person"]["facts"]
    assert lost["before"] == "given while more is not known"


def test_a_weaker_force_is_a_loss_and_a_stronger_a_gain(xx: Pack, edited: Edit) -> None:
    weaker = edited("entitlements/residence.toml", '"mandatory"', '"recommended"', after='"permanent-permit-after-years"')
    lost, won = (told_of(table, "permanent-permit-after-years") for table in (told(xx, weaker), told(weaker, xx)))
    assert (lost["change"], won["change"]) == ("loses", "gains")
    assert (lost["before"], lost["after"]) == (
        "given (binding, in suitable cases)", "given (recommended, in suitable cases)",
    )  # fmt: skip


def test_a_reach_that_shrinks_is_a_loss(xx: Pack, edited: Edit) -> None:
    after = edited("entitlements/support.toml", '"absolute"', '"effort"', after='"interpretation"')
    assert told_of(told(xx, after), "interpretation")["after"].endswith("(binding, with real effort)")


def test_a_day_that_moves_shuts_out_whom_it_passes(xx: Pack, edited: Edit) -> None:
    after = edited("parameters.toml", "value = 2015-01-01", "value = 2018-01-01", after='"fund_begins"')
    table = told(xx, after)
    assert changes(table) == {"claim-against-the-fund": "loses", "claim-of-a-child-against-the-fund": "loses"}
    assert "1 January 2018, before 1 January 2015" in table["changes"][0]["story"]


def test_a_moved_day_that_is_past_touches_nobody(xx: Pack, edited: Edit) -> None:
    after = edited("parameters.toml", "value = 2026-06-30", "value = 2026-12-31", after='"moratorium_ends"')
    table = told(xx, after)
    same = told_of(table, "moratorium_ends")
    assert changes(table) == {"moratorium_ends": "differs"}
    assert (same["kind"], same["before"], same["after"]) == ("parameter", "30 June 2026", "31 December 2026")
    assert same["person"] is None


def test_another_title_or_provision_touches_nobody(xx: Pack, edited: Edit) -> None:
    edited("entitlements/residence.toml", "A permanent permit for whoever was exploited for years", "To stay for good")
    after = edited("entitlements/support.toml", '["xx-law/11"]', '["xx-law/12"]')
    table = told(xx, after)
    assert changes(table) == {"permanent-permit-after-years": "differs", "full-support-from-the-first-sign": "differs"}
    assert told_of(table, "permanent-permit-after-years")["after"] == "title: “To stay for good”"
    assert "s. 12, before" in told_of(table, "full-support-from-the-first-sign")["story"]


def test_what_is_to_be_done_is_left_to_a_reader(xx: Pack, edited: Edit) -> None:
    table = told(xx, edited("duties/child.toml", "Appoint a guardian; an interim one counts.", "Think of a guardian."))
    assert changes(table) == {"guardian-in-time": "differs"}
    assert "for a reader to judge" in told_of(table, "guardian-in-time")["story"]


def test_another_id_for_the_same_rule_takes_nothing_away(xx: Pack, edited: Edit) -> None:
    table = told(xx, edited("entitlements/residence.toml", "permanent-permit-after-years", "permit-for-good"))
    assert changes(table) == {"permanent-permit-after-years": "differs", "permit-for-good": "differs"}


def test_a_hold_that_others_keep_up_is_only_said_differently(edited: Edit) -> None:
    twin = edited("holds/detention.toml", "# Section 9.", "# Section 9.\n" + _twin())
    after = edited("holds/detention.toml", "'immigration', 'shelter'", "'shelter', 'shelter'", after="no-immigration-detention")
    table = told(twin, after)
    assert changes(table) == {"no-immigration-detention": "differs"}
    assert "On this day nobody gains or loses by it" in table["changes"][0]["story"]


def _twin() -> str:
    text = (find_law() / "xx" / "holds" / "detention.toml").read_text("utf-8")
    return text[text.index("[[rule]]") :].replace("no-immigration-detention", "no-detention-at-all")


def test_a_definition_is_told_through_the_rights_that_read_it(xx: Pack, edited: Edit) -> None:
    after = edited(
        "definitions/facts_of_the_case.toml",
        "threat.at_large",
        "threat.at_large and threat.relation == 'official'",
        after="count",
    )
    table = told(xx, after)
    lost = told_of(table, "assess-witness-protection-under-several-threats")
    assert lost["change"] == "loses"
    assert lost["because"] == ["threats_at_large"]
    assert "threats_at_large" not in changes(table)
    assert "Why: “Number of persons who threaten and are free to act”: the number of those listed" in lost["story"]
    assert "“Relation” is “An official”" in lost["story"]


@pytest.fixture(scope="module")
def two_days(xx: Pack) -> dict[str, Any]:
    """What the change of 1 January 2024 brought."""
    return told(xx, xx, date(2024, 6, 1), date(2023, 6, 1))


def test_losses_stand_first_and_the_strongest_first(two_days: dict[str, Any]) -> None:
    order = [(change["change"], change["force"]) for change in two_days["changes"]]
    changed, forces = ("loses", "gains", "undecided", "differs"), (*FORCES, None)
    assert {change for change, _ in order} == {"loses", "gains"}
    assert order == sorted(order, key=lambda each: (changed.index(each[0]), forces.index(each[1])))


def test_two_days_of_one_law_tell_what_the_change_between_them_brought(two_days: dict[str, Any]) -> None:
    won = told_of(two_days, "no-removal-in-recovery-by-law")
    assert (won["change"], won["since"]) == ("gains", "2024-01-01")
    assert "60 days, before 45 days" in won["story"]
    assert date(2024, 4, 2) < date.fromisoformat(won["person"]["facts"]["recovery_started_on"]) <= date(2024, 4, 17)
    assert (two_days["from"]["as_of"], two_days["to"]["as_of"], two_days["on"]) == ("2023-06-01", "2024-06-01", "2024-06-01")


def test_two_days_without_a_change_between_them_differ_in_nothing(xx: Pack) -> None:
    assert told(xx, xx, date(2024, 6, 2), date(2024, 2, 1))["changes"] == []


def test_a_change_to_come_is_named(xx: Pack, edited: Edit) -> None:
    value = '\n[[parameter.value]]\nfrom  = 2027-01-01\nvalue = 1\n\n[[parameter]]\nid     = "permanent_after_years"'
    after = edited("parameters.toml", '\n[[parameter]]\nid     = "permanent_after_years"', value)
    table = told(xx, after)
    assert (table["changes"], table["later"]) == ([], ["2027-01-01"])
    assert changes(told(xx, after, date(2027, 1, 1))) == {"permit-for-situation-or-cooperation": "loses"}


def test_no_time_is_no_answer(xx: Pack, edited: Edit) -> None:
    after = edited("presumptions/minority.toml", '"is_child"', '"is_child and screened"')
    table = told(xx, after, seconds=0.001)
    undecided = [change for change in table["changes"] if change["change"] == "undecided"]
    assert undecided
    assert all("no answer within" in change["story"] for change in undecided)


def test_what_the_solver_cannot_be_told_is_not_decided(xx: Pack, edited: Edit) -> None:
    after = edited("definitions/facts_of_the_case.toml", ">= permanent_after_years", ">= threats_at_large")
    open_ = told_of(told(xx, after), "permanent-permit-after-years")
    assert open_["change"] == "undecided"
    assert "whether anybody loses it: years are compared" in open_["story"]


def test_many_stories_are_cut_and_their_number_said(run: Run) -> None:  # noqa: F811 the fixture
    said = run("law", "diff", "palermo", "xk", "--on", "2026-03-02")
    assert said.code == 3
    assert re.search(r"Not compared: \d{3}", said.out)
    assert re.search(r"^\d+ more with --all\.$", said.out, re.MULTILINE)


def test_an_unlawful_act_is_named_where_the_right_is_about_it(xx: Pack, edited: Edit) -> None:
    after = edited("holds/liability.toml", "offence.compelled or offence.direct_consequence", "offence.compelled")
    table = told(xx, after)
    lost = told_of(table, "no-prosecution-for-compelled-acts")
    assert (lost["change"], lost["item"]) == ("loses", "offence#1")
    assert lost["person"]["items"]["offence"]["list"][0]["direct_consequence"] is True
    assert ", for unlawful act held against the person 1: before held" in lost["story"]


def test_the_person_replays_under_both_laws(run: Run, xx: Pack, edited: Edit, tmp_path: Path) -> None:  # noqa: F811 the fixture
    after = edited("duties/identification.toml", "committed_offence or removal_proposed", "removal_proposed")
    lost = told_of(told(xx, after), "screen-everyone-in-a-cell")
    assert lost["story"].endswith("Why: no longer if “Said to have broken the law” is yes.")
    case = tmp_path / "case.json"
    case.write_text(json.dumps(lost["person"]), "utf-8")
    before, now = (json.loads(run("decide", case, "--law", law, "--json").out) for law in ("xx", tmp_path / "xx"))
    assert lost["rule"] in json.dumps(before)
    assert lost["rule"] not in json.dumps(now)


def test_a_renamed_rule_that_shrinks_is_lost_by_whom_it_leaves_out(xx: Pack, edited: Edit) -> None:
    edited("entitlements/residence.toml", "permanent-permit-after-years", "permit-for-good")
    after = edited("entitlements/residence.toml", "victim_verified and exploited", "victim_verified and screened and exploited")
    assert changes(told(xx, after)) == {"permanent-permit-after-years": "loses", "permit-for-good": "differs"}


def test_a_rule_that_now_stands_beside_the_one_it_replaced_takes_nothing_away(xx: Pack, edited: Edit) -> None:
    after = edited("duties/identification.toml", 'replaces      = "palermo/screen-whoever-is-met"\n', "")
    table = told(xx, after)
    assert changes(table)["screen-everyone-in-a-cell"] != "loses"
    assert "loses" not in changes(table).values()


def test_a_law_over_another_adds_to_it_also_what_that_one_did_not_cover() -> None:
    assert set(changes(told(load_pack(), load_pack("coe"))).values()) == {"gains", "differs"}


def test_what_one_law_does_not_speak_of_is_neither_lost_nor_gained() -> None:
    table = told(load_pack(), load_pack("bw"))
    silent = [change for change in table["changes"] if change["change"] == "not-assessed"]
    assert len(silent) > 300
    assert all("nothing is said for or against" in change["story"] for change in silent)


def test_the_command_tells_it_and_ends_as_it_should(run: Run, edited: Edit, tmp_path: Path) -> None:  # noqa: F811 the fixture
    edited("entitlements/support.toml", '"treated_as_victim"', '"treated_as_victim and heard_on_status"')
    lost = run("law", "diff", "xx", tmp_path / "xx", "--on", "2026-03-02")
    assert (lost.code, lost.err) == (3, "")
    assert "WHO LOSES" in lost.out
    assert "Who loses: 1" in lost.out
    won = run("law", "diff", tmp_path / "xx", "xx", "--on", "2026-03-02", "--json")
    assert (won.code, [change["change"] for change in json.loads(won.out)["changes"]]) == (0, ["gains"])
    same = run("law", "diff", "xx", "xx", "--on", "2026-03-02")
    assert (same.code, "Both say the same of everybody" in same.out) == (0, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["xx", "atlantis"], "unknown-pack"),
        (["xx"], "wrong-usage"),
        ([], "wrong-usage"),
        (["xx", "--from", "2026-01-01", "--on", "2025-01-01"], "wrong-usage"),
        (["xx", "--from", "2010-01-01"], "law-not-yet"),
        (["xx", "xx", "--on", "2010-01-01"], "law-not-yet"),
        (["xx", "xx", "--on", "2025-02-30"], "impossible-date"),
    ],
)
def test_bad_input_is_told(run: Run, words: list[str], code: str) -> None:  # noqa: F811 the fixture
    said = run("law", "diff", *words)
    assert (said.code, said.out) == (2, "")
    assert f"[{code}]" in said.err


def test_what_one_person_gains_by_one_text_is_told_in_one_story(run: Run) -> None:  # noqa: F811 the fixture
    said = run("law", "diff", "xx", "--from", "2023-06-01", "--on", "2024-06-01", "--all")
    assert said.code == 3
    assert "So too: " in said.out
    assert "Why: as above." in said.out
    assert "more with --all" not in said.out
