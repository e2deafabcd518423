"""Words that may stand in a line for operators: those that the code itself says, never what somebody entered."""

from __future__ import annotations


class Known(str):
    """A word of our own: the name of a part, a route, a class, a code of an error."""

    __slots__ = ()
