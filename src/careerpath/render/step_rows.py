"""The steps of a plan as rows of a table: columns no wider than they need be, names told apart."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from careerpath.months import format_month
from careerpath.render import captions, phrases
from careerpath.render.lines import Line
from careerpath.report.model import ROLE, WORK

if TYPE_CHECKING:
    from careerpath.report import PlanFigures, StepFigures

_BEFORE_NAME = 21
_LEAST = 10
"""Cells for a name on the narrowest terminal."""
_ROUTE = 14
"""With fewer cells than this left for its route, a title stands alone."""


class StepRows:
    """One row a step: number, when, what, hours a week, fee, and the steps it is for."""

    def __init__(self, plan: PlanFigures, width: int) -> None:
        self._steps = plan.steps
        numbers = {s.id: n for n, s in enumerate(plan.steps, 1)}
        self._fees = [_fee(s) for s in plan.steps]
        self._reasons = [_reason(s, numbers) for s in plan.steps]
        self._fee_width = max(map(len, (*self._fees, "fee")))
        reasons = max(map(len, (*self._reasons, "for step")))
        self.name_width = max(width - _BEFORE_NAME - 12 - self._fee_width - reasons, _LEAST)
        self._names = short_names(plan.steps, self.name_width)

    @property
    def heading(self) -> Line:
        """What the columns are."""
        what = "what".ljust(self.name_width)
        fee = "fee".rjust(self._fee_width)
        return Line(f" #  {'when':<15}  {what}  h/week  {fee}  for step", style="dim", cut=True)

    def line(self, n: int) -> Line:
        """A step on one line, its name shortened to fit."""
        return self._line(n, self._names[n])

    def in_full(self, n: int) -> list[Line]:
        """A step with its whole title, on as many lines as that takes."""
        step = self._steps[n]
        title = _title(step)
        if _cells(title) <= self.name_width:
            return [self.line(n)]
        first, *rest = wrap(title, self.name_width)
        line = self._line(n, first.ljust(self.name_width))
        return [line, *(Line(" " * _BEFORE_NAME + r, style=line.style, cut=True) for r in rest)]

    def _line(self, n: int, name: str) -> Line:
        step = self._steps[n]
        when = f"{format_month(step.start)}–{format_month(step.end)}"
        if step.start == step.end:
            when = format_month(step.start)
        hours = str(step.hours_per_week) if step.hours_per_week and step.months else ""
        fee = self._fees[n].rjust(self._fee_width)
        text = f"{n + 1:>2}  {when:<15}  {name}  {hours:>6}  {fee}  {self._reasons[n]}"
        return Line(text.rstrip(), style="bold" if step.kind == ROLE else "", cut=True)


def _fee(step: StepFigures) -> str:
    fee = phrases.money_text(step.fee, step.currency) if step.fee else ""
    return f"{fee} est." if fee and "fee" in step.estimated else fee


def _reason(step: StepFigures, numbers: dict[str, int]) -> str:
    if step.is_target:
        return "target"
    return ", ".join(str(numbers[i]) for i in step.needed_for if i in numbers)


def _title(step: StepFigures) -> str:
    """The name without the route."""
    title = phrases.clean(step.title)
    return f"work as {title}" if step.kind == WORK else title


# names in so many cells


def short_names(steps: tuple[StepFigures, ...], cells: int) -> list[str]:
    """The name of every step in exactly so many cells; what differs in them is kept in sight."""
    names = [fitted_name(_title(s), phrases.name_text(s), cells) for s in steps]
    titles = [_title(s) for s in steps]
    return [
        fitted(captions.told_apart(titles[n], [titles[m] for m in alike if m != n], cells), cells)
        if len(alike := [m for m, other in enumerate(names) if other == name]) > 1
        else name
        for n, name in enumerate(names)
    ]


def fitted(text: str, cells: int) -> str:
    """The text in exactly so many terminal cells, cut with an ellipsis where it is longer."""
    from rich.cells import set_cell_size

    if _cells(text) <= cells:
        return set_cell_size(text, cells)
    return f"{set_cell_size(text, cells - 1).rstrip()}…".ljust(cells)


def fitted_name(title: str, text: str, cells: int) -> str:
    """The same, but an abbreviation in the title, which tells it from its like, is kept.

    Where little of the route could be shown beside the title, the title stands alone.

    >>> name = "Final Examination in Plumbing 2 (FEP2)"
    >>> fitted_name(name, f"{name} (evenings)", 26)
    'Final Examination… (FEP2) '
    """
    short = captions.ABBREVIATION.search(title)
    if _cells(text) <= cells or cells - _cells(title) >= _ROUTE:
        return fitted(text, cells)
    if short is None or _cells(title) <= cells:
        return fitted(title, cells)
    rest = cells - _cells(short[0])
    return f"{fitted(title[: short.start()], rest).rstrip()}{short[0]}".ljust(cells)


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
