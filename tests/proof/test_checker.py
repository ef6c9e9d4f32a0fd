"""The checker accepts right plans only: every way of spoiling one is noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from careerpath.profile import Limits, Profile, Question, Worked
from tests.proof.building import (
    START,
    Json,
    both,
    catalogue,
    credential,
    months_in,
    role,
    route,
)
from tests.proof.checker import completed, rule_violations, violations
from tests.proof.cpsat import answer_by_cpsat
from tests.proof.enumeration import answer_by_enumeration
from tests.proof.micro_cases import MicroCase, micro_cases
from tests.proof.plan_records import (
    CandidatePlan,
    PlannedStep,
    PlannedStretch,
    objective_vector,
)
from tests.proof.random_catalogues import random_question

if TYPE_CHECKING:
    from collections.abc import Iterator

PLANNED = [case for case in micro_cases() if case.expected is not None]


def _plan_of(case: MicroCase) -> CandidatePlan:
    plan = answer_by_enumeration(case.catalogue, case.question, usual=case.usual).plan
    assert plan is not None
    return plan


def _without(plan: CandidatePlan, step: PlannedStep) -> CandidatePlan:
    return replace(plan, steps=tuple(s for s in plan.steps if s != step))


def _spoiled(plan: CandidatePlan) -> Iterator[CandidatePlan]:
    """Plans that can't be right because this one is and nothing in it is needless."""
    for name in ("months", "fees", "steps_count", "study_twelfths", "estimates"):
        yield replace(plan, **{name: getattr(plan, name) + 1})
    for step in plan.steps:
        others = tuple(s for s in plan.steps if s != step)
        yield _without(plan, step)
        yield replace(plan, steps=(*plan.steps, step))
        yield replace(plan, steps=(*others, replace(step, end=step.end + 1)))
        yield replace(plan, steps=(*others, replace(step, start=-1, end=step.end)))
        yield replace(plan, steps=(*others, replace(step, route="no-such-route")))
    for work in plan.stretches:
        rest = tuple(w for w in plan.stretches if w != work)
        yield replace(plan, stretches=rest)
        yield replace(plan, stretches=(*plan.stretches, work))
        yield replace(plan, stretches=(*rest, replace(work, end=plan.months + 1)))
        yield replace(plan, stretches=(*rest, replace(work, pace=1)))


@pytest.mark.parametrize("case", PLANNED, ids=lambda case: case.name)
def test_a_spoiled_plan_is_noticed(case: MicroCase) -> None:
    for plan in _spoiled(_plan_of(case)):
        assert rule_violations(case.catalogue, case.question, plan, usual=case.usual), plan


@pytest.mark.proof
@pytest.mark.parametrize("size", ["small", "larger"])
def test_no_plan_that_is_accepted_beats_the_optimum(size: str) -> None:
    """Steps are dropped and moved at random; whatever is still right is no better."""
    for seed in range(60 if size == "small" else 15):
        cat, question = random_question(seed, size)
        answer = answer_by_cpsat(cat, question, usual=True)
        if answer.plan is None or answer.vector is None:
            continue
        for changed in _changed(answer.plan):
            whole = completed(cat, question, changed, usual=True)
            if whole is None or rule_violations(cat, question, whole, usual=True):
                continue
            assert objective_vector(question.objective, whole) >= answer.vector, (seed, whole)


def _changed(plan: CandidatePlan) -> Iterator[CandidatePlan]:
    for step in plan.steps:
        yield replace(_without(plan, step), steps_count=plan.steps_count - 1)
        others = tuple(s for s in plan.steps if s != step)
        for start in {0, step.start - 1, step.start - 2, step.start // 2} - {-1, -2}:
            length = step.end - step.start
            yield replace(plan, steps=(*others, replace(step, start=start, end=start + length)))
        # everything but this step a month earlier
        moved = tuple(replace(s, start=s.start - 1, end=s.end - 1) for s in others if s.start)
        kept = tuple(s for s in others if not s.start)
        yield replace(plan, steps=(*kept, *moved, step))


WORLD: list[Json] = [
    role("goal", requires=both("a", "b", months_in(2, "clerk"))),
    role("clerk", 20, requires="a", available={"until": START + 6}),
    credential("a", route(2, 30), route(1, 30, 5, strength="discretion")),
    credential(
        "b",
        route(2, 30, starts=[3, 4], not_if_held=["closed"]),
        route(1, 40, employed=True, available={"last_start": START + 2}),
    ),
    credential("closed"),
    credential("abroad", route(1), jurisdiction=["new-york"]),
]
A = PlannedStep("a", "route-1", 0, 2)
B = PlannedStep("b", "route-1", 2, 4)
CLERK = PlannedStretch("clerk", 20, 2, 4)
RIGHT = CandidatePlan(4, 0, 3, 2 * 2 * 30 * 52, 0, (A, B), (CLERK,))


def _question(profile: Profile | None = None, limits: Limits | None = None) -> Question:
    return Question("goal", START, "GBP", profile or Profile(), "time", limits or Limits())


def test_a_right_plan_has_nothing_against_it() -> None:
    assert violations(catalogue(*WORLD), _question(), RIGHT, usual=True) == []


@pytest.mark.parametrize(
    ("steps", "stretches", "says"),
    [
        ((A, replace(B, start=1, end=3)), (CLERK,), "Rule 3: b by route-1 does not start in"),
        ((A, replace(B, route="route-2", end=3)), (CLERK,), "Rule 4: in month 2 there are two jobs"),
        ((A, replace(B, route="route-2", end=3)), (CLERK,), "Rule 5: month 2 takes 60 hours"),
        ((A, replace(B, route="route-2", start=3)), (CLERK,), "starts after its last start"),
        ((A, B), (replace(CLERK, start=1),), "Rule 4: clerk lacks what it requires at 1."),
        ((A, B), (replace(CLERK, end=7),), "the work as clerk ends after it has closed"),
        ((A, B), (replace(CLERK, end=5),), "has not ended when the target is reached"),
        ((A, replace(B, end=5)), (CLERK,), "Rule 2: b ends at 4, not at 5."),
        ((replace(A, route="route-2", end=1), B), (CLERK,), "is at somebody's discretion"),
        ((A, B, PlannedStep("abroad", "route-1", 0, 1)), (CLERK,), "Rule 6: abroad is abroad."),
        ((A, B), (), "Rule 7: the target goal is not reached"),
    ],
)  # fmt: skip
def test_each_rule_has_its_sentence(
    steps: tuple[PlannedStep, ...], stretches: tuple[PlannedStretch, ...], says: str
) -> None:
    plan = replace(RIGHT, steps=steps, stretches=stretches)
    found = rule_violations(catalogue(*WORLD), _question(), plan, usual=True)
    assert any(says in v for v in found), found


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (Limits(without=("a",)), "Rule 6: a is excluded by --without a."),
        (Limits(routes=(("b", "route-2"),)), "Rule 6: b is to be gained by route-2 only."),
        (Limits(earning=True), "Rule 6: a by route-1 leaves no time for earning."),
        (Limits(within=3), "Rule 6: the target is reached at 4, later than 3."),
        (Limits(via=("abroad",)), "Rule 7: the target goal is not reached"),
    ],
)
def test_each_limit_has_its_sentence(limits: Limits, says: str) -> None:
    found = rule_violations(catalogue(*WORLD), _question(limits=limits), RIGHT, usual=True)
    assert any(says in v for v in found), found


def test_needless_steps_and_months_are_named() -> None:
    longer = replace(
        RIGHT,
        steps=(A, B, PlannedStep("abroad", "route-1", 0, 1)),
        steps_count=4,
        study_twelfths=RIGHT.study_twelfths + 520,
    )
    abroad = _question(limits=Limits(abroad=True))
    assert violations(catalogue(*WORLD), abroad, longer, usual=True) == [
        "Needless: without the step abroad the plan is still right."
    ]


def test_a_stretch_that_could_be_shorter_is_named() -> None:
    worked = _question(Profile(worked=(Worked("clerk", 1),)))
    assert violations(catalogue(*WORLD), worked, RIGHT, usual=True) == [
        "Needless: the work as clerk could end a month earlier."
    ]
