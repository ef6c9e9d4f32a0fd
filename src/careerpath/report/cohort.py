"""The answers about a whole cohort: a line a person and target, and what they come to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from careerpath.report.build import total_figures
from careerpath.report.pressing import first_part
from careerpath.whatif.parts import part_id, part_route
from careerpath.wording import title

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.errors import CareerPathError
    from careerpath.months import Month
    from careerpath.planner.plan import Result
    from careerpath.profile import Question
    from careerpath.report.model import TotalFigures

PLAN, ALREADY, INFEASIBLE, STOPPED, BAD = "plan", "already", "infeasible", "stopped", "bad-row"
_COMMONEST = 5


class RowFigures(Struct, frozen=True):
    """One person's way to one target; a row that can't be read has only its error."""

    line: int
    name: str
    status: str
    """`plan`, `already`, `infeasible`, `stopped` (by the time limit) or `bad-row`."""
    target: str = ""
    target_title: str = ""
    currency: str = ""
    totals: TotalFigures | None = None
    finish: Month | None = None
    first_step: str = ""
    first_title: str = ""
    first_is_work: bool = False
    first_start: Month | None = None
    optimal: bool = False
    why: str = ""
    """Why there is no plan."""
    error: CareerPathError | None = None


class CohortReport(Struct, frozen=True):
    """All rows in the order of the file."""

    rows: tuple[RowFigures, ...]
    as_of: str

    def counted(self, status: str) -> int:
        """How many rows came out so."""
        return sum(r.status == status for r in self.rows)

    @property
    def first_steps(self) -> tuple[tuple[str, str, int], ...]:
        """The commonest first steps: id, title, how many rows begin with it."""
        counts = Counter((r.first_step, r.first_title) for r in self.rows if r.first_step)
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple((id_, name, n) for (id_, name), n in ranked[:_COMMONEST])


def row_figures(
    catalogue: Catalogue, line: int, name: str, question: Question, result: Result, why: str = ""
) -> RowFigures:
    """The figures of an answered row."""
    plan = result.plan
    first = None if plan is None else first_part(catalogue, question, plan)
    return RowFigures(
        line=line,
        name=name,
        status=result.status,
        target=question.target,
        target_title=title(catalogue, question.target),
        currency=question.currency,
        totals=None if plan is None else total_figures(catalogue, question, plan),
        finish=None if plan is None else question.start + plan.totals.months,
        first_step=part_id(first) if first else "",
        first_title=title(catalogue, part_id(first)) if first else "",
        first_is_work=first is not None and part_route(first) is None,
        first_start=question.start + first.start if first else None,
        optimal=plan is None or plan.optimal,
        why=why,
    )
