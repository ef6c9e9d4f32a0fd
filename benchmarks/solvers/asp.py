"""clingo on the pruned additive question: well-founded by nature."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import clingo

from benchmarks.solvers.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.pruned import Pruned

RULES = """
{done(W)} :- way(W, S, F, N), holds(N).
held(S) :- done(W), way(W, S, F, N).
holds(N) :- node(N, K), K { holds(P) : part(N, P); held(S) : slot(N, S) }.
:- not holds(N), wanted(N).
#minimize { F@2, W : done(W), way(W, S, F, N) }.
#minimize { 1@1, W : done(W) }.
"""


def solve(pruned: Pruned, limit: float) -> Outcome:
    """The least fees, then the fewest steps."""
    begun = time.perf_counter()
    control: Any = clingo.Control(["--opt-strategy=bb,lin", "--parallel-mode=1"])
    control.add("base", [], RULES + "\n".join(_facts(pruned)))
    control.ground([("base", [])])
    built = time.perf_counter()
    best: list[int] | None = None
    with control.solve(yield_=True, async_=True) as handle:
        while handle.wait(max(0.0, limit - (time.perf_counter() - built))):
            model = handle.model()
            if model is None:
                break
            best = list(model.cost)
            handle.resume()
        else:
            handle.cancel()
        solved = bool(handle.get().exhausted)
    took = time.perf_counter() - built
    return Outcome(tuple(best) if best and solved else None, solved, built - begun, took)


def _facts(pruned: Pruned) -> Iterator[str]:
    for number, way in enumerate(pruned.ways):
        yield f"way({number},{way.slot},{way.fee},{way.entry})."
    for number, node in enumerate(pruned.nodes):
        yield f"node({number},{node.count})."
        yield from (f"part({number},{part})." for part in node.parts)
        yield from (f"slot({number},{slot})." for slot in node.slots)
    yield f"wanted({pruned.target})."
