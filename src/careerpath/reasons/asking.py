"""Asking the planner about changed questions, cheaply: whether there is a plan, and the best one.

Whether there is any plan is told by the first that is found, long before the best is proven. How
much is spent on a question is a count of the planner's own checks and not a clock, so that the same
question has the same answer everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.planner import Planner
from careerpath.reasons.reach import Reach

if TYPE_CHECKING:
    from collections.abc import Callable

    from careerpath.catalogue import Catalogue
    from careerpath.planner.plan import Plan
    from careerpath.profile import Question

ENOUGH = 200
"""Checks that are spent on finding any plan."""

MUCH, LITTLE = 300, 150
"""Checks spent on proving the best where its figure is the answer, and where it is a remark."""


class Undecided(Exception):  # noqa: N818 - it says what is known
    """Neither a plan nor a proof that there is none was found with the effort allowed."""


class Asker:
    """Remembers what it was asked; every answer is exact or `Undecided`."""

    def __init__(self, should_stop: Callable[[], bool]) -> None:
        self._should_stop = should_stop
        self._any: dict[tuple[str, Question], Plan | None] = {}
        self._best: dict[tuple[str, Question], Plan | None] = {}
        self._reach: dict[tuple[str, Question], Reach] = {}
        self._planners: dict[str, Planner] = {}
        self.asked = 0
        """How often the planner was asked."""

    def any_plan(
        self, catalogue: Catalogue, question: Question, checks: int = ENOUGH
    ) -> Plan | None:
        """Some plan, or None if there is certainly none."""
        key = catalogue.digest, question
        if key in self._best:
            return self._best[key]
        if key not in self._any:
            self._any[key] = self._found(catalogue, question, checks, any_will_do=True)
        return self._any[key]

    def best_plan(
        self, catalogue: Catalogue, question: Question, checks: int = MUCH
    ) -> Plan | None:
        """The best plan found (`optimal` tells whether proven), or None if there is none."""
        key = catalogue.digest, question
        if key in self._any and self._any[key] is None:
            return None
        if key not in self._best:
            self._best[key] = self._found(catalogue, question, checks)
        return self._best[key]

    def reach(self, catalogue: Catalogue, question: Question) -> Reach:
        """What could be reached at all, worked out once."""
        key = catalogue.digest, question
        if key not in self._reach:
            self._reach[key] = Reach(catalogue, question)
        return self._reach[key]

    def _found(
        self, catalogue: Catalogue, question: Question, checks: int, *, any_will_do: bool = False
    ) -> Plan | None:
        if self.reach(catalogue, question).is_refuted:
            return None
        try:
            return self._plan(catalogue, question, checks, any_will_do=any_will_do)
        except TimeoutError:
            raise Undecided from None

    def _plan(
        self, catalogue: Catalogue, question: Question, checks: int, *, any_will_do: bool
    ) -> Plan | None:
        left = [checks]

        def stop() -> bool:
            left[0] -= 1
            return left[0] < 0 or self._should_stop()

        self.asked += 1
        if catalogue.digest not in self._planners:
            self._planners[catalogue.digest] = Planner(catalogue)
        planner = self._planners[catalogue.digest]
        return planner.plan(question, should_stop=stop, any_will_do=any_will_do).plan
