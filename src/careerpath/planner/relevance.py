"""Which actions bear on the target, and how long before it they must have ended."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from careerpath.graph.conditions import NEVER

if TYPE_CHECKING:
    from careerpath.graph.task import Task
    from careerpath.planner.reading import Reading
    from careerpath.planner.relaxation import Optimistic


def useful_actions(task: Task, reading: Reading, optimistic: Optimistic) -> frozenset[int]:
    """Actions that can happen and that the target reads, or another such action does."""
    useful: set[int] = set()
    queue = [task.target]
    for condition in queue:
        for index in reading.actions(condition):
            action = task.actions[index]
            can_happen = optimistic.can_start if action.is_work else optimistic.can_end
            if index not in useful and can_happen(index):
                useful.add(index)
                queue += (action.entry, action.completion)
    return frozenset(useful)


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
