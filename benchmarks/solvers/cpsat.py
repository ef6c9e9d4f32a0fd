"""CP-SAT on the pruned additive question."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

from benchmarks.solvers.levels import as_linear
from benchmarks.solvers.outcome import Outcome

if TYPE_CHECKING:
    from benchmarks.pruned import Pruned

FEE = 1024
"""What a penny weighs against a step."""


def solve(pruned: Pruned, limit: float) -> Outcome:
    """The least fees, then the fewest steps."""
    begun = time.perf_counter()
    linear = as_linear(pruned)
    model: Any = cp_model.CpModel()
    bounds = zip(linear.lower, linear.upper, strict=True)
    variables = [model.new_int_var(low, high, "") for low, high in bounds]
    for row, bound in linear.rows:
        weights = [c for c, _ in row]
        model.add(
            cp_model.LinearExpr.weighted_sum([variables[v] for _, v in row], weights) >= bound
        )
    costs = [FEE * f + s for f, s in zip(linear.fees, linear.steps, strict=True)]
    model.minimize(cp_model.LinearExpr.weighted_sum(variables, costs))
    built = time.perf_counter()
    solver: Any = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = limit
    status = solver.solve(model)
    took = time.perf_counter() - built
    if status == cp_model.OPTIMAL:
        return Outcome(divmod(round(solver.objective_value), FEE), True, built - begun, took)
    return Outcome(None, status == cp_model.INFEASIBLE, built - begun, took)
