"""The planner: one pure function from a catalogue and a question to the best plan.

It reads the graph of the question, no files and no clock; `should_stop` is how a time limit
reaches it. `careerpath.planner.engine` says why what it returns is optimal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from careerpath.graph import Task, build_task, limits_of
from careerpath.planner.equals import first_of_equals
from careerpath.planner.objective import ORDER
from careerpath.planner.optimum import Optimum, find_optimum
from careerpath.planner.plan import Plan, Result, Statistics, Step, Stretch, Totals
from careerpath.planner.prepared import Prepared
from careerpath.planner.schedule import Schedule, tidied
from careerpath.profile import OBJECTIVES

if TYPE_CHECKING:
    from collections.abc import Callable

    from careerpath.catalogue import Catalogue
    from careerpath.profile import Question

__all__ = [
    "Plan", "Planner", "Result", "Statistics", "Step", "Stretch", "Totals", "plan", "solve_task",
]  # fmt: skip

KEPT = 8
"""Tasks that a planner keeps, the last asked about."""


def plan(
    catalogue: Catalogue,
    question: Question,
    *,
    should_stop: Callable[[], bool] = lambda: False,
    any_will_do: bool = False,
) -> Result:
    """The best plan under the question's objective and limits; see `Planner.plan`."""
    return Planner(catalogue).plan(question, should_stop=should_stop, any_will_do=any_will_do)


class Planner:
    """Answers questions about one catalogue.

    Those that differ in objective, months or money alone are one task: it is compiled once.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._prepared: dict[tuple[Question, bool], Prepared] = {}
        self._met: set[tuple[Question, bool]] = set()
        """Questions met so far, without their limits."""

    def plan(
        self,
        question: Question,
        *,
        should_stop: Callable[[], bool] = lambda: False,
        any_will_do: bool = False,
    ) -> Result:
        """The best plan under the question's objective and limits.

        Usual practice binds unless no plan is left with it, or the question drops it. With
        `any_will_do` the first plan found, which is much sooner: it says that there is one, and is
        not called optimal. Raises TimeoutError if `should_stop` turned true before any plan was
        known.
        """
        result = Result(None, Statistics(0, 0))
        for usual in (False,) if question.limits.bare_minimum else (True, False):
            result = self.keeping(
                question, usual=usual, should_stop=should_stop, any_will_do=any_will_do
            )
            if result.plan is not None:
                break
        return result

    def keeping(
        self,
        question: Question,
        *,
        usual: bool,
        should_stop: Callable[[], bool] = lambda: False,
        any_will_do: bool = False,
    ) -> Result:
        """The same with usual practice binding or not, as `usual` says, and no other."""
        prepared = self._prepared_for(question, usual=usual)
        task = prepared.task.limited(*limits_of(question))
        return solve_task(
            task,
            question.objective,
            prepared=prepared,
            should_stop=should_stop,
            usual=usual,
            any_will_do=any_will_do,
        )

    def _prepared_for(self, question: Question, *, usual: bool) -> Prepared:
        """What is known of the question's task.

        Limits leave out what can't be done within them. So a question is compiled within its own the
        first time, and without any once it comes again within others.
        """
        limits = replace(question.limits, within=None, budget=None)
        within_its_own = replace(question, objective=OBJECTIVES[0])
        unlimited = replace(within_its_own, limits=limits)
        for asked in (unlimited, within_its_own):
            known = self._prepared.pop((asked, usual), None)
            if known is not None:
                break
        else:
            asked = unlimited if (unlimited, usual) in self._met else within_its_own
            known = Prepared(build_task(self.catalogue, asked, usual=usual))
        self._met.add((unlimited, usual))
        self._prepared[asked, usual] = known
        if len(self._prepared) > KEPT:
            del self._prepared[next(iter(self._prepared))]
        return known


def solve_task(
    task: Task,
    objective: str,
    *,
    prepared: Prepared | None = None,
    should_stop: Callable[[], bool] = lambda: False,
    usual: bool = True,
    any_will_do: bool = False,
) -> Result:
    """The best plan for a compiled task; `usual` is only noted on the plan.

    `prepared`: what is known of the task, or of the same one within other limits.
    """
    known = prepared or Prepared(task)
    optimum = find_optimum(
        task, ORDER[objective], should_stop, prepared=known, any_will_do=any_will_do
    )
    statistics = Statistics(optimum.decisions, optimum.contradictions)
    if optimum.best is not None:
        return Result(_plan(known.task, optimum.best, optimum, usual), statistics)
    if not optimum.proven:
        raise TimeoutError("stopped before any plan was found")
    return Result(None, statistics)


def _plan(task: Task, found: Schedule, optimum: Optimum, usual: bool) -> Plan:
    schedule = first_of_equals(task, tidied(task, found))
    return Plan(
        steps=_steps(task, schedule),
        stretches=_stretches(task, schedule),
        totals=_totals(task, schedule),
        optimal=optimum.proven,
        bound=None if optimum.proven else optimum.bound,
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
