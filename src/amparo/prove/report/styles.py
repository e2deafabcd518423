"""Where the looks of a report lie: `report.css` for any page, `frame.css` where a report stands alone."""

from __future__ import annotations

from pathlib import Path
from typing import Final

STYLES: Final = Path(__file__).parent / "style"
