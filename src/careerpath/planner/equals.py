"""Among plans of equal figures: work done before rather than new, then earlier starts, then ids.

The search ends with some plan of the least figures, which one depends on the way it took. Here each
step and job is exchanged, one at a time, for another of the same figures, as long as that betters the
order, so that little of what is shown hangs on the way of the search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.graph.conditions import ExperienceNode
from careerpath.planner.schedule import may_be_at, moved_earlier, with_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.graph.task import Action, Task
    from careerpath.planner.schedule import Schedule, Spans

Key = tuple[int, tuple[int, ...], tuple[tuple[str, str], ...]]


def first_of_equals(task: Task, schedule: Schedule) -> Schedule:
    """The schedule that no single exchange betters; each makes a smaller key, so there is an end."""
    exchanges = _Exchanges(task)
    while (bettered := exchanges.better(schedule, _key(task, schedule))) is not None:
        schedule = bettered
    return schedule


def _key(task: Task, schedule: Schedule) -> Key:
    actions = [task.actions[i] for i, _, _ in schedule.spans]
    strange = sum(a.is_work and not a.familiar for a in actions)
    starts = sorted(start for _, start, _ in schedule.spans)
    return strange, tuple(starts), tuple(sorted((a.id, a.route) for a in actions))


class _Exchanges:
    """Actions that might do in another's place."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._experiences = [n for n in task.nodes if isinstance(n, ExperienceNode)]

    def better(self, schedule: Schedule, best: Key) -> Schedule | None:
        """The first exchange that makes a smaller key."""
        spans = {i: (s, e) for i, s, e in schedule.spans}
        for index, (start, end) in sorted(spans.items(), key=lambda item: (item[1], item[0])):
            others = {i: span for i, span in spans.items() if i != index}
            for other in self._in_place_of(self._task.actions[index], frozenset(others)):
                tried = self._with(schedule, {**others, other: (start, end)}, other)
                if tried is not None and _key(self._task, tried) < best:
                    return tried
        return None

    def _with(self, schedule: Schedule, spans: Spans, other: int) -> Schedule | None:
        """The schedule with these dates, the new action as early as may be; None if it can't be."""
        if not may_be_at(self._task, spans, other):
            return None
        kept = with_dates(self._task, schedule, spans)
        return None if kept is None else moved_earlier(self._task, kept, other)

    def _in_place_of(self, action: Action, rest: frozenset[int]) -> Iterator[int]:
        """Work that counts wherever this does; or another route to the same credential."""
        alike = self._work_like(action, rest) if action.is_work else self._ways_like(action)
        figures = action.fee, action.study, action.estimates, action.hours
        for index in alike:
            other = self._task.actions[index]
            if (other.fee, other.study, other.estimates, other.hours) == figures:
                yield index

    def _ways_like(self, action: Action) -> Iterator[int]:
        return (i for i in self._task.by_slot[action.slot] if i != action.index)

    def _work_like(self, action: Action, rest: frozenset[int]) -> Iterator[int]:
        counted = [n for n in self._experiences if action.index in n.rates]
        worked = {self._task.actions[i].role for i in rest}
        for other in self._task.actions:
            if other.is_work and other.role != action.role and other.role not in worked:
                i, own = other.index, action.index
                if all(n.rates.get(i, 0) >= n.rates[own] for n in counted):
                    yield i
