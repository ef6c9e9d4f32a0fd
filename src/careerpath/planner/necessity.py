"""What must be held before an action can begin, whatever the plan; and which actions are no use.

For a condition, the slots that are held whenever it holds: for AND the union over the parts, for at
least n of m parts what m - n + 1 of them share, for an atom what all its providers share. Taken as a
greatest fixed point (the dominators of an AND/OR graph), so that cycles count as never reached.
Sets of slots are integers, one bit a slot.
"""

from __future__ import annotations

from functools import reduce
from heapq import heappop, heappush
from operator import and_, or_
from typing import TYPE_CHECKING

from careerpath.graph.conditions import (
    NEVER,
    AgeNode,
    All,
    Condition,
    ExperienceNode,
    HeldForNode,
    HeldNode,
    RecentNode,
    Some,
    Timeline,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from careerpath.graph.task import Task
    from careerpath.planner.reading import Reading
    from careerpath.planner.relaxation import Optimistic

Slots = int


class Necessity:
    """The necessary slots of every action of a task that can happen at all."""

    def __init__(self, task: Task, reading: Reading, optimistic: Optimistic) -> None:
        """`optimistic`: when things can happen; what can't happen at all provides nothing."""
        self._task, self._reading = task, reading
        self._by_slot = [[i for i in a if optimistic.can_end(i)] for a in task.by_slot]
        self._by_role = [[i for i in a if optimistic.can_start(i)] for a in task.by_role]
        self._all: Slots = (1 << len(task.slot_ids)) - 1
        self._derived = dict(task.derived)
        self._of_slot = [self._all] * len(task.slot_ids)
        self._of_role = [self._all] * len(task.role_ids)
        self._known: dict[int, Slots] = {}
        """Of a condition, as long as nothing that it reads has shrunk."""
        self._implied: dict[tuple[int, Slots], bool] = {}
        """Conditions (by identity) and slots that many actions share."""
        self._settle(self._in_order(optimistic))
        self._of_action = tuple(self._of(a.entry) for a in task.actions)

    def of_action(self, index: int) -> Slots:
        """Slots held whenever the action may begin."""
        return self._of_action[index]

    def implies(self, index: int, condition: Condition) -> bool:
        """The condition holds whenever the action may begin, at any month."""
        key = id(condition), self._of_action[index]
        known = self._implied.get(key)
        if known is None:
            known = self._implied[key] = self._is_implied(condition, key[1])
        return known

    def _is_implied(self, condition: Condition, held: Slots) -> bool:
        """It holds at any month once these slots have been held from the first."""
        match condition:
            case All(parts=parts):
                return all(self._is_implied(p, held) for p in parts)
            case Some(count=count, parts=parts):
                return sum(self._is_implied(p, held) for p in parts) >= count
            case HeldNode(stated=stated, slots=slots):
                return stated <= 0 or any(held >> s & 1 for s in slots)
            case HeldForNode(months=months, stated=stated, slots=slots):
                gained = any(held >> s & 1 for s in slots)
                return stated <= 0 or (gained and months <= 0)
            case RecentNode() | AgeNode():
                return False
            case _:
                return condition.holds(Timeline([NEVER] * len(self._of_slot)), 0)

    def _in_order(self, optimistic: Optimistic) -> list[int]:
        """Slots and roles (as -1 - role), by when they can be: most are final when first computed."""
        may_start = optimistic.timeline.may_start
        slots = [(when, slot) for slot, when in enumerate(optimistic.timeline.when)]
        roles = [
            (may_start[r][0] if r in may_start else NEVER, -1 - r)
            for r in range(len(self._of_role))
        ]
        return [item for _, item in sorted(slots + roles)]

    def _settle(self, queue: list[int]) -> None:
        """Compute slots and roles afresh until none shrinks any more."""
        readers, owners = self._readers()
        queued = set(queue)
        for item in queue:
            queued.discard(item)
            if not self._shrinks(item):
                continue
            for condition in readers.get(item, ()):
                self._known.pop(condition, None)
                new = owners[condition] - queued
                queue.extend(sorted(new))
                queued |= new

    def _shrinks(self, item: int) -> bool:
        if item >= 0:
            before, self._of_slot[item] = self._of_slot[item], self._slot(item)
            return before != self._of_slot[item]
        role = -1 - item
        actions = (self._task.actions[i] for i in self._by_role[role])
        before = self._of_role[role]
        self._of_role[role] = self._shared(self._of(a.entry) for a in actions)
        return before != self._of_role[role]

    def _readers(self) -> tuple[dict[int, list[int]], dict[int, set[int]]]:
        """For each slot and role the conditions (by identity) that read it; for each of them, which
        slots and roles are computed from it."""
        owners: dict[int, set[int]] = {}
        readers: dict[int, list[int]] = {}
        owned = [(c, s) for s, c in self._task.derived]
        for action in self._task.actions:
            own = -1 - action.role if action.is_work else action.slot
            owned += [(action.entry, own), (action.completion, own)]
        for condition, own in owned:
            if id(condition) not in owners:
                owners[id(condition)] = set()
                for provider in self._providers(condition):
                    readers.setdefault(provider, []).append(id(condition))
            owners[id(condition)].add(own)
        return readers, owners

    def _providers(self, condition: Condition) -> set[int]:
        """The slots and roles that the necessary slots of a condition are computed from."""
        read = self._reading.of(condition)
        given = [self._task.actions[i].slot for i in read.givers]
        return {*read.slots, *given, *(-1 - role for role in read.roles)}

    def _slot(self, slot: int) -> Slots:
        if slot in self._derived:
            return self._of(self._derived[slot]) | 1 << slot
        actions = [self._task.actions[i] for i in self._by_slot[slot]]
        shared = self._shared(self._of(a.entry) | self._of(a.completion) for a in actions)
        return shared | 1 << slot

    def _shared(self, sets: Iterable[Slots]) -> Slots:
        return reduce(and_, sets, self._all)

    def _of(self, condition: Condition) -> Slots:
        known = self._known.get(id(condition))
        if known is None:
            known = self._known[id(condition)] = self._computed(condition)
        return known

    def _computed(self, condition: Condition) -> Slots:
        match condition:
            case All(parts=parts):
                return reduce(or_, map(self._computed, parts), 0)
            case Some(count=count, parts=parts):
                return self._in_at_least(len(parts) - count + 1, [self._computed(p) for p in parts])
            case HeldNode(stated=stated, slots=slots) | HeldForNode(stated=stated, slots=slots):
                return 0 if stated < NEVER else self._shared(self._of_slot[s] for s in slots)
            case RecentNode(stated=spans, slots=slots):
                return 0 if spans else self._shared(self._of_slot[s] for s in slots)
            case ExperienceNode():
                return self._of_experience(condition)
            case _:
                return 0

    def _in_at_least(self, count: int, sets: list[Slots]) -> Slots:
        """Slots in at least `count` of the sets, all slots at a time."""
        in_at_least = [self._all, *[0] * count]
        for found in sets:
            for n in range(count, 0, -1):
                in_at_least[n] |= in_at_least[n - 1] & found
        return in_at_least[count]

    def _of_experience(self, node: ExperienceNode) -> Slots:
        after = 0
        if node.after is not None and node.after_gain >= NEVER:
            after = self._shared(self._of_slot[s] for s in node.after.slots)
        if sum(b.units * (b.end - b.start) for b in node.past) >= node.needed:
            return after
        work = [self._of_role[role] for role in node.roles]
        given = [self._of_slot[self._task.actions[i].slot] for i in node.given]
        return after | self._shared([*work, *given])


def useful_actions(task: Task, necessity: Necessity, reading: Reading) -> frozenset[int]:
    """Actions that a plan without needless steps can contain.

    An action is of no use if the target holds before it can begin, or if all that could read it
    must be held before it can begin.
    """
    useful: dict[int, None] = {}
    for index in reading.actions(task.target):
        if not necessity.implies(index, task.target):
            useful[index] = None
    queue = list(useful)
    for reader in queue:
        slot = task.actions[reader].slot
        for index in _read_by(task, reading, reader):
            if index in useful or (slot >= 0 and necessity.of_action(index) >> slot & 1):
                continue
            if not necessity.implies(index, task.target):
                useful[index] = None
                queue.append(index)
    return frozenset(useful)


def _read_by(task: Task, reading: Reading, index: int) -> set[int]:
    """The actions that bear on the entry of an action or on its completion."""
    action = task.actions[index]
    return {*reading.actions(action.entry), *reading.actions(action.completion)}


def tails_of(task: Task, reading: Reading) -> tuple[int, ...]:
    """For each action, months that must pass between its end and the target: a lower bound.

    The shortest way over whatever could read it (E. Dijkstra, 1959, backwards from the target): a
    reader that needs it to start adds its own months, one that needs it to end adds none. The
    target adds none. Work counts month by month, so its tail is counted from its first month. NEVER
    where nothing reads it.
    """
    tails = [NEVER] * len(task.actions)
    queue = [(0, index) for index in reading.actions(task.target)]
    while queue:
        tail, index = heappop(queue)
        if tail >= tails[index]:
            continue
        tails[index] = tail
        action = task.actions[index]
        length = action.months + action.results + (1 if action.is_work else 0)
        for condition, added in ((action.entry, length), (action.completion, 0)):
            for provider in reading.actions(condition):
                if tail + added < tails[provider]:
                    heappush(queue, (tail + added, provider))
    return tuple(tails)
