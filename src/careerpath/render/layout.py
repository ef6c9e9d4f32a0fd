"""Where things stand in a picture: lanes of the timeline, rows and lines of the requirement map.

Pure geometry in months, rows and columns; `careerpath.render.picture` draws it, others list it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from careerpath.report.model import ROLE, WORK, StepFigures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from careerpath.report import PlanFigures
    from careerpath.report.model import GivenFigures

STUDY_LANE, WORK_LANE = "study", "work"

_TICKS = 9
"""At most this many labelled years under a timeline."""


class Bar(Struct, frozen=True):
    """A step on the timeline, in fractions of its length: busy to `busy_end`, then waiting."""

    number: int
    step: StepFigures
    lane: str
    start: float
    busy_end: float
    end: float


class Tick(Struct, frozen=True):
    """A mark on the axis: the January of a year, labelled or not."""

    at: float
    year: int
    is_labelled: bool


class Timeline(Struct, frozen=True):
    """Bars by lane, each in the order of dates, over one dated axis."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]

    def lane(self, name: str) -> tuple[Bar, ...]:
        """The bars of one lane."""
        return tuple(b for b in self.bars if b.lane == name)


def timeline(plan: PlanFigures) -> Timeline:
    """The plan's steps over its months; the target role, which takes no time, is no bar."""
    length = max(plan.totals.months, *(s.end_month for s in plan.steps), 1)
    bars = tuple(
        Bar(
            number,
            step,
            lane_of(step),
            step.start_month / length,
            min(step.start_month + step.months, step.end_month) / length,
            step.end_month / length,
        )
        for number, step in enumerate(plan.steps, 1)
        if step.kind != ROLE
    )
    return Timeline(bars, tuple(_ticks(plan.finish - plan.totals.months, length)))


def lane_of(step: StepFigures) -> str:
    """Work is a job, and so is a route that is itself one; all else is study."""
    return WORK_LANE if step.kind == WORK or step.employed else STUDY_LANE


def _ticks(start: int, length: int) -> Iterator[Tick]:
    years = range(-(-start // 12), (start + length) // 12 + 1)
    every = next(n for n in (1, 2, 5, 10, 20) if len(years) <= n * _TICKS or n == 20)
    for year in years:
        yield Tick((year * 12 - start) / length, year, year % every == 0)


# the requirement map


class Row(Struct, frozen=True):
    """A station of the map: something given, a step or the target, in a column of its own."""

    id: str
    number: int | None
    """The step's number; None for what is given."""
    item: StepFigures | GivenFigures
    column: int

    @property
    def kind(self) -> str:
        """`given`, `study`, `work` or `target`."""
        if not isinstance(self.item, StepFigures):
            return "given"
        return "target" if self.item.is_target else lane_of(self.item)


class Link(Struct, frozen=True):
    """What stands in row `source` is needed for what stands in row `target`, along a column."""

    source: int
    target: int
    column: int


class RequirementMap(Struct, frozen=True):
    """Rows from what is given down to the target, and the lines between them."""

    rows: tuple[Row, ...]
    links: tuple[Link, ...]
    columns: int

    def before(self, row: int) -> list[int]:
        """The rows that are needed directly for this one."""
        return [k.source for k in self.links if k.target == row]

    def after(self, row: int) -> list[int]:
        """The rows that this one is needed for directly."""
        return [k.target for k in self.links if k.source == row]


Item = tuple[str, "int | None", "StepFigures | GivenFigures"]


def requirement_map(plan: PlanFigures) -> RequirementMap:
    """What the plan needs for what: every line runs downwards."""
    items = _in_order(plan)
    rows_of = {key: row for row, (key, _, _) in enumerate(items)}
    links = [
        (rows_of[key], row)
        for key, _, item in items
        for needed in dict.fromkeys(item.needed_for)
        if (row := rows_of.get(needed, -1)) > rows_of[key]
    ]
    columns = _columns(len(items), links)
    rows = tuple(
        Row(key, number, item, columns[row]) for row, (key, number, item) in enumerate(items)
    )
    own = tuple(Link(a, b, columns[a]) for a, b in sorted(links))
    return RequirementMap(rows, own, max(columns, default=0) + 1)


def _in_order(plan: PlanFigures) -> list[Item]:
    """What is given, then the steps by the date at which they count, none before what it needs."""
    given: list[Item] = [(f"given {g.id}", None, g) for g in _unique(plan.given)]
    left: list[Item] = [(s.id, n, s) for n, s in enumerate(plan.steps, 1)]
    steps: list[Item] = []
    while left:
        waiting = {needed for key, _, item in left for needed in item.needed_for if needed != key}
        # A circle can't come from a right plan; if one comes, its soonest step goes first.
        ready = [i for i in left if i[0] not in waiting] or left
        steps.append(min(ready, key=_by_end))
        left.remove(steps[-1])
    return given + steps


def _unique(given: Iterable[GivenFigures]) -> list[GivenFigures]:
    """One row an id: the first that is given of it."""
    return list({g.id: g for g in reversed(tuple(given))}.values())[::-1]


def _by_end(item: Item) -> tuple[int, int]:
    number, step = item[1:]
    return getattr(step, "end_month", 0), number or 0


def _columns(count: int, links: list[tuple[int, int]]) -> list[int]:
    """A column for each row, held from the row to the last that needs it.

    A row takes over the column of something that ends in it, as a line goes on to its next station.
    """
    last = [max((b for a, b in links if a == row), default=row) for row in range(count)]
    columns: list[int] = []
    free_from: list[int] = []
    for row in range(count):
        ending = [columns[a] for a, b in links if b == row and last[a] == row]
        free = [c for c, until in enumerate(free_from) if until <= row]
        column = min(ending or free, default=len(free_from))
        if column == len(free_from):
            free_from.append(0)
        free_from[column] = last[row] if last[row] > row else row + 1
        columns.append(column)
    return columns
