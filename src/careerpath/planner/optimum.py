"""One figure after the other: the least, then held while the next is minimised.

Months are minimised from below ("destructive" bounds: R. Klein and A. Scholl, 1999): ask for a plan
by the optimistic month, then by later ones in growing steps, then bisect. Sums are minimised from
above: ask for less than the best known until there is none. What the engine learned in one question
holds in the next, since months and sums are assumptions of the question, not constraints.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerpath.planner.dominance import Dominance
from careerpath.planner.horizon import horizon_of
from careerpath.planner.model import Model
from careerpath.planner.necessity import Necessity, tails_of, useful_actions
from careerpath.planner.objective import MONTHS, WEIGHTS, combined
from careerpath.planner.relaxation import Relaxation
from careerpath.planner.schedule import Schedule, StoppedError, without_needless
from careerpath.planner.solve import Solver

if TYPE_CHECKING:
    from collections.abc import Callable

    from careerpath.graph.task import Task
    from careerpath.planner.engine import Atom


@dataclass(frozen=True, slots=True)
class Optimum:
    """The best plan known, whether it is proven, and what it took."""

    best: Schedule | None
    proven: bool
    bound: int
    """No plan is better than this on the first figure."""
    decisions: int
    contradictions: int


def find_optimum(
    task: Task,
    order: tuple[str, ...],
    should_stop: Callable[[], bool],
    *,
    any_will_do: bool = False,
) -> Optimum:
    """The best plan of a task by these figures in their order; unproven if told to stop.

    With `any_will_do` the first plan found.
    """
    necessity = Necessity(task)
    useful = useful_actions(task, necessity)
    optimistic = Relaxation(task).run(sorted(useful))
    horizon = horizon_of(task, useful)
    if optimistic.target > horizon:
        return Optimum(None, True, 0, 0, 0)

    def check_time() -> None:
        if should_stop():
            raise StoppedError

    model = Model(
        task, useful, optimistic, Dominance(task, necessity), tails_of(task), horizon, check_time
    )  # fmt: skip
    search = _Minimisation(task, order, model, optimistic.target)
    try:
        proven = search.run(any_will_do=any_will_do)
    except StoppedError:
        proven = False
    engine = model.engine
    return Optimum(search.best, proven, search.bound, engine.decisions, engine.conflicts)


class _Minimisation:
    """What is known so far stands in `best` and `bound`, also when it is stopped."""

    def __init__(self, task: Task, order: tuple[str, ...], model: Model, optimistic: int) -> None:
        self._task, self._order, self._model = task, order, model
        self._solver = Solver(model)
        self._optimistic = optimistic
        self.best: Schedule | None = None
        self.bound = optimistic if order[0] == MONTHS else 0

    def run(self, *, any_will_do: bool) -> bool:
        """Find the best plan and prove it; StoppedError when told to stop.

        True if what is known then is proven: the best plan, or that there is none.
        """
        if self._task.budget is not None:
            fees = self._model.total([WEIGHTS["fees"](a) for a in self._task.actions])
            self._hold((fees ^ 1, -self._task.budget))
        place = self._order.index(MONTHS)
        best = self._any()
        if best is None or any_will_do:
            return best is None
        best = self._least(self._order[:place], best)
        best = self._earliest(best)
        self._least(self._order[place + 1 :], best)
        return True

    def _find(self, assumption: Atom) -> Schedule | None:
        found = self._solver.find([assumption])
        if found is None:
            return None
        self.best = without_needless(self._task, found)
        return self.best

    def _hold(self, atom: Atom) -> None:
        """Hold what was assumed, for good."""
        self._model.engine.always(atom)

    def _by(self, month: int) -> Atom:
        return (self._model.goal ^ 1, -month)

    def _weights(self, names: tuple[str, ...]) -> list[int]:
        weight = combined(names)
        return [weight(a) for a in self._task.actions]

    def _any(self) -> Schedule | None:
        """Some plan, by the figures that are sums if one of them comes first."""
        names = tuple(n for n in self._order if n != MONTHS)
        self._solver.prefer(self._weights(names if self._order[0] != MONTHS else ()))
        return self._find(self._by(self._model.latest))

    def _earliest(self, best: Schedule) -> Schedule:
        """The smallest month; held from then on."""
        self._solver.prefer(self._weights(()))
        low, step = self._optimistic, 1
        while low < best.months:
            found = self._find(self._by(min(best.months - 1, low + step - 1)))
            if found is not None:
                best = found
                step = max(1, (best.months - low) // 2)
            else:
                low = min(best.months - 1, low + step - 1) + 1
                step *= 2
            if self._order[0] == MONTHS:
                self.bound = low
        self._hold(self._by(best.months))
        return best

    def _least(self, names: tuple[str, ...], best: Schedule) -> Schedule:
        """Minimise these sums together, in their order; held from then on."""
        if not names:
            return best
        weights = self._weights(names)
        total = self._model.total(weights)
        self._solver.prefer(weights)
        while True:
            cost = sum(weights[i] for i, _, _ in best.spans)
            found = self._find((total ^ 1, 1 - cost))
            if found is None:
                self._hold((total ^ 1, -cost))
                return best
            best = found
