"""Other plans, each worth one line beside the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.report.build import total_figures
from careerpath.report.model import Other
from careerpath.whatif.parts import part_id, parts_of
from careerpath.wording import title

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.planner import Plan
    from careerpath.whatif.others import Others


def others_figures(catalogue: Catalogue, found: Others) -> tuple[Other, ...]:
    """One line each about the plans that another option gives."""
    return tuple(
        Other(
            other.kind,
            other.option,
            _first_title(catalogue, other.plan),
            total_figures(catalogue, other.question, other.plan),
            other.question.start + other.plan.totals.months,
        )
        for other in found.plans
    )


def _first_title(catalogue: Catalogue, plan: Plan) -> str:
    parts = parts_of(plan)
    return title(catalogue, part_id(parts[0])) if parts else ""
