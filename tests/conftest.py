"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from coverage import Coverage


@pytest.fixture(autouse=True)
def _unmeasured(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let a long search run at its own speed: coverage watches everything but tests marked `search`."""
    measuring = Coverage.current() if request.node.get_closest_marker("search") else None
    if measuring is not None:
        measuring.stop()
    yield
    if measuring is not None:
        measuring.start()
