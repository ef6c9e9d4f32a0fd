"""Which unknown can still change the plan: the one place that decides what is asked next.

A simple order for now: what the plan takes as true, from what is held to an age; then the steps that
may be held already; then money and time. A ranking by what an answer would change
(`plan --ask`) can take the place of `unknowns_of`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from careerpath.report.model import QUALIFICATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.interview.answers import Answers
    from careerpath.report import PlanReport, StepFigures

GRADE, DATE, SUGGESTED, HELD, AGE, UNTIL, FREE, EARNING, BUDGET = (
    "grade", "date", "suggested", "held", "age", "until", "free", "earning", "budget",
)  # fmt: skip
MOST = 10
"""How many questions about the plan are worth a person's patience."""
_FULL_STUDY = 20
_HIGH_LEVEL = 4
"""From this level on, lacking one level makes it idle to ask about the next."""
_NO_LEVEL = 99


class Unknown(Struct, frozen=True):
    """Something that the plan depends on and nobody has said."""

    kind: str
    about: str
    """The id of a credential or role, or the kind once more."""

    @property
    def key(self) -> str:
        """By which it is remembered as asked."""
        return f"{self.kind}:{self.about}"


def next_unknown(catalogue: Catalogue, report: PlanReport, answers: Answers) -> Unknown | None:
    """What to ask next; None if nothing is left that this plan depends on."""
    if sum(":" in key for key in answers.asked) >= MOST:
        return None
    for unknown in unknowns_of(catalogue, report, answers):
        if unknown.key not in answers.asked:
            return unknown
    return None


def unknowns_of(catalogue: Catalogue, report: PlanReport, answers: Answers) -> Iterator[Unknown]:
    """Everything unknown that can change the plan, the most telling first."""
    yield from _before_what_is_expected(report)
    yield from _assumed(catalogue, report)
    for plan in report.plans:
        yield from _steps_perhaps_held(catalogue, plan.steps, report, answers)
        studies = [s for s in plan.steps if s.kind == QUALIFICATION and s.months]
        if any(_is_full_time(catalogue, s) for s in studies) and not report.limits.earning:
            yield Unknown(EARNING, EARNING)
        if plan.totals.fees and report.limits.budget is None:
            yield Unknown(BUDGET, BUDGET)


def _before_what_is_expected(report: PlanReport) -> Iterator[Unknown]:
    """Whoever is still at school for something may have no time for what begins before."""
    begun = [s.start for p in report.plans for s in p.steps if s.months and s.hours_per_week]
    for holding in report.profile.holds:
        if holding.since is not None and any(start < holding.since for start in begun):
            yield Unknown(FREE, holding.id)


def _assumed(catalogue: Catalogue, report: PlanReport) -> Iterator[Unknown]:
    held = {h.id: h for h in report.profile.holds}
    worked = {w.role for w in report.profile.worked}
    for assumption in report.assumes:
        about = assumption.about
        if about == AGE:
            if report.profile.born is None:
                yield Unknown(AGE, AGE)
        elif about in worked:
            yield Unknown(UNTIL, about)
        elif about in held:
            if held[about].grade is None and catalogue[about].scale is not None:
                yield Unknown(GRADE, about)
            if held[about].since is None:
                yield Unknown(DATE, about)
        else:
            yield Unknown(SUGGESTED, about)


def _steps_perhaps_held(
    catalogue: Catalogue, steps: tuple[StepFigures, ...], report: PlanReport, answers: Answers
) -> Iterator[Unknown]:
    """From the lowest level up. Whoever lacks one of a high level has said enough of those above
    it and of what it is for; formalities that take no study are not worth a question."""
    studied = [
        s
        for s in steps
        if s.kind == QUALIFICATION and s.id != report.target.id and s.hours_per_week and s.months
    ]
    beyond: set[str] = set()
    ceiling = _NO_LEVEL + 1
    for step in sorted(studied, key=lambda s: (_level(catalogue, s.id), s.start, s.id)):
        level = _level(catalogue, step.id)
        if step.id in beyond or level >= ceiling:
            continue
        unknown = Unknown(HELD, step.id)
        if unknown.key in answers.asked:
            beyond.update(step.needed_for)
            ceiling = max(level, _HIGH_LEVEL)
        yield unknown


def _level(catalogue: Catalogue, id_: str) -> int:
    value = catalogue[id_].level_value
    return int(value) if value.isdigit() else _NO_LEVEL


def _is_full_time(catalogue: Catalogue, step: StepFigures) -> bool:
    employed = step.route is not None and catalogue[step.id].route(step.route).employed
    return step.hours_per_week >= _FULL_STUDY and not employed
