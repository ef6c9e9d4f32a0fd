"""What must be held before an action can begin, whatever the plan; and which actions are no use.

For a condition, the slots that are held whenever it holds: for AND the union over the parts, for at
least n of m parts what m - n + 1 of them share, for an atom what all its providers share. Taken as a
greatest fixed point (the dominators of an AND/OR graph), so that cycles count as never reached.
Sets of slots are integers, one bit a slot.
"""

from __future__ import annotations

from functools import reduce
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
    nodes_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from careerpath.graph.task import Task

Slots = int


class Necessity:
    """The necessary slots of every action of a task."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._derived = dict(task.derived)
        self._memo: dict[int, Slots] = {}
        self._all: Slots = (1 << len(task.slot_ids)) - 1
        self._of_slot = [self._all] * len(task.slot_ids)
        self._of_role = [self._all] * len(task.role_ids)
        while self._settle():
            pass
        self._memo.clear()
        self._of_action = tuple(self._of(a.entry) for a in task.actions)

    def of_action(self, index: int) -> Slots:
        """Slots held whenever the action may begin."""
        return self._of_action[index]

    def implies(self, index: int, condition: Condition) -> bool:
        """The condition holds whenever the action may begin, at any month."""
        if any(isinstance(n, RecentNode | AgeNode) for n in nodes_of(condition)):
            return False
        held = self._of_action[index]
        when = [0 if held >> s & 1 else NEVER for s in range(len(self._of_slot))]
        return condition.holds(Timeline(when), 0)

    def _settle(self) -> bool:
        """Compute every slot and role afresh from the others; true if anything shrank."""
        self._memo.clear()
        slots = [self._slot(slot) for slot in range(len(self._of_slot))]
        roles = [
            self._shared(self._of(self._task.actions[i].entry) for i in actions)
            for actions in self._task.by_role
        ]
        changed = (slots, roles) != (self._of_slot, self._of_role)
        self._of_slot, self._of_role = slots, roles
        return changed

    def _slot(self, slot: int) -> Slots:
        if slot in self._derived:
            return self._of(self._derived[slot]) | 1 << slot
        actions = [self._task.actions[i] for i in self._task.by_slot[slot]]
        shared = self._shared(self._of(a.entry) | self._of(a.completion) for a in actions)
        return shared | 1 << slot

    def _shared(self, sets: Iterable[Slots]) -> Slots:
        return reduce(lambda a, b: a & b, sets, self._all)

    def _of(self, condition: Condition) -> Slots:
        """The slots held whenever the condition holds, as far as is known in this round."""
        known = self._memo.get(id(condition))
        if known is None:
            known = self._memo[id(condition)] = self._compute(condition)
        return known

    def _compute(self, condition: Condition) -> Slots:
        match condition:
            case All(parts=parts):
                return reduce(lambda a, b: a | b, map(self._of, parts), 0)
            case Some(count=count, parts=parts):
                return self._in_at_least(len(parts) - count + 1, [self._of(p) for p in parts])
            case HeldNode(stated=stated, slots=slots) | HeldForNode(stated=stated, slots=slots):
                return 0 if stated < NEVER else self._shared(self._of_slot[s] for s in slots)
            case RecentNode(stated=spans, slots=slots):
                return 0 if spans else self._shared(self._of_slot[s] for s in slots)
            case ExperienceNode():
                return self._of_experience(condition)
            case _:
                return 0

    def _in_at_least(self, count: int, sets: list[Slots]) -> Slots:
        if count >= len(sets):
            return self._shared(sets)
        if count == 1:
            return reduce(lambda a, b: a | b, sets, 0)
        found = 0
        for slot in range(len(self._of_slot)):
            if sum(s >> slot & 1 for s in sets) >= count:
                found |= 1 << slot
        return found

    def _of_experience(self, node: ExperienceNode) -> Slots:
        after = 0
        if node.after is not None and node.after_gain >= NEVER:
            after = self._shared(self._of_slot[s] for s in node.after.slots)
        if sum(b.units * (b.end - b.start) for b in node.past) >= node.needed:
            return after
        work = [self._of_role[role] for role in node.roles]
        given = [self._of_slot[self._task.actions[i].slot] for i in node.given]
        return after | self._shared([*work, *given])


def useful_actions(task: Task, necessity: Necessity) -> frozenset[int]:
    """Actions that a plan without needless steps can contain.

    An action is of no use if the target holds before it can begin, or if all that could read it
    must be held before it can begin.
    """
    readers = readers_of(task)
    useful = {
        a.index
        for a in task.actions
        if any(reader is None for reader, _ in readers[a.index])
        and not necessity.implies(a.index, task.target)
    }
    queue = list(useful)
    read_by: dict[int, list[int]] = {}
    for index, found in enumerate(readers):
        for reader, _ in found:
            if reader is not None:
                read_by.setdefault(reader, []).append(index)
    for reader in queue:
        slot = task.actions[reader].slot
        for index in read_by.get(reader, ()):
            if index in useful or necessity.implies(index, task.target):
                continue
            if slot >= 0 and necessity.of_action(index) >> slot & 1:
                continue
            useful.add(index)
            queue.append(index)
    return frozenset(useful)


def readers_of(task: Task) -> list[set[tuple[int | None, int]]]:
    """For each action, what reads it: (action, or None for the target; months that it adds).

    A reader that needs it to start adds its own length, one that needs it to end adds nothing.
    """
    found: list[set[tuple[int | None, int]]] = [set() for _ in task.actions]
    for index in _read_in(task, task.target):
        found[index].add((None, 0))
    for action in task.actions:
        length = action.months + action.results + (1 if action.is_work else 0)
        for index in _read_in(task, action.entry):
            found[index].add((action.index, length))
        for index in _read_in(task, action.completion):
            found[index].add((action.index, 0))
    return found


def tails_of(task: Task) -> tuple[int, ...]:
    """For each action, months that must pass between its end and the target: a lower bound.

    The shortest way over whatever could read it: a reader that needs it to start adds its own
    months, one that needs it to end adds none. The target adds none. Work counts month by month, so
    its tail is counted from its first month.
    """
    readers = readers_of(task)
    tails = [NEVER] * len(task.actions)
    changed = True
    while changed:
        changed = False
        for action in task.actions:
            own = min(
                (0 if reader is None else length + tails[reader])
                for reader, length in readers[action.index]
            ) if readers[action.index] else NEVER  # fmt: skip
            if own < tails[action.index]:
                tails[action.index] = own
                changed = True
    return tuple(tails)


def _read_in(task: Task, condition: Condition) -> set[int]:
    """The actions that bear on a condition, through derived credentials too."""
    derived = dict(task.derived)
    found: set[int] = set()
    queue, seen = [condition], set()  # type: list[Condition], set[int]
    while queue:
        node = queue.pop()
        queue.extend(node.children())
        slots: tuple[int, ...] = getattr(node, "slots", ())
        if isinstance(node, ExperienceNode):
            slots = node.after.slots if node.after is not None else ()
            found.update(node.rates)
            found.update(node.given)
        for slot in slots:
            if slot not in derived:
                found.update(task.by_slot[slot])
            elif slot not in seen:
                seen.add(slot)
                queue.append(derived[slot])
    return found
