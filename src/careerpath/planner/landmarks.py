"""Disjunctive action landmarks: sets of actions of which every completion must do at least one.

Given the actions chosen so far, a condition that they can't make true names what is missing: for an
atom all actions that could fill it, for AND the parts one by one, for OR the union, for at least n
of m any m - n + 1 of the parts (fewer could all be left out). A chosen action that is itself stuck
stands for what it lacks. See M. Helmert and C. Domshlak, Landmarks, critical paths and
abstractions (2009), for landmarks of this kind as lower bounds and branching sets.
"""

from __future__ import annotations

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
)

if TYPE_CHECKING:
    from careerpath.graph.task import Task
    from careerpath.planner.relaxation import Optimistic

Landmark = frozenset[int]

MOST_EFFORT = 300
"""Conditions explained at one node; after that every allowed action stands in, which is sound."""


class LandmarkFinder:
    """Finds landmarks at one node of the search."""

    def __init__(
        self, task: Task, chosen: frozenset[int], allowed: frozenset[int], reached: Optimistic
    ) -> None:
        """`allowed` are the actions that may still be chosen; `reached` uses only `chosen`."""
        self._task = task
        self._chosen = chosen
        self._allowed = allowed
        self._reached = reached
        self._timeline = reached.timeline
        self._derived = dict(task.derived)
        self._effort = 0
        self._chosen_slots = {
            task.actions[i].slot: i for i in chosen if not task.actions[i].is_work
        }

    def landmarks(self) -> list[Landmark]:
        """Landmarks of everything that is stuck; an empty one means that nothing can help."""
        found = list(self._of_parts(self._task.target))
        for index in sorted(self._chosen):
            if self._is_stuck(index):
                action = self._task.actions[index]
                found += self._of_parts(action.entry)
                found += self._of_parts(action.completion)
        return list(dict.fromkeys(found))

    def _is_stuck(self, index: int) -> bool:
        known = self._reached.starts if self._task.actions[index].is_work else self._reached.ends
        return known.get(index, NEVER) >= NEVER

    def _of_parts(self, condition: Condition) -> list[Landmark]:
        """One landmark for each unmet part of a conjunction."""
        if self._is_met(condition):
            return []
        if isinstance(condition, All):
            return [m for part in condition.parts for m in self._of_parts(part)]
        return [self._landmark(condition, frozenset())]

    def _is_met(self, condition: Condition) -> bool:
        return condition.earliest(self._timeline, 0) < NEVER

    def _landmark(self, condition: Condition, passed: frozenset[int]) -> Landmark:
        """`passed` are the slots already being explained: a circle of them can't help itself."""
        self._effort += 1
        if self._effort > MOST_EFFORT:
            # Explaining every stuck provider through every other has no end worth waiting for.
            return self._something_faster()
        match condition:
            case All(parts=parts):
                options = [self._landmark(p, passed) for p in parts if not self._is_met(p)]
                return min(options, key=_by_size, default=self._something_faster())
            case Some(count=count, parts=parts):
                return self._of_some(count, parts, passed)
            case HeldNode(slots=slots) | HeldForNode(slots=slots) | RecentNode(slots=slots):
                return self._of_slots(slots, passed)
            case ExperienceNode():
                return self._of_experience(condition, passed)
            case AgeNode():
                return frozenset()
            case _:
                raise AssertionError(condition)

    def _of_some(
        self, count: int, parts: tuple[Condition, ...], passed: frozenset[int]
    ) -> Landmark:
        unmet = [p for p in parts if not self._is_met(p)]
        missing = count - (len(parts) - len(unmet))
        options = sorted((self._landmark(p, passed) for p in unmet), key=_by_size)
        return frozenset().union(*options[: len(unmet) - missing + 1])

    def _of_slots(self, slots: tuple[int, ...], passed: frozenset[int]) -> Landmark:
        found: set[int] = set()
        for slot in slots:
            if slot not in passed:
                found |= self._of_slot(slot, passed | {slot})
        return frozenset(found)

    def _of_slot(self, slot: int, passed: frozenset[int]) -> Landmark:
        if slot in self._derived:
            return self._landmark(self._derived[slot], passed)
        chosen = self._chosen_slots.get(slot)
        if chosen is None:
            return frozenset(i for i in self._task.by_slot[slot] if i in self._allowed)
        action = self._task.actions[chosen]
        for condition in (action.entry, action.completion):
            if not self._is_met(condition):
                return self._landmark(condition, passed)
        return self._something_faster()

    def _something_faster(self) -> Landmark:
        """Whatever is needed, it is an action that may still be chosen."""
        return self._allowed

    def _of_experience(self, node: ExperienceNode, passed: frozenset[int]) -> Landmark:
        if node.after is not None and node.after_gain >= NEVER and not self._is_met(node.after):
            return self._of_slots(node.after.slots, passed)
        found: set[int] = set()
        for role in node.roles:
            chosen = [i for i in self._task.by_role[role] if i in self._chosen]
            if chosen:
                found |= self._of_stuck_work(chosen[0], passed)
            else:
                found.update(i for i in self._task.by_role[role] if i in self._allowed)
        for index in node.given:
            if index in self._allowed:
                found.add(index)
            elif index in self._chosen and self._is_stuck(index):
                slot = self._task.actions[index].slot
                if slot not in passed:
                    found |= self._of_slot(slot, passed | {slot})
        return frozenset(found)

    def _of_stuck_work(self, index: int, passed: frozenset[int]) -> Landmark:
        action = self._task.actions[index]
        key = len(self._task.slot_ids) + action.role
        if key in passed:
            return frozenset()
        if self._is_met(action.entry):
            return self._something_faster() if self._is_stuck(index) else frozenset()
        return self._landmark(action.entry, passed | {key})


def _by_size(landmark: Landmark) -> tuple[int, list[int]]:
    return (len(landmark), sorted(landmark))
