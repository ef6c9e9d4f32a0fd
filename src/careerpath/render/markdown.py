"""A plan as Markdown, for notes and e-mails. Nothing from the data is read as markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from careerpath.render import phrases, what_if
from careerpath.report.model import ROLE, PlanReport, SeveralReports

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from careerpath.render.phrases import Fact
    from careerpath.report import StepFigures

_MARKUP = re.compile(r"([\\`*_{}\[\]|~])")
_ENTITY = re.compile(r"&(?=[#\w])")


def escaped(text: str) -> str:
    """The text with every character that Markdown or HTML would read as markup made literal."""
    plain = _ENTITY.sub("&amp;", phrases.clean(text)).replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(r"\\\1", plain)


def render(report: PlanReport | SeveralReports) -> str:
    """The whole document."""
    if isinstance(report, PlanReport):
        return "\n".join(_lines(report)) + "\n"
    lines = [line for result in report.results for line in (*_lines(result), "")]
    titles = {i: t for r in report.results for i, t in r.titles.items()}
    shared = ", ".join(escaped(titles.get(i, i)) for i in report.shared)
    lines.append(f"Shared by every plan: {shared or 'no step'}.")
    lines += [f"- {label}: {escaped(text)}" for label, text in what_if.beginning_facts(report)]
    return "\n".join(lines) + "\n"


def _lines(report: PlanReport) -> Iterator[str]:
    yield f"# {escaped(report.target.title)} ({escaped(report.target.place)})"
    yield ""
    yield escaped(phrases.headline(report))
    if report.status == "infeasible":
        yield from _section("Why not", phrases.infeasible_facts(report))
        return
    yield from _section("What it rests on", phrases.facts_before_steps(report))
    for plan in report.plans:
        yield from _table(plan.steps, report.titles)
        yield from _details(plan.steps)
    yield from _section("Other plans", what_if.alternative_facts(report))
    yield from _section("Time against money", what_if.trade_off_facts(report))
    yield from _section("What to ask", what_if.question_facts(report))
    else_ = [*what_if.undecided_facts(report), *phrases.facts_after_steps(report)]
    yield from _section("What else", else_)


def _section(title: str, facts: Iterable[Fact]) -> Iterator[str]:
    items = [f"- {label}: {escaped(text)}" for label, text in facts]
    if items:
        yield from ("", f"## {title}", "", *items)


def _table(steps: Iterable[StepFigures], titles: dict[str, str]) -> Iterator[str]:
    yield from ("", "## Steps", "", "| when | what | hours | fee | why |", "|---|---|---|---|---|")
    for step in steps:
        is_role = step.kind == ROLE
        cells = (
            phrases.span_text(step),
            phrases.name_text(step),
            "" if is_role else phrases.hours_text(step),
            "" if is_role else phrases.fee_text(step),
            phrases.why_text(step, titles),
        )
        yield f"| {' | '.join(escaped(c) for c in cells)} |"


def _details(steps: Iterable[StepFigures]) -> Iterator[str]:
    for step in steps:
        items = [f"- {label}: {escaped(text)}" for label, text in phrases.step_details(step)]
        if items:
            yield from ("", f"### {escaped(step.title)}", "", *items)
