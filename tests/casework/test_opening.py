"""An installation opens with all its keys, or it says which one is missing or wrong and does not open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from amparo.casework import keys
from amparo.casework.actor import INSTALLATION
from amparo.casework.models import Installation
from amparo.casework.moment import month_of, now
from amparo.casework.opening import close, follow, installed, keep, open_installation
from amparo.casework.sources import DEMONSTRATION, sources
from amparo.errors import AmparoError
from amparo.sealing.keeping import path_of, save
from amparo.sealing.keyfile import KeyFile, new_key_file
from amparo.sealing.passphrase import Passphrase
from amparo.sealing.ring import Ring
from amparo.sealing.wrap import Scope
from casework.world import BEGUN

HARBOUR = "harbour"


@dataclass(frozen=True)
class Place:
    """Home, keys, and the key file that opens them."""

    home: Path
    keys: Path
    file: Path


@pytest.fixture
def place(world: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:  # noqa: ARG001 the rows are there
    made = Place(tmp_path / "home", tmp_path / "keys", tmp_path / "stick" / "amparo.key")
    for folder in (made.home, made.keys, made.file.parent):
        folder.mkdir(mode=0o700)
    new_key_file(made.file)
    for owner in (INSTALLATION, HARBOUR):
        save(made.keys, keys.rings().of(owner), KeyFile(made.file))
    monkeypatch.setenv("AMPARO_HOME", str(made.home))
    monkeypatch.setenv("AMPARO_KEYS", str(made.keys))
    monkeypatch.setenv("AMPARO_KEY_SOURCE", f"file:{made.file}")
    Installation.objects.update(demonstration=False)
    keys.let_go()
    yield made
    close()


def code_of(opening: object = open_installation) -> str:
    assert callable(opening)
    with pytest.raises(AmparoError) as caught:
        opening()
    return caught.value.code


def test_it_opens_the_rings_that_are_here_and_no_others(place: Place) -> None:
    assert open_installation().law == "xx"
    assert set(keys.rings().rings) == {path.stem for path in place.keys.iterdir()} == {INSTALLATION, HARBOUR}
    assert code_of(lambda: keys.rings().of("police-xx")) == "ring-not-open"


@pytest.mark.django_db
def test_without_its_row_it_is_no_installation() -> None:
    assert installed() is None
    assert code_of() == "not-installed"


def test_the_ring_of_the_installation_must_be_here(place: Place) -> None:
    path_of(place.keys, INSTALLATION).unlink()
    assert code_of() == "key-file-missing"


def test_a_ring_under_another_key_is_named_and_nothing_is_open(place: Place) -> None:
    other = place.file.with_name("other.key")
    new_key_file(other)
    save(place.keys, ring_of(HARBOUR), KeyFile(other))
    with pytest.raises(AmparoError) as caught:
        open_installation()
    assert (caught.value.code, f"`{HARBOUR}`" in caught.value.sentence) == ("ring-wrong-key", True)
    assert code_of(keys.rings) == "keys-not-open"


def test_one_agency_may_have_a_source_of_its_own(place: Place) -> None:
    other = place.file.with_name("other.key")
    new_key_file(other)
    save(place.keys, ring_of(HARBOUR), KeyFile(other))
    named = place.keys / "sources.toml"
    named.write_text(f'{HARBOUR} = "file:{other}"\nelsewhere = "passphrase"\n', "utf-8")
    named.chmod(0o600)
    open_installation()
    assert keys.rings().of(HARBOUR).owner == HARBOUR


@pytest.mark.parametrize("text", ["harbour = ", "harbour = 3", '[harbour]\nsource = "passphrase"'])
def test_a_file_of_sources_that_is_none_is_refused(place: Place, text: str) -> None:
    named = place.keys / "sources.toml"
    named.write_text(text, "utf-8")
    named.chmod(0o600)
    assert code_of() == "sources-unreadable"


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("", "key-source-missing"),
        ("file:", "key-source-wrong"),
        ("secret words in clear", "key-source-wrong"),
        ('command:/bin/cat "half', "key-source-wrong"),
        ("file:/nowhere/at/all", "key-file-missing"),
        ("command:/bin/false", "ring-other-source"),
    ],
)
def test_a_source_that_is_missing_or_wrong_is_said(
    place: Place,  # noqa: ARG001 the rest of the installation is sound
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    code: str,
) -> None:
    monkeypatch.setenv("AMPARO_KEY_SOURCE", setting)
    assert code_of() == code


def test_keys_inside_the_home_are_refused(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMPARO_HOME", str(place.keys.parent))
    assert code_of() == "keys-in-home"


def test_a_bare_key_file_has_no_place_in_any_home(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = place.home / "amparo.key"
    new_key_file(inside)
    monkeypatch.setenv("AMPARO_KEY_SOURCE", f"file:{inside}")
    assert code_of() == "keys-in-home"
    assert code_of(lambda: sources(demonstration=True)) == "keys-in-home"


def test_a_key_that_stored_rows_need_must_be_in_the_ring(place: Place) -> None:
    month = month_of(now())
    open_installation()
    keys.CaseKeys("case-1", HARBOUR).newest("account")
    ring = keys.rings().of(HARBOUR).without(Scope(HARBOUR, "account", month))
    save(place.keys, ring, KeyFile(place.file))
    with pytest.raises(AmparoError) as caught:
        open_installation()
    assert (caught.value.code, "wrapping/account" in caught.value.sentence) == ("ring-key-missing", True)


def test_a_ring_that_another_process_locked_anew_is_followed(place: Place) -> None:
    open_installation()
    before = keys.rings()
    follow()
    assert keys.rings() is before
    save(place.keys, before.of(HARBOUR).opened_for(["account"], "2099-01"), KeyFile(place.file))
    follow()
    assert Scope(HARBOUR, "account", "2099-01") in keys.rings().scopes()


def test_a_ring_that_is_kept_is_locked_by_what_opened_it(place: Place) -> None:  # noqa: ARG001 the keys are there
    open_installation()
    keep(keys.rings().of(HARBOUR).opened_for(["account"], "2099-01"))
    held = keys.rings()
    follow()
    assert keys.rings() is held
    close()
    open_installation()
    assert Scope(HARBOUR, "account", "2099-01") in keys.rings().scopes()


def test_a_demonstration_keeps_its_rings_in_its_home_under_its_own_passphrase(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = place.home / "keys"
    inside.mkdir(mode=0o700)
    save(inside, ring_of(INSTALLATION), Passphrase(DEMONSTRATION))
    monkeypatch.delenv("AMPARO_KEYS")
    monkeypatch.delenv("AMPARO_KEY_SOURCE")
    assert code_of() == "keys-in-home"
    Installation.objects.update(demonstration=True, since=BEGUN)
    open_installation()
    assert set(keys.rings().rings) == {INSTALLATION}


def ring_of(owner: str) -> Ring:
    """Return a ring as it lies in the folder."""
    open_installation()
    ring = keys.rings().of(owner)
    close()
    return ring
