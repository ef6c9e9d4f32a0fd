"""How much is measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """One answer to "how long may it take?"."""

    name: str
    runs: int
    """Times each whole process is started."""
    shipped_stride: int
    """Every n-th question about the shipped catalogue is asked; 1: all. Strides have no divisor in
    common with the twelve that belong to one role, or some objectives or hours are never asked."""
    oracle_stride: int
    """Every n-th of those is asked of CP-SAT too."""
    sizes: tuple[int, ...]
    """Credentials in the generated sectors."""
    full_sizes: tuple[int, ...]
    """The same where months and hours count too."""
    covers: tuple[int, ...]
    """Elements, and as many sets, of the set-cover cores."""
    seeds: int
    random: int
    """Small random questions with every construct of the language."""
    limit: float
    """Seconds after which a solver is stopped."""
    longest: float = 20.0
    """Seconds that the planner has alone for sectors that it did not prove within the limit."""
    repeats: int = 5
    """Of which the median counts; a question that takes more than a second is asked once."""
    survey_stride: int = 1
    """Every n-th shipped question is asked of the planner once; 1: all."""
    survey_limit: float = 4.0
    """Seconds that it has for each."""
    ablation_stride: int = 1
    """Every n-th question of each kind is asked with each accelerator off; 1: all."""


SETTINGS = {
    "quick": Setting(
        "quick", 5, 1201, 5, (60,), (60,), (20,), 1, 15, 3.0, survey_stride=1201, ablation_stride=8
    ),
    "page": Setting(
        "page",
        11,
        19,
        11,
        (60, 250, 1000, 5000),
        (60, 250, 1000),
        (20, 40, 60),
        10,
        500,
        5.0,
        survey_stride=5,
    ),
    "full": Setting(
        "full", 15, 1, 10, (60, 250, 1000, 5000), (60, 250, 1000), (20, 30, 40, 60), 10, 500, 20.0
    ),
}
