"""Figures of a register: the same for the same key and text, and for no other."""

from __future__ import annotations

from amparo.sealing.figures import COUNT, WIDTH, figures
from amparo.sealing.key import Key

KEY = Key("register", bytes(range(32)))
PAIR, YEAR = -1365133402687753522, 7494706329293356543


def test_a_figure_is_the_keyed_hash_of_its_text() -> None:
    # blake2b of Python's own library, digest_size=8, key=bytes(range(32)), read as a signed number, the first byte weightiest
    assert figures(["SS mt sn", "SY 1998 tsf"], KEY) == (PAIR, YEAR)


def test_another_key_gives_other_figures_to_every_text() -> None:
    texts = [f"SY {year} mt" for year in range(1900, 2000)]
    assert not set(figures(texts, KEY)) & set(figures(texts, Key("another", bytes(range(1, 33)))))


def test_figures_fill_their_range_and_leave_out_the_one_that_counts() -> None:
    found = figures([str(number) for number in range(2000)], KEY)
    assert len(set(found)) == 2000
    assert COUNT not in found
    assert -(2 ** (8 * WIDTH - 1)) <= min(found) < -(2 ** (8 * WIDTH - 3))
    assert 2 ** (8 * WIDTH - 3) < max(found) < 2 ** (8 * WIDTH - 1)


def test_no_texts_have_no_figures() -> None:
    assert figures([], KEY) == ()
