"""What others have published comes out here bit for bit."""

from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.kbkdf import KBKDFCMAC, CounterLocation, Mode
from shamir_mnemonic import combine_mnemonics

from amparo.errors import AmparoError
from amparo.sealing.binding import joined
from amparo.sealing.cipher import decrypted, encrypted
from amparo.sealing.key import Key
from amparo.sealing.shares import combined
from amparo.sealing.signing import check, sign, signing_key, with_signing
from sealing.cast import ring

NONCE = b"ABCDEFGHIJKLMNOPQRSTUVWX"
SLIP_39 = json.loads((Path(__file__).parent / "slip39.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("byte", "bound", "sealed"),
    [
        (1, b"", "ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271"),
        (3, b"c2sp.org/XAES-256-GCM", "986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d"),
    ],
)
def test_the_cipher_is_xaes_256_gcm(byte: int, bound: bytes, sealed: str) -> None:
    key = Key("vector", bytes([byte]) * 32)
    assert encrypted(key, b"XAES-256-GCM", bound, lambda _: NONCE) == NONCE + bytes.fromhex(sealed)
    assert decrypted(key, NONCE + bytes.fromhex(sealed), bound, "it") == b"XAES-256-GCM"


def test_the_cipher_agrees_over_ten_thousand_drawn_messages() -> None:
    # the accumulated vector of the same source: keys, nonces, texts and bound data are drawn from SHAKE128 of nothing
    stream, at = hashlib.shake_128(b"").digest(10_000 * (32 + 24 + 2 + 2 * 255)), 0
    found = hashlib.shake_128()

    def read(count: int) -> bytes:
        nonlocal at
        at += count
        return stream[at - count : at]

    for _ in range(10_000):
        key, nonce = Key("vector", read(32)), read(24)
        plain = read(read(1)[0])
        bound = read(read(1)[0])
        sealed = encrypted(key, plain, bound, lambda _, nonce=nonce: nonce)  # type: ignore[misc]  # mypy infers no default
        assert decrypted(key, sealed, bound, "it") == plain
        found.update(sealed[24:])
    assert found.hexdigest(32) == "e6b9edf2df6cec60c8cbd864e2211b597fb69a529160cd040d56c0c210081939"


def test_the_cipher_is_made_of_sp_800_108_and_gcm() -> None:
    secret = bytes(range(32))
    derived = KBKDFCMAC(AES256, Mode.CounterMode, 32, 2, None, CounterLocation.BeforeFixed, None, None, b"X\0" + NONCE[:12])
    whole = AESGCM(derived.derive(secret)).encrypt(NONCE[12:], b"plain", b"bound")
    assert encrypted(Key("k", secret), b"plain", b"bound", lambda _: NONCE) == NONCE + whole


@pytest.mark.parametrize(
    ("length", "bound", "tag"),
    [
        (64, "", "b094dac5d93471bdec1a502270e3cc6c"),  # test case 15 of the specification of GCM
        (60, "feedfacedeadbeeffeedfacedeadbeefabaddad2", "76fc6ece0f4e1768cddf8853bb2d551b"),  # test case 16
    ],
)
def test_the_engine_answers_the_vectors_of_gcm(length: int, bound: str, tag: str) -> None:
    key = bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2)
    plain = bytes.fromhex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255"
    )
    sealed = bytes.fromhex(
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"
    )
    found = AESGCM(key).encrypt(bytes.fromhex("cafebabefacedbaddecaf888"), plain[:length], bytes.fromhex(bound))
    assert found == sealed[:length] + bytes.fromhex(tag)


@pytest.mark.parametrize(
    ("salt", "info", "okm"),
    [
        (
            bytes(range(13)),
            bytes(range(0xF0, 0xFA)),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        ),
        (b"", b"", "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"),
    ],
)
def test_keys_are_derived_by_rfc_5869(salt: bytes, info: bytes, okm: str) -> None:
    assert HKDF(SHA256(), 42, salt, info).derive(b"\x0b" * 22).hex() == okm
    assert _hkdf(b"\x0b" * 22, salt, info)[:32].hex() == okm[:64]
    secret = bytes(range(32))
    assert Key("k", secret).derived("index", "a", "b").reveal() == _hkdf(
        secret, b"", joined("amparo/derived/1", "index", "a", "b")
    )


def test_a_passphrase_is_stretched_by_rfc_9106() -> None:
    slow = Argon2id(salt=b"\2" * 16, length=32, iterations=3, lanes=4, memory_cost=32, secret=b"\3" * 8, ad=b"\4" * 12)
    assert slow.derive(b"\1" * 32).hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


@pytest.mark.parametrize(
    ("seed", "public", "message", "signature"),
    [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            b"",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            b"\x72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
    ],
)
def test_signatures_are_those_of_rfc_8032(seed: str, public: str, message: bytes, signature: str) -> None:
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))
    assert private.sign(message).hex() == signature
    ours = signing_key(with_signing(ring("shelter"), "log", lambda _: bytes.fromhex(seed)), "log")
    assert ours.public.raw.hex() == public
    assert sign(message, ours) == private.sign(joined("amparo/signature", "log", ours.public.id, message))
    check(message, sign(message, ours), ours.public)


@pytest.mark.parametrize(("words", "secret"), [row[1:] for row in SLIP_39], ids=[row[0] for row in SLIP_39])
def test_shares_are_those_of_slip_39(words: list[str], secret: str) -> None:
    if secret:
        assert combine_mnemonics(words, b"TREZOR").hex() == secret
    else:
        with pytest.raises(AmparoError):
            combined(words)


def test_shares_of_one_group_and_256_bits_come_to_the_same_key_here() -> None:
    ours = [words for name, words, secret in SLIP_39 if len(secret) == 64 and name.startswith("Basic sharing 2-of-3")]
    assert [combined(words).reveal() == combine_mnemonics(words) for words in ours] == [True]


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """Return the first block by the plain words of RFC 5869."""
    extracted = hmac.digest(salt or bytes(32), secret, "sha256")
    return hmac.digest(extracted, info + b"\1", "sha256")
