"""What `plan` adds to a plan: asks `careerpath.whatif`, and hands its answers to the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from careerpath.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from careerpath.planner import Plan, Planner
    from careerpath.report import PlanReport
    from careerpath.report.what_if import Beginning
    from careerpath.statements import Asked, Statements
    from careerpath.whatif.replanning import Replanner
    from careerpath.whatif.several import Planned

CHECKS = 200
"""How often the search for a remark nobody asked for may ask whether to stop: it must not cost more
than the answer."""


class Wishes(Struct, frozen=True):
    """What is wanted beside the plan."""

    others: bool = False
    slack: bool = False
    alternatives: int = 0
    trade_offs: bool = False
    ask: bool = False
    thorough: bool = False
    """Remarks may take all the time allowed, not only a little of it."""


def read_count(text: str | None) -> int:
    """`-n K`."""
    if text is None:
        return 0
    from careerpath.statements import parse_whole
    from careerpath.whatif.alternatives import MOST

    try:
        return parse_whole(text, 1, MOST, "alternatives")
    except UsageError as error:
        raise UsageError(f"-n: {error.message}", hint=error.hint) from None


def enriched(
    report: PlanReport,
    planner: Planner,
    asked: Asked,
    plan: Plan,
    statements: Statements,
    wishes: Wishes,
    should_stop: Callable[[], bool],
) -> PlanReport:
    """The report with all that was wished for: what was asked for first, remarks last."""
    from careerpath.whatif.replanning import Replanner

    patient = Replanner(planner, should_stop).knowing(asked.question, plan)
    if report.status == "plan":
        report = _with_alternatives(report, patient, asked, plan, wishes.alternatives)
        report = _with_front(report, patient, asked, plan, wanted=wishes.trade_offs)
    if wishes.ask:
        report = _with_questions(report, patient, asked, plan, statements)
    brief = patient if wishes.thorough else Replanner(planner, should_stop, CHECKS)
    if wishes.slack and report.status == "plan":
        from careerpath.report.slack import with_slack
        from careerpath.whatif.slack import slacks

        report = with_slack(report, slacks(patient, asked.question, plan))
    if wishes.others and report.status == "plan":
        report = _with_others(report, brief, asked, plan)
    return report


def _with_alternatives(
    report: PlanReport, replanner: Replanner, asked: Asked, plan: Plan, count: int
) -> PlanReport:
    if not count:
        return report
    from careerpath.report.what_if import alternatives_figures
    from careerpath.whatif.alternatives import Alternatives, alternatives

    found = Alternatives((), complete=False)
    if plan.optimal:
        found = alternatives(replanner, asked.question, plan, count)
    figures = alternatives_figures(replanner.catalogue, asked, plan, found, count)
    return replace(report, alternatives=figures)


def _with_front(
    report: PlanReport, replanner: Replanner, asked: Asked, plan: Plan, *, wanted: bool
) -> PlanReport:
    if not wanted:
        return report
    from careerpath.report.what_if import front_figures
    from careerpath.whatif.front import trade_offs

    front = trade_offs(replanner, asked.question, usual=plan.usual)
    return replace(report, trade_offs=front_figures(replanner.catalogue, asked.question, front))


def _with_questions(
    report: PlanReport, replanner: Replanner, asked: Asked, plan: Plan, said: Statements
) -> PlanReport:
    from careerpath.report.what_if import open_questions
    from careerpath.whatif.asking import BUDGET, DEADLINE, HOURS, ask_about

    stated = {
        HOURS: said.hours_per_week is not None,
        BUDGET: said.budget is not None,
        DEADLINE: said.by is not None or said.within is not None,
    }
    unstated = frozenset(kind for kind, is_stated in stated.items() if not is_stated)
    question, as_of = asked.question, asked.as_of_month
    found = ask_about(replanner, question, plan, unstated=unstated, as_of=as_of)
    figures = open_questions(replanner.catalogue, question, plan, found)
    return replace(report, open_questions=figures)


def _with_others(report: PlanReport, replanner: Replanner, asked: Asked, plan: Plan) -> PlanReport:
    from careerpath.report.others import others_figures
    from careerpath.whatif.others import other_plans

    found = other_plans(replanner, asked.question, plan)
    figures = others_figures(replanner.catalogue, found)
    return replace(
        report,
        others=figures,
        others_undecided=found.open,
        others_promising=found.promising,
    )


def beginning_of(
    planner: Planner, planned: Sequence[Planned], should_stop: Callable[[], bool]
) -> tuple[Beginning | None, bool]:
    """The first step that keeps most targets best, and whether that is decided."""
    from careerpath.report.what_if import beginning
    from careerpath.whatif.replanning import Replanner
    from careerpath.whatif.several import in_common

    if len(planned) < 2:
        return None, True
    common = in_common(Replanner(planner, should_stop), planned)
    return beginning(planner.catalogue, planned[0][0].start, common), common.complete
