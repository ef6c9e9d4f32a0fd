"""One figure of plans as a weight of each action, and what is known of the least that plans come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

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


class Affordable(Struct, frozen=True):
    """What plans within a sum can contain, and what they cost at least."""

    actions: frozenset[int]
    costs: Costs


class Weighing:
    """Weights of actions. What was worked out once for some actions is kept: it holds for any model."""

    def __init__(self, task: Task, weights: Sequence[int], unit: int) -> None:
        """`unit`: what one more of the first figure adds to a weight."""
        self.weights = tuple(PARTS * weight for weight in weights)
        self.unit = PARTS * unit
        """What one more of the first figure adds to `weights`."""
        self._task = task
        self._known: dict[frozenset[int], Costs] = {}
        """What plans cost at least that choose from some actions: it holds for fewer of them too."""
        self._shared: list[frozenset[int]] = []
        """Actions among which costs were shared as well as can be."""

    def affordable(
        self, actions: frozenset[int], most: int, tried: int, should_stop: Callable[[], None]
    ) -> Affordable | None:
        """What plans within `most` that choose from these actions can contain; None: there is none.

        The more contradictions were `tried` in vain, the more work is worth while to know it.
        """
        left = self._cut(actions, most)
        if left is not None and self._is_worth_sharing(left, tried):
            self._share(left, most, should_stop)
            left = self.plausible(left, most)
        return None if left is None else Affordable(left, self._best(left).among(left))

    def plausible(self, actions: frozenset[int], most: int) -> frozenset[int] | None:
        """What such plans can contain by what is known already; None: there is none."""
        left: frozenset[int] | None = actions
        for wider, costs in self._known.items():
            if left is not None and left <= wider:
                left = costs.affordable(left, most)
        return left

    def _cut(self, actions: frozenset[int], most: int) -> frozenset[int] | None:
        """The same by cuts for what is left, again and again: with less to choose from the rest
        costs more."""
        left = self.plausible(actions, most)
        while left is not None and left not in self._known:
            self._known[left] = Thresholds(self._task, left).costs(self.weights)
            left = self.plausible(left, most)
        return left

    def _best(self, actions: frozenset[int]) -> Costs:
        """The most that is known of what plans cost that choose from these actions."""
        known = (costs for wider, costs in self._known.items() if actions <= wider)
        return max(known, key=lambda c: c.least or 0)

    def _is_worth_sharing(self, actions: frozenset[int], tried: int) -> bool:
        """Nothing was shared yet, or for many more actions, and it may save more than it takes."""
        fewest = min((len(w) for w in self._shared if actions <= w), default=None)
        is_narrow = fewest is None or len(actions) <= ANEW_BELOW * fewest
        return is_narrow and tried >= max(LEAST_TRIED, WORTH * len(actions))

    def _share(self, actions: frozenset[int], most: int, should_stop: Callable[[], None]) -> None:
        """Share costs as well as can be, beginning with the cuts that are known; until plans are
        known to cost more than `most`."""
        # Seldom needed: most questions are answered without it.
        from careerpath.planner.sharing import share

        best = self._best(actions)
        graph, cuts = Thresholds(self._task, actions), [c.actions for c in best.cuts]
        shared = share(graph, self.weights, self.unit, cuts, most, should_stop)
        self._known[actions] = max(self._known[actions], shared, key=lambda c: c.least or 0)
        self._shared.append(actions)
