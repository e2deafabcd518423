"""A log line of JSON that says what happened, in which request and where in the code, and nothing of what was sent.

What may be said is settled by its type: numbers, and words that the code itself marked as its own (`Known`). Any other text is
counted and left out. Of a library's lines nothing is repeated but who wrote them; of an exception its class and its place.
"""

from __future__ import annotations

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final

from amparo.casework.plainly import Known

REQUEST: Final[ContextVar[str]] = ContextVar("request", default="")
"""The id of the request at hand."""
OURS: Final = "amparo."
_FRAMES: Final = 4


class WithoutContents(logging.Formatter):
    """Write one line of JSON a record."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
        }
        if request := REQUEST.get():
            said["request"] = request
        if record.name.startswith(OURS) and isinstance(record.msg, str):
            said["says"] = _says(record.msg, record.args)
        if record.exc_info and record.exc_info[0] is not None:
            said["error"] = _error(record.exc_info[0], record.exc_info[2])
        return json.dumps(said)


def redacted(value: object) -> object:
    """Return a value that may be said; of any other only what kind it is."""
    if value is None or isinstance(value, bool | int | float | Known):
        return value
    return f"<{type(value).__name__}>"


def _says(template: str, values: object) -> str:
    """Put into a template of ours what may be said."""
    every = values if isinstance(values, tuple) else (values,)
    try:
        return template % tuple(redacted(value) for value in every) if values else template
    except (TypeError, ValueError):
        return template


def _error(kind: type[BaseException], trace: Any) -> dict[str, Any]:
    frames = reversed(traceback.extract_tb(trace)[-_FRAMES:])
    return {"kind": kind.__name__, "in": [f"{frame.name} {frame.filename}:{frame.lineno}" for frame in frames]}
