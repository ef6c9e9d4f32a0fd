"""The next best plans that differ in a choice a person would notice."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerpath.whatif.replanning import Choice, NotProvenError, choices, figures
from careerpath.whatif.variation import barred

if TYPE_CHECKING:
    from collections.abc import Iterable

    from careerpath.planner import Plan
    from careerpath.profile import Question
    from careerpath.whatif.replanning import Replanner

MOST = 10
"""How many alternatives may be asked for: more is a catalogue, not a choice."""


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Plans in the objective's order, the best itself not among them."""

    plans: tuple[Plan, ...]
    complete: bool = True
    """False: the time allowed ended before all of them were proven."""


def alternatives(replanner: Replanner, question: Question, best: Plan, count: int) -> Alternatives:
    """Up to `count` plans, each the best of those that do not do all that an earlier one does.

    What a plan does is its set of (credential, route); dates and jobs do not tell plans apart, and
    one that does all that an earlier one does and more is that plan with something needless added.
    """
    search = _Search(replanner, question, best)
    try:
        search.run(count)
    except NotProvenError:
        return Alternatives(tuple(search.found[1:]), complete=False)
    return Alternatives(tuple(search.found[1:]))


class _Search:
    """Best first over sets of bars.

    A plan that does not do all that some earlier plan does lacks one of its choices, so it is among
    the plans with this choice barred. Every open set of bars has its best plan known; the best of
    these is the next alternative, unless it does all that an earlier one does: then its set is split
    by barring, in turn, each choice of that one. (Lawler's partition, by re-planning.)
    """

    def __init__(self, replanner: Replanner, question: Question, best: Plan) -> None:
        self._replanner = replanner
        self._question = question
        self._usual = best.usual
        self._open: list[tuple[tuple[int, ...], tuple[Choice, ...], Plan]] = []
        self._seen: set[frozenset[Choice]] = set()
        self.found = [best]

    def run(self, count: int) -> None:
        """Find `count` alternatives, or all there are."""
        self._split(frozenset(), choices(self.found[0]))
        while self._open and len(self.found) <= count:
            _, bars, plan = heapq.heappop(self._open)
            done = choices(plan)
            earlier = next((choices(p) for p in self.found if choices(p) <= done), None)
            if earlier is None:
                self.found.append(plan)
            if len(self.found) <= count:
                self._split(frozenset(bars), done if earlier is None else earlier)

    def _split(self, bars: frozenset[Choice], options: Iterable[Choice]) -> None:
        for choice in sorted(options):
            more = bars | {choice}
            if more in self._seen:
                continue
            self._seen.add(more)
            altered = barred(self._replanner.catalogue, more)
            plan = self._replanner.keeping(self._question, usual=self._usual, altered=altered)
            if plan is not None:
                key = (*figures(self._question.objective, plan.totals), plan.totals.estimates)
                heapq.heappush(self._open, (key, tuple(sorted(more)), plan))
