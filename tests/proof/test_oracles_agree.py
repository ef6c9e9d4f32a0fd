"""The oracles are right about the hand-made cases, agree with each other, and make right plans."""

from __future__ import annotations

import pytest

from tests.proof.checker import violations
from tests.proof.cpsat import answer_by_cpsat
from tests.proof.enumeration import answer_by_enumeration
from tests.proof.micro_cases import MicroCase, micro_cases


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
