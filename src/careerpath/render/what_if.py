"""What-ifs in words: what every format for people says of other plans, questions and roles in reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.months import duration_text, format_month, month_name
from careerpath.render.phrases import clean, counted, fees_text, money_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.render.phrases import Fact
    from careerpath.report import PlanReport, SeveralReports
    from careerpath.report.model import StepFigures, TotalFigures
    from careerpath.report.what_if import (
        Alternative,
        Answer,
        Difference,
        Gained,
        OpenQuestion,
        Price,
        Thing,
        TradeOff,
        WithinReach,
    )

_OPTIONS = {
    "earning": "--earning",
    "cheaper": "--objective cost",
    "hopeful": "--hopeful",
    "abroad": "--abroad",
}

RANKED = 2
"""How many questions besides the first are named unless -v asks for all."""


def takes_text(totals: TotalFigures, currency: str) -> str:
    """`3 years, £9,000, 4 steps`."""
    if totals.steps == 0:
        return "nothing left to do"
    return ", ".join(
        (duration_text(totals.months), fees_text(totals, currency), counted(totals.steps, "step"))
    )


# others


def undecided_facts(report: PlanReport) -> Iterator[Fact]:
    """Which other plans there may be that nobody has looked for to the end."""
    better, unknown = report.others_promising, report.others_undecided
    if better:
        names = ", ".join(_OPTIONS[k] for k in better)
        yield "else", f"better with {names}; how much was not looked for to the end"
    rest = [_OPTIONS[k] for k in unknown if k not in better]
    if rest:
        yield "else", f"not looked for to the end: {', '.join(rest)}"


# alternatives


def alternative_facts(report: PlanReport) -> Iterator[Fact]:
    """One line for each alternative, and whether there are more."""
    found = report.alternatives
    if found is None:
        return
    for number, alternative in enumerate(found.plans, 2):
        yield f"plan {number}", clean(alternative_text(alternative, report.currency))
    if not found.complete:
        yield "and then", "not proven in the time allowed (--time-limit gives more)"
    elif len(found.plans) < found.asked:
        yield "and then", "no plan that offers another choice"


def alternative_text(alternative: Alternative, currency: str) -> str:
    """What it takes, and what a person would notice of it."""
    totals = alternative.plan.totals
    compared = compared_text(alternative.months, -alternative.fees, currency)
    return f"{takes_text(totals, currency)} ({compared}): {difference_text(alternative.difference)}"


def compared_text(months: int, cheaper: int, currency: str) -> str:
    """`£9,400 less, 14 months longer`."""
    parts = []
    if cheaper:
        parts.append(f"{money_text(abs(cheaper), currency)} {'less' if cheaper > 0 else 'more'}")
    if months:
        parts.append(f"{duration_text(abs(months))} {'longer' if months > 0 else 'shorter'}")
    return ", ".join(parts) or "no longer and no dearer"


def difference_text(difference: Difference) -> str:
    """What is done instead of what."""
    parts = [f"{r.title}: {r.taken} instead of {r.left}" for r in difference.routes]
    added, dropped = _names(difference.added), _names(difference.dropped)
    if added and dropped:
        parts.append(f"{added} instead of {dropped}")
    elif added:
        parts.append(f"with {added}")
    elif dropped:
        parts.append(f"without {dropped}")
    return "; ".join(parts) or "the same steps at other dates"


def _names(things: tuple[Thing, ...]) -> str:
    return " + ".join(_name(t) for t in things)


def _name(thing: Thing) -> str:
    if thing.is_work:
        return f"work as {thing.title}"
    return f"{thing.title} ({thing.route_title})" if thing.route_title else thing.title


# the front


def trade_off_facts(report: PlanReport) -> Iterator[Fact]:
    """The front, the quickest first."""
    front = report.trade_offs
    if front is None:
        return
    for number, point in enumerate(front.points):
        yield "trade" if number else "quickest", clean(trade_off_text(point, report.currency))
    if not front.complete:
        yield "and then", "cheaper plans, if any, not proven in the time allowed"
    elif len(front.points) == 1:
        yield "trade", "none: the quickest plan is the cheapest too"
    else:
        yield "trade", "no others: every plan is slower or dearer than one of these"


def trade_off_text(point: TradeOff, currency: str) -> str:
    """`£9,400 less, 14 months longer`, and by what."""
    takes = takes_text(point.totals, currency)
    if point.months == 0:
        return takes
    compared = compared_text(point.months, point.fees, currency)
    return f"{compared}: {takes}; {difference_text(point.difference)}"


# what to ask


def question_facts(report: PlanReport) -> Iterator[Fact]:
    """The question that would most change the plan, its answers, and what else would."""
    found = report.open_questions
    if found is None:
        return
    if not report.plans[0].optimal:
        yield "ask", "not known: the plan itself is not proven (--time-limit gives more)"
        return
    if found.questions:
        first, *rest = found.questions
        yield "ask", clean(question_text(first, report.currency))
        for answer in first.answers:
            yield "if", clean(answer_text(first, answer, report.currency))
        if first.keeps:
            yield "if not", clean(f"the plan stands ({first.keeps})")
        yield from (("ask too", clean(question_text(q, report.currency))) for q in rest)
    if found.undecided:
        names = ", ".join(t.title for t in found.undecided)
        yield "not known", clean(f"in the time allowed: what these would change: {names}")
    elif not found.questions:
        yield "ask", "nothing: no answer to what you left open would change the plan"


def question_text(question: OpenQuestion, currency: str) -> str:
    """The question as it would be put to the person."""
    name, taken = question.title, question.taken
    match question.kind:
        case "grade":
            return f"is your grade in {name} {taken} or better? The plan takes it so."
        case "date":
            return f"when did you gain {name}? The plan takes it as gained just now."
        case "assumed":
            return f"do you hold {name}? The plan takes it so."
        case "held":
            return f"do you hold {name} already? The plan takes it that you don't."
        case "worked":
            months = duration_text(int(taken))
            return f"have you worked as {name} for {months} already? The plan takes it that you haven't."
        case "hours":
            return f"how many hours a week can you give? The plan counts on {taken}."
        case "budget":
            return f"can you pay {money_text(int(taken), currency)} in fees?"
        case "deadline":
            return f"can it take {duration_text(int(taken))}?"
        case _:
            return "how old are you? The plan takes every age that is asked for as met."


def answer_text(question: OpenQuestion, answer: Answer, currency: str) -> str:
    """`with 3: 5 years, £200, 4 steps (--have …)`."""
    says = {
        "grade": f"with {answer.value}",
        "date": f"long ago, say {duration_text(240)}",
        "assumed": "you don't",
        "held": "you do",
        "worked": "you have",
        "hours": f"with {answer.value}",
        "budget": "you can't",
        "deadline": "it can't",
        "age": f"you are {answer.value}",
    }[question.kind]
    if answer.totals is None:
        return f"{says}: no plan ({answer.option})"
    return f"{says}: {takes_text(answer.totals, currency)} ({answer.option})"


# several targets


def beginning_facts(several: SeveralReports) -> Iterator[Fact]:
    """The step to begin with, and what it costs where it is not best."""
    if several.beginning is None:
        if not several.complete:
            yield "begin with", "not decided in the time allowed (--time-limit gives more)"
        return
    first = several.beginning
    route = f" ({first.route_title})" if first.route_title else ""
    work = "" if first.route is not None else "work as "
    yield "begin with", clean(f"{work}{first.title}{route}, in {month_name(first.start)}")
    currencies = {r.target.id: r.currency for r in several.results}
    kept = [p.target.title for p in first.prices if p.keeps]
    if kept:
        yield "keeps best", clean(", ".join(kept))
    for price in first.prices:
        if not price.keeps:
            yield "costs", clean(_price_text(price, currencies.get(price.target.id, "")))


def _price_text(price: Price, currency: str) -> str:
    if price.months is None or price.fees is None:
        return f"{price.target.title}: no plan begins so"
    return f"{price.target.title}: {compared_text(price.months, -price.fees, currency)}"


# slack


def slack_facts(step: StepFigures) -> Iterator[Fact]:
    """How late a step can start."""
    if step.latest_start is None:
        return
    if step.latest_start == step.start:
        yield "slack", "none: a later start moves the finish"
    else:
        spare = duration_text(step.latest_start - step.start)
        yield "slack", f"{spare}: a start by {month_name(step.latest_start)} keeps the finish"
    if step.last_chance is not None:
        yield (
            "closes",
            f"from {month_name(step.last_chance + 1)} on these steps no longer lead there",
        )


# reach


def reach_line(role: WithinReach, currency: str) -> str:
    """One role in reach on one line."""
    name = f"{role.target.title} ({role.target.place})"
    usual = " (with less than is usually asked)" if role.below_usual else ""
    if role.first is None:
        wait = f" from {month_name(role.finish)}" if role.totals.months else ""
        return clean(f"{role.target.id} — {name}: open to you{wait}{usual}")
    work = "work as " if role.first.is_work else ""
    route = f" ({role.first_route})" if role.first_route else ""
    begins = f"begin with {work}{role.first.title}{route}"
    return clean(
        f"{role.target.id} — {name}: by {format_month(role.finish)}, "
        f"{takes_text(role.totals, currency)}; {begins}{usual}"
    )


def gained_text(gained: Gained, currency: str) -> str:
    """What one more credential does for a role."""
    name = f"{gained.target.title} ({gained.target.place})"
    takes = takes_text(gained.totals, currency)
    saved = []
    if gained.months:
        saved.append(_more_or_less(duration_text(abs(gained.months)), gained.months))
    if gained.fees:
        saved.append(_more_or_less(money_text(abs(gained.fees), currency), gained.fees))
    if gained.steps:
        saved.append(_more_or_less(counted(abs(gained.steps), "step"), gained.steps))
    return f"{name}: {', '.join(saved)}, then {takes}" if saved else f"{name}: {takes}"


def _more_or_less(amount: str, saved: int) -> str:
    return f"{amount} {'less' if saved > 0 else 'more'}"
