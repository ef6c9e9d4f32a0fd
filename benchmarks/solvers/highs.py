"""HiGHS on the pruned additive question."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np

from benchmarks.solvers.levels import as_linear
from benchmarks.solvers.outcome import Outcome

if TYPE_CHECKING:
    from benchmarks.pruned import Pruned

FEE = 1024
"""What a penny weighs against a step."""


def solve(pruned: Pruned, limit: float) -> Outcome:
    """The least fees, then the fewest steps."""
    begun = time.perf_counter()
    model = _model(pruned, limit)
    built = time.perf_counter()
    model.run()
    took = time.perf_counter() - built
    status = model.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        value = round(model.getInfo().objective_function_value)
        return Outcome(divmod(value, FEE), True, built - begun, took)
    return Outcome(None, status == highspy.HighsModelStatus.kInfeasible, built - begun, took)


def _model(pruned: Pruned, limit: float) -> Any:  # noqa: ANN401 - HiGHS ships no types
    linear = as_linear(pruned)
    make: Any = highspy.Highs
    model = make()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("parallel", "off")
    model.setOptionValue("time_limit", limit)
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("mip_abs_gap", 0.5)
    count = len(linear.upper)
    model.addVars(count, np.array(linear.lower, float), np.array(linear.upper, float))
    every = np.arange(count, dtype=np.int32)
    costs = [FEE * f + s for f, s in zip(linear.fees, linear.steps, strict=True)]
    model.changeColsCost(count, every, np.array(costs, float))
    model.changeColsIntegrality(count, every, np.full(count, highspy.HighsVarType.kInteger))
    starts, columns, values = [], [], []  # type: list[int], list[int], list[float]
    for row, _ in linear.rows:
        starts.append(len(columns))
        columns += [v for _, v in row]
        values += [float(c) for c, _ in row]
    model.addRows(
        len(linear.rows),
        np.array([b for _, b in linear.rows], float),
        np.full(len(linear.rows), highspy.kHighsInf),
        len(columns),
        np.array(starts, np.int32),
        np.array(columns, np.int32),
        np.array(values, float),
    )
    return model
