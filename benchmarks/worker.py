"""`python -m benchmarks.worker SOLVER`: answers one question a line, until there are no more.

A line of standard input is a JSON object: `{"generated": {…}}` or `{"shipped": {…}}`, with `limit`
in seconds and `repeats`. The line that answers it holds `value`, `solved`, `build` and `solve`
(seconds, the medians), and `memory`: the most that the process has had so far, in kB.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from benchmarks.families import Instance, build
from benchmarks.figures import median

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.solvers.outcome import Outcome
    from careerpath.catalogue import Catalogue
    from careerpath.profile import Question

Json = dict[str, Any]

ON_PRUNED = ("cpsat", "highs", "asp")
"""Solvers that are given the additive question after pruning."""

LONG = 1.0
"""Seconds; what takes longer is not done again."""


@cache
def _shipped() -> Catalogue:
    from benchmarks.shipped import load

    return load()


def _question(line: Json) -> tuple[Catalogue, Question]:
    if "generated" in line:
        return build(Instance(**line["generated"]))
    from benchmarks.shipped import Asked, question_of

    return _shipped(), question_of(_shipped(), Asked(**line["shipped"]))


def _solver(name: str, line: Json) -> Callable[[], Outcome]:
    module: Any = import_module(f"benchmarks.solvers.{name}")
    catalogue, question = _question(line)
    if name in ON_PRUNED:
        from benchmarks.pruned import prune

        pruned = prune(catalogue, question)
        return lambda: module.solve(pruned, line["limit"])
    return lambda: module.solve(catalogue, question, line["limit"])


def answer(name: str, line: Json) -> Json:
    """Solve it once to warm up, then as often as was asked; what is long, or not asked again, counts."""
    solve = _solver(name, line)
    outcomes = [_alone(solve)]
    if line["repeats"] and outcomes[0].build + outcomes[0].solve <= LONG:
        outcomes = [_alone(solve) for _ in range(line["repeats"])]
    return {
        "value": outcomes[0].value,
        "solved": all(o.solved for o in outcomes),
        "build": median(o.build for o in outcomes),
        "solve": median(o.solve for o in outcomes),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }


def _alone(solve: Callable[[], Outcome]) -> Outcome:
    gc.collect()
    return solve()


def main(name: str) -> None:
    """Say how long the solver took to import, then answer line by line."""
    begun = time.perf_counter()
    import_module(f"benchmarks.solvers.{name}")
    print(json.dumps({"import": time.perf_counter() - begun}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(name, json.loads(line))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
