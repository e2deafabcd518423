"""So many shares together open a ring; fewer, wrong or foreign ones do not, and the error says which."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from shamir_mnemonic import Share, generate_mnemonics

from amparo.sealing.lock import lock, recover, unlock
from amparo.sealing.ring import RECOVERY
from amparo.sealing.shares import MOST, WORDS, Drill, combined, drill, split
from sealing.cast import CLINIC, SHELTER, refused, ring


@pytest.mark.parametrize(("needed", "count"), [(2, 2), (2, 3), (3, 5), (16, 16)])
def test_any_so_many_of_the_shares_open_the_ring(needed: int, count: int) -> None:
    held = ring("shelter")
    data, shares = lock(held, SHELTER), split(held, needed, count)
    assert len(shares) == count
    assert {len(share.split()) for share in shares} == {WORDS}
    for some in itertools.combinations(shares, needed):
        assert recover(data, combined(some)).scopes() == held.scopes()


def test_all_smaller_sets_are_refused() -> None:
    shares = split(ring("shelter"), 3, 5)
    for size in (1, 2):
        for some in itertools.combinations(shares, size):
            assert refused(lambda: combined(some), "shares-too-few").sentence == f"too few shares: {size} given, 3 needed"
    refused(lambda: combined([]), "shares-differ")


def test_the_order_capitals_and_blanks_of_the_words_do_not_matter() -> None:
    held = ring("shelter")
    first, second, third = split(held, 3, 3)
    typed = [third.upper(), f"  {first}\n", second.replace(" ", "\n\t")]
    assert combined(typed).reveal() == held.key(RECOVERY).reveal()


def test_every_wrong_word_is_found_and_the_share_is_named() -> None:
    first, second = split(ring("shelter"), 2, 3)[:2]
    words = second.split()
    for place, word in enumerate(words):
        for other in ("academic" if word != "academic" else "acid", "wrong-word"):
            changed = " ".join([*words[:place], other, *words[place + 1 :]])
            error = refused(lambda: combined([first, changed]), "share-unreadable")
            assert error.sentence == "share 2 is not one as it was written"
    for place in range(len(words) - 1):
        if words[place] != words[place + 1]:
            swapped = [*words[:place], words[place + 1], words[place], *words[place + 2 :]]
            refused(lambda: combined([first, " ".join(swapped)]), "share-unreadable")


def test_shares_of_a_shorter_secret_or_of_several_groups_are_none_of_ours() -> None:
    short = generate_mnemonics(1, [(2, 2)], bytes(16))[0]
    assert "share 1" in refused(lambda: combined(short), "share-unreadable").sentence
    first, second = generate_mnemonics(2, [(2, 2), (2, 2)], bytes(range(32)))
    refused(lambda: combined(first), "shares-differ")
    refused(lambda: combined([*first, *second]), "shares-differ")


@pytest.mark.parametrize("share", ["", "lantern", "academic " * 33])
def test_what_is_no_share_is_refused(share: str) -> None:
    refused(lambda: combined([share]), "share-unreadable")


def test_shares_of_different_sets_do_not_mix() -> None:
    one, other = split(ring("shelter"), 2, 3), split(ring("clinic"), 2, 3)
    refused(lambda: combined([one[0], other[1]]), "shares-differ")
    refused(lambda: combined([one[0], one[1], other[2]]), "shares-differ")
    refused(lambda: combined([one[0], one[0]]), "shares-twice")
    refused(lambda: combined([one[0], one[1], one[1]]), "shares-twice")


def test_a_share_made_up_whole_with_a_right_checksum_is_found() -> None:
    shares = split(ring("shelter"), 2, 3)
    true = Share.from_mnemonic(shares[2])
    false = dataclasses.replace(true, value=bytes([true.value[0] ^ 1]) + true.value[1:]).mnemonic()
    refused(lambda: combined([shares[0], false]), "shares-differ")
    refused(lambda: combined([*shares[:2], false]), "shares-differ")


@pytest.mark.parametrize(("needed", "count"), [(1, 1), (1, 3), (4, 3), (2, MOST + 1), (0, 2)])
def test_no_single_person_is_made_able_to_open_a_ring(needed: int, count: int) -> None:
    refused(lambda: split(ring("shelter"), needed, count), "shares-bad-count")


def test_a_drill_opens_the_ring_and_changes_nothing() -> None:
    held = ring("shelter")
    data, shares = lock(held, SHELTER), split(held, 3, 5)
    before = bytes(data)
    assert drill(data, shares[1:]) == Drill("shelter", tried=4, needed=3, keys=len(held.keys))
    assert data == before
    assert unlock(data, SHELTER).scopes() == held.scopes()
    assert drill(data, shares[:3]).tried == 3


def test_a_drill_finds_one_bad_share_among_more_than_enough() -> None:
    held = ring("shelter")
    data, shares = lock(held, SHELTER), split(held, 2, 5)
    for place in range(5):
        worn = [*shares[:place], f"{shares[place]} acid", *shares[place + 1 :]]
        assert f"share {place + 1} " in refused(lambda: drill(data, worn), "share-unreadable").sentence


def test_a_drill_with_the_shares_of_another_ring_fails() -> None:
    data = lock(ring("shelter"), SHELTER)
    refused(lambda: drill(data, split(ring("shelter"), 2, 2)), "ring-wrong-key")


def test_a_lost_passphrase_is_played_through_and_the_old_shares_end_with_it() -> None:
    held = ring("shelter")
    data, shares = lock(held, SHELTER), split(held, 2, 3)
    refused(lambda: unlock(data, CLINIC), "ring-wrong-key")
    back = recover(data, combined(shares[:2])).renewed(RECOVERY)
    again, fresh = lock(back, CLINIC), split(back, 2, 3)
    assert unlock(again, CLINIC).scopes() == held.scopes()
    refused(lambda: drill(again, shares), "ring-wrong-key")
    assert drill(again, fresh).owner == "shelter"
