"""The phrases that every format for people uses: money, dates, the headline, what a plan rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.months import duration_text, format_month, month_name
from careerpath.report.model import USUAL, WORK
from careerpath.wording import money_text as money_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.report import (
        Infeasibility,
        Other,
        PlanFigures,
        PlanReport,
        StepFigures,
        TotalFigures,
    )

_BEST = {
    "time": "the quickest",
    "cost": "the cheapest",
    "steps": "the one with the fewest steps",
    "study": "the one with the least study",
}

Fact = tuple[str, str]
"""A word that says what it is, and the fact."""


def clean(text: str) -> str:
    """Text from data on one line, without anything that could steer a terminal or a reader."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "" for c in text)


def counted(number: int, noun: str) -> str:
    """`1 step`, `2 steps`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def fees_text(totals: TotalFigures, currency: str) -> str:
    """`£31,400 of which £9,000 estimated`."""
    fees = money_text(totals.fees, currency)
    if totals.fees == 0:
        return "no fees"
    if totals.estimated_fees == 0:
        return fees
    if totals.estimated_fees == totals.fees:
        return f"{fees}, all estimated"
    return f"{fees} of which {money_text(totals.estimated_fees, currency)} estimated"


def headline(report: PlanReport) -> str:
    """The answer in one sentence."""
    title = clean(report.target.title)
    if report.status == "infeasible":
        return f"{title} ({clean(report.target.place)}): no plan fits what you said."
    plan = report.plans[0]
    if report.status == "already":
        wait = f", from {month_name(plan.finish)}" if plan.totals.months else ""
        if plan.below_usual:
            return f"{title}: no rule asks more of you{wait}, but what is usually asked is missing."
        return f"{title}: nothing is left to do; you meet what this data asks{wait}."
    takes = ", ".join(
        (
            duration_text(plan.totals.months),
            fees_text(plan.totals, report.currency),
            counted(plan.totals.steps, "step"),
        )
    )
    return f"{title} by {month_name(plan.finish)}: {takes}; {how_good(report, plan)}."


def how_good(report: PlanReport, plan: PlanFigures) -> str:
    """Proven best, or the best found before the time ran out."""
    if plan.optimal:
        return "the best in this data, proven"
    return f"the best found in the time allowed, not proven {_BEST[report.objective]}{_bound(report, plan)}"


def _bound(report: PlanReport, plan: PlanFigures) -> str:
    if not plan.bound:
        return ""
    match report.objective:
        case "time":
            shown = duration_text(int(plan.bound))
        case "cost":
            shown = money_text(int(plan.bound * 100), report.currency)
        case "steps":
            shown = counted(int(plan.bound), "step")
        case _:
            shown = counted(int(plan.bound), "hour")
    return f" (no plan takes less than {shown})"


def facts_before_steps(report: PlanReport) -> Iterator[Fact]:
    """What to do next, and what the plan depends on."""
    for plan in report.plans:
        yield from (("next", clean(_capital(s))) for s in plan.next_steps)
        yield from (("grade", clean(c)) for c in plan.conditions)
        if plan.offers:
            names = "; ".join(clean(report.titles.get(i, i)) for i in plan.offers)
            yield "to win", f"{counted(len(plan.offers), 'place')}: {names}"
        yield from (("consent", clean(s)) for s in _consents(plan))
        yield from (("depends", clean(a.says)) for a in report.assumes)
        yield from (("unusual", clean(s)) for s in plan.below_usual)


def _consents(plan: PlanFigures) -> Iterator[str]:
    for step in plan.steps:
        if step.strength == "discretion":
            yield f"{step.title} ({step.route_title}) is at somebody's discretion, not by right"


def unsure_facts(plan: PlanFigures) -> Iterator[Fact]:
    """What in the data is not certain, and about which steps."""
    by_doubt: dict[str, list[str]] = {}
    for number, step in enumerate(plan.steps, 1):
        for doubt in doubts(step):
            by_doubt.setdefault(doubt, []).append(str(number))
    told = [f"{d}: step{'s' if len(n) > 1 else ''} {', '.join(n)}" for d, n in by_doubt.items()]
    if told:
        yield "unsure", clean("; ".join(told))


def doubts(step: StepFigures) -> list[str]:
    """Low confidence, sources that disagree, practice in place of a rule, figures estimated."""
    found = ["low confidence"] if step.confidence == "low" else []
    found += ["sources disagree"] if step.conflicts else []
    if step.asked and all(a.strength == USUAL for a in step.asked):
        found.append("asked by custom, not by rule")
    # The fee is marked where it stands.
    guessed = [e for e in step.estimated if e != "fee"]
    return found + (["hours or months estimated"] if guessed else [])


def facts_after_steps(report: PlanReport, *, brief: bool = False) -> Iterator[Fact]:
    """What else there is, how old the facts are, what to type next."""
    for other in report.others:
        yield other.kind, other_text(other, report, brief=brief)
    for plan in report.plans:
        if plan.checked is not None:
            oldest, newest = plan.checked
            when = oldest if oldest == newest else f"{oldest} to {newest}"
            yield "facts", clean(f"checked {when}; confirm them before you commit")
    yield "try", clean(next_command(report))


def other_text(other: Other, report: PlanReport, *, brief: bool = False) -> str:
    """One line about another plan."""
    totals, best = other.totals, report.plans[0].totals
    if brief and (totals.months, totals.fees) == (best.months, best.fees):
        return clean(f"as quick and as cheap as this: {other.option}")
    if brief:
        return clean(f"{_brief(totals, report.currency)}: {other.option}")
    takes = ", ".join(
        (
            duration_text(totals.months),
            fees_text(totals, report.currency),
            counted(totals.steps, "step"),
        )
    )
    return clean(f"{takes}, beginning with {other.first_step} ({other.option})")


def _brief(totals: TotalFigures, currency: str) -> str:
    fees = money_text(totals.fees, currency) if totals.fees else "no fees"
    return f"{duration_text(totals.months)}, {fees}, {counted(totals.steps, 'step')}"


def next_command(report: PlanReport) -> str:
    """The command most worth typing now."""
    for plan in report.plans:
        for id_ in plan.first:
            return f"careerpath show {id_}"
    return f"careerpath show {report.target.id}"


def infeasible_facts(report: PlanReport) -> Iterator[Fact]:
    """Why there is no plan, and what would make one."""
    if report.infeasible is not None:
        yield from cause_facts(report.infeasible)
        yield from repair_facts(report.infeasible, report.currency)


def cause_facts(infeasible: Infeasibility) -> Iterator[Fact]:
    """What leaves no plan, all of it together."""
    causes = infeasible.causes
    yield from (("because", clean(f"{c.says} ({c.kind})")) for c in causes)
    if len(causes) > 1:
        count = "both" if len(causes) == 2 else f"all {len(causes)}"
        rest = "without any of them there would be one"
        if not infeasible.minimal:
            rest = "whether each is needed was not settled"
        yield "", f"({count} together leave no plan; {rest})"


def repair_facts(infeasible: Infeasibility, currency: str) -> Iterator[Fact]:
    """What would make a plan, and what that takes."""
    for repair in infeasible.repairs:
        takes = f"{duration_text(repair.totals.months)}, {fees_text(repair.totals, currency)}"
        most = "" if repair.optimal else "at most "
        less = "" if repair.least else " (perhaps less would do)"
        yield "repair", clean(f"{repair.change}: {repair.says}{less}; then {most}{takes}")
    if infeasible.undecided:
        options = ", ".join(infeasible.undecided)
        yield "unsettled", clean(f"{options}: not found in the effort allowed whether it helps")
    elif not infeasible.repairs:
        yield "repair", "no single change that was tried leads to a plan"


def derivation_facts(infeasible: Infeasibility) -> Iterator[Fact]:
    """How the causes close every way."""
    for depth, says in infeasible.derivation:
        yield "how", clean(f"{chr(0xB7)} " * depth + says)


def span_text(step: StepFigures) -> str:
    """`2026-12 to 2027-05`."""
    if step.start == step.end:
        return format_month(step.start)
    return f"{format_month(step.start)} to {format_month(step.end)}"


def name_text(step: StepFigures) -> str:
    """The title with its route."""
    if step.kind == WORK:
        return clean(f"work as {step.title}")
    return clean(f"{step.title} ({step.route_title})" if step.route_title else step.title)


def hours_text(step: StepFigures) -> str:
    """`12 hours a week`."""
    if step.hours_per_week == 0 or step.months == 0:
        return "no set hours"
    guess = " (estimated)" if "hours_per_week" in step.estimated else ""
    return f"{counted(step.hours_per_week, 'hour')} a week{guess}"


def fee_text(step: StepFigures) -> str:
    """`£3,700`, marked where the authors of the data estimated it."""
    fee = money_text(step.fee, step.currency) if step.fee else "no fee"
    return f"{fee} (estimated)" if "fee" in step.estimated else fee


def why_text(step: StepFigures, titles: dict[str, str]) -> str:
    """What the step is for."""
    names = ", ".join(clean(titles.get(i, i)) for i in step.needed_for)
    if step.is_target:
        return f"the target; {names} too" if names else "the target"
    return f"for {names}" if names else ""


def renewal_text(every: int, minor: int, currency: str) -> str:
    """`£396 every year`."""
    how_often = "year" if every == 12 else duration_text(every)
    return f"{money_text(minor, currency)} every {how_often}"


def step_details(step: StepFigures) -> Iterator[Fact]:
    """All there is to say of a step, for those who ask."""
    yield from (("meets", clean(s)) for s in step.satisfies)
    if step.grade is not None:
        yield "grade", clean(f"{step.grade} or better")
    if step.strength == "discretion":
        yield "consent", "at somebody's discretion, not by right"
    if step.apply_by:
        yield "apply by", step.apply_by
    if step.estimated:
        what = ", ".join(e.replace("_", " ") for e in step.estimated)
        yield "estimated", clean(f"{what}: {step.basis}" if step.basis else what)
    if step.renewal:
        yield "renewal", renewal_text(*step.renewal)
    yield from (("disputed", clean(s)) for s in step.conflicts)
    yield from (("not planned", clean(s)) for s in step.unmodelled)
    if step.sources:
        yield "sources", clean(", ".join(step.sources))
    if step.confidence == "low":
        yield "confidence", "low: check before relying on it"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
