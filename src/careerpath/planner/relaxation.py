"""Optimistic times: the earliest everything could happen if nothing competed for hours or jobs.

Knuth's generalisation of Dijkstra's algorithm, in label-correcting form: every time starts at
NEVER and only falls, each value being that of an actual proof, so the result is the least fixed
point and a cycle can't support itself. It is a lower bound on every plan's times because dropping
the weekly hours and the single job only removes constraints.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerpath.graph.conditions import NEVER, Condition, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from careerpath.graph.task import Action, Task
    from careerpath.planner.reading import Read, Reading


@dataclass(frozen=True, slots=True)
class Optimistic:
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


class Relaxation:
    """Computes optimistic times of one task, for any subset of its actions."""

    def __init__(self, task: Task, reading: Reading) -> None:
        self._task = task
        self._derived = dict(task.derived)
        self._of_slot: list[list[int]] = [[] for _ in task.slot_ids]
        self._of_role: list[list[int]] = [[] for _ in task.role_ids]
        self._of_giver: dict[int, list[int]] = {i: [] for i in task.givers}
        for action in task.actions:
            self._note(reading.of(action.entry), action.index)
            if action.completion is not action.entry:
                self._note(reading.of(action.completion), action.index)
        # Derived slots are readers too, written as negative numbers: -1 for slot 0.
        for slot, condition in task.derived:
            self._note(reading.of(condition), -1 - slot)

    def _note(self, read: Read, reader: int) -> None:
        for slot in read.slots:
            self._of_slot[slot].append(reader)
        for role in read.roles:
            self._of_role[role].append(reader)
        for giver in read.givers:
            self._of_giver[giver].append(reader)

    def run(self, actions: Iterable[int]) -> Optimistic:
        """Times when only `actions` may be started."""
        return _Run(self, self._task).solve(list(actions))

    def derived_condition(self, slot: int) -> Condition:
        """The condition under which a derived slot is held."""
        return self._derived[slot]

    @property
    def derived_slots(self) -> Sequence[int]:
        """All derived slots."""
        return tuple(self._derived)

    def readers(self, slot: int) -> Sequence[int]:
        """Actions and (as -1 - slot) derived slots that read the slot."""
        return self._of_slot[slot]

    def readers_of_work(self, role: int) -> Sequence[int]:
        """Those that count work in the role."""
        return self._of_role[role]

    def readers_of_credit(self, action: int) -> Sequence[int]:
        """Those that count what the end of the action credits."""
        return self._of_giver.get(action, ())


class _Run:
    """One computation."""

    def __init__(self, relaxation: Relaxation, task: Task) -> None:
        self._relaxation = relaxation
        self._task = task
        self._timeline = Timeline([NEVER] * len(task.slot_ids))
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}

    def solve(self, actions: list[int]) -> Optimistic:
        allowed = set(actions)
        queue = [*(-1 - s for s in self._relaxation.derived_slots), *actions]
        queued = set(queue)
        for item in queue:
            queued.discard(item)
            changed = self._derive(-1 - item) if item < 0 else self._try(item)
            for reader in changed:
                if reader not in queued and (reader < 0 or reader in allowed):
                    queued.add(reader)
                    queue.append(reader)
        target = self._task.target.earliest(self._timeline, 0)
        return Optimistic(self._timeline, self._starts, self._ends, target)

    def _derive(self, slot: int) -> Sequence[int]:
        condition = self._relaxation.derived_condition(slot)
        when = self._timeline.when
        month = condition.earliest(self._timeline, 0)
        if month >= when[slot]:
            return ()
        when[slot] = month
        return self._relaxation.readers(slot)

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
        return self._relaxation.readers_of_work(action.role)

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
        changed = self._relaxation.readers_of_credit(action.index)
        if end < self._timeline.when[action.slot]:
            self._timeline.when[action.slot] = end
            changed = (*changed, *self._relaxation.readers(action.slot))
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
