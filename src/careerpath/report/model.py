"""The figures and sentences that any format shows; computed once, formatted nowhere here.

Money is in minor units, dates are months; `careerpath.render` gives them their form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from careerpath.months import Month
    from careerpath.profile import Limits, Profile
    from careerpath.report.what_if import AlternativePlans, Beginning, OpenQuestions, TradeOffs

QUALIFICATION, WORK, ROLE = "qualification", "work", "role"
RULE, USUAL, DISCRETION = "rule", "usual", "discretion"
"""How binding: a rule; what is commonly asked; what needs somebody's consent."""


class Subject(Struct, frozen=True):
    """The target: what the plan leads to."""

    id: str
    title: str
    kind: str
    jurisdiction: tuple[str, ...]
    place: str
    """The title of its first jurisdiction."""


class Assumption(Struct, frozen=True):
    """Something taken as true that nobody stated, and the id (or `age`) it is about."""

    says: str
    about: str


class TotalFigures(Struct, frozen=True):
    """What the whole plan takes."""

    months: int
    fees: int
    estimated_fees: int
    steps: int
    study_hours: int


class AskedFor(Struct, frozen=True):
    """A part of a requirement that a step meets: whose it is, and how binding."""

    by: str
    says: str
    strength: str
    """rule or usual."""
    sources: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    """The credentials that the part names, and the derived one that it belongs to."""


class StepFigures(Struct, frozen=True):
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
    employed: bool = False
    """The route is itself a job."""
    apply_by: str | None = None
    """The last closing date before the start, as YYYY-MM-DD."""
    last_start: Month | None = None
    """The last month in which this route may be started, if it closes."""
    until: Month | None = None
    """The last month in which it may be awarded, if that ends."""
    needed_for: tuple[str, ...] = ()
    satisfies: tuple[str, ...] = ()
    asked: tuple[AskedFor, ...] = ()
    """The same as `satisfies`, one by one: rules told apart from usual practice."""
    conflicts: tuple[str, ...] = ()
    """What sources say that disagree with each other about it."""
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


HELD, ASSUMED, WORKED = "held", "assumed", "worked"


class GivenFigures(Struct, frozen=True):
    """What the person brings and the plan leans on: stated, assumed, or work already done."""

    id: str
    kind: str
    """`held`, `assumed` or `worked`."""
    title: str
    grade: str | None = None
    months: int = 0
    """Months worked; 0 for what is held."""
    since: Month | None = None
    """When it is, or will be, gained; for work, when it ended. None: not stated."""
    needed_for: tuple[str, ...] = ()
    satisfies: tuple[str, ...] = ()


class SourceFigures(Struct, frozen=True):
    """Where a fact was read."""

    title: str
    publisher: str
    address: str
    authority: str
    dated: str = ""
    checked: str = ""


class PlanFigures(Struct, frozen=True):
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
    first: tuple[str, ...] = ()
    """The ids of what has to be begun first."""
    next_steps: tuple[str, ...] = ()
    checked: tuple[str, str] | None = None
    """The oldest and the newest day on which the facts used were checked."""
    given: tuple[GivenFigures, ...] = ()
    """What the person brings that the plan leans on."""


class Other(Struct, frozen=True):
    """Another plan worth one line: what is different about it, and what it takes."""

    kind: str
    """`earning`, `cheaper`, `hopeful` or `abroad`."""
    option: str
    """What to type for it."""
    first_step: str
    totals: TotalFigures
    finish: Month


class Cause(Struct, frozen=True):
    """One of the things that together leave no plan: facts first, the sentence made of them."""

    kind: str
    """missing, not-together, too-late, over-budget or not-in-this-data."""
    says: str
    about: str
    """An id, or `budget`, `within`, `hours_per_week`, `age`."""
    rests_on: str = ""
    """fact (about the person), limit (that they set), date (that passes), rule, or data."""
    option: str = ""
    """For a limit: as it is typed."""
    held: str | None = None
    """The grade, age or amount there is."""
    wanted: str | None = None
    """The least that would do."""
    when: Month | None = None
    """The month in which something closes."""
    asked_by: tuple[str, ...] = ()
    """Whose rule it is."""
    sources: tuple[str, ...] = ()


class Repair(Struct, frozen=True):
    """A single change with which there is a plan, and what that plan takes."""

    change: str
    """What to type for it."""
    says: str
    totals: TotalFigures
    finish: Month
    kind: str = ""
    """later, budget, hours, lift, hopeful, abroad, credential, target or together."""
    changes: tuple[str, ...] = ()
    """What to type, one by one; more than one only of those that go together."""
    least: bool = True
    """For a figure: proven to be the least that works."""
    optimal: bool = True
    """The plan it leads to is proven best."""


class Infeasibility(Struct, frozen=True):
    """Why there is no plan, and what would help."""

    causes: tuple[Cause, ...]
    repairs: tuple[Repair, ...]
    minimal: bool = True
    """Each cause was shown to be needed: without it there would be a plan."""
    undecided: tuple[str, ...] = ()
    """Changes of which it was not found in the effort allowed whether they work."""
    derivation: tuple[tuple[int, str], ...] = ()
    """How the causes close every way: depth and sentence, the target first."""


class PlanReport(Struct, frozen=True):
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
    others_promising: tuple[str, ...] = ()
    """Those of them that certainly hold a better plan."""
    alternatives: AlternativePlans | None = None
    trade_offs: TradeOffs | None = None
    open_questions: OpenQuestions | None = None
    infeasible: Infeasibility | None = None
    titles: dict[str, str] = field(default_factory=dict)
    """The titles of every id the report names."""
    sources: dict[str, SourceFigures] = field(default_factory=dict)
    """The sources that the plans' steps cite, by id."""


class SeveralReports(Struct, frozen=True):
    """The answers about several targets, and what their plans share."""

    results: tuple[PlanReport, ...]
    shared: tuple[str, ...]
    first: str | None
    """The step to begin with that keeps most of the plans best."""
    beginning: Beginning | None = None
    """The same step, and what it costs where it is not best."""
    complete: bool = True
    """False: which first step is best was not decided in the time allowed."""
