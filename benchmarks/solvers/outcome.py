"""What a solver says of one instance."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """`value` is what was minimised, most important first; None: no plan, or (unsolved) not known."""

    value: tuple[int, ...] | None
    solved: bool
    """It is proven."""
    build: float
    """Seconds until the solver had its model."""
    solve: float
    """Seconds from then on."""
