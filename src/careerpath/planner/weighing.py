"""One figure of plans as a weight of each action, and what is known of the least that plans come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.planner.landmarks import Costs, Thresholds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from careerpath.graph.task import Task

ANEW_BELOW = 0.75
"""Costs are shared anew once less than this part is left of what they were shared for."""

LEAST_TRIED, WORTH = 10, 0.1
"""Costs are shared after so many contradictions, more of them with more actions left: about what
sharing takes longer."""

PARTS = 64
"""Into which what counts one is divided, so that several cuts can pay for it together."""


class Weighing:
    """Weights of actions. What was worked out once for some actions is kept: it holds for any model."""

    def __init__(self, task: Task, weights: Sequence[int], unit: int) -> None:
        """`unit`: what one more of the first figure adds to a weight."""
        self.weights = tuple(PARTS * weight for weight in weights)
        self.unit = PARTS * unit
        """What one more of the first figure adds to `weights`."""
        self._task = task
        self._costs: dict[frozenset[int], Costs] = {}
        self._shared: dict[frozenset[int], Costs] = {}

    def costs(self, actions: frozenset[int]) -> Costs:
        """What plans cost at least that choose from these actions."""
        known = self._costs.get(actions)
        if known is None:
            known = self._costs[actions] = Thresholds(self._task, actions).costs(self.weights)
        return known

    def shared(
        self, actions: frozenset[int], most: int, tried: int, should_stop: Callable[[], None]
    ) -> Costs:
        """The same with costs shared as well as can be, as far as that is worth its while.

        What was shared for a wider choice holds for this one too. It is done anew, beginning with
        the same cuts, where much less is left and so many contradictions were `tried` that it may
        save more; until plans are known to cost more than `most`.
        """
        costs = self.costs(actions)
        if not costs.cuts:
            return costs
        wide = min((w for w in self._shared if actions <= w), key=len, default=None)
        known = costs if wide is None else self._shared[wide].among(actions)
        is_narrow = wide is None or len(actions) <= ANEW_BELOW * len(wide)
        if is_narrow and tried >= max(LEAST_TRIED, WORTH * len(actions)):
            # Seldom needed: most questions are answered without it.
            from careerpath.planner.sharing import share

            graph, cuts = Thresholds(self._task, actions), [c.actions for c in known.cuts]
            known = share(graph, self.weights, self.unit, cuts, most, should_stop)
            self._shared[actions] = known
        return max(costs, known, key=lambda c: c.least or 0)
