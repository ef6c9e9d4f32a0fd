"""The answer as one page for a browser, a phone and paper: pictures, steps, reasons, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from careerpath.months import duration_text, month_name
from careerpath.render import captions, layout, phrases, picture, what_if
from careerpath.render.markup import Markup, element
from careerpath.render.page import page, section
from careerpath.render.page_foot import footer, sources_list
from careerpath.render.page_steps import steps_list
from careerpath.render.paper import density
from careerpath.report.model import ROLE, PlanReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from careerpath.render.picture import Drawing
    from careerpath.report import PlanFigures, SeveralReports
    from careerpath.report.what_if import TradeOffs

_DEPENDS = {
    "grade": "Grades to get",
    "to win": "Places to win",
    "consent": "At somebody’s discretion",
    "depends": "Taken as true",
    "unusual": "Below what is usually asked",
    "unsure": "Not certain",
}
_OTHERS = {
    "earning": "While earning",
    "cheaper": "Cheaper",
    "hopeful": "If somebody consents",
    "abroad": "Through another country",
}


def render(report: PlanReport | SeveralReports) -> str:
    """The whole document."""
    if isinstance(report, PlanReport):
        return page(phrases.headline(report), _main([_answer(report, "p1")]))
    titles = " and ".join(r.target.title for r in report.results)
    answers = [_answer(r, f"p{n}") for n, r in enumerate(report.results, 1)]
    return page(titles, _main([_overview(report), *answers]))


def _main(parts: Iterable[Markup]) -> Markup:
    return element("main", *parts)


def _overview(several: SeveralReports) -> Markup:
    """Several targets: where each stands on the page, and what the plans share."""
    titles = {i: t for r in several.results for i, t in r.titles.items()}
    links = [
        element(
            "li",
            element("a", r.target.title, href=f"#p{n}"),
            element("span", _without_title(r), class_="quiet"),
        )
        for n, r in enumerate(several.results, 1)
    ]
    facts = [
        ("Shared by every plan", ", ".join(titles.get(i, i) for i in several.shared) or "no step")
    ]
    facts += _capital_labels(what_if.beginning_facts(several))
    return element(
        "nav",
        element("h1", f"{len(several.results)} plans"),
        element("ul", *links, class_="targets"),
        _definitions(facts),
        aria_label="The plans on this page",
        class_="overview",
    )  # fmt: skip


def _without_title(report: PlanReport) -> str:
    rest = phrases.headline(report).removeprefix(phrases.clean(report.target.title))
    return captions.capital(rest.lstrip(" :"))


# one answer


def _answer(report: PlanReport, prefix: str) -> Markup:
    return element(
        "article",
        _header(report),
        *_sections(report, prefix),
        footer(report),
        id=prefix,
        class_=f"answer {density(report, _facts(report))}",
    )


def _header(report: PlanReport) -> Markup:
    plan = report.plans[0] if report.plans else None
    return element(
        "header",
        element("p", f"Career plan, as of {captions.day_text(report.as_of)}", class_="kicker"),
        element("h1", report.target.title),
        element("p", report.target.place, class_="place"),
        _verdict(report, plan),
        _figures(report, plan) if plan is not None and report.status == "plan" else None,
    )


def _verdict(report: PlanReport, plan: PlanFigures | None) -> Markup:
    if report.status != "plan" or plan is None:
        _, _, says = phrases.headline(report).partition(": ")
        return element("p", captions.capital(says), class_="verdict")
    how_good = phrases.how_good(report, plan)
    return element(
        "p",
        f"By {month_name(plan.finish)}. ",
        element("span", f"{captions.capital(how_good)}.", class_="proof"),
        class_="verdict",
    )


def _figures(report: PlanReport, plan: PlanFigures) -> Markup:
    """The totals, as large as they matter."""
    totals = plan.totals
    fees = phrases.money_text(totals.fees, report.currency) if totals.fees else "none"
    guess = phrases.money_text(totals.estimated_fees, report.currency)
    start = month_name(plan.finish - totals.months)
    cells = [
        ("Time", _duration(totals.months), f"from {start}", "months", totals.months),
        ("Fees", fees, f"{guess} of it estimated" if totals.estimated_fees else "", "fees", totals.fees),
        ("Steps", str(totals.steps), "", "steps", totals.steps),
        ("Study", f"{totals.study_hours:,} hours", "", "study_hours", totals.study_hours),
    ]  # fmt: skip
    return element("dl", *(_figure(*cell) for cell in cells), class_="figures")


def _figure(label: str, shown: str, note: str, key: str, value: int) -> Markup:
    parts = [
        element("dt", label),
        element("dd", shown, class_="value", data_total=key, data_value=value),
    ]
    if note:
        parts.append(element("dd", note, class_="quiet"))
    return element("div", *parts)


def _duration(months: int) -> str:
    """`6 y 7 m`: short enough to be set large."""
    years, rest = divmod(months, 12)
    parts = [f"{years} yr" if years else "", f"{rest} mo" if rest else ""]
    return " ".join(p for p in parts if p) or "no time"


def _sections(report: PlanReport, prefix: str) -> Iterator[Markup]:
    if report.infeasible is not None:
        yield from _why_not(report)
    for number, plan in enumerate(report.plans, 1):
        own = prefix if number == 1 else f"{prefix}-{number}"
        if number > 1:
            yield _alternative(report, plan, number)
        yield from _plan_sections(report, plan, own)
    yield from _told("Other plans", what_if.alternative_facts(report))
    if report.trade_offs is not None and report.trade_offs.points:
        yield _trade_offs(report, report.trade_offs)
    yield from _others(report)
    yield from _to_ask(report)
    if report.sources:
        yield section("Sources", sources_list(report, prefix), class_="sources")


def _alternative(report: PlanReport, plan: PlanFigures, number: int) -> Markup:
    totals = plan.totals
    takes = f"{duration_text(totals.months)}, {phrases.fees_text(totals, report.currency)}"
    return element(
        "div",
        element("h2", f"Alternative {number}"),
        element("p", f"By {month_name(plan.finish)}: {takes}, {phrases.counted(totals.steps, 'step')}."),
        class_="alternative",
    )  # fmt: skip


def _plan_sections(report: PlanReport, plan: PlanFigures, prefix: str) -> Iterator[Markup]:
    if plan.next_steps:
        yield section("Next", _next(plan), class_="next")
    facts = list(_dependencies(report, plan))
    if facts:
        yield section("It depends on", _depends(facts), class_="depends")
    if report.status != "plan":
        return
    yield section("Timeline", *_timeline(report, plan, prefix), class_="picture")
    yield section("What opens what", *_map(report, plan, prefix), class_="picture")
    yield section("Steps", steps_list(report, plan, prefix), class_="steps")


def _facts(report: PlanReport) -> int:
    """How many lines say what to do next and what the plan depends on."""
    counts = (len(p.next_steps) + len(list(_dependencies(report, p))) for p in report.plans)
    return max(counts, default=0)


def _dependencies(report: PlanReport, plan: PlanFigures) -> Iterator[phrases.Fact]:
    """What the plan rests on; the places to win one by one."""
    own = replace(report, plans=(plan,))
    yield from phrases.unsure_facts(plan)
    yield from (("to win", report.titles.get(i, i)) for i in plan.offers)
    yield from (f for f in phrases.facts_before_steps(own) if f[0] in _DEPENDS and f[0] != "to win")


def _told(title: str, facts: Iterable[phrases.Fact]) -> Iterator[Markup]:
    """A section of facts with their labels, if there are any."""
    told = _capital_labels(facts)
    if told:
        yield section(title, _definitions(told), class_="told")


def _to_ask(report: PlanReport) -> Iterator[Markup]:
    """The question to ask first, what its answers lead to, and what else to ask."""
    facts = _capital_labels(what_if.question_facts(report))
    if not facts:
        return
    asked = [element("h3", captions.capital(t)) for k, t in facts if k in ("Ask", "Not known")]
    answers = [
        element("li", f"If not: {t}" if k == "If not" else captions.capital(t))
        for k, t in facts
        if k in ("If", "If not")
    ]
    too = [element("li", captions.capital(t)) for k, t in facts if k == "Ask too"]
    blocks = [element("div", *asked, element("ul", *answers) if answers else None)]
    if too:
        blocks.append(element("div", element("h3", "Then"), element("ul", *too)))
    yield section("What to ask", element("div", *blocks, class_="groups"))


def _capital_labels(facts: Iterable[phrases.Fact]) -> list[phrases.Fact]:
    return [(captions.capital(label), text) for label, text in facts]


def _definitions(facts: Iterable[tuple[str, str]]) -> Markup:
    rows = [element("div", element("dt", key), element("dd", text)) for key, text in facts]
    return element("dl", *rows, class_="facts")


# what is needed before anything else


def _next(plan: PlanFigures) -> Markup:
    items = [element("li", captions.capital(s)) for s in plan.next_steps]
    return element("ul", *items)


def _depends(facts: list[phrases.Fact]) -> Markup:
    groups = []
    for kind, title in _DEPENDS.items():
        own = [text for label, text in facts if label == kind]
        if own:
            items = [element("li", captions.capital(text)) for text in own]
            groups.append(element("div", element("h3", title), element("ul", *items)))
    return element("div", *groups, class_="groups")


# pictures


def _figure_of(drawing: Drawing, label: str, hint: str, class_: str) -> Iterator[Markup]:
    inside, height = drawing
    yield element(
        "svg",
        inside,
        width="100%",
        height=height,
        role="group",
        aria_label=label,
        class_=f"drawing {class_}",
    )
    yield element("p", hint, class_="caption quiet")


def _timeline(report: PlanReport, plan: PlanFigures, prefix: str) -> Iterator[Markup]:
    start = month_name(plan.finish - plan.totals.months)
    label = f"Timeline from {start} to {month_name(plan.finish)}"
    hint = "Point at a step, or move with the arrow keys, to follow what it needs and opens."
    drawing = picture.timeline_drawing(report, plan, prefix)
    yield from _figure_of(drawing, label, hint, "timeline")
    yield _legend(plan)


def _legend(plan: PlanFigures) -> Markup:
    lanes = {layout.lane_of(s) for s in plan.steps if s.kind != ROLE}
    keys = [("study", "study")] if layout.STUDY_LANE in lanes else []
    if any(s.employed for s in plan.steps):
        keys.append(("both", "a job with study in it"))
    if any(layout.lane_of(s) == layout.WORK_LANE and not s.employed for s in plan.steps):
        keys.append(("work", "work"))
    if any(s.end_month > s.start_month + s.months for s in plan.steps if s.kind != ROLE):
        keys.append(("wait", "waiting for results or the award"))
    items = [element("li", element("span", class_=f"key {k}"), text) for k, text in keys]
    return element("ul", *items, class_="legend quiet")


def _map(report: PlanReport, plan: PlanFigures, prefix: str) -> Iterator[Markup]:
    hint = "A line runs from each thing down to what asks for it."
    drawing = picture.map_drawing(report, plan, prefix)
    label = "Requirement map: what is needed for what"
    yield from _figure_of(drawing, label, hint, "map")


def _trade_offs(report: PlanReport, front: TradeOffs) -> Markup:
    """The front as a picture and as a table."""
    inside, height = picture.trade_off_drawing(report, front)
    name = "Months against fees; the table below has the same points"
    drawing = element(
        "svg", inside, width="100%", height=height, role="img", aria_label=name, class_="drawing plot"
    )  # fmt: skip
    heads = [element("th", h, scope="col") for h in ("Finish", "Time", "Fees", "Begins with")]
    rows = [
        element(
            "tr",
            element("td", month_name(p.finish)),
            element("td", duration_text(p.totals.months)),
            element("td", phrases.fees_text(p.totals, report.currency)),
            element("td", p.first.title if p.first else ""),
        )
        for p in front.points
    ]
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *rows))
    scroll = element(
        "div", table, class_="scroll", tabindex=0, role="region", aria_label="Trade-offs"
    )
    return section("Time against money", drawing, scroll, _front_end(front), class_="trade-offs")


def _front_end(front: TradeOffs) -> Markup:
    """Whether these are all."""
    every = "Every other plan is slower or dearer than one of these."
    if len(front.points) == 1:
        every = "The quickest plan is the cheapest too."
    rest = "Cheaper plans, if there are any, were not proven in the time allowed."
    return element("p", every if front.complete else rest, class_="quiet")


# what else


def _others(report: PlanReport) -> Iterator[Markup]:
    rows = [
        element(
            "li",
            element("h3", _OTHERS.get(o.kind, o.kind)),
            element("p", f"{duration_text(o.totals.months)}, {phrases.fees_text(o.totals, report.currency)}, "
                    f"{phrases.counted(o.totals.steps, 'step')}; begins with {o.first_step}"),
            element("code", o.option),
        )
        for o in report.others
    ]  # fmt: skip
    if rows:
        yield section("Other ways", element("ul", *rows, class_="cards"), class_="others")


def _why_not(report: PlanReport) -> Iterator[Markup]:
    assert report.infeasible is not None, "asked only of an infeasible question"
    causes = [element("li", captions.capital(c.says)) for c in report.infeasible.causes]
    if causes:
        every = [
            element("p", captions.capital(text.strip("()")), class_="quiet")
            for label, text in phrases.cause_facts(report.infeasible)
            if not label
        ]
        listed = element("ul", *causes, class_="causes")
        yield section("Why not", listed, *every, class_="why-not")
    repairs = [
        element(
            "li",
            element("h3", captions.capital(r.says)),
            element("p", f"By {month_name(r.finish)}: {duration_text(r.totals.months)}, "
                    f"{phrases.fees_text(r.totals, report.currency)}, "
                    f"{phrases.counted(r.totals.steps, 'step')}"),
            element("code", r.change),
        )
        for r in report.infeasible.repairs
    ]  # fmt: skip
    none = element("p", "No single change that was tried leads to a plan.")
    body = element("ul", *repairs, class_="cards") if repairs else none
    yield section("What would help", body, class_="others")
    if report.infeasible.derivation:
        yield section("How that closes every way", _derivation(report.infeasible.derivation))


def _derivation(lines: Iterable[tuple[int, str]]) -> Markup:
    """The proof as an outline: what stands deeper is why what stands above it can't be had."""
    items = [element("li", says, class_=f"deep-{min(depth, 6)}") for depth, says in lines]
    return element("ul", *items, class_="derivation")
