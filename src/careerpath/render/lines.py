"""A line of terminal output before it is wrapped, styled or written to a pipe."""

from __future__ import annotations

from msgspec import Struct


class Line(Struct, frozen=True):
    """A line to be: a label in its own column, a text, a style. Wrapped unless `cut` or `whole`."""

    text: str
    label: str = ""
    style: str = ""
    cut: bool = False
    whole: bool = False
    """An address, which is never broken, so that it can be opened or copied."""
    indent: int = 0
    """Columns left free before the text; two more where it goes on."""
