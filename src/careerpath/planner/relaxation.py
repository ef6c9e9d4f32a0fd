"""Optimistic times: the earliest everything could happen if nothing competed for hours or jobs.

Knuth's generalisation of Dijkstra's algorithm, in label-correcting form: every time starts at
NEVER and only falls, each value being that of an actual proof, so the result is the least fixed
point and a cycle can't support itself. It is a lower bound on every plan's times because dropping
the weekly hours and the single job only removes constraints.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerpath.graph.conditions import (
    NEVER,
    Condition,
    ExperienceNode,
    HeldForNode,
    HeldNode,
    RecentNode,
    Timeline,
    nodes_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from careerpath.graph.task import Action, Task


def slots_read(condition: Condition) -> set[int]:
    """The slots whose times a condition depends on."""
    slots: set[int] = set()
    for node in nodes_of(condition):
        if isinstance(node, HeldNode | HeldForNode | RecentNode):
            slots.update(node.slots)
        elif isinstance(node, ExperienceNode) and node.after is not None:
            slots.update(node.after.slots)
    return slots


def experiences_in(condition: Condition) -> list[ExperienceNode]:
    """The experience nodes of a condition."""
    return [n for n in nodes_of(condition) if isinstance(n, ExperienceNode)]


@dataclass(frozen=True, slots=True)
class Optimistic:
    """The result: a timeline of lower bounds, and the start of each action (NEVER: can't happen)."""

    timeline: Timeline
    starts: dict[int, int]
    ends: dict[int, int]
    target: int


class Relaxation:
    """Computes optimistic times of one task, for any subset of its actions and from any state."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._derived = dict(task.derived)
        readers: list[set[int]] = [set() for _ in task.slot_ids]
        # Derived slots are readers too, written as negative numbers: -1 for slot 0.
        for action in task.actions:
            for condition in (action.entry, action.completion):
                for slot in slots_read(condition):
                    readers[slot].add(action.index)
        for slot, condition in task.derived:
            for read in slots_read(condition):
                readers[read].add(-1 - slot)
        self._readers = tuple(tuple(sorted(r)) for r in readers)
        self._by_experience = self._experience_readers()

    def _experience_readers(self) -> tuple[int, ...]:
        """Whatever depends on work or on credited experience: asked again when those change."""
        found = [
            a.index
            for a in self._task.actions
            if experiences_in(a.entry) or experiences_in(a.completion)
        ]
        found += [-1 - slot for slot, c in self._task.derived if experiences_in(c)]
        return tuple(found)

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

    def readers(self, slot: int) -> tuple[int, ...]:
        """Actions and (as -1 - slot) derived slots that read the slot."""
        return self._readers[slot]

    @property
    def experience_readers(self) -> tuple[int, ...]:
        """Actions and derived slots that read experience."""
        return self._by_experience


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

    def _derive(self, slot: int) -> tuple[int, ...]:
        condition = self._relaxation.derived_condition(slot)
        when = self._timeline.when
        month = condition.earliest(self._timeline, 0)
        if month >= when[slot]:
            return ()
        when[slot] = month
        return self._readers_of(slot)

    def _readers_of(self, slot: int) -> tuple[int, ...]:
        return self._relaxation.readers(slot)

    def _try(self, index: int) -> tuple[int, ...]:
        action = self._task.actions[index]
        start = earliest_start(self._task, action, self._timeline)
        # Where the start is as before, the award may still come earlier than it did.
        start = min(start, self._starts.get(index, NEVER))
        if start >= NEVER:
            return ()
        if action.is_work:
            return self._work(action, start)
        return self._finish(action, start)

    def _work(self, action: Action, start: int) -> tuple[int, ...]:
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
        return self._relaxation.experience_readers

    def _finish(self, action: Action, start: int) -> tuple[int, ...]:
        ready = start + action.months + action.results
        end = action.completion.earliest(self._timeline, ready)
        if end > action.until or end >= NEVER:
            return ()
        self._starts[action.index] = min(start, self._starts.get(action.index, NEVER))
        if end >= self._ends.get(action.index, NEVER):
            return ()
        self._ends[action.index] = end
        self._timeline.gained[action.index] = end
        changed = self._relaxation.experience_readers if self._gives(action.index) else ()
        if end < self._timeline.when[action.slot]:
            self._timeline.when[action.slot] = end
            changed = (*changed, *self._readers_of(action.slot))
        return changed

    def _gives(self, index: int) -> bool:
        return index in self._task.givers


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
