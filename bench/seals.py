"""Keys and sealed values: how many a second of CPU are sealed, opened, unwrapped, rotated, signed and found."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import process_time

from amparo.sealing.erasure import Tombstone, checked, erase, readable, replay
from amparo.sealing.index import bucket, index_key
from amparo.sealing.lock import lock, unlock
from amparo.sealing.passphrase import Passphrase
from amparo.sealing.ring import new_ring
from amparo.sealing.rotation import Sealed, rewrap
from amparo.sealing.shares import combined, split
from amparo.sealing.signing import check, sign, signing_key, with_signing
from amparo.sealing.value import Place, new_data_key, seal, unseal
from amparo.sealing.wrap import Scope, Wrap, unwrap, wrap
from timing import machine

RUNS = 5
MONTH, NEXT = "2026-11", "2026-12"
SHELTER = with_signing(new_ring("shelter").opened_for(["identity"], MONTH).opened_for(["identity"], NEXT), "tombstone")
WRAPPING = SHELTER.wrapping(Scope("shelter", "identity", MONTH))
PLACE = Place("fact", "row-7", "value", 3)


def rate(name: str, call: Callable[[], object], count: int) -> None:
    """Print how often a second something can be done: the median of the runs, and the best."""
    rates = []
    for _ in range(RUNS):
        before = process_time()
        for _ in range(count):
            call()
        rates.append(count / (process_time() - before))
    print(f"{name:>44}  {median(rates):>12,.1f}  {max(rates):>12,.1f}")


def values() -> None:
    """Values of three lengths, and a case of 500 facts in six compartments."""
    key = new_data_key("person-1", "identity")
    for length, count in ((40, 20_000), (1024, 20_000), (102_400, 1_000)):
        plain = b"x" * length
        sealed = seal(plain, PLACE, key)
        rate(f"seal {length} bytes", lambda plain=plain: seal(plain, PLACE, key), count)  # type: ignore[misc]  # mypy infers no default
        rate(f"open {length} bytes", lambda sealed=sealed: unseal(sealed, PLACE, key), count)  # type: ignore[misc]  # mypy infers no default
    places = [Place("fact", f"row-{number}", "value", 0) for number in range(500)]
    case = [(place, seal(b"x" * 40, place, key)) for place in places]
    row = wrap(key, WRAPPING)

    def opened() -> None:
        for _ in range(6):
            mine = unwrap(row, WRAPPING)
        for place, sealed in case:
            unseal(sealed, place, mine)

    rate("open a case: 6 wraps, 500 facts", opened, 20)


def keys() -> None:
    """Wraps, one at a time and in a rotation; a ring from its file; a passphrase; shares."""
    key = new_data_key("person-1", "identity")
    row = wrap(key, WRAPPING)
    rate("new data key and its wrap", lambda: wrap(new_data_key("person-1", "identity"), WRAPPING), 10_000)
    rate("unwrap a data key", lambda: unwrap(row, WRAPPING), 20_000)
    rows = _wraps(2_000)
    rate("rotate 2,000 wraps", lambda: rewrap(rows, SHELTER, NEXT, limit=2_000), 1)
    source = Passphrase("lantern-orbit-velvet-canyon-thrift")
    data = lock(SHELTER, source)
    rate("open a ring by passphrase (Argon2id, 64 MiB)", lambda: unlock(data, source), 3)
    shares = split(SHELTER, 3, 5)
    rate("split into 3 of 5 shares", lambda: split(SHELTER, 3, 5), 5)
    rate("combine 3 shares", lambda: combined(shares[:3]), 5)


def records() -> None:
    """Tombstones of 100 among 1,000 people; index figures; signatures."""
    rows, signing = _wraps(1_000), signing_key(SHELTER, "tombstone")
    stones: list[Tombstone] = []
    for number in range(0, 1_000, 10):
        stones += erase(
            rows, f"person-{number}", ["identity"], "2026-11-22T09:30:00Z", stones[-1] if stones else None, signing
        ).tombstones
    graves = checked(stones, signing.public)
    key = new_data_key("person-1", "identity")
    sealed = [Sealed(row.person, "identity", PLACE, seal(b"x", PLACE, key)) for row in rows]
    rate("check 100 tombstones", lambda: checked(stones, signing.public), 5)
    rate("replay them over 1,000 wraps", lambda: replay(rows, graves), 50)
    rate("say what is readable of 1,000 values", lambda: readable(sealed, rows, graves, SHELTER.scopes()), 20)
    purpose = index_key(SHELTER, "full-name")
    rate("index figure", lambda: bucket("amina of xx", purpose), 20_000)
    signature = sign(b"x" * 200, signing)
    rate("sign 200 bytes", lambda: sign(b"x" * 200, signing), 2_000)
    rate("check a signature", lambda: check(b"x" * 200, signature, signing.public), 2_000)


def _wraps(count: int) -> list[Wrap]:
    return [wrap(new_data_key(f"person-{number}", "identity"), WRAPPING) for number in range(count)]


if __name__ == "__main__":
    print(machine())
    print(f"{'a second of CPU':>44}  {'median':>12}  {'best':>12}")
    values()
    keys()
    records()
