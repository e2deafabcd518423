"""No secret is found in what is shown, raised, logged, copied or pickled: markers are planted and looked for."""

from __future__ import annotations

import base64
import copy
import dataclasses
import logging
import pickle
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import amparo.sealing
from amparo.errors import AmparoError
from amparo.sealing.command import KeyCommand
from amparo.sealing.disk import write_private
from amparo.sealing.erasure import checked, erase, readable
from amparo.sealing.index import bucket, entries
from amparo.sealing.keeping import Rings
from amparo.sealing.key import CHANCE, Key
from amparo.sealing.keyfile import KeyFile, as_key
from amparo.sealing.lock import lock, read, recover, unlock
from amparo.sealing.passphrase import Passphrase
from amparo.sealing.ring import new_ring, to_bytes
from amparo.sealing.rotation import Sealed, rewrap
from amparo.sealing.shares import combined, split
from amparo.sealing.signing import sign, signing_key, with_signing
from amparo.sealing.value import DataKey, new_data_key, seal, unseal
from amparo.sealing.wrap import Scope, unwrap, wrap
from sealing.cast import MONTH, NEXT, PLACE, SHELTER, InHand, person, ring

MARKER = b"MARKERmarker0123MARKERmarker0123"
TEXT = MARKER.decode("ascii")
FORMS = (
    TEXT,
    TEXT[:12],
    MARKER.hex(),
    MARKER.hex().upper(),
    base64.b64encode(MARKER).decode("ascii")[:40],
    TEXT.encode("utf-16-le").hex(),
    str(list(MARKER))[1:-1],
)


def _planted(count: int) -> bytes:
    """Give the marker wherever a key is drawn, and true chance elsewhere."""
    return MARKER if count == 32 else CHANCE(count)


SHELTER_RING = with_signing(new_ring("shelter", _planted).opened_for(["health"], MONTH, _planted), "tombstone", _planted)
SCOPE = Scope("shelter", "health", MONTH)
KEY = new_data_key("person-1", "health", 1, _planted)
ROW = wrap(KEY, SHELTER_RING.wrapping(SCOPE))
VALUE = Sealed("person-1", "health", PLACE, seal(MARKER, PLACE, KEY))
SIGNING = signing_key(SHELTER_RING, "tombstone")
ERASURE = erase([ROW], "person-1", ["health"], "2026-11-22T09:30:00Z", None, SIGNING)
GRAVES = checked(ERASURE.tombstones, SIGNING.public)
LOCKED = lock(SHELTER_RING, InHand(MARKER))
HOLDERS: tuple[object, ...] = (
    SHELTER_RING,
    KEY,
    SHELTER_RING.wrapping(SCOPE),
    SIGNING,
    Rings({"shelter": SHELTER_RING}),
    KEY.key,
)
SHOWN: tuple[object, ...] = (
    *HOLDERS, ROW, VALUE, ERASURE, GRAVES, LOCKED, read(LOCKED), Passphrase(TEXT), KeyCommand(("/bin/echo", TEXT)),
    rewrap([ROW], SHELTER_RING, MONTH), readable([VALUE], [ROW], GRAVES, [SCOPE]), KEY.key.derived("index"), SIGNING.public,
    sign(MARKER, SIGNING), VALUE.data, ROW.sealed, entries(SHELTER_RING, {"full-name": TEXT.casefold()}, chosen_name=False),
)  # fmt: skip


def _held(text: str) -> list[str]:
    return [form for form in FORMS if form in text]


def test_the_markers_are_where_they_were_planted() -> None:
    # else nothing below would mean anything
    assert to_bytes(SHELTER_RING).count(MARKER) == 4
    assert KEY.key.reveal() == MARKER == unseal(VALUE.data, PLACE, KEY)
    assert _held(TEXT) == [TEXT, TEXT[:12]]


@pytest.mark.parametrize("number", range(len(SHOWN)))
def test_nothing_shows_a_secret(number: int) -> None:
    shown = SHOWN[number]
    forms = [repr(shown), str(shown), f"{shown}", f"{shown!a}", repr([shown]), repr({"it": shown})]
    assert [_held(form) for form in forms] == [[]] * len(forms)
    if isinstance(shown, bytes):
        assert _held(shown.hex()) == _held(shown.decode("latin-1")) == _held(base64.b64encode(shown).decode("ascii")) == []


@pytest.mark.parametrize("number", range(len(HOLDERS)))
def test_nothing_that_holds_a_key_is_copied_or_pickled(number: int) -> None:
    holder = HOLDERS[number]
    ways: list[Callable[[], object]] = [lambda: pickle.dumps(holder), lambda: copy.deepcopy(holder)]
    if dataclasses.is_dataclass(holder) and not isinstance(holder, type):
        ways.append(lambda: dataclasses.asdict(holder))
    for way in ways:
        with pytest.raises(
            (AmparoError, TypeError)
        ) as caught:  # a mapping that cannot be changed is no more pickled than a key
            way()
        assert _held(str(caught.value)) == []


def test_keys_of_the_same_bytes_are_not_told_to_be_equal() -> None:
    assert Key("a", MARKER) != Key("a", MARKER)
    assert not hasattr(Key("a", MARKER), "__dict__")


def _with_keys(folder: Path) -> Iterator[Callable[[], object]]:
    """Give failures in which every marker is a key, a passphrase or the output of a command."""
    other = ring("shelter", MONTH, NEXT)
    yield lambda: Key("marked", MARKER + MARKER)
    yield lambda: Key("marked", MARKER[:31])
    yield lambda: unseal(VALUE.data[:-1] + b"\0", PLACE, KEY)
    yield lambda: unseal(VALUE.data, PLACE, new_data_key("person-1", "health"))
    yield lambda: unseal(VALUE.data, PLACE, DataKey(KEY.id, "person-2", "health", KEY.key))
    yield lambda: unwrap(ROW, other.wrapping(SCOPE))
    yield lambda: unwrap(ROW, SHELTER_RING.wrapping(Scope("shelter", "health", NEXT)))
    yield lambda: wrap(KEY, other.wrapping(Scope("shelter", "identity", MONTH)))
    yield lambda: unlock(LOCKED, SHELTER)
    yield lambda: unlock(LOCKED[:-1] + b"\0", InHand(MARKER))
    yield lambda: unlock(LOCKED, Passphrase(TEXT))
    yield lambda: unlock(lock(other, Passphrase(TEXT)), Passphrase(TEXT + TEXT))
    yield lambda: recover(LOCKED, Key("recovery", MARKER[::-1]))
    yield lambda: lock(SHELTER_RING, Passphrase(TEXT[:12]))
    yield lambda: Passphrase(TEXT).key("shelter", b"damaged")
    yield lambda: as_key(TEXT.encode(), "marked", "the key file")
    yield lambda: KeyCommand(("/bin/echo", TEXT)).key("shelter", b"")
    yield lambda: KeyCommand(("/bin/sh", "-c", f"echo {TEXT}; exit 1")).key("shelter", b"")
    yield lambda: KeyCommand(("/bin/sh", "-c", f"echo {TEXT}; sleep 60"), seconds=0.2).key("shelter", b"")
    yield lambda: KeyCommand((f"/{TEXT}",)).key("shelter", b"")
    yield lambda: KeyCommand((TEXT,)).key("shelter", b"")
    write_private(folder / "marked.key", MARKER)
    yield lambda: KeyFile(folder / "marked.key").key("shelter", b"")


def _with_arguments() -> Iterator[Callable[[], object]]:
    """Give failures in which the marker is what the caller passed in, and holds itself."""
    words = split(SHELTER_RING, 2, 2)
    yield lambda: bucket(TEXT, KEY.key)
    yield lambda: combined([TEXT])
    yield lambda: combined([words[0], f"{words[1]} {TEXT}"])
    yield lambda: person(1, SHELTER_RING, TEXT)
    yield lambda: seal(MARKER * 600_000, PLACE, KEY)


def test_no_error_and_no_log_tells_a_secret(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    tmp_path.chmod(0o700)
    tried = 0
    for call in (*_with_keys(tmp_path), *_with_arguments()):
        with pytest.raises(AmparoError) as caught:
            call()
        error = caught.value
        whole = "".join(traceback.format_exception(error, chain=True)[-1:])
        logging.getLogger("sealing").error("it failed: %r %s %s", error, error, error.as_mapping())
        told = [
            repr(error),
            str(error),
            repr(error.args),
            str(error.as_mapping()),
            repr(error.__cause__),
            repr(error.__context__),
            whole,
        ]
        assert [_held(text) for text in told] == [[]] * len(told)
        tried += 1
    assert tried == 27
    assert caplog.text.count("it failed") == tried
    assert _held(caplog.text) == []


def test_no_variable_of_this_room_holds_a_key_when_something_fails(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    room = str(Path(amparo.sealing.__file__).parent)
    for number, call in enumerate(_with_keys(tmp_path)):
        with pytest.raises(AmparoError) as caught:
            call()
        stack = traceback.TracebackException.from_exception(caught.value, capture_locals=True).stack
        frames = [frame for frame in stack if frame.filename.startswith(room)]
        assert frames
        for frame in frames:
            assert _held(str(frame.locals)) == [], f"{number}: {frame.filename}:{frame.lineno} {frame.name}"
