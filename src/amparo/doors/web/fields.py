"""A field of a form: `desk/field.py`, by the name under which the pages of cases know it."""

from __future__ import annotations

from amparo.desk.field import Field

__all__ = ["Field"]
