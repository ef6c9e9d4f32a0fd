"""The person and the question: what is held, what is wanted, within which limits.

Plain values, already checked against the catalogue (see `careerpath.statements`), so that planner
and independent checkers read the same thing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from careerpath.months import Month

DEFAULT_HOURS_PER_WEEK = 50
HORIZON_MONTHS = 720
"""No plan is longer than this; whatever takes more is infeasible."""

OBJECTIVES = ("time", "cost", "steps", "study")


class Holding(Struct, frozen=True):
    """A credential the person states: its grade and the month it was, or will be, gained."""

    id: str
    grade: str | None = None
    since: Month | None = None


class Worked(Struct, frozen=True):
    """Months worked in a role, ending at `until` (None: at the plan's start)."""

    role: str
    months: int
    until: Month | None = None
    hours_per_week: int | None = None
    """None: the role's usual pace."""


class Profile(Struct, frozen=True):
    """The person."""

    holds: tuple[Holding, ...] = ()
    worked: tuple[Worked, ...] = ()
    lacks: tuple[str, ...] = ()
    """Credentials that nothing may assume."""
    born: Month | None = None
    hours_per_week: int = DEFAULT_HOURS_PER_WEEK
    place: str | None = None


class Limits(Struct, frozen=True):
    """What the person allows."""

    budget: int | None = None
    """In minor units of the question's currency."""
    within: int | None = None
    """Months from the start to the target, at most."""
    without: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    routes: tuple[tuple[str, str], ...] = ()
    """Pairs of credential and the one route by which it may be gained."""
    earning: bool = False
    hopeful: bool = False
    bare_minimum: bool = False
    abroad: bool = False


class Question(Struct, frozen=True):
    """One planning problem: months count from `start`, month 0."""

    target: str
    start: Month
    currency: str
    profile: Profile = field(default_factory=Profile)
    objective: str = "time"
    limits: Limits = field(default_factory=Limits)
