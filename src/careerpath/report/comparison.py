"""Roles side by side: the values of a comparison, in the order in which people read them.

Differences first, each row with one cell a role; then the skills, when to take on which, what the
roles share, and the plans to them. `careerpath.report.comparing` builds it; renderers place it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from careerpath.records import Salary, Source
    from careerpath.report.model import PlanReport, Subject
    from careerpath.report.remarks import Remark
    from careerpath.report.skills import SkillsGap


class Named(Struct, frozen=True):
    """Something by id and title: a tool, a skill, a next role, and what is said of it."""

    id: str
    title: str
    says: str = ""


class Cell(Struct, frozen=True):
    """What one row says of one role: sentences, or names, or pay. Empty: nothing is known."""

    remarks: tuple[Remark, ...] = ()
    names: tuple[Named, ...] = ()
    salary: Salary | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.remarks or self.names or self.salary)


class Row(Struct, frozen=True):
    """One thing that is compared."""

    id: str
    title: str
    cells: tuple[Cell, ...]
    """One a role, in the order of the subjects; a shared row has a single cell."""
    together: tuple[Remark, ...] = ()
    """What is to be known of all of them."""


class SkillRow(Struct, frozen=True):
    """One skill, and how much each role asks of it: `essential`, `useful` or None."""

    id: str
    title: str
    kind: str
    importance: tuple[str | None, ...]


class SkillsCompared(Struct, frozen=True):
    """The skills of all the roles."""

    differing: tuple[SkillRow, ...]
    shared: tuple[SkillRow, ...]
    """Asked by every role."""
    over: tuple[tuple[SkillRow, ...], ...]
    """For each role, what it asks more of than any other."""


class PlansCompared(Struct, frozen=True):
    """The plans to the roles, from the same start."""

    reports: tuple[PlanReport | None, ...]
    """One a role; None where the time ran out before any plan was found."""
    least: tuple[tuple[str, str], ...]
    """The figure (`months`, `fees`, `steps`, `study_hours`) and the role whose plan has least of it."""
    shared: tuple[Named, ...]
    """Steps that every plan has."""
    first: Named | None
    """The step with which most of the plans can begin."""


class CompareReport(Struct, frozen=True):
    """Two to four roles side by side."""

    subjects: tuple[Subject, ...]
    as_of: str
    common: tuple[Remark, ...]
    """What the data says of these roles together."""
    differences: tuple[Row, ...]
    hire: Row | None
    """When to take on which of them, or several."""
    skills: SkillsCompared
    shared: tuple[Row, ...]
    """Rows of one cell: what holds of every role."""
    plans: PlansCompared | None = None
    gaps: tuple[SkillsGap | None, ...] = ()
    """With a person given: the skills gap to each role."""
    sources: tuple[Source, ...] = ()
    """Everything cited, in the order of citing."""
    checked: tuple[str, str] | None = None
    """The oldest and the newest day on which entries and profiles were checked."""
    without_profile: tuple[str, ...] = ()
    """Ids of roles of which the data says little."""
    low_confidence: tuple[str, ...] = ()
    """Ids of roles whose facts nobody could confirm."""
