"""A plan as Markdown, for notes and e-mails. Nothing from the data is read as markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from careerpath.render import captions, phrases, what_if
from careerpath.report.model import ROLE, PlanReport, SeveralReports

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from careerpath.render.phrases import Fact
    from careerpath.report import StepFigures
    from careerpath.report.model import SourceFigures

_MARKUP = re.compile(r"([\\`*_{}\[\]|~])")
_ENTITY = re.compile(r"&(?=[#\w])")
# What at the start of a line would make a heading, a list or a rule of it.
_BLOCK = re.compile(r"^(\d+(?=[.)]\s)|(?=[#+\-=:]))")
_ADDRESS = re.compile(r"https?://[^\s<>\\]+")


def escaped(text: str) -> str:
    """The text with every character that Markdown or HTML would read as markup made literal."""
    plain = _ENTITY.sub("&amp;", phrases.clean(text)).replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(r"\\\1", plain)


def _paragraph(text: str) -> str:
    """The text as a line of its own."""
    return _BLOCK.sub(r"\1\\", escaped(text))


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
    yield _paragraph(phrases.headline(report))
    if report.status == "infeasible":
        yield from _section("Why not", phrases.infeasible_facts(report))
        return
    yield from _section("What it rests on", phrases.facts_before_steps(report))
    for number, plan in enumerate(report.plans, 1):
        title = "Steps" if len(report.plans) == 1 else f"Plan {number}: steps"
        yield from _table(title, plan.steps, report.titles)
        yield from _details(plan.steps)
    yield from _section("Other plans", what_if.alternative_facts(report))
    yield from _section("Time against money", what_if.trade_off_facts(report))
    yield from _section("What to ask", what_if.question_facts(report))
    else_ = [*what_if.undecided_facts(report), *phrases.facts_after_steps(report)]
    yield from _section("What else", else_)
    yield from _sources(report)


def _section(title: str, facts: Iterable[Fact]) -> Iterator[str]:
    items = list(_items(facts))
    if items:
        yield from ("", f"## {title}", "", *items)


def _items(facts: Iterable[Fact]) -> Iterator[str]:
    yield from (f"- **{label}:** {escaped(text)}" for label, text in facts)


def _table(title: str, steps: Iterable[StepFigures], titles: dict[str, str]) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    yield from ("| # | when | what | hours | fee | why |", "|--:|---|---|---|--:|---|")
    for number, step in enumerate(steps, 1):
        is_role = step.kind == ROLE
        cells = (
            str(number),
            phrases.span_text(step),
            phrases.name_text(step),
            "" if is_role else phrases.hours_text(step),
            "" if is_role else phrases.fee_text(step),
            phrases.why_text(step, titles),
        )
        yield f"| {' | '.join(escaped(c) for c in cells)} |"


def _details(steps: Iterable[StepFigures]) -> Iterator[str]:
    for number, step in enumerate(steps, 1):
        items = list(_items(phrases.step_details(step)))
        if items:
            yield from ("", f"### {number}\\. {escaped(captions.item_name(step))}", "", *items)


def _sources(report: PlanReport) -> Iterator[str]:
    if report.sources:
        yield from ("", "## Sources", "")
    for id_, source in report.sources.items():
        about = ", ".join(p for p in (source.publisher, source.authority, source.dated) if p)
        read = f"; read {source.checked}" if source.checked else ""
        yield f"- **{escaped(id_)}:** {_link(source)} ({escaped(about + read)})"


def _link(source: SourceFigures) -> str:
    """The title as a link, if its address can be nothing but an address."""
    if _ADDRESS.fullmatch(source.address):
        return f"[{escaped(source.title)}](<{source.address}>)"
    return escaped(source.title)
