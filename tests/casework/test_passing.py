"""How often somebody tried: kept for all processes, and nothing that was planted there ever runs."""

from __future__ import annotations

import pickle
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from amparo.casework.models import Passing

pytestmark = pytest.mark.django_db


class _Planted:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.path,)


def test_what_was_kept_is_read_until_it_lapses() -> None:
    cache.set("tries", [1.5, 2.5], 60)
    cache.set("count", 3, 60)
    cache.set("over", 1, -1)
    assert cache.get_many(["tries", "count", "over", "none"]) == {"tries": [1.5, 2.5], "count": 3}
    assert cache.incr("count") == 4
    assert not cache.add("count", 0)
    assert cache.add("over", 7, 60)
    assert cache.get("over") == 7


def test_what_somebody_planted_in_the_table_does_not_run(tmp_path: Path) -> None:
    cache.set("tries", [1.5], 60)
    planted = b64encode(pickle.dumps(_Planted(tmp_path / "ran"))).decode()
    assert Passing.objects.update(value=planted)
    assert cache.get("tries") is None
    assert not (tmp_path / "ran").exists()
