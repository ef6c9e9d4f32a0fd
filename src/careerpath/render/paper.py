"""How a page is set on two sheets of A4: by the height of its pictures and the length of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.render import picture, what_if

if TYPE_CHECKING:
    from careerpath.report import PlanFigures, PlanReport

_SPARSE, _DENSE, _PACKED = 5000, 6600, 6200
"""How many characters one sheet of paper holds at its usual size of type, at its smaller one, and
at that without the notes of the steps."""
_ROOMY, _CLOSE = 700, 880
"""How many pixels of pictures and facts the first sheet holds with the pictures at their usual, and
at their smaller, size; beyond it shows them side by side."""


def density(report: PlanReport, facts: int) -> str:
    """The classes of a page whose first sheet has so many lines of facts above the pictures.

    Long plans are printed in smaller type, the longest without the notes of their steps.
    """
    height = max((_height(report, p) for p in report.plans), default=0) + 15 * facts
    pictures = "roomy" if height <= _ROOMY else "close" if height <= _CLOSE else "beside"
    return f"{_type_size(report)} {pictures}"


def _type_size(report: PlanReport) -> str:
    if _weight(report, notes=True) <= _DENSE:
        return "sparse" if _weight(report, notes=True) <= _SPARSE else "dense"
    return "packed" if _weight(report, notes=False) <= _PACKED else "packed crowded"


def _height(report: PlanReport, plan: PlanFigures) -> float:
    """About how high its pictures would be on the first sheet, in pixels."""
    drawings = (picture.timeline_drawing, picture.map_drawing)
    pixels = sum(draw(report, plan, "")[1] for draw in drawings)
    return 0.68 * pixels


def _weight(report: PlanReport, *, notes: bool) -> int:
    """The characters of the steps and sources, and about as many again for the white around them."""
    steps = max((p.steps for p in report.plans), key=len, default=())
    texts = [t for s in steps for t in (s.title, *s.satisfies)]
    if notes:
        texts += [t for s in steps for t in (s.basis, *s.unmodelled)]
    plot = 900 if report.trade_offs is not None else 0
    beside = (*what_if.alternative_facts(report), *what_if.question_facts(report))
    texts += [text for _, text in beside]
    return sum(len(t) + 40 for t in texts) + 90 * len(report.sources) + plot
