"""The oracles are right about the hand-made cases, agree with each other, and make right plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import CENSUS
from tests.proof.census import FLOORS, INFEASIBLE_SHARE, Census
from tests.proof.checker import violations
from tests.proof.cpsat import answer_by_cpsat
from tests.proof.enumeration import TooLarge, answer_by_enumeration
from tests.proof.micro_cases import MicroCase, micro_cases
from tests.proof.random_catalogues import random_question

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.proof.plan_records import Answer

BLOCKS = range(0, 400, 50)
"""First seeds of blocks of 50, so that one failure does not hide the others."""


def _is_usual(seed: int) -> bool:
    """Every fifth question is asked without what is usual."""
    return seed % 5 != 0


@pytest.mark.parametrize("case", micro_cases(), ids=lambda case: case.name)
def test_enumeration_finds_what_was_worked_out_by_hand(case: MicroCase) -> None:
    answer = answer_by_enumeration(case.catalogue, case.question, usual=case.usual)
    assert answer.vector == case.expected, case.why
    if answer.plan is not None:
        assert violations(case.catalogue, case.question, answer.plan, usual=case.usual) == []


@pytest.mark.parametrize("case", micro_cases(), ids=lambda case: case.name)
def test_cpsat_finds_what_was_worked_out_by_hand(case: MicroCase) -> None:
    answer = answer_by_cpsat(case.catalogue, case.question, usual=case.usual)
    assert answer.vector == case.expected, case.why
    if answer.plan is not None:
        assert violations(case.catalogue, case.question, answer.plan, usual=case.usual) == []


def test_names_of_the_hand_made_cases_are_different() -> None:
    names = [case.name for case in micro_cases()]
    assert len(set(names)) == len(names)


@pytest.mark.proof
@pytest.mark.parametrize("first", BLOCKS)
def test_oracles_agree_on_small_random_catalogues(first: int) -> None:
    faults, skipped = [], 0
    for seed in range(first, first + 50):
        catalogue, question = random_question(seed, "small")
        usual = _is_usual(seed)
        by_cpsat = answer_by_cpsat(catalogue, question, usual=usual)
        faults += _faults_of_plan(seed, "small", by_cpsat)
        try:
            listed = answer_by_enumeration(catalogue, question, usual=usual, max_states=4_000)
        except TooLarge:
            skipped += 1
            continue
        faults += _faults_of_plan(seed, "small", listed)
        if listed.vector != by_cpsat.vector:
            faults.append(f"{seed}: enumeration {listed.vector}, CP-SAT {by_cpsat.vector}")
    assert faults == []
    assert skipped <= 12, f"{skipped} of 50 catalogues were too large to enumerate"


@pytest.mark.proof
@pytest.mark.parametrize("first", range(0, 100, 25))
def test_plans_of_larger_random_catalogues_are_right(first: int) -> None:
    faults = []
    for seed in range(first, first + 25):
        catalogue, question = random_question(seed, "larger")
        answer = answer_by_cpsat(catalogue, question, usual=_is_usual(seed))
        faults += _faults_of_plan(seed, "larger", answer)
    assert faults == []


@pytest.mark.proof
def test_random_catalogues_reach_the_floors_of_the_census(
    record_property: Callable[[str, object], None],
) -> None:
    census = Census()
    for seed in range(300):
        catalogue, question = random_question(seed, "small")
        census.add(catalogue, question, lambda c, q: answer_by_cpsat(c, q, usual=True))
    for line in ("small catalogues", *census.lines()):
        record_property(CENSUS, line)
    assert census.shortfalls() == [], "\n".join(census.lines())


def test_the_census_has_every_floor_that_was_agreed_on() -> None:
    tenths = (
        "deliberate wait", "experience split over roles", "raised grade", "completion overrun",
        "closing window", "cycle",
    )  # fmt: skip
    agreed = {"four steps or more": 30, "bound by capacity": 25, **dict.fromkeys(tenths, 10)}
    assert agreed == FLOORS
    assert INFEASIBLE_SHARE == (10, 40)


def test_random_questions_are_determined_by_their_seed() -> None:
    (first, question), (again, same) = random_question(7), random_question(7)
    assert first.entries == again.entries
    assert question == same


def _faults_of_plan(seed: int, size: str, answer: Answer) -> list[str]:
    if answer.plan is None:
        return []
    catalogue, question = random_question(seed, size)
    found = violations(catalogue, question, answer.plan, usual=_is_usual(seed))
    return [f"{seed}: {says}" for says in found]
