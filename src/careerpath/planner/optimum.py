"""One figure after the other: the least, then held while the next is minimised.

Months are minimised from below ("destructive" bounds: R. Klein and A. Scholl, 1999): ask for a plan
by the optimistic month, then by later ones in growing steps, then bisect. Of a sum ask for what
every plan costs, then for more; once months have brought a plan, ask for a better one until there is
none. What the engine learned in one question holds in the next, since months and sums are
assumptions of the question, not constraints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from careerpath.planner.bracket import Bracket
from careerpath.planner.engine import UNLIMITED
from careerpath.planner.model import Model
from careerpath.planner.objective import MONTHS, Sums, combined, combined_unit
from careerpath.planner.prepared import Prepared
from careerpath.planner.schedule import Schedule, StoppedError, without_needless
from careerpath.planner.solve import Solver
from careerpath.planner.weighing import Weighing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from careerpath.graph.task import Task
    from careerpath.planner.engine import Atom
    from careerpath.planner.model import Sum
    from careerpath.planner.weighing import Affordable

FIRST_ALLOWANCE_MONTHS = 24
"""How far beyond the optimistic month a first plan is looked for before looking further."""


class Optimum(Struct, frozen=True):
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
    prepared: Prepared | None = None,
    any_will_do: bool = False,
) -> Optimum:
    """The best plan of a task by these figures in their order; unproven if told to stop.

    `prepared`: what is known of it, or of the same task within other limits. With `any_will_do` the
    first plan found.
    """
    known = prepared or Prepared(task)
    optimistic = known.optimistic
    if optimistic.target > task.horizon:
        return Optimum(None, True, 0, 0, 0)
    horizon = min(task.horizon, known.horizon)

    def check_time() -> None:
        if should_stop():
            raise StoppedError

    def model_until(latest: int, useful: frozenset[int]) -> Model:
        return Model(known.task, useful, optimistic, known.tails, latest, check_time)

    # The task that is known, since what is worked out of its nodes stays with it.
    search = _Minimisation(
        known.task, order, model_until, known.useful, optimistic.target, horizon, check_time
    )
    try:
        proven = search.run(task.budget, any_will_do=any_will_do)
    except StoppedError:
        proven = False
    return Optimum(search.best, proven, search.bound, *search.spent())


QUICK_CONTRADICTIONS = 40
"""How long the optimistic month itself is tried: most plans that can meet it do so at once."""

FIRST_CONTRADICTIONS = 200
"""How long a first plan is looked for within an allowance before a longer one is tried."""

PATIENCE_CONTRADICTIONS = 60
"""How long one month is asked about before later ones are, while better plans may be found there."""


class _Minimisation:
    """What is known so far stands in `best` and `bound`, also when it is stopped.

    A model that ends sooner holds fewer actions, so it is made anew once an earlier end is known.
    """

    def __init__(
        self,
        task: Task,
        order: tuple[str, ...],
        model_until: Callable[[int, frozenset[int]], Model],
        useful: frozenset[int],
        optimistic: int,
        horizon: int,
        check_time: Callable[[], None],
    ) -> None:
        self._task, self._order = task, order
        self._model_until = model_until
        self._useful = useful
        """What a plan that keeps to all that is held can contain."""
        self._low, self._horizon = optimistic, horizon
        self._check_time = check_time
        self._held: list[tuple[Weighing, int]] = []
        """What every plan asked for keeps to: a weighing, and the most by it."""
        self._models: list[Model] = []
        self._totals: dict[Weighing, Sum] = {}
        """The sums of the last model."""
        self._complete_to = -1
        """That model holds all that plans within such a sum can contain; -1: there is none yet."""
        self.best: Schedule | None = None
        self.bound = optimistic if order[0] == MONTHS else 0

    def run(self, budget: int | None, *, any_will_do: bool) -> bool:
        """Find the best plan and prove it; StoppedError when told to stop.

        True if what is known then is proven: the best plan, or that there is none.
        """
        if budget is not None and not self._spend(budget):
            return True
        place = self._order.index(MONTHS)
        is_first = any_will_do or place == 0
        best = self._any() if is_first else self._least(self._order[:place], None)
        if best is None or any_will_do:
            return best is None
        best = self._earliest(best)
        self._narrow(best.months)
        self._least(self._order[place + 1 :], best)
        return True

    def spent(self) -> tuple[int, int]:
        """Decisions and contradictions so far."""
        return sum(m.engine.decisions for m in self._models), self._contradictions()

    def _contradictions(self) -> int:
        return sum(m.engine.conflicts for m in self._models)

    # models

    def _open(self, latest: int, actions: frozenset[int], complete_to: int = UNLIMITED) -> None:
        """A model of these actions, as far as they can end by then."""
        self._model = self._model_until(latest, actions)
        self._models.append(self._model)
        self._solver = Solver(self._model)
        self._totals, self._complete_to = {}, complete_to
        for weighing, most in self._held:
            self._hold(weighing, most)

    def _narrow(self, latest: int) -> None:
        """Make the model anew where much less is left than it allows for."""
        if latest < self._model.latest:
            self._open(latest, self._useful)

    def _find(self, assumption: Atom, most: int | None = None) -> Schedule | None:
        found = self._solver.find([assumption], most)
        if found is None:
            return None
        self.best = without_needless(self._task, found)
        return self.best

    def _by(self, month: int) -> Atom:
        return (self._model.goal ^ 1, -month)

    def _weights(self, names: tuple[str, ...]) -> list[int]:
        weight = combined(names)
        return [weight(a) for a in self._task.actions]

    def _weighing(self, names: tuple[str, ...]) -> Weighing:
        return Weighing(self._task, self._weights(names), combined_unit(names))

    # plans

    def _any(self) -> Schedule | None:
        """Some plan: by the optimistic month if that is quickly seen, within a while, or ever."""
        if self._order[0] != MONTHS:
            self._open(self._horizon, self._useful)
            self._solver.prefer(self._weights(tuple(n for n in self._order if n != MONTHS)))
            return self._find(self._by(self._horizon))
        for latest, most in self._allowances():
            self._open(latest, self._useful)
            self._solver.prefer(self._weights(()))
            found = self._find(self._by(latest), most)
            if found is not None:
                return found
            if self._solver.is_refuted:
                self._raise_low(latest + 1)
        return None

    def _allowances(self) -> Iterator[tuple[int, int | None]]:
        """Months by which a first plan is looked for, and for how long: the last until it is clear."""
        latest, most = self._low, QUICK_CONTRADICTIONS
        allowance = max(FIRST_ALLOWANCE_MONTHS, self._low // 2)
        while latest < self._horizon:
            yield latest, most
            latest, most = self._low + allowance, FIRST_CONTRADICTIONS
            allowance *= 2
        yield self._horizon, None

    def _raise_low(self, month: int) -> None:
        self._low = max(self._low, month)
        if self._order[0] == MONTHS:
            self.bound = self._low

    def _earliest(self, best: Schedule) -> Schedule:
        """The smallest month; held from then on."""
        if self._low >= best.months:
            return best
        self._narrow(best.months)
        self._solver.prefer(self._weights(()))
        step, most = 1, PATIENCE_CONTRADICTIONS
        while self._low < best.months:
            last = best.months - 1
            month = min(last, self._low + step - 1)
            found = self._find(self._by(month), None if month == last else most)
            if found is not None:
                best = found
                step = max(1, (best.months - self._low) // 2)
                if 4 * best.months < 3 * self._model.latest:
                    self._narrow(best.months)
                    self._solver.prefer(self._weights(()))
            elif month == last or self._solver.is_refuted:
                self._raise_low(month + 1)
                step = max(1, min(2 * step, (best.months - self._low) // 2))
            else:
                # Too hard for now: look for a better plan first. What matters in the end is that
                # none is better than the best.
                step, most = step + (best.months - month) // 2, 2 * most
        return best

    def _least(self, names: tuple[str, ...], best: Schedule | None) -> Schedule | None:
        """Minimise these sums together, in their order; held from then on. None: there is no plan.

        What a first look at a sum does not settle is worth a thorough one.
        """
        if not names:
            return best
        weighing = self._weighing(names)
        if best is not None:
            self._solver.prefer(weighing.weights)
        bracket = self._bracket(weighing, best)
        first, patience, begun = bracket.low, PATIENCE_CONTRADICTIONS, self._contradictions()
        while bracket.is_open:
            most = bracket.most
            tried = 0 if bracket.any_will_do else self._contradictions() - begun
            affordable = self._affordable(weighing, most, tried)
            bracket.rise(_least_of(affordable, most))
            self._note_least(names, bracket.low // weighing.unit)
            if affordable is None or bracket.low > most:
                bracket.refuted(most)
                continue
            self._complete(weighing, most, 2 * most - first)
            is_last = most == bracket.last and tried >= len(affordable.actions)
            total = self._keep_within(weighing, affordable, most)
            found = self._find((total.bound ^ 1, -most), None if is_last else patience)
            if found is not None:
                best = found
                bracket.found(self._sum(weighing, best))
                assert bracket.last < most, "a plan asked for within a sum exceeds it"
            elif self._solver.is_refuted:
                bracket.refuted(most)
            else:
                bracket.too_hard(most)
                patience *= 2
        if best is not None:
            self._hold_least(weighing, best)
        return best

    def _bracket(self, weighing: Weighing, best: Schedule | None) -> Bracket:
        """Between what every plan costs and what is better than the best."""
        sums = Sums((weighing.weights[i] for i in self._possible(0)), weighing.unit)
        most = self._sum(weighing, best) - 1 if best else sum(weighing.weights)
        last = sums.down(most)
        low = sums.up(_least_of(self._affordable(weighing, last), last))
        return Bracket(sums, low, last, has_plan=best is not None)

    def _hold_least(self, weighing: Weighing, best: Schedule) -> None:
        """No plan from now on costs more than the best."""
        cost = self._sum(weighing, best)
        self._held.append((weighing, cost))
        # Later models end no later than this one, so they need nothing else.
        self._useful = self._hold(weighing, cost)
        self._complete_to = UNLIMITED

    def _sum(self, weighing: Weighing, plan: Schedule) -> int:
        return sum(weighing.weights[i] for i, _, _ in plan.spans)

    def _note_least(self, names: tuple[str, ...], low: int) -> None:
        if self._order[0] in names:
            self.bound = max(self.bound, low)

    # sums

    def _spend(self, budget: int) -> bool:
        """Every plan keeps to the budget; False: none can."""
        fees = self._weighing(("fees",))
        most = budget * fees.unit
        affordable = self._affordable(fees, most)
        if affordable is None:
            return False
        self._useful = affordable.actions
        self._held.append((fees, most))
        return True

    def _possible(self, most: int) -> frozenset[int]:
        """What a plan within this sum can contain, as far as is known: less by what dates rule out,
        where the model holds all of it."""
        return self._model.possible() if most <= self._complete_to else self._useful

    def _affordable(self, weighing: Weighing, most: int, tried: int = 0) -> Affordable | None:
        return weighing.affordable(self._possible(most), most, tried, self._check_time)

    def _complete(self, weighing: Weighing, most: int, ample: int) -> None:
        """The model holds all that plans within `most` can contain: else it is made anew, of what
        those within `ample` can."""
        if most > self._complete_to:
            actions = weighing.plausible(self._useful, ample)
            assert actions is not None
            self._open(self._horizon, actions, ample)
            self._solver.prefer(weighing.weights)

    def _keep_within(self, weighing: Weighing, affordable: Affordable | None, most: int) -> Sum:
        """Say what plans within `most` can contain, of a sum in the model."""
        total = self._totals.get(weighing)
        if total is None:
            total = self._totals[weighing] = self._model.total(weighing.weights)
        self._model.keep_within(total, affordable, most)
        return total

    def _hold(self, weighing: Weighing, most: int) -> frozenset[int]:
        """Every plan from now on keeps to it; what they can contain."""
        affordable = weighing.affordable(self._model.possible(), most, 0, self._check_time)
        total = self._keep_within(weighing, affordable, most)
        self._model.engine.always((total.bound ^ 1, -most))
        return affordable.actions if affordable else frozenset()


def _least_of(affordable: Affordable | None, most: int) -> int:
    """What plans within `most` come to at least: more, if there is none."""
    if affordable is None:
        return most + 1
    assert affordable.costs.least is not None
    return affordable.costs.least
