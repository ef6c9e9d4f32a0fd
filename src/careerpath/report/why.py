"""What an answer to `why` shows: figures and facts, no formatting. Money is in minor units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from careerpath.months import Month
    from careerpath.profile import Limits, Profile
    from careerpath.report.model import Infeasibility, StepFigures, Subject, TotalFigures

# What is found about a credential or role that is in the plan …
TARGET, HELD, NEEDED, REPLACEABLE, FOLLOWS = "target", "held", "needed", "replaceable", "follows"
# … and about one that is not.
CLOSED, BARRED, MISSING, ELSEWHERE = "closed", "barred", "missing", "elsewhere"
CONSENT, LIMITED, NOT_IN_DATA = "consent", "limited", "not-in-this-data"
LATER, DEARER, WORSE, EQUAL, NOT_NEEDED = "later", "dearer", "worse", "equal", "not-needed"
UNDECIDED = "undecided"


class Citation(Struct, frozen=True):
    """A source, to be looked up."""

    id: str
    title: str
    publisher: str
    address: str
    authority: str


class Asking(Struct, frozen=True):
    """A requirement that something meets: whose, in words, and where that is written."""

    by: str
    says: str
    strength: str
    """rule or usual."""
    sources: tuple[Citation, ...]


class Passage(Struct, frozen=True):
    """Something that every plan goes through: itself, or what counts as it."""

    id: str
    title: str
    strength: str
    """rule: every plan there is; usual: every plan that keeps to usual practice."""
    through: tuple[str, ...]
    """The steps and work of the best plan by which it does."""
    asked_by: tuple[str, ...] = ()
    """What the best plan needs it for."""
    narrowest: bool = True
    """Nothing narrower is passed by every plan too."""
    is_target: bool = False


class OtherPlan(Struct, frozen=True):
    """The best plan under a changed question, and how it differs from the best one."""

    option: str
    totals: TotalFigures
    finish: Month
    months_more: int
    fees_more: int
    steps_more: int
    optimal: bool
    below_usual: bool
    """Usual practice had to give way for it."""
    steps: tuple[str, ...]
    """What is in it and not in the best plan."""


class WhyReport(Struct, frozen=True):
    """The answer about one id, or about what every plan goes through."""

    status: str
    """plan, already or infeasible: that of the question itself."""
    verdict: str
    """One of the words above; empty where no id was asked about."""
    target: Subject
    about: Subject | None
    objective: str
    as_of: str
    start: Month
    currency: str
    profile: Profile
    limits: Limits
    best: TotalFigures | None = None
    optimal: bool = True
    steps: tuple[StepFigures, ...] = ()
    """The steps of the best plan that are, or count as, what was asked about."""
    asked: tuple[Asking, ...] = ()
    unlocks: tuple[str, ...] = ()
    held_by: tuple[str, ...] = ()
    """What the person holds that is, or counts as, what was asked about."""
    every_plan: str | None = None
    """rule or usual if every plan goes through it; None if there is one that does not."""
    other: OtherPlan | None = None
    """The best plan without it, or by way of it."""
    passages: tuple[Passage, ...] = ()
    undecided: tuple[str, ...] = ()
    """Of these it was not found in the time allowed whether every plan goes through them."""
    infeasible: Infeasibility | None = None
    """Why there is no plan; or none by way of what was asked about."""
    titles: tuple[tuple[str, str], ...] = ()

    def title(self, id_: str) -> str:
        """The title of an id that the report names."""
        return dict(self.titles).get(id_, id_)
