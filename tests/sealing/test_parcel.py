"""Parcels between installations: open for their receiver alone, bound to both sides, and any changed byte is refused."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from amparo.errors import AmparoError
from amparo.sealing import parcel
from amparo.sealing.binding import joined, parted
from amparo.sealing.key import CHANCE, new_key
from amparo.sealing.parcel import LAYOUT, Hand, card_from, card_text, hand_of, open_body, open_parcel, seal_parcel

HEAD, BODY = b'{"kind":"shelter"}', b'{"facts":["whereabouts"]}'


def hand(agency: str) -> Hand:
    return hand_of(new_key("secret"), title=f"House {agency}", body="ngo", agency=agency)


@pytest.fixture(scope="module")
def pair() -> tuple[Hand, Hand]:
    return hand("harbour"), hand("lantern")


def test_head_and_body_open_one_by_one_for_the_receiver(pair: tuple[Hand, Hand]) -> None:
    ours, theirs = pair
    sealed = seal_parcel(HEAD, BODY, ours, theirs.card)
    opened = open_parcel(sealed, theirs, [ours.card])
    assert (opened.head, opened.sender) == (HEAD, ours.card)
    assert BODY not in opened.sealed
    assert open_body(opened, theirs) == BODY


def test_the_file_tells_neither_sender_nor_contents_and_little_of_its_length(pair: tuple[Hand, Hand]) -> None:
    ours, theirs = pair
    sealed = seal_parcel(HEAD, BODY, ours, theirs.card)
    for told in (HEAD, BODY, ours.card.id.encode(), ours.card.sign, ours.card.box, b"harbour"):
        assert told not in sealed
    assert len(seal_parcel(HEAD, BODY + b"x", ours, theirs.card)) == len(sealed)
    assert seal_parcel(HEAD, BODY, ours, theirs.card) != sealed


def test_nobody_else_opens_it_and_a_stranger_is_told_apart(pair: tuple[Hand, Hand]) -> None:
    ours, theirs = pair
    sealed = seal_parcel(HEAD, BODY, ours, theirs.card)
    with pytest.raises(AmparoError, match="parcel-not-ours"):
        open_parcel(sealed, hand("willow"), [ours.card])
    with pytest.raises(AmparoError, match="parcel-from-stranger"):
        open_parcel(sealed, theirs, [])


def test_whoever_seals_in_the_name_of_another_is_found(pair: tuple[Hand, Hand]) -> None:
    ours, theirs = pair
    thief = hand("harbour")
    forged = Hand(ours.card, thief.box, thief.signing)
    with pytest.raises(AmparoError, match="signature-wrong"):
        open_parcel(seal_parcel(HEAD, BODY, forged, theirs.card), theirs, [ours.card])


def test_every_changed_byte_is_refused(pair: tuple[Hand, Hand]) -> None:
    ours, theirs = pair
    sealed = seal_parcel(HEAD, BODY, ours, theirs.card)
    for place in range(0, len(sealed), 7):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(AmparoError, match=r"parcel-|signature-wrong"):
            open_body(open_parcel(bytes(changed), theirs, [ours.card]), theirs)
    for torn in (b"", LAYOUT, sealed[:-1], sealed + b"\x00"):
        with pytest.raises(AmparoError, match="parcel-damaged"):
            open_parcel(torn, theirs, [ours.card])


def test_what_somebody_sealed_with_a_key_that_keeps_no_secret_or_with_other_parts_is_refused(pair: tuple[Hand, Hand]) -> None:
    ours, theirs = pair
    receiver, public, outer, inner = parted(seal_parcel(HEAD, BODY, ours, theirs.card)[len(LAYOUT) :])
    once = X25519PrivateKey.generate()
    other = once.public_key().public_bytes_raw()
    secret = parcel._agreed(once, theirs.card.box)  # noqa: SLF001 as somebody would who has our program and no scruples
    odd = parcel._sealed(secret, "head", other, theirs.card, joined("one part"), CHANCE)  # noqa: SLF001 as above
    for made in (
        joined(receiver, bytes(len(public)), outer, inner),
        joined(receiver, public[:-1], outer, inner),
        joined(receiver, other, odd, inner),
    ):
        with pytest.raises(AmparoError, match="parcel-damaged"):
            open_parcel(LAYOUT + made, theirs, [ours.card])


def test_the_body_of_one_parcel_does_not_go_into_another(pair: tuple[Hand, Hand]) -> None:
    ours, theirs = pair
    one, other = (open_parcel(seal_parcel(HEAD, body, ours, theirs.card), theirs, [ours.card]) for body in (BODY, b"other"))
    with pytest.raises(AmparoError, match="parcel-damaged"):
        open_body(type(one)(one.sender, one.head, one.sealed[:32] + other.sealed[32:]), theirs)


def test_a_card_is_read_as_it_was_written_and_no_other(pair: tuple[Hand, Hand]) -> None:
    ours, _theirs = pair
    text = card_text(ours)
    assert card_from(text) == ours.card
    for changed in (text.replace("ngo", "court"), text.replace("House", "Hause"), text[:-2], text + "\n"):
        with pytest.raises(AmparoError, match="card-damaged"):
            card_from(changed)


def test_the_fingerprint_covers_every_word_and_key_and_can_be_read_out(pair: tuple[Hand, Hand]) -> None:
    ours, theirs = pair
    figures = ours.card.fingerprint.split()
    assert [len(each) for each in figures] == [5] * 10
    other = type(ours.card)(ours.card.title, "court", ours.card.agency, ours.card.box, ours.card.sign)
    assert len({ours.card.fingerprint, theirs.card.fingerprint, other.fingerprint}) == 3


def test_the_same_secret_gives_the_same_hand_and_each_agency_another() -> None:
    secret = new_key("secret")
    one, same, other = (hand_of(secret, title="A", body="ngo", agency=name) for name in ("harbour", "harbour", "lantern"))
    assert one.card == same.card
    assert {one.card.box, one.card.sign}.isdisjoint({other.card.box, other.card.sign})
