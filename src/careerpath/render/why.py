"""The answer to `why` at a terminal or in a pipe: what was found, and the figures behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.months import duration_text, month_name
from careerpath.render.lines import Line
from careerpath.render.phrases import (
    clean,
    counted,
    doubts,
    fees_text,
    hours_text,
    money_text,
    span_text,
)
from careerpath.render.terminal import Look, infeasible_lines, laid_out
from careerpath.report import why as word
from careerpath.report.model import RULE, USUAL
from careerpath.wording import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.report.model import Infeasibility, StepFigures
    from careerpath.report.why import OtherPlan, Passage, WhyReport

_MOST = 3
"""Without -v: how many sources, steps and the like are named."""

_IMPOSSIBLE = {
    word.BARRED: "it is barred to you",
    word.MISSING: "it asks for what you don't hold and nobody can gain",
    word.ELSEWHERE: "it is gained in another country",
    word.CONSENT: "it needs somebody's consent",
    word.LIMITED: "your limits leave no room for it",
}


def render_why(report: WhyReport, look: Look) -> str:
    """The answer as text."""
    lines = [Line(clean(_headline(report)), style="bold")]
    if report.infeasible is not None:
        lines += infeasible_lines(report.infeasible, report.currency, look)
        if report.verdict:
            lines = [line for line in lines if line.label != "repair"]
    else:
        lines += [Line(clean(text), label) for label, text in _facts(report, look)]
    lines.append(Line(clean(_next_command(report)), "try"))
    return laid_out(lines, look)


# the first sentence


def _headline(report: WhyReport) -> str:
    target = report.target.title
    if report.status == "infeasible":
        return f"{target} ({report.target.place}): no plan fits what you said."
    if report.about is None:
        return _headline_of_passages(report)
    name = report.about.title
    if report.verdict in _IMPOSSIBLE:
        return f"No plan to {target} goes by way of {name}: {_IMPOSSIBLE[report.verdict]}."
    sentences = {
        word.TARGET: f"{name} is what the plan is for.",
        word.HELD: _held(report, name),
        word.NEEDED: _needed(report, name),
        word.REPLACEABLE: _replaceable(report, name),
        word.FOLLOWS: f"{name} is met {_when(report)}; it is no step of its own.",
        word.CLOSED: f"No plan to {target} goes by way of {name}: {_closed(report)}.",
        word.NOT_IN_DATA: f"This data knows no plan to {target} by way of {name}.",
        word.UNDECIDED: f"{name}: not found in the time allowed.",
    }
    return sentences.get(report.verdict) or _compared(report, name)


def _headline_of_passages(report: WhyReport) -> str:
    shown = [p for p in report.passages if p.narrowest and not p.is_target]
    target = report.target.title
    if report.status == "already":
        return f"{target}: nothing is left to do."
    if not shown:
        own = any(p.is_target for p in report.passages)
        step = "no step but itself" if own else "no step"
        return f"{target}: {step} is part of every plan; each can be done otherwise."
    things = "one thing" if len(shown) == 1 else f"{len(shown)} things"
    return f"{target}: every plan passes through {things}."


def _replaceable(report: WhyReport, name: str) -> str:
    others = [s.title for s in report.steps if report.about and s.id != report.about.id]
    by = f", as {joined(others, 'and')}" if others else ""
    return f"{name} is in the best plan to {report.target.title}{by}; there are plans without it."


def _held(report: WhyReport, name: str) -> str:
    said = {h.id for h in report.profile.holds} | {w.role for w in report.profile.worked}
    if said.isdisjoint(report.held_by) and report.held_by:
        lack = f"--lack {report.held_by[0]}"
        return f"{name}: taken as held with what you hold, though not said ({lack} if it is not)."
    return f"{name}: you hold it already."


def _when(report: WhyReport) -> str:
    return f"on the way to {report.target.title}" if report.steps else "by what you hold already"


def _needed(report: WhyReport, name: str) -> str:
    which = "" if report.every_plan == RULE else " that keeps to usual practice"
    return f"{name}: every plan to {report.target.title}{which} goes through it."


def _closed(report: WhyReport) -> str:
    causes = report.infeasible.causes if report.infeasible else ()
    when = [c.when for c in causes if c.rests_on == "date" and c.when is not None]
    if when and min(when) < report.start:
        return f"closed since {month_name(min(when))}"
    return "it closes too early"


def _compared(report: WhyReport, name: str) -> str:
    assert report.other is not None, "only what has a plan is compared"
    target, more = report.target.title, difference_text(report.other, report.currency)
    match report.verdict:
        case word.NOT_NEEDED:
            return f"{name} is not needed for {target}; with it: {more}."
        case word.LATER:
            return f"{name} is a way to {target}, but a later one: {more}."
        case word.DEARER:
            return f"{name} is a way to {target}, but a dearer one: {more}."
        case word.EQUAL:
            return f"{name} is as good a way to {target} as the one shown."
        case _:
            return f"{name} is a way to {target}, but no better one: {more}."


def difference_text(other: OtherPlan, currency: str) -> str:
    """`1 year longer, £700 more, 2 steps fewer`."""
    parts = []
    if other.months_more:
        word_ = "longer" if other.months_more > 0 else "shorter"
        parts.append(f"{duration_text(abs(other.months_more))} {word_}")
    if other.fees_more:
        word_ = "more" if other.fees_more > 0 else "less"
        parts.append(f"{money_text(abs(other.fees_more), currency)} {word_}")
    if other.steps_more:
        word_ = "more" if other.steps_more > 0 else "fewer"
        parts.append(f"{counted(abs(other.steps_more), 'step')} {word_}")
    text = ", ".join(parts) or "neither longer nor dearer"
    return text if other.optimal else f"{text} (the best found in the time allowed)"


# what follows


def _facts(report: WhyReport, look: Look) -> Iterator[tuple[str, str]]:
    if report.about is None:
        yield from _facts_of_passages(report)
        return
    yield from _facts_of_steps(report, look)
    if report.held_by:
        yield "held", joined([report.title(i) for i in report.held_by], "and")
    if report.other is not None:
        yield from _facts_of_other(report, report.other)
    if report.best is not None and report.verdict != word.TARGET:
        yield "best plan", _takes(report)


def _facts_of_passages(report: WhyReport) -> Iterator[tuple[str, str]]:
    for strength, label in ((RULE, "by rule"), (USUAL, "usually")):
        for passage in report.passages:
            if passage.strength == strength and passage.narrowest and not passage.is_target:
                yield label, _passage_text(report, passage)
    if report.undecided:
        names = joined([report.title(i) for i in report.undecided], "and")
        yield "unknown", f"{names}: not found in the time allowed"
    yield "best plan", _takes(report)


def _passage_text(report: WhyReport, passage: Passage) -> str:
    text = passage.title
    others = [i for i in passage.through if i != passage.id]
    if others:
        text += f", as {joined([report.title(i) for i in others], 'and')}"
    if passage.asked_by:
        names = [report.title(i) for i in passage.asked_by[:_MOST]]
        text += f"; for {joined(names, 'and')}"
    return text


def _facts_of_steps(report: WhyReport, look: Look) -> Iterator[tuple[str, str]]:
    for step in report.steps:
        yield "step", _step_text(step)
    yield from _facts_of_asking(report, look)
    if report.unlocks:
        yield "unlocks", joined([report.title(i) for i in report.unlocks], "and")
    for step in report.steps:
        yield from (("unsure", d) for d in doubts(step))
        if look.verbose:
            yield from (("disputed", s) for s in step.conflicts)
            yield from [("estimated", step.basis)] if step.basis else []


def _step_text(step: StepFigures) -> str:
    route = f" ({step.route_title})" if step.route_title else ""
    fee = f", {money_text(step.fee, step.currency)}" if step.fee else ""
    guess = " estimated" if step.fee and "fee" in step.estimated else ""
    consent = ", at somebody's discretion" if step.strength == "discretion" else ""
    return f"{step.title}{route}: {span_text(step)}, {hours_text(step)}{fee}{guess}{consent}"


def _facts_of_asking(report: WhyReport, look: Look) -> Iterator[tuple[str, str]]:
    most = None if look.verbose or look.width is None else _MOST
    yield from (("meets", f"{a.says} ({a.strength})") for a in report.asked[:most])
    sources = dict.fromkeys(s for a in report.asked for s in a.sources)
    for source in [*sources][:most]:
        address = "" if most is not None else f": {source.address}"
        yield "source", f"{source.publisher}, {source.title}{address}"
    if most is not None and len(sources) > most:
        yield "source", f"and {len(sources) - most} more (-v shows all)"


def _facts_of_other(report: WhyReport, other: OtherPlan) -> Iterator[tuple[str, str]]:
    label = "without it" if other.option.startswith("--without") else "with it"
    takes = f"{duration_text(other.totals.months)}, {fees_text(other.totals, report.currency)}"
    text = f"{difference_text(other, report.currency)}: {takes}"
    if other.steps:
        names = [report.title(i) for i in other.steps]
        more = [f"{len(names) - _MOST} more"] if len(names) > _MOST else []
        text += f", by {joined([*names[:_MOST], *more], 'and')}"
    yield label, text
    if other.below_usual:
        yield "unusual", "only against usual practice"


def _takes(report: WhyReport) -> str:
    assert report.best is not None, "there is a plan"
    fees, steps = fees_text(report.best, report.currency), counted(report.best.steps, "step")
    proven = "" if report.optimal else " (not proven)"
    return f"{duration_text(report.best.months)}, {fees}, {steps}{proven}"


def _next_command(report: WhyReport) -> str:
    if report.other is not None:
        return f"careerpath plan {report.target.id} {report.other.option}"
    if report.status == "infeasible" and report.infeasible is not None:
        return _next_of_repairs(report.target.id, report.infeasible)
    if report.about is not None:
        return f"careerpath show {report.about.id}"
    shown = [p for p in report.passages if p.narrowest and not p.is_target]
    if shown:
        return f"careerpath why {shown[0].id} --to {report.target.id}"
    return f"careerpath plan {report.target.id}"


def _next_of_repairs(target: str, infeasible: Infeasibility) -> str:
    """The first repair that is an option to add, as a command."""
    options = [
        r.change
        for r in infeasible.repairs
        if r.change.startswith("--") and " and " not in r.change
    ]
    return f"careerpath plan {target} {options[0]}" if options else f"careerpath show {target}"
