"""Signatures (Ed25519, RFC 8032) over the heads of the log and over tombstones, and the public keys that check them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from amparo.errors import AmparoError
from amparo.sealing.binding import joined, named
from amparo.sealing.key import CHANCE, Chance, Key, new_key
from amparo.sealing.ring import Ring

_FILE: Final = re.compile(r"amparo public key 1\ndomain: ([^\n]+)\nid: ([0-9a-f]{16})\ned25519: ([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What checks the signatures of one domain, such as `log`; whoever has it needs nothing else from the server."""

    domain: str
    raw: bytes

    @property
    def id(self) -> str:
        """Sixteen hexadecimal figures that follow from domain and key, and so cannot be given to another."""
        return sha256(joined("amparo/public-key", self.domain, self.raw)).hexdigest()[:16]


@dataclass(frozen=True, slots=True, eq=False)
class SigningKey:
    """What signs in one domain."""

    public: PublicKey
    key: Key = field(repr=False)


def with_signing(ring: Ring, domain: str, chance: Chance = CHANCE) -> Ring:
    """Return the ring with a fresh signing key for a domain; keep the public key of the one before."""
    name = _name(named("a domain", domain))
    return ring.holding({name: new_key(f"{ring.owner}/{name}", chance)})


def signing_key(ring: Ring, domain: str) -> SigningKey:
    """Return the signing key of a domain; raise `AmparoError` that names it if the ring does not hold it."""
    key = ring.key(_name(domain))
    return SigningKey(PublicKey(domain, _private(key).public_key().public_bytes_raw()), key)


def sign(message: bytes, signing: SigningKey) -> bytes:
    """Return the signature over domain, key id and message."""
    return _private(signing.key).sign(_bound(message, signing.public))


def check(message: bytes, signature: bytes, public: PublicKey) -> None:
    """Raise `AmparoError` unless the signature is that of this message, domain and key."""
    try:
        Ed25519PublicKey.from_public_bytes(public.raw).verify(signature, _bound(message, public))
    except (InvalidSignature, ValueError):
        raise AmparoError(
            "signature-wrong",
            f"the signature is not one of key `{public.id}` over this",
            help="what was signed, or the key, is another",
        ) from None


def to_text(public: PublicKey) -> str:
    """Return the public key as the small file that is handed out."""
    return f"amparo public key 1\ndomain: {public.domain}\nid: {public.id}\ned25519: {public.raw.hex()}\n"


def from_text(text: str) -> PublicKey:
    """Return the public key in such a file; raise `AmparoError` unless every sign of it is right."""
    found = _FILE.fullmatch(text)
    if found:
        public = PublicKey(found[1], bytes.fromhex(found[3]))
        if public.id == found[2]:
            return public
    raise AmparoError(
        "public-key-damaged",
        "this is no public key of a known layout, or it was changed",
        help="ask for the file again, by another way",
    )


def _bound(message: bytes, public: PublicKey) -> bytes:
    return joined("amparo/signature", public.domain, public.id, message)


def _private(key: Key) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(key.reveal())


def _name(domain: str) -> str:
    return f"signing/{domain}"
