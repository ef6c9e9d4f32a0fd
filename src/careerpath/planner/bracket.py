"""Between what the least sum lies, and up to where to ask next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from careerpath.planner.objective import Sums

GROWTH = 16
"""How many such steps lead from the least that there can be to twice as much."""

FURTHER_EVERY = 4
"""Of so many questions that were too hard one is followed by a look further up."""


class Bracket:
    """The least sum lies between `low` and `last`; above `last` no plan is of interest.

    Where a plan is known from the first, one asks for a better one until there is none: what is held
    before this sum leaves little to choose from, and to refute much less than the least is no help
    with refuting nearly as much. Where none is, one asks near `low`, since little can be chosen from
    in plans that cost little more than the least; nearer still where that is too hard; and further
    up for some plan at all, and now and then for a better one, which is all that there is to show
    when time runs out.
    """

    def __init__(self, sums: Sums, low: int, last: int, *, has_plan: bool) -> None:
        """`has_plan`: one is known, and sums beyond `last` are no better."""
        self.low, self.last = low, last
        self._sums, self._has_plan = sums, has_plan
        self._from_above = has_plan
        self._step = self._further = self._failures = 0

    @property
    def is_open(self) -> bool:
        """Something lies between."""
        return self.low <= self.last

    @property
    def most(self) -> int:
        """The sum to ask about: is there a plan within it?"""
        if self._from_above:
            return self.last
        return self._sums.down(min(self.last, self.low + self._step + self._further))

    @property
    def any_will_do(self) -> bool:
        """Any plan will do for now."""
        return not self._has_plan and self.most == self.last

    def rise(self, least: int) -> None:
        """No plan comes to less."""
        self.low = max(self.low, self._sums.up(least))

    def found(self, total: int) -> None:
        """There is a plan that comes to this."""
        self.last, self._has_plan = self._sums.down(total - 1), True
        self._step, self._further = min((self.last - self.low) // 2, self.low // GROWTH), 0

    def refuted(self, most: int) -> None:
        """No plan is within `most`."""
        self.rise(most + 1)
        width = self.last - self.low if self._has_plan else self.low
        self._step, self._further = max(self._step, width // GROWTH, self._sums.unit), 0

    def too_hard(self, most: int) -> None:
        """Nobody knows whether there is a plan within `most`."""
        self._failures += 1
        if not self._has_plan:
            self._further = self.last - self.low
        elif self._failures % FURTHER_EVERY == 0:
            self._further = (self.last - most) // 2
        else:
            self._step, self._further = max(self._step // 2, self._sums.unit), 0
