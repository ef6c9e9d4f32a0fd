"""Doubts about routes that nobody can use, whatever the day.

Two bounds decide: the earliest month in which a requirement can hold, found by letting every
credential be gained as soon as its windows allow (as if time and hours were free), and the last
month in which the route may start. A closed route was usable once and is no fault.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from careerpath.months import format_month, name_of_month_of_year
from careerpath.packs.doubts.found import Doubt, Found
from careerpath.requirements import (
    AllOf,
    AnyOf,
    AtLeast,
    Experience,
    Held,
    HeldFor,
    Recent,
    all_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.months import Month
    from careerpath.packs.doubts.found import Editor
    from careerpath.records import Credential, Route, Window
    from careerpath.requirements import Requirement

ALL_ALONG = 0
"""The month of what somebody may have held before any window opened."""
NEVER = 10**6
"""Later than any window."""

Times = dict[str, int]


def never_usable(editor: Editor) -> Doubt:
    """Routes without a single month in which someone could start them and be done in time."""
    times = earliest_times(editor.catalogue)
    found = [f for entry in editor.catalogue for f in _unusable(editor, times, entry)]
    return Doubt(
        "never-usable",
        "Routes that nobody can use on any date",
        "Mend the window, the months or the requirement, or take the route out.",
        tuple(found),
    )


def _unusable(editor: Editor, times: Times, entry: Credential) -> Iterator[Found]:
    for index, route in enumerate(entry.routes):
        why = _why_never(editor.catalogue, times, entry, route)
        if why:
            message = f"route `{route.id}` can never be used: {why}"
            yield editor.found(entry.id, route.id, f"routes[{index}]", message)


def _why_never(catalogue: Catalogue, times: Times, entry: Credential, route: Route) -> str:
    """The first reason that applies; empty if the route is usable on some date."""
    window = entry.window.narrowed_by(route.window)
    last = _last_start(window, route)
    if window.first is not None and last is not None and last < window.first:
        return f"{_opens(window.first)}, and no start after {format_month(last)} can be in time"
    if last is not None and _start_in_month(window.first or 0, last, route) is None:
        return _no_month_fits(window, last, route)
    ready = _holds_at(catalogue, times, all_of(entry.requires, route.requires))
    if last is not None and last < ready < NEVER:
        return f"what it requires can't be held before {format_month(ready)}, {_closes(last)}"
    ready = _holds_at(catalogue, times, all_of(entry.completes_with, route.completes_with))
    if window.until is not None and window.until < ready < NEVER:
        closes = f"the last award is in {format_month(window.until)}"
        return f"what the award asks can't be held before {format_month(ready)}, and {closes}"
    return ""


def _opens(first: Month) -> str:
    return f"it opens in {format_month(first)}"


def _closes(last: Month) -> str:
    return f"and the last start is in {format_month(last)}"


def _no_month_fits(window: Window, last: Month, route: Route) -> str:
    when = (
        f"starts in {_months(route.starts)}" if route.starts else f"is sat in {_months(route.sat)}"
    )
    return (
        f"it {when}, and may start from {format_month(window.first or 0)} "
        f"to {format_month(last)} alone"
    )


def _months(months: tuple[int, ...]) -> str:
    return " or ".join(map(name_of_month_of_year, months))


def _last_start(window: Window, route: Route) -> Month | None:
    """The last month in which it may start and still be awarded within the window."""
    bounds = [window.last_start]
    if window.until is not None:
        bounds.append(window.until - route.months - route.results)
    return min((b for b in bounds if b is not None), default=None)


def _start_in_month(first: Month, last: Month | None, route: Route) -> Month | None:
    """The first start from `first` to `last` in a month of the year that the route allows."""
    for start in range(first, first + 12):
        if last is not None and start > last:
            return None
        if _suits_calendar(start, route):
            return start
    return None


def _suits_calendar(start: Month, route: Route) -> bool:
    if route.starts:
        return start % 12 + 1 in route.starts
    return not route.sat or (start + route.months) % 12 + 1 in route.sat


# the earliest month in which each credential can be held


def earliest_times(catalogue: Catalogue) -> Times:
    """The earliest month in which somebody could hold each credential; NEVER if nobody can.

    Shortened until nothing changes: every pass is no later than the truth's upper bound, and a
    month can only become earlier, so that it ends.
    """
    times = {c.id: ALL_ALONG if c.is_stated_only else NEVER for c in catalogue}
    changed = True
    while changed:
        changed = False
        for entry in catalogue:
            time = min(times[entry.id], _earliest(catalogue, times, entry))
            if time < times[entry.id]:
                times[entry.id] = time
                changed = True
    return times


def _earliest(catalogue: Catalogue, times: Times, entry: Credential) -> int:
    ready = _holds_at(catalogue, times, entry.requires)
    if not entry.routes:
        return max(ready, entry.window.first or ALL_ALONG)
    return min(_earliest_by(catalogue, times, entry, ready, r) for r in entry.routes)


def _earliest_by(
    catalogue: Catalogue, times: Times, entry: Credential, ready: int, route: Route
) -> int:
    window = entry.window.narrowed_by(route.window)
    first = max(ready, _holds_at(catalogue, times, route.requires), window.first or ALL_ALONG)
    if first >= NEVER:
        return NEVER
    start = _start_in_month(first, _last_start(window, route), route)
    if start is None:
        return NEVER
    done = all_of(entry.completes_with, route.completes_with)
    end = max(start + route.months + route.results, _holds_at(catalogue, times, done))
    return NEVER if window.until is not None and end > window.until else end


def _holds_at(catalogue: Catalogue, times: Times, requirement: Requirement) -> int:
    """The earliest month in which the requirement can hold."""
    holds_at: Callable[[Requirement], int] = partial(_holds_at, catalogue, times)
    match requirement:
        case Held(id=id_):
            return _held_at(catalogue, times, id_)
        case AllOf(parts=parts):
            return max(map(holds_at, parts), default=ALL_ALONG)
        case AnyOf(parts=parts):
            return min(map(holds_at, parts))
        case AtLeast(count=count, parts=parts):
            return sorted(map(holds_at, parts))[count - 1]
        case Recent(of=of):
            return min(map(holds_at, of))
        case HeldFor(months=months, ids=ids):
            return min(_held_at(catalogue, times, i) for i in ids) + months
        case Experience(roles=roles):
            return min(_held_at(catalogue, times, i) for i in roles)
        case _:
            return ALL_ALONG


def _held_at(catalogue: Catalogue, times: Times, id_: str) -> int:
    return min((times[i] for i in catalogue.narrower(id_) if i in times), default=NEVER)


# what has closed before it is asked for


def closed_before_open(editor: Editor) -> Doubt:
    """Routes that open only after what they require has closed for good."""
    found = [f for entry in editor.catalogue for f in _left_behind(editor, entry)]
    return Doubt(
        "closed-before-open",
        "Routes that open after what they require has closed",
        "Only who gained it in time can use them: say so under `unmodelled`, or mend the dates.",
        tuple(found),
    )


def _left_behind(editor: Editor, entry: Credential) -> Iterator[Found]:
    for index, route in enumerate(entry.routes):
        first = entry.window.narrowed_by(route.window).first
        if first is None or entry.unmodelled or route.unmodelled:
            continue
        closed = _closed_at(editor.catalogue, all_of(entry.requires, route.requires))
        if closed < first:
            message = (
                f"route `{route.id}` opens in {format_month(first)}, "
                f"and what it requires could last be gained in {format_month(closed)}"
            )
            yield editor.found(entry.id, route.id, f"routes[{index}].available", message)


def _closed_at(catalogue: Catalogue, requirement: Requirement) -> int:
    """The last month in which what the requirement names could be gained; NEVER if it still can."""
    closed_at: Callable[[Requirement], int] = partial(_closed_at, catalogue)
    match requirement:
        case Held(id=id_):
            return max(_last_award(catalogue[i]) for i in catalogue.narrower(id_))
        case AllOf(parts=parts):
            return min(map(closed_at, parts), default=NEVER)
        case AnyOf(parts=parts):
            return max(map(closed_at, parts))
        case AtLeast(count=count, parts=parts):
            return sorted(map(closed_at, parts), reverse=True)[count - 1]
        case _:
            return NEVER


def _last_award(entry: Credential) -> int:
    """The last month in which this can be gained; NEVER for what is derived or only stated."""
    return max((_last_end(entry, route) for route in entry.routes), default=NEVER)


def _last_end(entry: Credential, route: Route) -> int:
    window = entry.window.narrowed_by(route.window)
    if window.until is not None:
        return window.until
    if window.last_start is not None:
        return window.last_start + route.months + route.results
    return NEVER
