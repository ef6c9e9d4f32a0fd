"""Tables for spreadsheets, as CSV: text stays text, and nothing in a cell is ever calculated.

However a spreadsheet splits the line: whatever could begin a formula, at the start of a cell or after
a separator inside it, gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from careerpath.render.phrases import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MARK = "\ufeff"
"""Tells spreadsheets that the file is UTF-8."""

# Full-width signs too: some spreadsheets read them as their ordinary kin.
_FORMULA = re.compile(r"(^|[;,|])([\s\"']*)(?=[=+\-@＝＋－＠])|^(?=[|%])")


def table(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """The whole file: the names of the columns, then the rows, every cell in quotes."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe(value) for value in row] for row in rows)
    return _MARK + text.getvalue()


def safe(value: object) -> str:
    """The cell's text, with nothing that a spreadsheet would calculate; None is an empty cell.

    >>> safe("=1+1"), safe("plain; =1+1"), safe("|cmd"), safe(None), safe(12.5)
    ("'=1+1", "plain; '=1+1", "'|cmd", '', '12.5')
    """
    if value is None:
        return ""
    return _FORMULA.sub(lambda m: f"{m[1] or ''}{m[2] or ''}'", clean(str(value)).strip())
