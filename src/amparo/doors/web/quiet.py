"""A log line that says which kind of error happened where, and nothing of what was sent."""

from __future__ import annotations

import logging
import traceback


class WithoutContents(logging.Formatter):
    """Name the class of the exception and the last lines of code passed; never its text, the address or the form."""

    def format(self, record: logging.LogRecord) -> str:
        if not record.exc_info or record.exc_info[0] is None:
            return f"{record.levelname.lower()}: {record.name}"
        kind, _, trace = record.exc_info
        places = " < ".join(
            f"{frame.name} {frame.filename}:{frame.lineno}" for frame in reversed(traceback.extract_tb(trace)[-4:])
        )
        return f"{record.levelname.lower()}: {kind.__name__} in {places}"
