"""How late each step of a plan may start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from careerpath.report.model import ROLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from careerpath.months import Month
    from careerpath.report.model import PlanReport
    from careerpath.whatif.slack import Slack


def with_slack(report: PlanReport, slacks: Iterable[Slack]) -> PlanReport:
    """The report, its first plan's steps told how late they can start."""
    known = {s.id: s for s in slacks}
    plan = report.plans[0]
    steps = tuple(
        replace(
            step,
            latest_start=report.start + known[step.id].latest,
            last_chance=_month(report.start, known[step.id].last_chance),
        )
        if step.kind != ROLE and step.id in known
        else step
        for step in plan.steps
    )
    return replace(report, plans=(replace(plan, steps=steps), *report.plans[1:]))


def _month(start: Month, moment: int | None) -> Month | None:
    return None if moment is None else start + moment
