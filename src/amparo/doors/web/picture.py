"""A text as squares that a camera reads (QR), drawn as one path of our own: nothing is loaded, nothing is styled inline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from qrcode.main import QRCode

_MARGIN: Final = 4


@dataclass(frozen=True, slots=True)
class Squares:
    """How many squares a side has, and the path over the dark ones."""

    side: int
    path: str


def squares(text: str) -> Squares:
    """Return a text as squares, with the margin that cameras need."""
    code = QRCode(border=_MARGIN)
    code.add_data(text)
    code.make(fit=True)
    matrix: list[list[bool]] = code.get_matrix()
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark)
    return Squares(len(matrix), "".join(dark))
