"""What a recheck finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from careerpath.report import TotalFigures

FEE, LENGTH, HOURS, GONE, WINDOW, RULE = "fee", "length", "hours", "gone", "window", "rule"


Amount = tuple[int, str]
"""Minor units, and their currency."""


class Failure(Struct, frozen=True):
    """A condition of the locked plan that doesn't hold any more: whose, and why, in words."""

    id: str
    title: str
    says: str


class Change(Struct, frozen=True):
    """A fact the plan rests on that is not what it was; `breaks`: the plan's own figures are wrong."""

    id: str
    title: str
    kind: str
    """`fee`, `length`, `hours`, `gone`, `window` or `rule`."""
    says: str
    breaks: bool
    fees: tuple[Amount, Amount] | None = None
    """Of a fee: what it is, and what it was."""


class Best(Struct, frozen=True):
    """The best plan today for somebody who has followed the locked one so far."""

    totals: TotalFigures
    finish: int
    first_step: str
    optimal: bool
    is_better: bool


class Recheck(Struct, frozen=True):
    """What became of a locked plan."""

    target: str
    target_title: str
    locked_on: str
    as_of: str
    currency: str
    finish: int
    fees_then: int
    fees_now: int | None
    """None where a step or its route is gone."""
    failures: tuple[Failure, ...]
    changes: tuple[Change, ...]
    due: tuple[str, ...]
    today: str
    """`plan`, `infeasible` or `stopped`: what looking for the best plan of today came to."""
    best: Best | None

    @property
    def holds(self) -> bool:
        """Every condition holds, and fees, lengths and hours are what they were."""
        return not self.failures and not any(c.breaks for c in self.changes)
