"""Whatever stands in a case file: read, or refused with a code, and never with what the file says of the person."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.errors import AmparoError
from amparo.facts.case import LARGEST, MOST_ITEMS, case_from, read_case
from facts.people import vocabulary

MANY = [{"id": number} for number in range(MOST_ITEMS + 1)]
BAD: dict[str, tuple[bytes, str]] = {
    "an unknown fact": (b'{"facts": {"agee": 1}}', "unknown-fact"),
    "an unknown fact of an item": (b'{"items": {"offence": {"list": [{"id": 1, "compeled": true}]}}}', "unknown-fact"),
    "an unknown item": (b'{"items": {"ofence": {}}}', "unknown-item"),
    "an unknown key": (b'{"fakts": {}}', "unknown-key"),
    "an unknown key of a list": (b'{"items": {"offence": {"lists": []}}}', "unknown-key"),
    "an unknown key of a statement": (b'{"facts": {"screened": [{"value": true, "who": "ngo"}]}}', "unknown-key"),
    "an unknown source": (b'{"facts": {"screened": [{"value": true, "source": "rumour"}]}}', "unknown-word"),
    "an unknown body": (b'{"facts": {"screened": [{"value": true, "by": "polise"}]}}', "unknown-word"),
    "a body that is a list": (b'{"facts": {"screened": [{"value": true, "by": ["police"]}]}}', "unknown-word"),
    "a statement of nothing": (b'{"facts": {"screened": [{"by": "ngo"}]}}', "assertion-without-value"),
    "a statement that is no table": (b'{"facts": {"screened": [true]}}', "case-not-a-table"),
    "a list in a list": (b'{"facts": {"screened": [[true]]}}', "case-not-a-table"),
    "a text for yes": (b'{"facts": {"screened": "yes"}}', "wrong-value"),
    "a number for yes": (b'{"facts": {"screened": 1}}', "wrong-value"),
    "a table for yes": (b'{"facts": {"screened": {"value": true}}}', "wrong-value"),
    "yes for a number": (b'{"facts": {"age_years": true}}', "wrong-value"),
    "a text for a number": (b'{"facts": {"age_years": "16"}}', "wrong-value"),
    "a number for a date": (b'{"facts": {"entry_date": 2026}}', "wrong-value"),
    "a number for a country": (b'{"facts": {"nationality": 7}}', "wrong-value"),
    "a country in full": (b'{"facts": {"nationality": "Xanadia"}}', "wrong-value"),
    "a choice outside its list": (b'{"facts": {"sex": "femal"}}', "wrong-value"),
    "31 February": (b'{"facts": {"entry_date": "2026-02-31"}}', "impossible-date"),
    "29 February of a common year": (b'{"facts": {"entry_date": "2026-02-29"}}', "impossible-date"),
    "month 13": (b'{"facts": {"entry_date": "2026-13"}}', "impossible-date"),
    "month 0": (b'{"facts": {"entry_date": "2026-00"}}', "impossible-date"),
    "day 0": (b'{"facts": {"entry_date": "2026-01-00"}}', "impossible-date"),
    "the year 0": (b'{"facts": {"birth_date": "0000"}}', "impossible-date"),
    "the first day of the year 0": (b'{"facts": {"birth_date": "0000-01-01"}}', "impossible-date"),
    "a month of the year 0": (b'{"facts": {"birth_date": "0000-01"}}', "impossible-date"),
    "the year 10000": (b'{"facts": {"birth_date": "10000-01-01"}}', "wrong-value"),
    "a day with other digits": ('{"facts": {"entry_date": "\u0662\u0660\u0662\u0666"}}'.encode(), "wrong-value"),
    "a day that ends in a line break": (b'{"facts": {"entry_date": "2026-01-01\\n"}}', "wrong-value"),
    "a time for a date": (b'{"facts": {"entry_date": "2026-01-01T10:00"}}', "wrong-value"),
    "a time for a date, in TOML": (b"on = 2026-01-01T10:00:00", "wrong-value"),
    "a time of day, in TOML": (b"on = 10:00:00", "wrong-value"),
    "a birth that never was": (b'{"facts": {"birth_date": "never"}}', "wrong-value"),
    "never for the day asked for": (b'{"on": "never"}', "wrong-value"),
    "a month for the day asked for": (b'{"on": "2026-03"}', "wrong-value"),
    "a month for the day of a statement": (b'{"facts": {"screened": [{"value": true, "recorded": "2026"}]}}', "wrong-value"),
    "the age -1": (b'{"facts": {"age_years": -1}}', "out-of-range"),
    "the age 400": (b'{"facts": {"age_years": 400}}', "out-of-range"),
    "169 hours a week": (b'{"items": {"episode": {"list": [{"id": 1, "hours_a_week": 169}]}}}', "out-of-range"),
    "NaN": (b'{"facts": {"age_years": NaN}}', "case-not-finite"),
    "Infinity": (b'{"facts": {"age_years": -Infinity}}', "case-not-finite"),
    "1e999": (b'{"facts": {"age_years": 1e999}}', "wrong-value"),
    "nan in TOML": (b"[facts]\nage_years = nan", "wrong-value"),
    "inf in TOML": (b"[facts]\nage_years = inf", "wrong-value"),
    "a number of 9,000 digits": (b'{"facts": {"age_years": ' + b"9" * 9_000 + b"}}", "wrong-value"),
    "minus a number of 9,000 digits": (b'{"facts": {"age_years": -' + b"9" * 9_000 + b"}}", "wrong-value"),
    "a number of 9,000 digits in TOML": (b"[facts]\nage_years = " + b"9" * 9_000, "case-not-readable"),
    "a number of 4,000 digits in TOML": (b"[facts]\nage_years = " + b"9" * 4_000, "wrong-value"),
    "a text of 10,001 letters": (b'{"facts": {"other_sign_words": "' + b"x" * 10_001 + b'"}}', "wrong-value"),
    "10 MB": (b'{"facts": {}}' + b" " * 10_000_000, "case-too-large"),
    "a byte too many": (b" " * (LARGEST - 1) + b"{}", "case-too-large"),
    "501 items": (json.dumps({"items": {"offence": {"list": MANY}}}).encode(), "too-many-items"),
    "3,000 levels of tables": (b'{"facts":' * 3_000 + b"1" + b"}" * 3_000, "case-too-deep"),
    "3,000 levels of lists": (b"[" * 3_000 + b"]" * 3_000, "case-too-deep"),
    "3,000 levels of lists in TOML": (b"on = " + b"[" * 3_000 + b"]" * 3_000, "case-too-deep"),
    "3,000 levels of tables in TOML": (b"on = " + b"{a=" * 3_000 + b"1" + b"}" * 3_000, "case-too-deep"),
    "100,000 brackets": (b"[" * 100_000, "case-too-deep"),
    "a key of 3,000 parts in TOML": (b".".join([b"a"] * 3_000) + b" = 1", "unknown-key"),
    "not UTF-8": (b'{"facts": {"language": "\xe9"}}', "case-not-utf-8"),
    "UTF-16": ('{"facts": {}}'.encode("utf-16"), "case-not-utf-8"),
    "bytes 0": (b"\0\0\0", "case-not-readable"),
    "a fact twice": (b'{"facts": {"screened": true, "screened": false}}', "case-duplicate-key"),
    "a table twice": (b'{"facts": {}, "facts": {}}', "case-duplicate-key"),
    "a fact twice in TOML": (b"[facts]\nscreened = true\nscreened = false", "case-not-readable"),
    "an item id twice": (b'{"items": {"offence": {"list": [{"id": "1"}, {"id": 1}]}}}', "duplicate-item"),
    "an item without id": (b'{"items": {"offence": {"list": [{}]}}}', "item-without-id"),
    "an item id that is yes": (b'{"items": {"offence": {"list": [{"id": true}]}}}', "item-without-id"),
    "an item id with a dot": (b'{"items": {"offence": {"list": [{"id": "1.2"}]}}}', "item-without-id"),
    "an item id that means one not listed": (b'{"items": {"offence": {"list": [{"id": "?"}]}}}', "item-without-id"),
    "an empty item id": (b'{"items": {"offence": {"list": [{"id": ""}]}}}', "item-without-id"),
    "an item that is a text": (b'{"items": {"offence": {"list": ["1"]}}}', "case-not-a-table"),
    "items in a list": (b'{"items": {"offence": [{"id": "1"}]}}', "case-not-a-table"),
    "items in a table": (b'{"items": {"offence": {"list": {"id": "1"}}}}', "wrong-type"),
    "complete by a word": (b'{"items": {"offence": {"complete": "yes"}}}', "wrong-type"),
    "facts in a list": (b'{"facts": []}', "case-not-a-table"),
    "facts that are nothing": (b'{"facts": null}', "case-not-a-table"),
    "an empty file": (b"", "case-empty"),
    "blanks": (b" \r\n\t", "case-empty"),
    "a mark of byte order alone": (b"\xef\xbb\xbf", "case-empty"),
    "a list at the top": (b'[{"facts": {}}]', "case-not-a-table"),
    "a text at the top": (b'"Lindiwe"', "case-not-a-table"),
    "a number at the top": (b"7", "case-not-readable"),
    "JSON cut short": (b'{"facts": {"scr', "case-not-json"),
    "JSON and more": (b'{"facts": {}} {}', "case-not-json"),
    "YAML": (b"facts:\n  screened: yes", "case-not-readable"),
    "a lone surrogate for a choice": (b'{"facts": {"sex": "\\ud800"}}', "wrong-value"),
    "a lone surrogate for a name": (b'{"facts": {"\\udfff": true}}', "unknown-fact"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_bad_case_is_refused_with_its_code(what: str) -> None:
    content, code = BAD[what]
    with pytest.raises(AmparoError) as told:
        read_case(content, vocabulary())
    assert told.value.code == code
    assert len(str(told.value).encode().splitlines()) <= 3
    assert len(str(told.value)) < 1_000


@pytest.mark.parametrize("fact", ["screened", "sex", "birth_date", "age_years", "nationality", "language"])
def test_no_message_repeats_what_is_said_of_a_person(fact: str) -> None:
    with pytest.raises(AmparoError) as told:
        case_from({"facts": {fact: "Lindiwe of 7 Harbour Lane"}}, vocabulary())
    assert "Lindiwe" not in json.dumps(told.value.as_mapping())
    assert fact in told.value.where


def test_the_nearest_right_name_is_told() -> None:
    with pytest.raises(AmparoError, match="did you mean `screened`") as told:
        case_from({"facts": {"screend": True}}, vocabulary())
    assert told.value.where == "screend"
    with pytest.raises(AmparoError, match="did you mean `female`"):
        case_from({"facts": {"sex": "femal"}}, vocabulary())


@pytest.mark.parametrize("top", [None, 7, "{}", [], {1: 2}, {"facts": {1: 2}}, {"items": {1: {}}}, {"on": datetime.now(UTC)}])
def test_a_body_of_any_shape_is_refused_in_the_same_way(top: Any) -> None:
    with pytest.raises(AmparoError):
        case_from(top, vocabulary())


def test_an_empty_case_is_a_case() -> None:
    assert read_case(b"\xef\xbb\xbf{}", vocabulary()) == case_from({}, vocabulary())
    assert read_case(b'{"facts": {"screened": null, "sex": []}, "on": null}', vocabulary()).facts == {}


def test_json_and_toml_say_the_same() -> None:
    toml = b'on = 2026-03-02\n[facts]\nage_years = 16\nentry_date = "never"\nbirth_date = 2010-01-01\n'
    written = b'{"on": "2026-03-02", "facts": {"age_years": 16, "entry_date": "never", "birth_date": "2010-01-01"}}'
    assert read_case(toml, vocabulary()) == read_case(written, vocabulary())


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_no_bytes_are_a_crash(content: bytes) -> None:
    _read_or_refuse(content)


WORDS = st.sampled_from(["never", "2026-02-30", "yes", "1", "\ud800"]) | st.text()
KEYS = st.sampled_from(["value", "by", "source", "id", "list", "recorded"])
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner),
    max_leaves=5,
)
NAMES = st.sampled_from(["screened", "sex", "birth_date", "age_years", "nationality", "language", "other_sign_words", "age"])
ITEM = st.dictionaries(st.sampled_from(["id", "kind", "compelled", "sanctioned_on"]), ODD)
LISTS = st.fixed_dictionaries({"list": st.lists(ITEM)})
CASES = st.fixed_dictionaries({}, optional={
    "facts": ODD | st.dictionaries(NAMES, ODD),
    "items": ODD | st.dictionaries(st.sampled_from(["offence", "episode"]), ODD | LISTS),
    "on": ODD,
})  # fmt: skip


@given(CASES)
@settings(max_examples=400, deadline=None)
def test_nothing_like_a_case_is_a_crash(case: dict[str, Any]) -> None:
    _read_or_refuse(json.dumps(case).encode())


def _read_or_refuse(content: bytes) -> None:
    try:
        read_case(content, vocabulary())
    except AmparoError as told:
        assert str(told).encode("utf-8")  # noqa: PT017 most of what is drawn is refused, and what is said must be printable
