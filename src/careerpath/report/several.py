"""Several targets at once: what their plans share, and how to begin without regret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.report.model import ROLE, PlanReport, SeveralReports

if TYPE_CHECKING:
    from careerpath.report.what_if import Beginning


def several_reports(
    results: tuple[PlanReport, ...], beginning: Beginning | None = None, *, complete: bool = True
) -> SeveralReports:
    """The reports, the steps common to all plans there are, and the step to begin with."""
    plans = [r.plans[0] for r in results if r.plans]
    steps = [[s for s in p.steps if s.kind != ROLE] for p in plans]
    in_all = set.intersection(*({s.id for s in own} for own in steps)) if steps else set()
    shared = tuple(s.id for s in steps[0] if s.id in in_all) if steps else ()
    first = None if beginning is None else beginning.id
    return SeveralReports(results, shared, first, beginning, complete)
