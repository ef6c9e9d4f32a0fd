"""The answer as one page for a browser, a phone and paper: pictures, steps, reasons, sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from careerpath.months import duration_text, month_name
from careerpath.render import captions, layout, phrases, picture
from careerpath.render.markup import Markup, element, joined
from careerpath.render.page import page
from careerpath.report.model import ROLE, PlanReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from careerpath.render.picture import Drawing
    from careerpath.report import PlanFigures, SeveralReports, StepFigures
    from careerpath.report.model import SourceFigures
    from careerpath.report.what_if import TradeOffs

_SPARSE, _DENSE, _PACKED = 5000, 6600, 6200
"""How many characters one sheet of paper holds at its usual size of type, at its smaller one, and
at that without the notes of the steps."""
_ROOMY, _CLOSE = 700, 880
"""How many pixels of pictures and facts the first sheet holds with the pictures at their usual, and
at their smaller, size; beyond it shows them side by side."""

_DEPENDS = {
    "grade": "Grades to get",
    "to win": "Places to win",
    "consent": "At somebody’s discretion",
    "depends": "Taken as true",
    "unusual": "Below what is usually asked",
}
_OTHERS = {
    "earning": "While earning",
    "cheaper": "Cheaper",
    "hopeful": "If somebody consents",
    "abroad": "Through another country",
}
_OBJECTIVES = {
    "time": "the shortest time",
    "cost": "the lowest fees",
    "steps": "the fewest steps",
    "study": "the least study",
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
    if several.first is not None:
        facts.append(("Begin with", titles.get(several.first, several.first)))
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
    return _capital(rest.lstrip(" :"))


# one answer


def _answer(report: PlanReport, prefix: str) -> Markup:
    return element(
        "article",
        _header(report),
        *_sections(report, prefix),
        _footer(report),
        id=prefix,
        class_=f"answer {_density(report)}",
    )


def _density(report: PlanReport) -> str:
    """How it is printed: long plans in smaller type, the longest without the notes of its steps."""
    height = max((_height(report, p) for p in report.plans), default=0)
    pictures = "roomy" if height <= _ROOMY else "close" if height <= _CLOSE else "beside"
    return f"{_type_size(report)} {pictures}"


def _type_size(report: PlanReport) -> str:
    if _weight(report, notes=True) <= _DENSE:
        return "sparse" if _weight(report, notes=True) <= _SPARSE else "dense"
    return "packed" if _weight(report, notes=False) <= _PACKED else "packed crowded"


def _height(report: PlanReport, plan: PlanFigures) -> float:
    """About how high the first sheet would be under its head, in pixels."""
    drawings = (picture.timeline_drawing, picture.map_drawing)
    pixels = sum(draw(report, plan, "")[1] for draw in drawings)
    facts = len(plan.next_steps) + len(list(_dependencies(report, plan)))
    return 0.68 * pixels + 15 * facts


def _weight(report: PlanReport, *, notes: bool) -> int:
    """The characters of the steps and sources, and about as many again for the white around them."""
    steps = max((p.steps for p in report.plans), key=len, default=())
    texts = [t for s in steps for t in (s.title, *s.satisfies)]
    if notes:
        texts += [t for s in steps for t in (s.basis, *s.unmodelled)]
    plot = 900 if report.trade_offs is not None else 0
    return sum(len(t) + 40 for t in texts) + 90 * len(report.sources) + plot


def _header(report: PlanReport) -> Markup:
    plan = report.plans[0] if report.plans else None
    return element(
        "header",
        element("p", f"Career plan, as of {_day(report.as_of)}", class_="kicker"),
        element("h1", report.target.title),
        element("p", report.target.place, class_="place"),
        _verdict(report, plan),
        _figures(report, plan) if plan is not None and report.status == "plan" else None,
    )


def _verdict(report: PlanReport, plan: PlanFigures | None) -> Markup:
    if report.status != "plan" or plan is None:
        _, _, says = phrases.headline(report).partition(": ")
        return element("p", says[:1].upper() + says[1:], class_="verdict")
    how_good = phrases.how_good(report, plan)
    return element(
        "p",
        f"By {month_name(plan.finish)}. ",
        element("span", f"{how_good[:1].upper()}{how_good[1:]}.", class_="proof"),
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
    if report.trade_offs is not None and report.trade_offs.points:
        yield _trade_offs(report, report.trade_offs)
    yield from _others(report)
    yield from _sources(report, prefix)


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
        yield _section("Next", _next(plan), class_="next")
    facts = list(_dependencies(report, plan))
    if facts:
        yield _section("It depends on", _depends(facts), class_="depends")
    if report.status != "plan":
        return
    yield _section("Timeline", *_timeline(report, plan, prefix), class_="picture")
    yield _section("What opens what", *_map(report, plan, prefix), class_="picture")
    yield _section("Steps", _steps(report, plan, prefix), class_="steps")


def _dependencies(report: PlanReport, plan: PlanFigures) -> Iterator[phrases.Fact]:
    """What the plan rests on; the places to win one by one."""
    own = replace(report, plans=(plan,))
    yield from (("to win", report.titles.get(i, i)) for i in plan.offers)
    yield from (f for f in phrases.facts_before_steps(own) if f[0] in _DEPENDS and f[0] != "to win")


def _section(title: str, *children: str | None, class_: str = "") -> Markup:
    body = element("div", *children, class_="body")
    return element("section", element("h2", title), body, class_=class_ or None)


def _definitions(facts: Iterable[tuple[str, str]]) -> Markup:
    rows = [element("div", element("dt", key), element("dd", text)) for key, text in facts]
    return element("dl", *rows, class_="facts")


# what is needed before anything else


def _next(plan: PlanFigures) -> Markup:
    items = [element("li", s[:1].upper() + s[1:]) for s in plan.next_steps]
    return element("ul", *items)


def _depends(facts: list[phrases.Fact]) -> Markup:
    groups = []
    for kind, title in _DEPENDS.items():
        own = [text for label, text in facts if label == kind]
        if own:
            items = [element("li", _capital(text)) for text in own]
            groups.append(element("div", element("h3", title), element("ul", *items)))
    return element("div", *groups, class_="groups")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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
            element("td", p.steps[0].title if p.steps else ""),
        )
        for p in front.points
    ]
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *rows))
    scroll = element(
        "div", table, class_="scroll", tabindex=0, role="region", aria_label="Trade-offs"
    )
    return _section("Time against money", drawing, scroll, _front_end(front), class_="trade-offs")


def _front_end(front: TradeOffs) -> Markup:
    """Whether these are all."""
    every = "Every other plan is slower or dearer than one of these."
    if len(front.points) == 1:
        every = "The quickest plan is the cheapest too."
    rest = "Cheaper plans, if there are any, were not proven in the time allowed."
    return element("p", every if front.complete else rest, class_="quiet")


# steps


def _steps(report: PlanReport, plan: PlanFigures, prefix: str) -> Markup:
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
        badges.append(f"apply by {_day(step.apply_by)}")
    if step.last_start is not None:
        badges.append(f"last start {month_name(step.last_start)}")
    if step.until is not None:
        badges.append(f"ends {month_name(step.until)}")
    if not badges:
        return None
    return element("ul", *(element("li", b) for b in badges), class_="badges")


def _reasons(report: PlanReport, step: StepFigures) -> Markup | None:
    """Why it is there: the conditions that it meets, or that it is the target."""
    reasons = [_capital(s) for s in step.satisfies]
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
    checked = f"; checked {_day(step.checked)}" if step.checked else ""
    return element("p", word, joined(links, ", "), checked, class_="cites quiet")


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
        yield _section("Other ways", element("ul", *rows, class_="cards"), class_="others")


def _why_not(report: PlanReport) -> Iterator[Markup]:
    assert report.infeasible is not None, "asked only of an infeasible question"
    causes = [element("li", _capital(c.says)) for c in report.infeasible.causes]
    if causes:
        yield _section("Why not", element("ul", *causes, class_="causes"), class_="why-not")
    repairs = [
        element(
            "li",
            element("h3", _capital(r.says)),
            element("p", f"By {month_name(r.finish)}: {duration_text(r.totals.months)}, "
                    f"{phrases.fees_text(r.totals, report.currency)}, "
                    f"{phrases.counted(r.totals.steps, 'step')}"),
            element("code", r.change),
        )
        for r in report.infeasible.repairs
    ]  # fmt: skip
    none = element("p", "No single change that was tried leads to a plan.")
    body = element("ul", *repairs, class_="cards") if repairs else none
    yield _section("What would help", body, class_="others")


def _sources(report: PlanReport, prefix: str) -> Iterator[Markup]:
    items = [_source(n, s, prefix) for n, s in enumerate(report.sources.values(), 1)]
    if items:
        yield _section("Sources", element("ol", *items, class_="sources"), class_="sources")


def _source(number: int, source: SourceFigures, prefix: str) -> Markup:
    dated = [source.dated and f"dated {source.dated}", source.checked and f"read {source.checked}"]
    about = ", ".join(p for p in (source.publisher, source.authority, *dated) if p)
    return element(
        "li",
        _linked(source),
        element("span", about, class_="quiet"),
        id=f"{prefix}-source-{number}",
    )


def _linked(source: SourceFigures) -> Markup:
    """The title as a link, if its address is one that a browser may follow."""
    if source.address.startswith(("https://", "http://")):
        return element("a", source.title, href=source.address, rel="noreferrer noopener")
    return element("span", source.title)


def _footer(report: PlanReport) -> Markup:
    plan = report.plans[0] if report.plans else None
    parts = [
        f"Asked: {_OBJECTIVES[report.objective]}, from {month_name(report.start)}, "
        f"at most {report.profile.hours_per_week} hours a week{_limits(report)}.",
        *_person(report),
    ]
    if plan is not None and plan.checked is not None:
        oldest, newest = plan.checked
        when = _day(oldest) if oldest == newest else f"between {_day(oldest)} and {_day(newest)}"
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


def _day(day: str) -> str:
    """`2026-11-22` is `22 November 2026`."""
    year, month, rest = (int(n) for n in day.split("-"))
    return f"{rest} {month_name(year * 12 + month - 1)}"
