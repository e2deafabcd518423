"""The tree over the log: the published vectors, and the plain definition of RFC 9162 for every index and size."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.ledger.proof import is_consistent, is_included
from amparo.ledger.tree import EMPTY, Frontier, Growing, Tree, leaf_hash

VECTORS: Final[dict[str, list[dict[str, Any]]]] = json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))
MOST: Final = 256 if os.environ.get("AMPARO_TEST_LONG") else 130
LARGE: Final = 1_000_000 if os.environ.get("AMPARO_TEST_LONG") else 10_000
ENTRIES: Final = [b"entry %d" % number for number in range(MOST)]
PUBLISHED: Final = [
    bytes.fromhex(entry)
    for entry in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS: Final = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""What the tests of Certificate Transparency give for one entry, two, and so on."""


@cache
def plain_root(start: int, end: int) -> bytes:
    """Return MTH(D[start:end]), word for word as RFC 9162 2.1.1 defines it."""
    n = end - start
    if n == 0:
        return sha256(b"").digest()
    if n == 1:
        return sha256(b"\x00" + ENTRIES[start]).digest()
    k = below(n)
    return sha256(b"\x01" + plain_root(start, start + k) + plain_root(start + k, end)).digest()


def plain_path(m: int, start: int, end: int) -> list[bytes]:
    """Return PATH(m, D[start:end]), RFC 9162 2.1.3.1."""
    n = end - start
    if n == 1:
        return []
    k = below(n)
    if m < k:
        return [*plain_path(m, start, start + k), plain_root(start + k, end)]
    return [*plain_path(m - k, start + k, end), plain_root(start, start + k)]


def plain_subproof(m: int, start: int, end: int, *, b: bool) -> list[bytes]:
    """Return SUBPROOF(m, D[start:end], b), RFC 9162 2.1.4.1."""
    n = end - start
    if m == n:
        return [] if b else [plain_root(start, end)]
    k = below(n)
    if m <= k:
        return [*plain_subproof(m, start, start + k, b=b), plain_root(start + k, end)]
    return [*plain_subproof(m - k, start + k, end, b=False), plain_root(start, start + k)]


def below(n: int) -> int:
    """Return k, the largest power of two smaller than n."""
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def tree_over(entries: Sequence[bytes]) -> Tree:
    tree = Tree()
    for entry in entries:
        tree.add(leaf_hash(entry))
    return tree


TREE: Final = tree_over(ENTRIES)


def spoilt(proof: Sequence[bytes]) -> Iterator[list[bytes]]:
    """Yield a proof changed in each of its hashes, shortened and lengthened at both ends."""
    for place, node in enumerate(proof):
        changed = bytes([node[0] ^ 1, *node[1:]])
        yield [*proof[:place], changed, *proof[place + 1 :]]
        yield [*proof[:place], node[:-1], *proof[place + 1 :]]
    if proof:
        yield list(proof[1:])
        yield list(proof[:-1])
    for extra in (EMPTY, proof[-1] if proof else bytes(32), b""):
        yield [*proof, extra]
        yield [extra, *proof]


@pytest.mark.parametrize("vector", VECTORS["inclusion"], ids=lambda vector: vector["name"])
def test_a_published_proof_of_inclusion_holds_or_not(vector: dict[str, Any]) -> None:
    proof = [bytes.fromhex(node) for node in vector["proof"]]
    leaf, root = bytes.fromhex(vector["leaf"]), bytes.fromhex(vector["root"])
    assert is_included(leaf, vector["index"], vector["size"], proof, root) is vector["holds"]


@pytest.mark.parametrize("vector", VECTORS["consistency"], ids=lambda vector: vector["name"])
def test_a_published_proof_of_consistency_holds_or_not(vector: dict[str, Any]) -> None:
    proof = [bytes.fromhex(node) for node in vector["proof"]]
    first, second = bytes.fromhex(vector["first_root"]), bytes.fromhex(vector["second_root"])
    assert is_consistent(vector["first"], vector["second"], first, second, proof) is vector["holds"]


def test_both_kinds_of_vectors_hold_proofs_that_hold_and_proofs_that_do_not() -> None:
    for kind in ("inclusion", "consistency"):
        assert [sum(vector["holds"] is truth for vector in VECTORS[kind]) >= 5 for truth in (True, False)] == [True, True]


def test_the_published_roots_come_out() -> None:
    tree, frontier = tree_over(PUBLISHED), Frontier()
    assert tree.root(0) == frontier.root() == EMPTY == sha256().digest()
    for size, entry in enumerate(PUBLISHED, 1):
        frontier = frontier.with_leaf(leaf_hash(entry))
        assert tree.root(size).hex() == frontier.root().hex() == ROOTS[size - 1]


@pytest.mark.search
def test_every_root_and_every_proof_is_that_of_the_plain_definition() -> None:
    frontier, growing = Frontier(), Growing()
    for size in range(1, MOST + 1):
        leaf = leaf_hash(ENTRIES[size - 1])
        frontier = frontier.with_leaf(leaf)
        growing.add(leaf)
        assert plain_root(0, size) == TREE.root(size) == frontier.root() == growing.root()
        assert frontier.size == growing.size == size
        for m in range(size):
            assert list(TREE.inclusion(m, size)) == plain_path(m, 0, size)
            assert list(TREE.consistency(m + 1, size)) == plain_subproof(m + 1, 0, size, b=True)


@pytest.mark.search
def test_every_proof_holds_and_every_spoilt_one_is_refused() -> None:
    for size in range(1, MOST + 1):
        root = TREE.root(size)
        for m in range(size):
            leaf, first = leaf_hash(ENTRIES[m]), TREE.root(m + 1)
            inclusion, consistency = TREE.inclusion(m, size), TREE.consistency(m + 1, size)
            assert is_included(leaf, m, size, inclusion, root)
            assert is_consistent(m + 1, size, first, root, consistency)
            assert not any(is_included(leaf, m, size, each, root) for each in spoilt(inclusion))
            assert not any(is_consistent(m + 1, size, first, root, each) for each in spoilt(consistency))


@given(data=st.data(), size=st.integers(1, MOST))
def test_a_proof_holds_for_its_own_place_size_and_root_alone(data: st.DataObject, size: int) -> None:
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(-1, size))
    proof, leaf, root = TREE.inclusion(index, size), leaf_hash(ENTRIES[index]), TREE.root(size)
    assert is_included(leaf, other, size, proof, root) is (other == index)
    assert not is_included(leaf, index, size, proof, leaf_hash(root))
    assert not is_included(leaf_hash(leaf), index, size, proof, root)
    assert not is_included(leaf[:-1], index, size, proof, root)


@given(data=st.data(), second=st.integers(2, MOST))
def test_two_logs_that_differ_are_never_consistent(data: st.DataObject, second: int) -> None:
    first = data.draw(st.integers(1, second))
    place = data.draw(st.integers(0, first - 1))
    forked = tree_over([*ENTRIES[:place], b"another entry", *ENTRIES[place + 1 : second]])
    for proof in (TREE.consistency(first, second), forked.consistency(first, second)):
        assert not is_consistent(first, second, TREE.root(first), forked.root(second), proof)
    assert is_consistent(first, second, forked.root(first), forked.root(second), forked.consistency(first, second))


@cache
def large() -> Tree:
    return tree_over([b"%d" % number for number in range(LARGE)])


@settings(deadline=None)  # the first one grows the tree
@given(st.integers(1, LARGE).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size))))
def test_proofs_of_a_long_log_hold(place: tuple[int, int]) -> None:
    index, size = place
    leaf, root, first = leaf_hash(b"%d" % index), large().root(size), large().root(index + 1)
    inclusion, consistency = large().inclusion(index, size), large().consistency(index + 1, size)
    assert is_included(leaf, index, size, inclusion, root)
    assert is_consistent(index + 1, size, first, root, consistency)
    assert not is_included(leaf, index, size, inclusion, first) or first == root
    assert not any(is_included(leaf, index, size, each, root) for each in spoilt(inclusion))
    assert not any(is_consistent(index + 1, size, first, root, each) for each in spoilt(consistency))


def test_the_root_of_a_long_log_is_that_of_its_frontier() -> None:
    growing = Growing()
    for number in range(LARGE):
        growing.add(leaf_hash(b"%d" % number))
    assert growing.root() == large().root(LARGE)


def test_the_empty_log_proves_nothing_of_what_follows() -> None:
    assert not is_consistent(0, 3, EMPTY, TREE.root(3), [])
    assert not is_consistent(3, 2, TREE.root(3), TREE.root(2), [])


@pytest.mark.parametrize(
    "ask",
    [
        lambda: TREE.root(MOST + 1),
        lambda: TREE.root(-1),
        lambda: TREE.inclusion(3, 3),
        lambda: TREE.inclusion(-1, 3),
        lambda: TREE.inclusion(0, MOST + 1),
        lambda: TREE.consistency(0, 3),
        lambda: TREE.consistency(4, 3),
        lambda: TREE.consistency(1, MOST + 1),
    ],
)
def test_nothing_is_proved_of_what_the_log_does_not_hold(ask: Callable[[], object]) -> None:
    with pytest.raises(IndexError):
        ask()
