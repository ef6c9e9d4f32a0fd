"""Dates: what really comes of given starts, and the neatest dates for the same choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from careerpath.graph.conditions import NEVER, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from careerpath.graph.conditions import Condition
    from careerpath.graph.task import Task

Spans = dict[int, tuple[int, int]]
"""Action to (start, end): of a step its award, of work the end of the stretch."""


class Schedule(Struct, frozen=True):
    """Dates for chosen actions, with the target held at `months`."""

    months: int
    spans: tuple[tuple[int, int, int], ...]
    """(action, start, end), by action."""


class Broken(Struct, frozen=True):
    """Why starts are no plan: at `month` this action could not start, or ended too late.

    Action -1: the target does not hold by then.
    """

    month: int
    action: int
    held: frozenset[int]
    """The slots held by then."""


class StoppedError(Exception):
    """The time limit was reached; caught by the planner's own driver."""


def replay(task: Task, spans: Spans, latest: int) -> Schedule | Broken:
    """What comes of these starts and stretches: every award as soon as it is due.

    Within one month things may build on each other in some order, never in a circle: a step begins
    on what has been awarded before. What has not ended when the target holds is left out.
    """
    state = _State(task, spans)
    for month in range(latest + 1):
        broken = state.pass_month(month)
        if broken is not None:
            return broken
        if task.target.holds(state.timeline, month):
            return state.schedule(month)
    return Broken(latest, -1, state.held(latest))


class _State:
    def __init__(self, task: Task, spans: Spans) -> None:
        self.task = task
        self.timeline = Timeline([NEVER] * len(task.slot_ids))
        self.stretches = {i: span for i, span in spans.items() if task.actions[i].is_work}
        self.running: dict[int, int] = {}
        """Steps begun and not yet awarded: action to start."""
        self.awarded: Spans = {}
        self.coming: dict[int, list[int]] = {}
        """Month to the actions that start in it."""
        for index, (start, end) in sorted(spans.items()):
            self.coming.setdefault(start, []).append(index)
            if index in self.stretches:
                self.timeline.jobs[task.actions[index].role] = (start, end, index)
        self.derived = self._derived_for(spans)
        """Derived slots that matter to these actions or the target and are not held yet."""

    def _derived_for(self, spans: Spans) -> list[tuple[int, Condition]]:
        actions = [self.task.actions[i] for i in spans]
        conditions = [self.task.target, *(c for a in actions for c in (a.entry, a.completion))]
        needed = frozenset().union(*map(self.task.derived_behind, conditions))
        return [(slot, condition) for slot, condition in self.task.derived if slot in needed]

    def pass_month(self, month: int) -> Broken | None:
        """Make everything happen that happens at this month."""
        due = self.coming.get(month, [])
        while self._derive(month) | self._begin(month, due) | self._award(month):
            pass
        late = [i for i in self.running if month >= self.task.actions[i].until]
        if due or late:
            return Broken(month, min(due or late), self.held(month))
        return None

    def held(self, month: int) -> frozenset[int]:
        """The slots held by the month."""
        return frozenset(s for s, when in enumerate(self.timeline.when) if when <= month)

    def _derive(self, month: int) -> bool:
        held = [slot for slot, condition in self.derived if condition.holds(self.timeline, month)]
        for slot in held:
            self.timeline.when[slot] = month
        if held:
            self.derived = [d for d in self.derived if d[0] not in held]
        return bool(held)

    def _begin(self, month: int, due: list[int]) -> bool:
        begun = [i for i in due if self.task.actions[i].entry.holds(self.timeline, month)]
        for index in begun:
            due.remove(index)
            if index not in self.stretches:
                self.running[index] = month
        return bool(begun)

    def _award(self, month: int) -> bool:
        due = []
        for index, start in self.running.items():
            action = self.task.actions[index]
            ready = start + action.months + action.results
            if ready <= month and action.completion.holds(self.timeline, month):
                due.append(index)
        for index in due:
            self.awarded[index] = (self.running.pop(index), month)
            slot = self.task.actions[index].slot
            self.timeline.when[slot] = min(month, self.timeline.when[slot])
            self.timeline.gained[index] = month
        return bool(due)

    def schedule(self, month: int) -> Schedule:
        """What has been done by the target's month."""
        spans = [(i, s, e) for i, (s, e) in self.awarded.items()]
        spans += [(i, s, min(e, month)) for i, (s, e) in self.stretches.items() if s < month]
        return Schedule(month, tuple(sorted(spans)))


def without_needless(task: Task, schedule: Schedule) -> Schedule:
    """The schedule less what nothing in it needs; an optimal one has nothing of the kind.

    Later actions go first, so that what only they needed goes with them.
    """
    for index, _, _ in sorted(schedule.spans, key=lambda span: (-span[1], span[0])):
        spans = _spans(schedule)
        if spans.pop(index, None) is None:
            continue
        fewer = replay(task, spans, schedule.months)
        if isinstance(fewer, Schedule):
            schedule = fewer
    return schedule


def tidied(task: Task, schedule: Schedule) -> Schedule:
    """The same actions by the same month: work no longer than it counts, all as early as may be."""
    schedule = _trimmed(task, schedule)
    order = sorted(schedule.spans, key=lambda span: (span[1], span[0]))
    for index, _, _ in order:
        schedule = moved_earlier(task, schedule, index)
    return schedule


def _spans(schedule: Schedule) -> Spans:
    return {i: (s, e) for i, s, e in schedule.spans}


def with_dates(task: Task, schedule: Schedule, spans: Spans) -> Schedule | None:
    """The schedule with these dates, if it does as much by the same month."""
    moved = replay(task, spans, schedule.months)
    if isinstance(moved, Broken) or len(moved.spans) < len(schedule.spans):
        return None
    return moved if moved.months == schedule.months else None


def _trimmed(task: Task, schedule: Schedule) -> Schedule:
    for index, _, _ in schedule.spans:
        if task.actions[index].is_work:
            schedule = _shortened(task, schedule, index, later=0, sooner=-1)
            schedule = _shortened(task, schedule, index, later=1, sooner=0)
    return schedule


def _shortened(task: Task, schedule: Schedule, index: int, *, later: int, sooner: int) -> Schedule:
    """One stretch as short as may be, from its start (`later`) or from its end (`sooner`)."""
    while True:
        spans = _spans(schedule)
        start, end = spans[index]
        if end - start < 2:
            return schedule
        spans[index] = (start + later, end + sooner)
        shorter = with_dates(task, schedule, spans)
        if shorter is None:
            return schedule
        schedule = shorter


def moved_earlier(task: Task, schedule: Schedule, index: int) -> Schedule:
    """One action as early as hours, jobs and conditions allow, the others where they are."""
    spans = _spans(schedule)
    start, end = spans[index]
    for month in _openings(task, spans, index):
        if month >= start:
            break
        spans[index] = (month, end - start + month)
        if _has_room(task, spans, index):
            moved = with_dates(task, schedule, spans)
            if moved is not None:
                return moved
    return schedule


def may_be_at(task: Task, spans: Spans, index: int) -> bool:
    """Its own dates, hours and jobs allow the action to be where it is; conditions are not asked."""
    action = task.actions[index]
    start, end = spans[index]
    is_open = task.next_start(action, start) == start
    is_over = action.is_work and end > action.until
    return is_open and not is_over and _has_room(task, spans, index)


def _openings(task: Task, spans: Spans, index: int) -> Iterable[int]:
    """Months at which an action could first become possible: its own first, and others' ends."""
    action = task.actions[index]
    months = {task.next_start(action, 0)}
    for other, (start, end) in spans.items():
        if other != index:
            months |= {
                task.next_start(action, m) for m in (end, _free_from(task, other, start, end))
            }
    return sorted(months)


def _free_from(task: Task, index: int, start: int, end: int) -> int:
    """The month from which it takes no hours."""
    action = task.actions[index]
    return end if action.is_work else start + action.months


def _has_room(task: Task, spans: Spans, index: int) -> bool:
    """The action's months leave it its hours, and the job to itself if it is one."""
    action = task.actions[index]
    start, end = spans[index]
    until = _free_from(task, index, start, end)
    others = [
        (s, _free_from(task, i, s, e), task.actions[i])
        for i, (s, e) in spans.items()
        if i != index and s < until and _free_from(task, i, s, e) > start
    ]
    if action.takes_job and any(other.takes_job for _, _, other in others):
        return False
    months = {start, *(s for s, _, _ in others if s > start)}
    return all(
        action.hours + sum(a.hours for s, e, a in others if s <= month < e) <= task.capacity
        for month in months
    )
