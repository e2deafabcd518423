"""A parcel for another installation: sealed to its public key, signed by ours, bound to both, in two parts.

X25519 (RFC 7748) with a fresh key for each parcel, HKDF-SHA256, the one cipher; Ed25519 inside, so that the file itself tells
nobody who sent it. The head is what a receiver opens first; the body it opens when it takes up what the head offers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from amparo.errors import AmparoError
from amparo.sealing.binding import joined, named, parted
from amparo.sealing.cipher import decrypted, encrypted
from amparo.sealing.key import CHANCE, LENGTH, Chance, Key, drawn
from amparo.sealing.padding import padded, unpadded
from amparo.sealing.signing import PublicKey, SigningKey, check, sign

LAYOUT: Final = b"amparo parcel 1\n"
"""What every parcel begins with."""
DOMAIN: Final = "parcel"
"""The domain of the keys that sign parcels."""
_FILE: Final = re.compile(
    r"amparo agency card 1\ntitle: ([^\n]{1,200})\nbody: ([a-z_]{1,40})\nagency: ([a-z0-9_-]{1,64})\n"
    r"x25519: ([0-9a-f]{64})\ned25519: ([0-9a-f]{64})\nsignature: ([0-9a-f]{128})\n"
)
_GROUPS: Final = 10
_FIGURES: Final = 5
_HEAD: Final = "head"
_BODY: Final = "body"


@dataclass(frozen=True, slots=True)
class Card:
    """What an agency gives another installation, so that it can send parcels: who it is, and its two public keys."""

    title: str
    body: str
    agency: str
    box: bytes
    sign: bytes

    @property
    def id(self) -> str:
        """Sixteen hexadecimal figures by which parcels name it."""
        return sha256(joined("amparo/partner-id", self.box, self.sign)).hexdigest()[:16]

    @property
    def fingerprint(self) -> str:
        """Fifty figures that two people compare by telephone: they cover every word and key of the card."""
        digest = sha256(joined("amparo/partner-card", *_words(self), self.box, self.sign)).digest()
        figures = str(int.from_bytes(digest, "big") % 10 ** (_GROUPS * _FIGURES)).zfill(_GROUPS * _FIGURES)
        return " ".join(figures[start : start + _FIGURES] for start in range(0, len(figures), _FIGURES))

    @property
    def public(self) -> PublicKey:
        """What checks its signatures."""
        return PublicKey(DOMAIN, self.sign)


@dataclass(frozen=True, slots=True, eq=False)
class Hand:
    """An agency's own card, and the keys behind it."""

    card: Card
    box: Key = field(repr=False)
    signing: SigningKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """A parcel of which the head was opened: who sent it, and the body, still sealed."""

    sender: Card
    head: bytes
    sealed: bytes = field(repr=False)


def hand_of(secret: Key, *, title: str, body: str, agency: str) -> Hand:
    """Return the hand of an agency, its keys derived from a secret of its installation."""
    named("an agency", agency)
    box, signing = secret.derived("parcel-box", agency), secret.derived("parcel-sign", agency)
    public = PublicKey(DOMAIN, Ed25519PrivateKey.from_private_bytes(signing.reveal()).public_key().public_bytes_raw())
    raw = X25519PrivateKey.from_private_bytes(box.reveal()).public_key().public_bytes_raw()
    return Hand(Card(title, body, agency, raw, public.raw), box, SigningKey(public, signing))


def card_text(hand: Hand) -> str:
    """Return the card as the small file that is handed out, signed by itself."""
    card = hand.card
    signature = sign(_told(card), hand.signing).hex()
    return (
        f"amparo agency card 1\ntitle: {card.title}\nbody: {card.body}\nagency: {card.agency}\n"
        f"x25519: {card.box.hex()}\ned25519: {card.sign.hex()}\nsignature: {signature}\n"
    )


def card_from(text: str) -> Card:
    """Return the card in such a file; raise `AmparoError` unless every sign of it is right."""
    found = _FILE.fullmatch(text)
    if found is not None:
        title, body, agency, box, signer, signature = found.groups()
        card = Card(title, body, agency, bytes.fromhex(box), bytes.fromhex(signer))
        try:
            check(_told(card), bytes.fromhex(signature), card.public)
        except AmparoError:
            pass
        else:
            return card
    raise AmparoError(
        "card-damaged", "this is no partner card of a known layout, or it was changed", help="ask for the file again"
    )


def seal_parcel(head: bytes, body: bytes, sender: Hand, receiver: Card, chance: Chance = CHANCE) -> bytes:
    """Return a parcel that the receiver alone opens, and in which it sees who sent it."""
    once = X25519PrivateKey.from_private_bytes(drawn(LENGTH, chance))
    public = once.public_key().public_bytes_raw()
    secret = _agreed(once, receiver.box)
    inner = _sealed(secret, _BODY, public, receiver, body, chance)
    signature = sign(_bound(head, inner, public, receiver), sender.signing)
    outer = _sealed(secret, _HEAD, public, receiver, joined(sender.card.id, signature, head), chance)
    return LAYOUT + joined(receiver.id, public, outer, inner)


def open_parcel(data: bytes, hand: Hand, partners: Iterable[Card]) -> Opened:
    """Open the head of a parcel; raise `AmparoError` that says whether it is for others, damaged, or from a stranger."""
    receiver, public, outer, inner = _parts(data)
    if receiver != hand.card.id.encode():
        raise AmparoError(
            "parcel-not-ours", "this file was sealed for another agency", help="send it back; nobody here can open it"
        )
    secret = _agreed(X25519PrivateKey.from_private_bytes(hand.box.reveal()), public)
    try:
        sender, signature, head = parted(_plain(secret, _HEAD, public, hand.card, outer))
    except ValueError:
        raise _damaged() from None
    card = next((each for each in partners if each.id.encode() == sender), None)
    if card is None:
        raise AmparoError(
            "parcel-from-stranger",
            "the sender of this file is no partner here",
            help="ask for its card: `agency partner`",
        )
    check(_bound(head, inner, public, hand.card), signature, card.public)
    return Opened(card, head, public + inner)


def open_body(opened: Opened, hand: Hand) -> bytes:
    """Open the second part of a parcel whose head was opened and checked."""
    public, inner = opened.sealed[:LENGTH], opened.sealed[LENGTH:]
    secret = _agreed(X25519PrivateKey.from_private_bytes(hand.box.reveal()), public)
    return _plain(secret, _BODY, public, hand.card, inner)


def _agreed(private: X25519PrivateKey, public: bytes) -> Key:
    try:
        return Key("parcel", private.exchange(X25519PublicKey.from_public_bytes(public)))
    except (ValueError, AmparoError):  # a key of which every secret is the same
        raise _damaged() from None


def _sealed(secret: Key, part: str, public: bytes, receiver: Card, plain: bytes, chance: Chance) -> bytes:
    bound = joined("amparo/parcel", LAYOUT, part, public, receiver.box)
    return encrypted(secret.derived("parcel", part, public.hex(), receiver.box.hex()), padded(plain), bound, chance)


def _plain(secret: Key, part: str, public: bytes, receiver: Card, sealed: bytes) -> bytes:
    bound = joined("amparo/parcel", LAYOUT, part, public, receiver.box)
    try:
        key = secret.derived("parcel", part, public.hex(), receiver.box.hex())
        return unpadded(decrypted(key, sealed, bound, "this file"))
    except (AmparoError, ValueError):
        raise _damaged() from None


def _parts(data: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    if data.startswith(LAYOUT):
        try:
            receiver, public, outer, inner = parted(data[len(LAYOUT) :])
        except ValueError:
            raise _damaged() from None
        if len(public) == LENGTH:
            return receiver, public, outer, inner
    raise _damaged()


def _bound(head: bytes, inner: bytes, public: bytes, receiver: Card) -> bytes:
    return joined("amparo/parcel-signed", LAYOUT, receiver.box, receiver.sign, public, sha256(inner).digest(), head)


def _told(card: Card) -> bytes:
    return joined("amparo/partner-card", *_words(card), card.box, card.sign)


def _words(card: Card) -> tuple[str, str, str]:
    return card.title, card.body, card.agency


def _damaged() -> AmparoError:
    return AmparoError(
        "parcel-damaged",
        "this is no sealed file of a known layout, or a part of it was changed",
        help="nothing of it was kept; ask for it again",
    )
