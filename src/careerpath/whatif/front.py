"""The exact front of months and fees: every plan that no other beats on one without losing on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from careerpath.whatif.replanning import NotProvenError

if TYPE_CHECKING:
    from careerpath.planner import Plan
    from careerpath.profile import Question
    from careerpath.whatif.replanning import Replanner


class Front(Struct, frozen=True):
    """Plans from the quickest to the cheapest; each is slower and cheaper than the one before."""

    plans: tuple[Plan, ...]
    complete: bool = True
    """False: the time allowed ended; slower and cheaper plans may be missing."""


def trade_offs(replanner: Replanner, question: Question, *, usual: bool) -> Front:
    """The front under the question's limits.

    Each point is the quickest plan (of these the cheapest, of these the one of fewest steps) whose
    fees are below those of the point before it; the first has no such limit. So every pair of months
    and fees that no plan beats is met once (the epsilon-constraint method).
    """
    plans: list[Plan] = []
    asked = replace(question, objective="time")
    try:
        while (found := replanner.keeping(asked, usual=usual)) is not None:
            plans.append(found)
            if found.totals.fees == 0:
                break
            limits = replace(asked.limits, budget=found.totals.fees - 1)
            asked = replace(asked, limits=limits)
    except NotProvenError:
        return Front(tuple(plans), complete=False)
    return Front(tuple(plans))
