"""The next best plans that differ in a choice a person would notice."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from careerpath.profile import HORIZON_MONTHS
from careerpath.whatif.replanning import Choice, NotProvenError, choices, figures
from careerpath.whatif.variation import barred

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from careerpath.planner import Plan
    from careerpath.profile import Question
    from careerpath.whatif.replanning import Replanner

MOST = 10
"""How many alternatives may be asked for: more is a catalogue, not a choice."""


class Alternatives(Struct, frozen=True):
    """Plans in the objective's order, the best itself not among them."""

    plans: tuple[Plan, ...]
    complete: bool = True
    """False: the time allowed ended before all of them were proven."""


def alternatives(replanner: Replanner, question: Question, best: Plan, count: int) -> Alternatives:
    """Up to `count` plans that offer another choice, in the objective's order.

    What a plan does is its set of (credential, route): dates and jobs do not tell plans apart. All
    plans are walked through in order, leaving out one that does all that an earlier one does, for it
    is that one with something needless added. An alternative is one that, of what it does, does
    something that neither the best nor an earlier alternative does, or does without something that
    all of these do. (Two changes already offered, made at once, offer no third.)
    """
    shown = [best]
    try:
        for plan in every_plan(replanner, question, best) if count else ():
            if offers_another_choice(plan, shown):
                shown.append(plan)
            if len(shown) > count:
                break
    except NotProvenError:
        return Alternatives(tuple(shown[1:]), complete=False)
    return Alternatives(tuple(shown[1:]))


def every_plan(replanner: Replanner, question: Question, best: Plan) -> Iterator[Plan]:
    """All plans in the objective's order, the best first; none does all that an earlier one does."""
    return _Walk(replanner, question, best).plans()


def offers_another_choice(plan: Plan, shown: Sequence[Plan]) -> bool:
    """Whether it does something none of these does, or does without something they all do.

    Routes are told apart of what the best plan, the first of these, gains too: by which route an
    alternative gains what it gains instead is no choice beside that alternative.
    """
    of_best = {id_ for id_, _ in choices(shown[0])}
    known = [_noticed(p, of_best) for p in shown]
    done = _noticed(plan, of_best)
    return not done <= frozenset.union(*known) or not frozenset.intersection(*known) <= done


def _noticed(plan: Plan, of_best: Container[str]) -> frozenset[Choice]:
    return frozenset((id_, route if id_ in of_best else "") for id_, route in choices(plan))


class _Walk:
    """Best first over sets of bars.

    A plan that does not do all that some earlier plan does lacks one of its choices, so it is among
    the plans with this choice barred. Every open set of bars has its best plan known; the best of
    these is the next plan, unless it does all that an earlier one does: then its set is split by
    barring, in turn, each choice of that one. (Lawler's partition, by re-planning.)

    A set of bars that holds another one, still to be split, is left out: whatever it allows, the
    smaller one allows too, and when that is split it may come back.

    A set of bars is first planned under a cap on the objective's first figure. Where that leaves no
    plan, its best is worse than all that are known: it waits until these are used up.
    """

    def __init__(self, replanner: Replanner, question: Question, best: Plan) -> None:
        self._replanner = replanner
        self._question = question
        self._usual = best.usual
        self._open: list[tuple[tuple[int, ...], tuple[Choice, ...], Plan]] = []
        self._seen: set[frozenset[Choice]] = set()
        self._unsplit: set[frozenset[Choice]] = set()
        self._waiting: list[frozenset[Choice]] = []
        self._walked = [best]
        self._caps = _caps(question, best)
        self._capped = next(self._caps)

    def plans(self) -> Iterator[Plan]:
        """The best, then every other; what is not asked for is not looked for."""
        yield self._walked[0]
        self._split(frozenset(), choices(self._walked[0]))
        while self._open or self._raise_cap():
            _, bars, plan = heapq.heappop(self._open)
            self._unsplit.discard(frozenset(bars))
            done = choices(plan)
            earlier = next((choices(p) for p in self._walked if choices(p) <= done), None)
            if earlier is None:
                self._walked.append(plan)
                yield plan
            self._split(frozenset(bars), done if earlier is None else earlier)

    def _split(self, bars: frozenset[Choice], options: Iterable[Choice]) -> None:
        for choice in sorted(options):
            more = bars | {choice}
            if more not in self._seen and not any(less < more for less in self._unsplit):
                self._seen.add(more)
                self._unsplit.add(more)
                self._plan(more)

    def _plan(self, bars: frozenset[Choice]) -> None:
        altered = barred(self._replanner.catalogue, bars)
        plan = self._replanner.keeping(self._capped, usual=self._usual, altered=altered)
        if plan is None:
            self._waiting.append(bars)
        else:
            heapq.heappush(self._open, (self._rank(plan, bars), tuple(sorted(bars)), plan))

    def _raise_cap(self) -> bool:
        """Plan what waits under ever higher caps; False if there is nothing more to find."""
        while self._waiting and not self._open:
            capped = next(self._caps, None)
            if capped is None:
                return False
            self._capped = capped
            waiting, self._waiting = self._waiting, []
            for bars in waiting:
                self._plan(bars)
        return bool(self._open)

    def _rank(self, plan: Plan, bars: frozenset[Choice]) -> tuple[int, ...]:
        """The objective's figures; among equals few changes first, then few estimates."""
        own = figures(self._question.objective, plan.totals)
        return (*own, len(bars), plan.totals.estimates)


FIRST_CAP = 6
"""Months beyond the best plan up to which alternatives are first looked for, then ever further."""


def _caps(question: Question, best: Plan) -> Iterator[Question]:
    """The question under ever higher caps on the objective's first figure, at last without."""
    limits, totals = question.limits, best.totals
    if question.objective == "time":
        most = HORIZON_MONTHS if limits.within is None else limits.within
        more = FIRST_CAP
        while totals.months + more < most:
            within = totals.months + more
            yield replace(question, limits=replace(limits, within=within))
            more *= 3
    elif question.objective == "cost" and totals.fees:
        most = 8 * totals.fees if limits.budget is None else limits.budget
        fees = 2 * totals.fees
        while fees < most:
            yield replace(question, limits=replace(limits, budget=fees))
            fees *= 2
    yield question
