"""The steps on the page: when, how much, why, what the figures rest on, from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.months import month_name
from careerpath.render import captions, phrases, picture, what_if
from careerpath.render.markup import Markup, element, joined
from careerpath.report.model import ROLE, PlanReport

if TYPE_CHECKING:
    from careerpath.report import PlanFigures, StepFigures


def steps_list(report: PlanReport, plan: PlanFigures, prefix: str) -> Markup:
    """All of them, numbered."""
    numbers = {id_: n for n, id_ in enumerate(report.sources, 1)}
    items = [
        _step(report, number, step, prefix, numbers) for number, step in enumerate(plan.steps, 1)
    ]
    return element("ol", *items, class_="plan")


def _step(
    report: PlanReport, number: int, step: StepFigures, prefix: str, numbers: dict[str, int]
) -> Markup:
    place = picture.place_of(prefix, step.id)
    return element(
        "li",
        element("span", str(number), class_="numeral", aria_hidden="true"),
        element(
            "div",
            element("h3", captions.item_name(step)),
            element("p", step.route_title, class_="route") if step.route_title else None,
            _step_facts(step),
            _badges(step),
            _reasons(report, step),
            _fine_print(step),
            _citations(step, prefix, numbers),
        ),
        id=place,
        class_=f"step {step.kind}",
        data_id=place,
        data_step=step.id,
        data_start=step.start_month,
        data_end=step.end_month,
        data_fee=step.fee,
        tabindex=-1,
    )


def _step_facts(step: StepFigures) -> Markup:
    facts = [captions.period_text(step)]
    if step.kind != ROLE:
        facts += [phrases.hours_text(step), phrases.fee_text(step)]
    return element("ul", *(element("li", f) for f in facts), class_="line")


def _badges(step: StepFigures) -> Markup | None:
    badges = []
    if step.offer:
        badges.append("place to win")
    if step.grade is not None:
        badges.append(f"{step.grade} or better")
    if step.strength == "discretion":
        badges.append("at somebody’s discretion")
    if step.apply_by:
        badges.append(f"apply by {captions.day_text(step.apply_by)}")
    if step.last_start is not None:
        badges.append(f"last start {month_name(step.last_start)}")
    if step.until is not None:
        badges.append(f"ends {month_name(step.until)}")
    if not badges:
        return None
    return element("ul", *(element("li", b) for b in badges), class_="badges")


def _reasons(report: PlanReport, step: StepFigures) -> Markup | None:
    """Why it is there: the conditions that it meets, or that it is the target."""
    reasons = [captions.capital(s) for s in step.satisfies]
    if step.is_target:
        reasons.insert(0, "The target." if step.kind == ROLE else "The target itself.")
    if not reasons:
        return None
    return element("ul", *(element("li", r) for r in reasons), class_="reasons")


def _fine_print(step: StepFigures) -> Markup | None:
    """What the plan can't know, and what its figures rest on."""
    facts = []
    if step.estimated:
        what = ", ".join(e.replace("_", " ") for e in step.estimated)
        facts.append(f"Estimated ({what}): {step.basis}" if step.basis else f"Estimated: {what}")
    if step.renewal:
        facts.append(f"Renewal: {phrases.renewal_text(*step.renewal)}")
    facts += [f"Sources disagree: {s}" for s in step.conflicts]
    facts += [f"{captions.capital(label)}: {text}" for label, text in what_if.slack_facts(step)]
    facts += step.unmodelled
    if step.confidence == "low":
        facts.append("Low confidence: check before relying on it")
    if not facts:
        return None
    items = element("ul", *(element("li", f) for f in facts))
    summary = element("summary", f"{phrases.counted(len(facts), 'note')}")
    return element("details", summary, items)


def _citations(step: StepFigures, prefix: str, numbers: dict[str, int]) -> Markup | None:
    known = sorted(numbers[i] for i in step.sources if i in numbers)
    if not known:
        return None
    links = [element("a", str(n), href=f"#{prefix.split('-')[0]}-source-{n}") for n in known]
    word = "Source " if len(known) == 1 else "Sources "
    checked = f"; checked {captions.day_text(step.checked)}" if step.checked else ""
    return element("p", word, joined(links, ", "), checked, class_="cites quiet")
