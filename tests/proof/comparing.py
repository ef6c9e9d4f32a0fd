"""Compares the planner's answer to a random question with that of an oracle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.proof.checker import violations
from tests.proof.planner_bridge import answer_by_planner
from tests.proof.random_catalogues import random_question

if TYPE_CHECKING:
    from tests.proof.plan_records import Answer


def is_usual(seed: int) -> bool:
    """Every fifth question is asked without what is usual."""
    return seed % 5 != 0


def disagreements(
    seed: int, size: str, expected: Answer, most_contradictions: int | None = None
) -> list[str]:
    """What the planner says otherwise than the oracle, and what the checker finds in its plan.

    TimeoutError if that many contradictions are not enough for a proof.
    """
    catalogue, question = random_question(seed, size)
    usual = is_usual(seed)
    answer = answer_by_planner(
        catalogue, question, usual=usual, most_contradictions=most_contradictions
    )
    if answer.vector != expected.vector:
        return [f"{size} {seed}: the planner says {answer.vector}, the oracle {expected.vector}"]
    if answer.plan is None:
        return []
    wrong = violations(catalogue, question, answer.plan, usual=usual)
    return [f"{size} {seed}: {violation}" for violation in wrong]
