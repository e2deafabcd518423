"""A signature holds for one message, one domain and one key, and a small file is enough to check it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.sealing.lock import lock, unlock
from amparo.sealing.signing import PublicKey, check, from_text, sign, signing_key, to_text, with_signing
from sealing.cast import SHELTER, flips, refused, ring

RING = with_signing(with_signing(ring("house"), "log"), "tombstone")
LOG = signing_key(RING, "log")


@given(st.binary(max_size=200))
@settings(max_examples=50, deadline=None)
def test_what_is_signed_is_confirmed_by_the_file_alone(message: bytes) -> None:
    check(message, sign(message, LOG), from_text(to_text(LOG.public)))


def test_every_changed_bit_of_message_signature_and_key_is_refused() -> None:
    message = b"head 17"
    signature = sign(message, LOG)
    for other in flips(message):
        refused(lambda: check(other, signature, LOG.public), "signature-wrong")
    for other in flips(signature):
        refused(lambda: check(message, other, LOG.public), "signature-wrong")
    for other in flips(LOG.public.raw):
        refused(lambda: check(message, signature, PublicKey("log", other)), "signature-wrong")
    for length in (0, 63, 65):
        refused(lambda: check(message, signature[:length].ljust(length, b"\0"), LOG.public), "signature-wrong")
    refused(lambda: check(message, signature, PublicKey("log", b"short")), "signature-wrong")


def test_a_signature_of_one_domain_is_none_in_another() -> None:
    signature = sign(b"head", LOG)
    refused(lambda: check(b"head", signature, PublicKey("tombstone", LOG.public.raw)), "signature-wrong")
    refused(lambda: check(b"head", signature, signing_key(RING, "tombstone").public), "signature-wrong")


def test_the_file_of_a_public_key_is_fixed_and_every_change_of_it_is_refused() -> None:
    text = to_text(LOG.public)
    assert text == f"amparo public key 1\ndomain: log\nid: {LOG.public.id}\ned25519: {LOG.public.raw.hex()}\n"
    assert from_text(text) == LOG.public
    for place, sign_ in enumerate(text):
        for other in {"x", "0", "\n", sign_.upper()} - {sign_}:
            refused(lambda: from_text(text[:place] + other + text[place + 1 :]), "public-key-damaged")
    for other in ("", text + "\n", text[:-1], text * 2, text.replace("\n", "\r\n")):
        refused(lambda: from_text(other), "public-key-damaged")


def test_a_key_that_is_replaced_signs_no_more_and_its_public_key_still_confirms() -> None:
    old = sign(b"head", LOG)
    new = signing_key(with_signing(RING, "log"), "log")
    assert new.public.id != LOG.public.id
    check(b"head", old, LOG.public)
    refused(lambda: check(b"head", old, new.public), "signature-wrong")


def test_a_signing_key_lives_in_a_ring() -> None:
    opened = unlock(lock(RING, SHELTER), SHELTER)
    assert signing_key(opened, "log").public == LOG.public
    assert "`house/signing/gate`" in refused(lambda: signing_key(RING, "gate"), "ring-key-missing").sentence


@pytest.mark.parametrize("domain", ["", "The Log", "log\n"])
def test_a_domain_is_written_as_a_name(domain: str) -> None:
    refused(lambda: with_signing(RING, domain), "sealing-bad-name")
