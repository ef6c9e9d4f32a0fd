"""Several targets at once: what their plans share, and how most of them can begin."""

from __future__ import annotations

from collections import Counter

from careerpath.report.model import ROLE, PlanReport, SeveralReports


def several_reports(results: tuple[PlanReport, ...]) -> SeveralReports:
    """The reports, the steps common to all plans there are, and the commonest first step."""
    plans = [r.plans[0] for r in results if r.plans]
    steps = [[s for s in p.steps if s.kind != ROLE] for p in plans]
    in_all = set.intersection(*({s.id for s in own} for own in steps)) if steps else set()
    shared = [s.id for s in steps[0] if s.id in in_all] if steps else []
    begins = Counter(s.id for own in steps for s in own if s.start == own[0].start)
    # Of those in most plans, the one that every plan would take soonest; then by id.
    uses = Counter(s.id for own in steps for s in own)
    first = min(begins, key=lambda i: (-uses[i], -begins[i], i), default=None)
    return SeveralReports(results, tuple(shared), first)
