"""A code: drawn by chance, read out without mistakes, and kept nowhere."""

from __future__ import annotations

import pytest

from amparo.stages.voice.code import WHOLE, code_from, digest_of, in_groups, new_code


def test_a_code_has_sixty_bits_at_least_and_never_comes_twice() -> None:
    drawn = {new_code() for _ in range(500)}
    assert len(drawn) == 500
    assert {len(code) for code in drawn} == {WHOLE}
    assert 10**19 > 2**60
    assert all(code_from(code) == code for code in drawn)


def test_no_slip_of_one_figure_and_no_exchange_of_two_neighbours_is_a_code() -> None:
    code = new_code()
    for place in range(WHOLE):
        for figure in "0123456789":
            slip = code[:place] + figure + code[place + 1 :]
            assert (code_from(slip) == code) if slip == code else (code_from(slip) == "")
    for place in range(WHOLE - 1):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert swapped == code or code_from(swapped) == ""


@pytest.mark.parametrize("between", [" ", "-", " – ", "\u200f", "\u00a0", "."])
def test_what_stands_between_the_figures_does_not_matter(between: str) -> None:
    code = new_code()
    assert code_from(between.join(in_groups(code))) == code


@pytest.mark.parametrize("typed", ["", "12", "x" * 20, "0" * 81, "0" * 21, "²" * 20, "amparo", "\x00" * 20])
def test_anything_else_is_no_code(typed: str) -> None:
    assert code_from(typed) == ""


@pytest.mark.usefixtures("world")
def test_what_is_kept_is_keyed_and_tells_no_figure() -> None:
    code = new_code()
    assert len(digest_of(code)) == 64
    assert digest_of(code) != digest_of(new_code())
    assert digest_of(code) == digest_of(code)
