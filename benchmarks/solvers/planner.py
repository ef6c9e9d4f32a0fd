"""careerpath itself: from the catalogue to the plan, its own compiling and pruning included."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

from benchmarks.solvers.outcome import Outcome
from careerpath.__main__ import FEW_COLLECTIONS
from careerpath.graph import build_task
from careerpath.planner import solve_task
from careerpath.planner.objective import figures

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.profile import Question

# As the command does.
gc.set_threshold(*FEW_COLLECTIONS)


def solve(catalogue: Catalogue, question: Question, limit: float) -> Outcome:
    """The best plan that keeps to usual practice."""
    begun = time.perf_counter()

    def is_over() -> bool:
        return time.perf_counter() - begun > limit

    task = build_task(catalogue, question, usual=True)
    built = time.perf_counter()
    try:
        plan = solve_task(task, question.objective, should_stop=is_over).plan
    except TimeoutError:
        return Outcome(None, False, built - begun, time.perf_counter() - built)
    solved = plan is None or plan.optimal
    # Estimates settle ties alone; not every solver is asked for them.
    value = figures(question.objective, plan.totals)[:3] if plan else None
    return Outcome(value, solved, built - begun, time.perf_counter() - built)
