"""The figures and sentences that any format shows; computed once, formatted nowhere here.

Money is in minor units, dates are months; `careerpath.render` gives them their form.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from careerpath.months import Month
    from careerpath.profile import Limits, Profile
    from careerpath.report.what_if import AlternativePlans, Beginning, OpenQuestions, TradeOffs

QUALIFICATION, WORK, ROLE = "qualification", "work", "role"


@dataclass(frozen=True, slots=True)
class Subject:
    """The target: what the plan leads to."""

    id: str
    title: str
    kind: str
    jurisdiction: tuple[str, ...]
    place: str
    """The title of its first jurisdiction."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something taken as true that nobody stated, and the id (or `age`) it is about."""

    says: str
    about: str


@dataclass(frozen=True, slots=True)
class TotalFigures:
    """What the whole plan takes."""

    months: int
    fees: int
    estimated_fees: int
    steps: int
    study_hours: int


@dataclass(frozen=True, slots=True)
class StepFigures:
    """One line of a plan: a qualification, a stretch of work, or the role at its end."""

    id: str
    kind: str
    title: str
    start: Month
    end: Month
    start_month: int
    end_month: int
    months: int
    hours_per_week: int
    fee: int
    currency: str
    is_target: bool = False
    route: str | None = None
    route_title: str = ""
    grade: str | None = None
    strength: str = "rule"
    estimated: tuple[str, ...] = ()
    basis: str = ""
    offer: bool = False
    apply_by: str | None = None
    """The last closing date before the start, as YYYY-MM-DD."""
    needed_for: tuple[str, ...] = ()
    satisfies: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    unmodelled: tuple[str, ...] = ()
    confidence: str = "medium"
    checked: str = ""
    renewal: tuple[int, int, str] | None = None
    """Months between renewals, and their price: a running cost."""
    latest_start: Month | None = None
    """The latest start with which the same steps still finish in the same month, where reckoned."""
    last_chance: Month | None = None
    """The latest start with which the same steps still finish at all; None: nothing closes."""


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """One plan."""

    optimal: bool
    bound: float | None
    """What no plan can beat on the objective's first figure, in that figure's unit."""
    totals: TotalFigures
    finish: Month
    steps: tuple[StepFigures, ...]
    conditions: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    below_usual: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    checked: tuple[str, str] | None = None
    """The oldest and the newest day on which the facts used were checked."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another plan worth one line: what is different about it, and what it takes."""

    kind: str
    """`earning`, `cheaper`, `hopeful` or `abroad`."""
    option: str
    """What to type for it."""
    first_step: str
    totals: TotalFigures
    finish: Month


@dataclass(frozen=True, slots=True)
class Cause:
    """Why there is no plan: kind is missing, not-together, too-late, over-budget, not-in-this-data."""

    kind: str
    says: str
    about: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A single change with which there is a plan, and what that plan takes."""

    change: str
    says: str
    totals: TotalFigures
    finish: Month


@dataclass(frozen=True, slots=True)
class Infeasibility:
    """Why there is no plan, and what would help."""

    causes: tuple[Cause, ...]
    repairs: tuple[Repair, ...]


@dataclass(frozen=True, slots=True)
class PlanReport:
    """The answer to one question."""

    status: str
    target: Subject
    objective: str
    as_of: str
    start: Month
    currency: str
    profile: Profile
    limits: Limits
    assumes: tuple[Assumption, ...] = ()
    plans: tuple[PlanFigures, ...] = ()
    others: tuple[Other, ...] = ()
    others_undecided: tuple[str, ...] = ()
    """Kinds of other plans that were not decided in the time allowed."""
    alternatives: AlternativePlans | None = None
    trade_offs: TradeOffs | None = None
    open_questions: OpenQuestions | None = None
    infeasible: Infeasibility | None = None
    titles: dict[str, str] = field(default_factory=dict)
    """The titles of every id the report names."""


@dataclass(frozen=True, slots=True)
class SeveralReports:
    """The answers about several targets, and what their plans share."""

    results: tuple[PlanReport, ...]
    shared: tuple[str, ...]
    first: str | None
    """The step to begin with that keeps most of the plans best."""
    beginning: Beginning | None = None
    """The same step, and what it costs where it is not best."""
    complete: bool = True
    """False: which first step is best was not decided in the time allowed."""
