"""The planner: one pure function from a catalogue and a question to the best plan.

It reads the graph of the question, no files and no clock; `should_stop` is how a time limit
reaches it. `careerpath.planner.search` says why what it returns is optimal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.graph import Task, build_task
from careerpath.planner.objective import MONTHS, ORDER, WEIGHTS, combined
from careerpath.planner.plan import Plan, Result, Statistics, Step, Stretch, Totals
from careerpath.planner.schedule import Schedule, StoppedError, trimmed, without_needless
from careerpath.planner.search import Cap, Found, Search, Weight

if TYPE_CHECKING:
    from collections.abc import Callable

    from careerpath.catalogue import Catalogue
    from careerpath.profile import Question

__all__ = ["Plan", "Result", "Statistics", "Step", "Stretch", "Totals", "plan", "solve_task"]


def plan(
    catalogue: Catalogue,
    question: Question,
    *,
    should_stop: Callable[[], bool] = lambda: False,
) -> Result:
    """The best plan under the question's objective and limits.

    Usual practice binds unless no plan is left with it, or the question drops it. Raises
    TimeoutError if `should_stop` turned true before any plan was known.
    """
    kept = not question.limits.bare_minimum
    task = build_task(catalogue, question, usual=kept)
    result = solve_task(task, question.objective, should_stop=should_stop, usual=kept)
    if result.plan is not None or not kept:
        return result
    task = build_task(catalogue, question, usual=False)
    return solve_task(task, question.objective, should_stop=should_stop, usual=False)


def solve_task(
    task: Task,
    objective: str,
    *,
    should_stop: Callable[[], bool] = lambda: False,
    usual: bool = True,
) -> Result:
    """The best plan for a compiled task; `usual` is only noted on the plan."""
    search = Search(task, should_stop)
    solution = _Solution(task, search, ORDER[objective])
    try:
        solution.improve()
    except StoppedError:
        if solution.best is None:
            raise TimeoutError("stopped before any plan was found") from None
    statistics = Statistics(search.nodes, search.schedule_nodes)
    if solution.best is None:
        return Result(None, statistics)
    return Result(_plan(task, solution, usual), statistics)


FIRST_ALLOWANCE_MONTHS = 24
"""How far beyond the optimistic month a first plan is looked for before looking further."""


class _Solution:
    """Minimises one figure after the other, each under the best values of those before it."""

    def __init__(self, task: Task, search: Search, order: tuple[str, ...]) -> None:
        self._task = task
        self._search = search
        self._order = order
        self.best: Found | None = None
        self.proven = False
        self.bound: int | None = None

    def improve(self) -> None:
        task, search = self._task, self._search
        latest, caps = task.horizon, self._budget()
        optimistic = search.earliest()
        if optimistic > latest:
            self.proven = True
            return
        self.bound = optimistic if self._order[0] == MONTHS else 0
        self.best = self._any_plan(optimistic, latest, caps)
        if self.best is None:
            self.proven = True
            return
        before = self._order[: self._order.index(MONTHS)]
        latest, caps = self._settle(before, latest, caps)
        latest = search.fastest(caps, self.best, self._note).schedule.months
        after = self._order[self._order.index(MONTHS) + 1 :]
        self._settle(after, latest, caps)
        self.proven = True

    def _note(self, bound: int, best: Found) -> None:
        self.best = best
        if self._order[0] == MONTHS:
            self.bound = bound

    def _any_plan(self, optimistic: int, latest: int, caps: list[Cap]) -> Found | None:
        """Some plan: a quick look without haste for a date, then in earnest, short plans first."""
        found = self._search.quickly(self._first_weight(), latest, caps)
        if found is not None:
            return found
        allowance = FIRST_ALLOWANCE_MONTHS
        while True:
            month = min(latest, optimistic + allowance)
            found = self._search.cheapest(self._first_weight(), month, caps, any_will_do=True)
            if found is not None or month == latest:
                return found
            allowance *= 3

    def _budget(self) -> list[Cap]:
        budget = self._task.budget
        return [] if budget is None else [Cap(WEIGHTS["fees"], budget)]

    def _first_weight(self) -> Weight:
        names = tuple(n for n in self._order if n != MONTHS)
        return combined(names)

    def _settle(
        self, names: tuple[str, ...], latest: int, caps: list[Cap]
    ) -> tuple[int, list[Cap]]:
        """Minimise these sums together, in their order; then hold every one at its best."""
        if not names:
            return latest, caps
        found = self._search.cheapest(combined(names), latest, caps)
        if found is None:
            # The search contradicts itself: keep the plan known, and don't call it proven.
            raise StoppedError
        self.best = found
        actions = [self._task.actions[i] for i in found.chosen]
        held = [Cap(WEIGHTS[n], sum(WEIGHTS[n](a) for a in actions)) for n in names]
        return latest, [*caps, *held]


def _plan(task: Task, solution: _Solution, usual: bool) -> Plan:
    found = solution.best
    assert found is not None
    schedule = trimmed(task, without_needless(task, found.schedule))
    return Plan(
        steps=_steps(task, schedule),
        stretches=_stretches(task, schedule),
        totals=_totals(task, schedule),
        optimal=solution.proven,
        bound=None if solution.proven else solution.bound,
        usual=usual,
    )


def _steps(task: Task, schedule: Schedule) -> tuple[Step, ...]:
    steps = [
        Step(task.actions[i].id, task.actions[i].route, start, end)
        for i, start, end in schedule.spans
        if not task.actions[i].is_work
    ]
    return tuple(sorted(steps, key=lambda s: (s.start, s.end, s.id)))


def _stretches(task: Task, schedule: Schedule) -> tuple[Stretch, ...]:
    stretches = [
        Stretch(task.actions[i].id, task.actions[i].hours, start, end)
        for i, start, end in schedule.spans
        if task.actions[i].is_work
    ]
    return tuple(sorted(stretches, key=lambda s: (s.start, s.end, s.role)))


def _totals(task: Task, schedule: Schedule) -> Totals:
    actions = [task.actions[i] for i, _, _ in schedule.spans]
    return Totals(
        months=schedule.months,
        fees=sum(a.fee for a in actions),
        steps=len(actions),
        study=sum(a.study for a in actions),
        estimates=sum(a.estimates for a in actions),
    )
