"""A plan as a table for a spreadsheet: one row a step, or a cause, or a repair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.months import format_month
from careerpath.render.json_document import money
from careerpath.render.spreadsheet import table
from careerpath.report.model import PlanReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.report import PlanFigures, SeveralReports, StepFigures

COLUMNS = (
    "target", "status", "plan", "step", "kind", "id", "title", "route", "grade", "start", "end",
    "months", "hours_per_week", "fee", "currency", "estimated", "place_to_win", "apply_by",
    "needed_for", "reasons", "notes", "sources", "checked",
)  # fmt: skip

Cells = dict[str, object]


def render(report: PlanReport | SeveralReports) -> str:
    """The whole file, every cell in quotes."""
    reports = (report,) if isinstance(report, PlanReport) else report.results
    return table(COLUMNS, ([row.get(c) for c in COLUMNS] for own in reports for row in _rows(own)))


def _rows(report: PlanReport) -> Iterator[Cells]:
    common: Cells = {"target": report.target.id, "status": report.status}
    for number, plan in enumerate(report.plans, 1):
        for row in _steps(plan):
            yield {**common, "plan": number, **row}
    if report.infeasible is not None:
        for cause in report.infeasible.causes:
            yield {**common, "kind": "cause", "id": cause.about, "title": cause.says}
        for repair in report.infeasible.repairs:
            yield {
                **common, "kind": "repair", "id": repair.change, "title": repair.says,
                "end": format_month(repair.finish), "months": repair.totals.months,
                "fee": money(repair.totals.fees), "currency": report.currency,
            }  # fmt: skip


def _steps(plan: PlanFigures) -> Iterator[Cells]:
    for number, step in enumerate(plan.steps, 1):
        yield {"step": number, **_step(step)}


def _step(step: StepFigures) -> Cells:
    return {
        "kind": step.kind,
        "id": step.id,
        "title": step.title,
        "route": step.route_title,
        "grade": step.grade,
        "start": format_month(step.start),
        "end": format_month(step.end),
        "months": step.months,
        "hours_per_week": step.hours_per_week,
        "fee": money(step.fee),
        "currency": step.currency,
        "estimated": "; ".join(step.estimated),
        "place_to_win": "yes" if step.offer else "no",
        "apply_by": step.apply_by,
        "needed_for": "; ".join(step.needed_for),
        "reasons": "; ".join(step.satisfies),
        "notes": "; ".join(step.unmodelled),
        "sources": "; ".join(step.sources),
        "checked": step.checked,
    }
