"""CP-SAT with the whole problem: the model that the proofs use (`tests/proof/cpsat.py`)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from benchmarks.solvers.outcome import Outcome
from tests.proof.cpsat import NotProven, answer_by_cpsat

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.profile import Question


def solve(catalogue: Catalogue, question: Question, limit: float) -> Outcome:
    """The best plan that keeps to usual practice; the model minimises one figure after the other."""
    begun = time.perf_counter()
    try:
        vector = answer_by_cpsat(catalogue, question, usual=True, time_limit=limit).vector
    except NotProven:
        return Outcome(None, False, 0.0, time.perf_counter() - begun)
    # The limit is for each of its solves: what took longer in all is not solved within it.
    seconds = time.perf_counter() - begun
    return Outcome(None if vector is None else vector[:3], seconds <= limit, 0.0, seconds)
