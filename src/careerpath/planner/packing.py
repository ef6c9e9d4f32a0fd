"""How much cuts can pay in all, none of their members more than it costs: a linear program.

Maximise the sum of what the cuts pay, where all cuts of an action together pay at most its weight.
This is the best sharing of costs among landmarks (E. Karpas and C. Domshlak, Cost-optimal planning
with landmarks, 2009), solved by the primal simplex method (G. Dantzig, 1947) one cut at a time: what
is known for some cuts is where the next begins. The dual of the program are *prices*: parts of
actions, the cheapest such that each cut has one whole action in it. A cut with less is worth adding.

Everything here is in floating point and only suggests: whoever uses a payment rounds it down and
sees that no action pays more than it costs, which makes it right whatever was computed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOTHING = 1e-9
"""Less is taken for zero."""

WORTH_IT = 1e-7
"""A variable that brings less a unit is not worth a step."""

MOST_STEPS = 200
"""Steps after one cut; with more the payments stay possible, only not the best."""


class Packing:
    """The program for the cuts added so far, at its optimum.

    A row is an action whose weight limits its cuts, a column of the tableau the part of a row's
    slack. Cuts are numbered from 0; the slack of action `a` is the variable -1 - a.
    """

    def __init__(self, weights: Sequence[float]) -> None:
        self.prices: dict[int, float] = {}
        """What an action is worth in parts; those not named nothing."""
        self.value = 0.0
        """What the cuts pay in all."""
        self._weights = weights
        self._cuts: list[tuple[int, ...]] = []
        self._columns: dict[int, dict[int, float]] = {}
        """Slack of an action to its part in each row."""
        self._level: dict[int, float] = {}
        """Row to the value of its basic variable."""
        self._basic: dict[int, int] = {}
        """Row to its basic variable."""
        self._paying: set[int] = set()
        """The cuts that are basic."""

    def add(self, cut: tuple[int, ...]) -> None:
        """Let one more cut, of actions, pay what it can."""
        for action in cut:
            if action not in self._columns:
                self._columns[action] = {action: 1.0}
                self._level[action] = float(self._weights[action])
                self._basic[action] = -1 - action
        self._cuts.append(cut)
        variable: int | None = len(self._cuts) - 1
        for _ in range(MOST_STEPS):
            if variable is None or not self._enter(variable):
                return
            variable = self._best()

    def payments(self) -> list[tuple[tuple[int, ...], float]]:
        """The cuts that pay something, and how much."""
        paid = {v: self._level[row] for row, v in self._basic.items() if v >= 0}
        return [(self._cuts[c], amount) for c, amount in sorted(paid.items()) if amount > NOTHING]

    def price(self, cut: tuple[int, ...]) -> float:
        """How much of an action the cut has at these prices."""
        prices = self.prices
        return sum([prices[a] for a in cut if a in prices])

    def _gain(self, variable: int) -> float:
        """What the sum gains with each unit of a variable."""
        if variable < 0:
            return -self.prices.get(-1 - variable, 0.0)
        return 1.0 - self.price(self._cuts[variable])

    def _best(self) -> int | None:
        """The variable that brings the most a unit; a slack, if any does, since prices are not negative."""
        price, action = min([(p, a) for a, p in self.prices.items()], default=(0.0, 0))
        if price < -WORTH_IT:
            return -1 - action
        waiting = [c for c in range(len(self._cuts)) if c not in self._paying]
        gain, cut = max([(self._gain(c), -c) for c in waiting], default=(0.0, 0))
        return -cut if gain > WORTH_IT else None

    def _enter(self, variable: int) -> bool:
        """One step: raise a variable until a basic one becomes zero, which it replaces."""
        gain = self._gain(variable)
        column = self._column(variable)
        row = self._blocking(column)
        if gain <= NOTHING or row is None:
            return False
        by = column.pop(row)
        self._eliminate(row, by, gain, [(i, f) for i, f in column.items() if abs(f) > NOTHING])
        self._paying.discard(self._basic[row])
        self._basic[row] = variable
        if variable >= 0:
            self._paying.add(variable)
        return True

    def _column(self, variable: int) -> dict[int, float]:
        """What each row loses with a unit of a variable."""
        if variable < 0:
            return dict(self._columns[-1 - variable])
        column: dict[int, float] = {}
        for action in self._cuts[variable]:
            for row, part in self._columns[action].items():
                column[row] = column.get(row, 0.0) + part
        return column

    def _blocking(self, column: Mapping[int, float]) -> int | None:
        """The row that is used up first; of equals the one whose variable comes first."""
        level, basic = self._level, self._basic
        rows = [(level[i] / part, basic[i], i) for i, part in column.items() if part > NOTHING]
        return min(rows)[2] if rows else None

    def _eliminate(self, row: int, by: float, gain: float, others: list[tuple[int, float]]) -> None:
        """Divide a row, take it off the others and off the prices."""
        prices = self.prices
        for action, column in self._columns.items():
            part = column.get(row)
            if part is None:
                continue
            part = column[row] = part / by
            for other, factor in others:
                left = column.get(other, 0.0) - factor * part
                if abs(left) > NOTHING:
                    column[other] = left
                else:
                    column.pop(other, None)
            price = prices.get(action, 0.0) + gain * part
            if abs(price) > NOTHING:
                prices[action] = price
            else:
                prices.pop(action, None)
        amount = self._level[row] = self._level[row] / by
        for other, factor in others:
            self._level[other] = max(0.0, self._level[other] - factor * amount)
        self.value += gain * amount
