"""What every error looks like, at every door."""

from __future__ import annotations

from amparo.errors import AmparoError


def test_an_error_is_a_sentence_with_its_code_a_place_and_a_help() -> None:
    error = AmparoError("unknown-fact", "`agee` is not a fact", help="did you mean `age_years`?", where="case.json: facts")
    assert str(error) == "`agee` is not a fact [unknown-fact]\nat case.json: facts\ndid you mean `age_years`?"


def test_an_error_without_place_and_help_is_one_line() -> None:
    assert str(AmparoError("empty-file", "the file is empty")) == "the file is empty [empty-file]"


def test_an_error_never_takes_more_than_three_lines() -> None:
    error = AmparoError("x", "one\ntwo\r\nthree", help="four\nfive", where="six\n\nseven")
    assert str(error).splitlines() == ["one two three [x]", "at six seven", "four five"]


def test_an_error_is_handed_out_in_one_shape() -> None:
    error = AmparoError("empty-file", "the file is empty", where="case.json")
    assert error.as_mapping() == {"code": "empty-file", "sentence": "the file is empty", "help": "", "where": "case.json"}
