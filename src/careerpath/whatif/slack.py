"""How late each part of a plan can start: without moving the finish, and before a way closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from careerpath.profile import HORIZON_MONTHS
from careerpath.requirements import Age, Recent, walk
from careerpath.whatif.parts import conditions_of, entries_of, part_id, part_route, parts_of
from careerpath.whatif.replanning import NotProvenError
from careerpath.whatif.variation import not_before, reduced_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.planner import Plan
    from careerpath.profile import Question
    from careerpath.records import Window
    from careerpath.requirements import Requirement
    from careerpath.whatif.parts import Part
    from careerpath.whatif.replanning import Replanner


class Slack(Struct, frozen=True):
    """Of one step or stretch; months count from the plan's start, as its own start does."""

    id: str
    latest: int
    """The latest start with which some plan of the same steps still finishes in the same month."""
    last_chance: int | None = None
    """The latest start with which some plan of the same steps still finishes at all; None: any."""


def slacks(replanner: Replanner, question: Question, plan: Plan) -> tuple[Slack, ...]:
    """The slack of every step and stretch of a proven plan, where the time allowed was enough.

    The other steps are re-arranged freely. A proven plan has no step to spare, so that planning with
    its steps alone, this one not before a month, finds a plan if and only if all of them fit.
    """
    if not plan.optimal:
        return ()
    return tuple(_Slacks(replanner, question, plan).all())


class _Slacks:
    def __init__(self, replanner: Replanner, question: Question, plan: Plan) -> None:
        self._replanner = replanner
        self._plan = plan
        self._reduced = reduced_to(replanner.catalogue, question, plan)
        # Whatever the objective, the question is only whether the steps fit; this asks it quickest.
        limits = replace(question.limits, budget=None)
        self._question = replace(question, objective="time", limits=limits)

    def all(self) -> Iterator[Slack]:
        """In the order of the parts' dates."""
        closes = may_close(self._replanner.catalogue, self._plan, self._question.target)
        for part in parts_of(self._plan):
            try:
                latest = self._latest(part, self._plan.totals.months)
                chance = self._last_chance(part) if closes else None
            except NotProvenError:
                continue
            yield Slack(part_id(part), latest, chance)

    def _latest(self, part: Part, within: int) -> int:
        """The latest start with the finish by `within`: found by halving, since late is monotone."""
        # Work begins a month before the finish at the latest; a step, so long before as it takes.
        most = within - self._shortest(part)
        return _last(part.start, most, lambda month: self._fits(part, month, within))

    def _last_chance(self, part: Part) -> int | None:
        """None if the latest start is as late as any plan may be long: nothing closes."""
        within = HORIZON_MONTHS
        if self._fits(part, within // 2, within):
            return None
        return _last(part.start, within // 2, lambda month: self._fits(part, month, within))

    def _shortest(self, part: Part) -> int:
        route = part_route(part)
        if route is None:
            return 1
        found = self._replanner.catalogue[part_id(part)].route(route)
        return found.months + found.results

    def _fits(self, part: Part, month: int, within: int) -> bool:
        altered = not_before(self._reduced, part, self._question.start + month)
        limits = replace(self._question.limits, within=within)
        asked = replace(self._question, limits=limits)
        return self._replanner.is_feasible(asked, usual=self._plan.usual, altered=altered)


def _last(known: int, most: int, fits: Callable[[int], bool]) -> int:
    """The last month up to `most` that fits; `known` does, and all before the last do."""
    if most <= known or not fits(known + 1):
        return known
    low, high = known + 1, most
    while low < high:
        middle = (low + high + 1) // 2
        if fits(middle):
            low = middle
        else:
            high = middle - 1
    return low


def may_close(catalogue: Catalogue, plan: Plan, target: str) -> bool:
    """Whether any part of the plan has a window that ends, or asks for an age or for freshness."""
    if any(_ends(part.window) for part in entries_of(catalogue, plan, target)):
        return True
    return any(_lapses(r) for r in conditions_of(catalogue, plan, target))


def _ends(window: Window) -> bool:
    return window.until is not None or window.last_start is not None


def _lapses(requirement: Requirement) -> bool:
    return any(
        isinstance(node, Recent)
        or (isinstance(node, Age) and node.under is not None)
        or getattr(node, "last", None) is not None
        for node in walk(requirement)
    )
