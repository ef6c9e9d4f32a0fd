"""What is known of a task before any search, whatever its limits in months and money."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from careerpath.planner.horizon import horizon_of
from careerpath.planner.reading import Reading
from careerpath.planner.relaxation import Optimistic, optimistic_times
from careerpath.planner.relevance import tails_of, useful_actions

if TYPE_CHECKING:
    from careerpath.graph.task import Task


class Prepared:
    """Worked out when first asked for; holds for the task within any limits."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.reading = Reading(task)

    @cached_property
    def optimistic(self) -> Optimistic:
        """When everything could happen at the earliest."""
        return optimistic_times(self.task, self.reading)

    @cached_property
    def useful(self) -> frozenset[int]:
        """Actions that can happen and bear on the target."""
        return useful_actions(self.task, self.reading, self.optimistic)

    @cached_property
    def horizon(self) -> int:
        """A month by which there is a plan if there is one at all."""
        return horizon_of(self.task, self.useful)

    @cached_property
    def tails(self) -> tuple[int, ...]:
        """Months that must pass between the end of each action and the target."""
        return tails_of(self.task, self.reading)
