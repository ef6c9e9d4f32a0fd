"""The additive question in zeros and ones, for solvers of linear constraints.

Each way has its own copy of the conditions that it reads, and says by which slots they hold. Where
slots depend on each other in a circle a slot has a level above those that its way relies on, so that
nothing proves itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.pruned import Pruned

Row = list[tuple[int, int]]
"""(coefficient, variable); a row says that its sum is at least its bound."""


@dataclass(slots=True)
class Linear:
    """Variables with their bounds and costs, and rows `sum >= bound`."""

    upper: list[int] = field(default_factory=list)
    lower: list[int] = field(default_factory=list)
    fees: list[int] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)
    rows: list[tuple[Row, int]] = field(default_factory=list)

    def variable(self, upper: int = 1, *, lower: int = 0, fee: int = 0, steps: int = 0) -> int:
        """A new variable."""
        self.upper.append(upper)
        self.lower.append(lower)
        self.fees.append(fee)
        self.steps.append(steps)
        return len(self.upper) - 1

    def at_least(self, bound: int, row: Row) -> None:
        """A new row."""
        self.rows.append((row, bound))


def as_linear(pruned: Pruned) -> Linear:
    """The constraints of a pruned question."""
    return _Writer(pruned).write()


class _Writer:
    def __init__(self, pruned: Pruned) -> None:
        self._pruned = pruned
        self._linear = Linear()
        self._held = [self._linear.variable() for _ in range(pruned.slots)]
        sizes: dict[int, int] = {}
        for circle in pruned.circles:
            sizes[circle] = sizes.get(circle, 0) + 1
        self._size = [sizes[c] for c in pruned.circles]
        self._level = [self._linear.variable(n) if n > 1 else -1 for n in self._size]

    def write(self) -> Linear:
        by_slot: list[Row] = [[] for _ in self._held]
        for way in self._pruned.ways:
            done = self._linear.variable(fee=way.fee, steps=1)
            by_slot[way.slot].append((1, done))
            self._demand(done, way.entry, way.slot)
        for slot, ways in enumerate(by_slot):
            self._linear.at_least(0, [*ways, (-1, self._held[slot])])
        self._demand(self._linear.variable(lower=1), self._pruned.target, -1)
        return self._linear

    def _demand(self, asker: int, number: int, slot: int) -> None:
        """If `asker` is one, so much of the node holds, below `slot`."""
        node = self._pruned.nodes[number]
        if not node.count:
            return
        row: Row = [(-node.count, asker)]
        for part in node.parts:
            inner = self._linear.variable()
            row.append((1, inner))
            self._demand(inner, part, slot)
        row += [(1, self._support(read, slot)) for read in node.slots]
        self._linear.at_least(0, row)

    def _support(self, read: int, slot: int) -> int:
        if slot < 0 or self._pruned.circles[read] != self._pruned.circles[slot]:
            return self._held[read]
        used = self._linear.variable()
        self._linear.at_least(0, [(1, self._held[read]), (-1, used)])
        if read == slot:
            self._linear.at_least(0, [(-1, used)])
            return used
        size = self._size[slot]
        # level[slot] >= level[read] + 1 if used
        self._linear.at_least(
            -size, [(1, self._level[slot]), (-1, self._level[read]), (-1 - size, used)]
        )
        return used
