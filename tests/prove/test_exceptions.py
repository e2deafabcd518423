"""Exceptions that a pack states to what is proved of it: how they are read, and how far each one goes."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from amparo.errors import AmparoError
from amparo.prove.result import PROVED, REFUTED
from amparo.rules.exemption import PROPERTIES
from amparo.rules.pack import Pack, load_pack
from house.tree import SOURCE
from prove.small import ON, compared, exception, pack, paired, with_exception
from rules.broken_packs import GOOD, Broken
from rules.small_packs import duty, hold, repeal

TABLE = Path(__file__).with_name("broken_exceptions.toml")
BROKEN = {entry["what"]: Broken(**entry) for entry in tomllib.loads(TABLE.read_text("utf-8"))["broken"]}
BY_KEY = {
    "exception-without-{key}": ("property", "rules", "under", "reason"),
    "exception-unknown-{key}": ("rules", "instead", "facts"),
}
OF_TABLES = {f"exception-{fault}" for fault in ("unknown-key", "not-text", "not-list", "bad-date")}
GONE = "no-removal-on-prostitution-conviction"


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_exception_is_told_with_its_place(what: str, tmp_path: Path) -> None:
    folder = BROKEN[what].made(tmp_path)
    with pytest.raises(AmparoError) as told:
        load_pack(folder)
    assert told.value.code == BROKEN[what].code
    assert str(told.value).replace(folder.as_posix(), "pack") == BROKEN[what].says.strip("\n")


def test_every_code_has_its_broken_exception() -> None:
    text = (SOURCE / "rules" / "exemption.py").read_text("utf-8")
    raised = set(re.findall(r'error\(f?"([a-z{}-]+)"', text))
    assert BY_KEY.keys() <= raised
    codes = (raised - BY_KEY.keys()) | {re.sub(r"\{.+\}", key, code) for code, keys in BY_KEY.items() for key in keys}
    assert codes | OF_TABLES == {broken.code for broken in BROKEN.values()}


@pytest.mark.parametrize("name", PROPERTIES)
def test_an_exception_may_be_made_to_each_property(name: str, tmp_path: Path) -> None:
    folder = Broken("", "", "", file="pack.toml", new=exception(name, "plea-heard")).made(tmp_path)
    assert [each.property for each in load_pack(folder).exemptions] == [name]
    assert load_pack(GOOD).exemptions == ()


def over_xk(folder: Path, *rules: str) -> Pack:
    """Return a pack that takes a hold of the pack below away."""
    return pack(folder, hold("kept", "screened", act="interview"), repeal(f"xk/{GONE}"), *rules, over=["xk"])


def test_an_exception_lets_a_right_go_from_its_day(tmp_path: Path) -> None:
    over = over_xk(tmp_path / "over")
    assert compared(load_pack("xk"), over, GONE).result == REFUTED
    later = exception("not-weaker", f"xk/{GONE}", **{"from": ON + timedelta(1)})
    assert compared(load_pack("xk"), with_exception(over, later), GONE).result == REFUTED
    since = exception("not-weaker", f"xk/{GONE}", **{"from": ON})
    found = compared(load_pack("xk"), with_exception(over, since), GONE)
    assert (found.result, [each.reason for each in found.exempt]) == (PROVED, ["the source says so"])


def test_an_exception_speaks_of_the_rules_that_it_names_and_of_its_property_alone(tmp_path: Path) -> None:
    others = exception("not-weaker", "xk/no-removal-on-illegal-entry-conviction") + exception("no-clash", f"xk/{GONE}")
    found = compared(load_pack("xk"), with_exception(over_xk(tmp_path / "over"), others), GONE)
    assert (found.result, found.exempt) == (REFUTED, ())


@pytest.mark.parametrize(("instead", "result"), [("weak", REFUTED), ("good", PROVED)])
def test_what_an_exception_gives_instead_is_proved_too(instead: str, result: str, tmp_path: Path) -> None:
    held = "possible_victim and removal_ground == 'prostitution_conviction'"
    weak = duty("weak", f"{held} and screened", unknown="applies", safe_side="ours")
    good = duty("good", held, unknown="applies", safe_side="ours")
    over = over_xk(tmp_path / "over", weak, good)
    assert compared(load_pack("xk"), over, GONE).result == REFUTED
    found = compared(load_pack("xk"), with_exception(over, exception("not-weaker", f"xk/{GONE}", instead=[instead])), GONE)
    assert (found.result, [rule.id for rule in found.answers][-1:]) == (result, [instead])


def test_an_exception_of_some_facts_speaks_only_of_people_who_differ_in_them(tmp_path: Path) -> None:
    when = "screened and sex == 'female' and nationality == 'FR'"
    of_sex = exception("no-discrimination", "held", facts=["sex"])
    excused = with_exception(pack(tmp_path / "pack", hold("held", when)), of_sex)
    assert paired(excused, "no-discrimination", "sex")["held"].result == PROVED
    assert paired(excused, "no-discrimination", "sex")["held"].exempt != ()
    assert paired(excused, "no-discrimination", "nationality")["held"].result == REFUTED


def test_an_exception_for_two_people_gives_something_instead(tmp_path: Path) -> None:
    women = hold("held", "screened and sex == 'female'", unknown="does-not-apply")
    others = hold("others", "screened and not (sex == 'female')", unknown="does-not-apply", act="detention")
    for instead, result in (([], PROVED), (["others"], PROVED), (["held"], REFUTED)):
        folder = tmp_path / "".join(["to", *instead])
        excused = with_exception(pack(folder, women, others), exception("no-discrimination", "held", instead=instead))
        assert paired(excused, "no-discrimination", "sex")["held"].result == result
