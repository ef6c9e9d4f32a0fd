"""The end of the page: sources, the question that was asked, how old the facts are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.months import duration_text, month_name
from careerpath.render import captions, phrases
from careerpath.render.markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.records import Source
    from careerpath.report import PlanReport
    from careerpath.report.model import SourceFigures

_OBJECTIVES = {
    "time": "the shortest time",
    "cost": "the lowest fees",
    "steps": "the fewest steps",
    "study": "the least study",
}


def sources_list(report: PlanReport, prefix: str) -> Markup:
    """What the steps cite, by the numbers they cite it by."""
    items = [
        source_item(s, f"{prefix}-source-{n}") for n, s in enumerate(report.sources.values(), 1)
    ]
    return element("ol", *items, class_="sources")


def source_item(
    source: SourceFigures | Source, id_: str | None = None, cited_as: str = ""
) -> Markup:
    """One source: its title, linked, by which name it is cited, and who says it and when."""
    dated = [source.dated and f"dated {source.dated}", source.checked and f"read {source.checked}"]
    about = ", ".join(p for p in (cited_as, source.publisher, source.authority, *dated) if p)
    return element(
        "li",
        _linked(source),
        element("span", about, class_="quiet"),
        id=id_,
    )


def _linked(source: SourceFigures | Source) -> Markup:
    """The title as a link, if its address is one that a browser may follow."""
    if source.address.startswith(("https://", "http://")):
        return element("a", source.title, href=source.address, rel="noreferrer noopener")
    return element("span", source.title)


def footer(report: PlanReport) -> Markup:
    """The question, how old the facts are, what the page is not."""
    plan = report.plans[0] if report.plans else None
    parts = [
        f"Asked: {_OBJECTIVES[report.objective]}, from {month_name(report.start)}, "
        f"at most {report.profile.hours_per_week} hours a week{_limits(report)}.",
        *_person(report),
    ]
    if plan is not None and plan.checked is not None:
        oldest, newest = plan.checked
        when = (
            captions.day_text(oldest)
            if oldest == newest
            else f"between {captions.day_text(oldest)} and {captions.day_text(newest)}"
        )
        parts.append(f"The facts were checked {when}; confirm them before you commit.")
    parts.append("Information, not advice.")
    paper = element(
        "p", "The notes on each step are in the file this was printed from.", class_="paper"
    )
    return element("footer", *(element("p", p) for p in parts), paper, class_="quiet")


def _person(report: PlanReport) -> Iterator[str]:
    """What was said of the person."""
    profile, titles = report.profile, report.titles
    says = [f"{titles.get(h.id, h.id)}{f' ({h.grade})' if h.grade else ''}" for h in profile.holds]
    says += [f"{duration_text(w.months)} as {titles.get(w.role, w.role)}" for w in profile.worked]
    says += [f"no {titles.get(i, i)}" for i in profile.lacks]
    yield f"You said: {'; '.join(says)}." if says else "Nothing was said to be held."


def _limits(report: PlanReport) -> str:
    limits, titles = report.limits, report.titles
    says = [
        limits.budget is not None
        and f"at most {phrases.money_text(limits.budget, report.currency)}",
        limits.within is not None and f"within {duration_text(limits.within)}",
        *(f"without {titles.get(i, i)}" for i in limits.without),
        *(f"by way of {titles.get(i, i)}" for i in limits.via),
        *(f"{titles.get(c, c)} by the route {r}" for c, r in limits.routes),
        limits.earning and "earning throughout",
        limits.hopeful and "counting on consents",
        limits.bare_minimum and "by the rules alone",
        limits.abroad and "other countries included",
    ]
    return "".join(f", {s}" for s in says if s)
