"""Planning a changed question again, for a remark that must not cost more than the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.planner import plan as find_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from careerpath.catalogue import Catalogue
    from careerpath.planner.plan import Plan
    from careerpath.profile import Question

CHECKS = 40
"""How often a re-plan may ask whether to stop: a side remark must not cost more than the answer.
A count and not a clock, so that the same question has the same answer everywhere."""


def replan(
    catalogue: Catalogue, question: Question, should_stop: Callable[[], bool], checks: int = CHECKS
) -> Plan | None:
    """The proven best plan of a changed question; None if there is none or it took too long."""
    left = [checks]

    def stop() -> bool:
        left[0] -= 1
        return left[0] < 0 or should_stop()

    try:
        found = find_plan(catalogue, question, should_stop=stop).plan
    except TimeoutError:
        return None
    return found if found is not None and found.optimal else None
