"""The timeline of a plan in characters: lanes of study, lanes of work, the years above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.months import format_month
from careerpath.render import layout
from careerpath.render.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.report import PlanFigures

_MARGIN = 8
"""Columns for what a lane is."""
_YEAR = 5
"""Columns that a year needs."""


def timeline(plan: PlanFigures, width: int) -> Iterator[Line]:
    """A bar a step, beginning with its number; what overlaps is in another lane of its kind."""
    drawn = layout.timeline(plan)
    if not drawn.bars:
        return
    columns = width - _MARGIN - 1
    first, last = format_month(plan.finish - plan.totals.months), format_month(plan.finish)
    yield Line("")
    waits = "; dots: waiting" if any(map(_waits, drawn.bars)) else ""
    yield Line(f"Timeline, {first} to {last}: each bar begins with the number of its step{waits}")
    yield Line(_years(drawn.ticks, columns), style="dim", cut=True)
    for kind in (layout.STUDY_LANE, layout.WORK_LANE):
        lanes: list[str] = []
        for bar in drawn.lane(kind):
            _place(lanes, int(bar.start * columns), _drawn(bar, columns))
        for n, lane in enumerate(lanes):
            label = "" if n else kind
            yield Line(f" {label:<{_MARGIN - 1}}{lane}", style="cyan", cut=True)


def _waits(bar: layout.Bar) -> bool:
    return bar.end > bar.busy_end


def _drawn(bar: layout.Bar, columns: int) -> str:
    """Its number, then as long as it is busy, then as long as it waits."""
    start, busy, end = (int(at * columns) for at in (bar.start, bar.busy_end, bar.end))
    return str(bar.number).ljust(busy - start, "━").ljust(end - start, "·")


def _years(ticks: tuple[layout.Tick, ...], columns: int) -> str:
    """The years, each where it begins."""
    text = ""
    for tick in ticks:
        column = _MARGIN + int(tick.at * columns)
        room = column + _YEAR <= _MARGIN + columns and (not text or column > len(text))
        if tick.is_labelled and room:
            text = f"{text.ljust(column)}{tick.year}"
    return text


def _place(lanes: list[str], start: int, bar: str) -> None:
    """Put the bar into the first lane that is free from its start on."""
    for n, lane in enumerate(lanes):
        if len(lane) <= start:
            lanes[n] = lane.ljust(start) + bar
            return
    lanes.append(" " * start + bar)
