"""Asks the planner the way the oracles are asked, so that answers can be compared."""

from __future__ import annotations

from careerpath.catalogue import Catalogue
from careerpath.graph import build_task
from careerpath.planner import Plan, solve_task
from careerpath.profile import Question
from tests.proof.plan_records import (
    INFEASIBLE,
    Answer,
    CandidatePlan,
    PlannedStep,
    PlannedStretch,
    objective_vector,
)


def answer_by_planner(catalogue: Catalogue, question: Question, *, usual: bool) -> Answer:
    """The planner's answer with usual practice binding or not, without its fallback."""
    result = solve_task(build_task(catalogue, question, usual=usual), question.objective)
    if result.plan is None:
        return INFEASIBLE
    assert result.plan.optimal, "without a time limit every answer is proven"
    candidate = as_candidate(result.plan)
    return Answer(candidate, objective_vector(question.objective, candidate))


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
