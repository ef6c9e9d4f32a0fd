"""Optimistic times: the earliest everything could happen if nothing competed for hours or jobs.

Knuth's generalisation of Dijkstra's algorithm, in label-correcting form: every time starts at
NEVER and only falls, each value being that of an actual proof, so the result is the least fixed
point and a cycle can't support itself. It is a lower bound on every plan's times because dropping
the weekly hours and the single job only removes constraints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from careerpath.graph.conditions import NEVER, Timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from careerpath.graph.task import Action, Task
    from careerpath.planner.reading import Read, Reading


class Optimistic(Struct, frozen=True):
    """The result: a timeline of lower bounds, and the start of each action (NEVER: can't happen)."""

    timeline: Timeline
    starts: dict[int, int]
    ends: dict[int, int]
    target: int

    def can_start(self, index: int) -> bool:
        """The action can start in some month."""
        return index in self.starts

    def can_end(self, index: int) -> bool:
        """The step can end in some month."""
        return index in self.ends


def optimistic_times(task: Task, reading: Reading) -> Optimistic:
    """When everything could happen."""
    return _Relaxation(task, reading).solve()


class _Relaxation:
    """The computation. Derived slots are readers too, written as negative numbers: -1 for slot 0."""

    def __init__(self, task: Task, reading: Reading) -> None:
        self._task = task
        self._derived = dict(task.derived)
        self._readers: list[list[int]] = [[] for _ in task.slot_ids]
        """For each slot, what reads it."""
        self._readers_of_work: list[list[int]] = [[] for _ in task.role_ids]
        self._readers_of_credit: dict[int, list[int]] = {i: [] for i in task.givers}
        for action in task.actions:
            self._note(reading.of(action.entry), action.index)
            if action.completion is not action.entry:
                self._note(reading.of(action.completion), action.index)
        for slot, condition in task.derived:
            self._note(reading.of(condition), -1 - slot)
        self._timeline = Timeline([NEVER] * len(task.slot_ids))
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}

    def _note(self, read: Read, reader: int) -> None:
        for slot in read.slots:
            self._readers[slot].append(reader)
        for role in read.roles:
            self._readers_of_work[role].append(reader)
        for giver in read.givers:
            self._readers_of_credit[giver].append(reader)

    def solve(self) -> Optimistic:
        queue = [*(-1 - s for s in self._derived), *range(len(self._task.actions))]
        queued = set(queue)
        for item in queue:
            queued.discard(item)
            changed = self._derive(-1 - item) if item < 0 else self._try(item)
            for reader in changed:
                if reader not in queued:
                    queued.add(reader)
                    queue.append(reader)
        target = self._task.target.earliest(self._timeline, 0)
        return Optimistic(self._timeline, self._starts, self._ends, target)

    def _derive(self, slot: int) -> Sequence[int]:
        when = self._timeline.when
        month = self._derived[slot].earliest(self._timeline, 0)
        if month >= when[slot]:
            return ()
        when[slot] = month
        return self._readers[slot]

    def _try(self, index: int) -> Sequence[int]:
        action = self._task.actions[index]
        start = earliest_start(self._task, action, self._timeline)
        # Where the start is as before, the award may still come earlier than it did.
        start = min(start, self._starts.get(index, NEVER))
        if start >= NEVER:
            return ()
        if action.is_work:
            return self._work(action, start)
        return self._finish(action, start)

    def _work(self, action: Action, start: int) -> Sequence[int]:
        if start >= self._starts.get(action.index, NEVER):
            return ()
        self._starts[action.index] = start
        known = self._timeline.may_start.get(action.role)
        best = action.index
        if known is not None:
            pace = self._task.actions[known[1]].hours
            best = known[1] if pace > action.hours else action.index
            start = min(start, known[0])
        self._timeline.may_start[action.role] = (start, best)
        return self._readers_of_work[action.role]

    def _finish(self, action: Action, start: int) -> Sequence[int]:
        ready = start + action.months + action.results
        end = action.completion.earliest(self._timeline, ready)
        if end > action.until or end >= NEVER:
            return ()
        self._starts[action.index] = min(start, self._starts.get(action.index, NEVER))
        if end >= self._ends.get(action.index, NEVER):
            return ()
        self._ends[action.index] = end
        self._timeline.gained[action.index] = end
        changed: Sequence[int] = self._readers_of_credit.get(action.index, ())
        if end < self._timeline.when[action.slot]:
            self._timeline.when[action.slot] = end
            changed = (*changed, *self._readers[action.slot])
        return changed


def earliest_start(task: Task, action: Action, timeline: Timeline) -> int:
    """The first month in which the entry condition and the calendar both allow."""
    month = 0
    while True:
        allowed = task.next_start(action, month)
        if allowed >= NEVER:
            return NEVER
        month = action.entry.earliest(timeline, allowed)
        if month == allowed or month >= NEVER:
            return month
