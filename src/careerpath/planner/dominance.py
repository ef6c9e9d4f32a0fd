"""Jobs that another job can always stand in for.

If role A asks for nothing, or for the same as role B, and may be worked at the same paces, within a
window no narrower, and every condition that counts B counts A for as much, then a plan that works B
and not A stays right with A in B's place. So B is tried only in plans that work A as well (a second
job of the same kind can help, because a role is worked in one stretch). Among equals the first in
order of precedence stands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.graph.conditions import NEVER, TRUE, ExperienceNode

if TYPE_CHECKING:
    from careerpath.graph.task import Action, Task


def precedence(job: Action) -> tuple[bool, str, int]:
    """Which of equal jobs comes first: what the person has done before needs no place to be won."""
    return not job.familiar, job.id, job.hours


class Dominance:
    """Which work actions need which others chosen first."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._worth = _worth(task)
        self._better: dict[int, set[int]] = {}
        work = sorted((a for a in task.actions if a.is_work), key=precedence)
        # From the last to the first, so that among equals the first stands in for the others.
        for action in reversed(work):
            for other in work:
                if self._can_stand_in(other, action) and not self._leads_to(other, action):
                    self._better.setdefault(action.index, set()).add(other.index)

    def _leads_to(self, action: Action, other: Action) -> bool:
        """`other` already stands in for `action`, directly or through others: no circles."""
        queue, seen = [action.index], set()  # type: list[int], set[int]
        while queue:
            index = queue.pop()
            if index == other.index:
                return True
            if index not in seen:
                seen.add(index)
                queue.extend(self._better.get(index, ()))
        return False

    def _can_stand_in(self, other: Action, action: Action) -> bool:
        if other.role == action.role:
            return False
        mine, theirs = self._worth[action.index], self._worth[other.index]
        return (
            other.hours <= action.hours
            and other.first_start <= action.first_start
            and other.last_start >= action.last_start
            and other.until >= action.until
            and all(theirs.get(node, 0) >= worth for node, worth in mine.items())
            and other.entry in (TRUE, action.entry)
        )

    def _is_equal(self, option: int, other: int) -> bool:
        """A month of the two counts for the same, at the same hours, in windows that end alike."""
        a, b = self._task.actions[option], self._task.actions[other]
        return (
            a.role != b.role
            and a.hours == b.hours
            and (a.last_start, a.until) == (b.last_start, b.until) == (NEVER - 1, NEVER)
            and self._worth[option] == self._worth[other]
        )

    def may_swap(self, first: int, second: int) -> bool:
        """The two jobs can change places in any plan."""
        a, b = self._task.actions[first], self._task.actions[second]
        return self._is_equal(first, second) and (a.entry, a.first_start) == (
            b.entry,
            b.first_start,
        )

    def better_roles(self, option: int) -> list[int]:
        """Roles that could stand in for this job: without them it is never worked."""
        return sorted({self._task.actions[i].role for i in self._better.get(option, ())})


def _worth(task: Task) -> dict[int, dict[int, int]]:
    """Work action to what a month of it is worth to each experience node (by position)."""
    nodes = [n for n in task.nodes if isinstance(n, ExperienceNode)]
    worth: dict[int, dict[int, int]] = {a.index: {} for a in task.actions if a.is_work}
    for number, node in enumerate(nodes):
        for index, rate in node.rates.items():
            worth[index][number] = rate
    return worth
