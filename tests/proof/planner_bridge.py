"""Asks the planner the way the oracles are asked, so that answers can be compared."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest.mock import patch

from careerpath.graph import build_task
from careerpath.planner import Plan, solve_task
from tests.proof.plan_records import (
    INFEASIBLE,
    Answer,
    CandidatePlan,
    PlannedStep,
    PlannedStretch,
    objective_vector,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.profile import Question


def answer_by_planner(
    catalogue: Catalogue,
    question: Question,
    *,
    usual: bool,
    most_contradictions: int | None = None,
) -> Answer:
    """The planner's answer with usual practice binding or not, without its fallback.

    TimeoutError when that many contradictions (the planner asks after each whether to stop) are not
    enough for a proof. A count, not a clock, so that the outcome is always the same.
    """
    left = [most_contradictions]

    def is_over() -> bool:
        if left[0] is None:
            return False
        left[0] -= 1
        return left[0] < 0

    task = build_task(catalogue, question, usual=usual)
    result = solve_task(task, question.objective, should_stop=is_over)
    if result.plan is None:
        return INFEASIBLE
    if not result.plan.optimal:
        raise TimeoutError("not proven within the contradictions allowed")
    candidate = as_candidate(result.plan)
    return Answer(candidate, objective_vector(question.objective, candidate))


@contextmanager
def costs_shared_at_once() -> Iterator[None]:
    """The planner shares costs among cuts from the first question on, which small ones never need."""
    with (
        patch("careerpath.planner.weighing.LEAST_TRIED", 0),
        patch("careerpath.planner.weighing.WORTH", 0),
    ):
        yield


def as_candidate(plan: Plan) -> CandidatePlan:
    """The planner's plan in the checker's records."""
    return CandidatePlan(
        months=plan.totals.months,
        fees=plan.totals.fees,
        steps_count=plan.totals.steps,
        study_twelfths=plan.totals.study,
        estimates=plan.totals.estimates,
        steps=tuple(PlannedStep(s.id, s.route, s.start, s.end) for s in plan.steps),
        stretches=tuple(PlannedStretch(s.role, s.hours, s.start, s.end) for s in plan.stretches),
    )
