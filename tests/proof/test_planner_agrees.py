"""The planner agrees with the hand-made cases, with enumeration and with CP-SAT."""

from __future__ import annotations

import pytest

from tests.proof.checker import violations
from tests.proof.cpsat import NotProven, answer_by_cpsat
from tests.proof.enumeration import TooLarge, answer_by_enumeration
from tests.proof.micro_cases import MicroCase, micro_cases
from tests.proof.planner_bridge import answer_by_planner
from tests.proof.random_catalogues import random_question

SMALL = 900
"""Small random questions compared with enumeration where it is not too large for that."""

CHUNK = 100

LARGER = 10
"""Larger random questions compared with CP-SAT."""


@pytest.mark.parametrize("case", micro_cases(), ids=lambda case: case.name)
def test_planner_finds_what_was_worked_out_by_hand(case: MicroCase) -> None:
    answer = answer_by_planner(case.catalogue, case.question, usual=case.usual)
    assert answer.vector == case.expected, case.why
    if answer.plan is not None:
        assert violations(case.catalogue, case.question, answer.plan, usual=case.usual) == []


@pytest.mark.proof
@pytest.mark.parametrize("first", range(0, SMALL, CHUNK))
def test_planner_agrees_with_enumeration(first: int) -> None:
    """A few may need more work than a test run has time for; they are counted, not waited for."""
    compared = 0
    for seed in range(first, first + CHUNK):
        catalogue, question = random_question(seed, "small")
        usual = seed % 5 != 0
        try:
            expected = answer_by_enumeration(catalogue, question, usual=usual)
        except TooLarge:
            continue
        try:
            answer = answer_by_planner(catalogue, question, usual=usual, most_checks=150)
        except TimeoutError:
            continue
        assert answer.vector == expected.vector, f"seed {seed}"
        if answer.plan is not None:
            wrong = violations(catalogue, question, answer.plan, usual=usual)
            assert wrong == [], f"seed {seed}"
        compared += 1
    assert compared >= CHUNK * 8 // 10


@pytest.mark.proof
@pytest.mark.parametrize("first", range(0, LARGER, 10))
def test_planner_agrees_with_cpsat(first: int) -> None:
    """Where both prove their answer; how many the planner leaves open is bounded too."""
    unproven = 0
    for seed in range(first, first + 10):
        catalogue, question = random_question(seed, "larger")
        try:
            expected = answer_by_cpsat(catalogue, question, usual=True, time_limit=30)
        except NotProven:
            continue
        try:
            answer = answer_by_planner(catalogue, question, usual=True, most_checks=40)
        except TimeoutError:
            unproven += 1
            continue
        assert answer.vector == expected.vector, f"seed {seed}"
        if answer.plan is not None:
            assert violations(catalogue, question, answer.plan, usual=True) == [], f"seed {seed}"
    assert unproven <= 8
