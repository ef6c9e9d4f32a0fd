"""Other plans, each worth one line beside the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.report.build import total_figures
from careerpath.report.model import Other
from careerpath.report.pressing import first_part
from careerpath.whatif.parts import part_id
from careerpath.wording import title

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.planner import Plan
    from careerpath.profile import Question
    from careerpath.whatif.others import Others


def others_figures(catalogue: Catalogue, found: Others) -> tuple[Other, ...]:
    """One line each about the plans that another option gives."""
    return tuple(
        Other(
            other.kind,
            other.option,
            _first_title(catalogue, other.question, other.plan),
            total_figures(catalogue, other.question, other.plan),
            other.question.start + other.plan.totals.months,
        )
        for other in found.plans
    )


def _first_title(catalogue: Catalogue, question: Question, plan: Plan) -> str:
    first = first_part(catalogue, question, plan)
    return "" if first is None else title(catalogue, part_id(first))
