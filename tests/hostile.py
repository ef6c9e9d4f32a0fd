"""Text that means harm wherever somebody reads it as more than text, put into every field of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from careerpath.report import PlanReport

HOSTILE = (
    "<script>document.title='fired'</script><img src=x onerror=\"document.title='fired'\">"
    " \"quoted\" 'single' `tick` &amp; \\N ]] --> %%{init: {}}%% ; =cmd|'/c calc'!A1"
    " javascript:alert(1) $style\nBEGIN:VEVENT\r\n=1+1\x1b[31m\x07\u202e\u2066 end"
)
"""Markup, formulas, line breaks, escape sequences, bidirectional overrides, template names."""

FORMULAS = ("=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1", '"=1')

_KEPT = frozenset(
    {"id", "kind", "status", "objective", "as_of", "currency", "strength", "route", "about",
     "apply_by", "checked", "confidence", "needed_for", "offers"}
)  # fmt: skip
"""Ids, numbers as text and words of the program's own: nothing an author of data writes freely."""


def poisoned(report: PlanReport, text: str = HOSTILE) -> PlanReport:
    """The same report with this text in place of every sentence, title and address of it."""
    changed: PlanReport = _poisoned(report, text)
    return changed


def _poisoned(value: Any, text: str) -> Any:  # noqa: ANN401 - any part of a report
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(_poisoned(v, text) for v in value)
    if isinstance(value, dict):
        return {k: _poisoned(v, text) for k, v in value.items()}
    if isinstance(value, Struct):
        names = [f for f in value.__struct_fields__ if f not in _KEPT | {"profile", "limits"}]
        return replace(value, **{n: _poisoned(getattr(value, n), text) for n in names})
    return value
