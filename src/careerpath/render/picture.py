"""The vector pictures: timeline, requirement map, trade-offs, as SVG that widens with its place.

Positions along time are percentages and text keeps its size, so one drawing serves a phone, a page
and paper. Every label is there twice, long and short; the style sheet shows the one that fits.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from careerpath.months import month_name
from careerpath.render import captions, layout, phrases
from careerpath.render.markup import Markup, element, joined, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.render.layout import Bar, Link, RequirementMap, Row, Tick
    from careerpath.report import PlanFigures, PlanReport
    from careerpath.report.what_if import TradeOff, TradeOffs

WIDE, NARROW = 900, 340
"""The widths in pixels for which long and short labels are cut."""
_CHARACTER = 7.2
"""The width in pixels of a character of a label, on the safe side."""

_AXIS = 30
_BAND = 30
_BAR_ROW = 46
_MAP_ROW = 56
_COLUMN = 20
_CORNER = 14
_PLOT = 260

Drawing = tuple[Markup, int]
"""The inside of an SVG, and its height in pixels."""

_LANE_TITLES = {layout.STUDY_LANE: "Study", layout.WORK_LANE: "Work"}


def place_of(prefix: str, id_: str) -> str:
    """The id by which a page knows a step of one of its plans."""
    return f"{prefix}-{id_.replace(' ', '-')}"


def _item(prefix: str, id_: str, *children: Markup, **attributes: str | None) -> Markup:
    """What can be chosen: on a page (which has a prefix) a link to its step, alone just a group."""
    if not prefix:
        return element("g", *children, class_=attributes["class_"])
    place = place_of(prefix, id_)
    return element("a", *children, href=f"#{place}", data_id=place, **attributes)


# the timeline


def timeline_drawing(report: PlanReport, plan: PlanFigures, prefix: str) -> Drawing:
    """Study and work in lanes over one dated axis."""
    drawn = layout.timeline(plan)
    parts: list[Markup] = []
    y = _AXIS
    for lane, title in _LANE_TITLES.items():
        bars = drawn.lane(lane)
        if bars:
            parts.append(element("text", title, x=0, y=y + 18, class_="band"))
            parts += _bars(report, bars, y + _BAND, prefix)
            y += _BAND + _BAR_ROW * len(bars) + 6
    axis = [_tick(t, y) for t in drawn.ticks]
    return joined([*axis, *_ends(plan, y), *parts]), y + 28


def _tick(tick: Tick, bottom: int) -> Markup:
    x = percent(tick.at)
    line = element("line", x1=x, x2=x, y1=6, y2=bottom, class_="tick")
    if not tick.is_labelled or tick.at > 0.94:
        return line
    label = element("text", str(tick.year), x=x, y=15, dx=5, class_="year")
    return joined([line, label])


def _ends(plan: PlanFigures, y: int) -> Iterator[Markup]:
    yield element("line", x1=0, x2="100%", y1=y, y2=y, class_="axis")
    start, finish = plan.finish - plan.totals.months, plan.finish
    yield element("text", month_name(start), x=0, y=y + 20, class_="end")
    yield element(
        "text", month_name(finish), x="100%", y=y + 20, text_anchor="end", class_="end finish"
    )


def _bars(report: PlanReport, bars: tuple[Bar, ...], y: int, prefix: str) -> Iterator[Markup]:
    names = [captions.item_name(b.step) for b in bars]
    for row, bar in enumerate(bars):
        yield _bar(report, bar, y + row * _BAR_ROW, prefix, names)


def _bar(report: PlanReport, bar: Bar, y: int, prefix: str, names: list[str]) -> Markup:
    both = bar.step.employed and bar.lane == layout.WORK_LANE
    return _item(
        prefix,
        bar.step.id,
        element("title", captions.item_sentence(bar.number, bar.step, report.titles)),
        element("rect", x=0, y=y, width="100%", height=_BAR_ROW - 4, class_="hit"),
        _bar_label(bar, y, names),
        _bar_shape(bar, y + 24),
        class_=f"item bar {bar.lane}{' both' if both else ''}",
    )


def _bar_shape(bar: Bar, y: int) -> Markup:
    """The months it takes as a bar, the wait for its award as dots that end in a ring."""
    x, end = percent(bar.start), percent(bar.end)
    parts = []
    if bar.end > bar.busy_end or bar.end == bar.start:
        parts.append(
            element("line", x1=percent(bar.busy_end), x2=end, y1=y + 7, y2=y + 7, class_="wait")
        )
        parts.append(element("circle", cx=end, cy=y + 7, r=5, class_="award"))
    if bar.busy_end > bar.start:
        width = percent(bar.busy_end - bar.start)
        parts.append(element("rect", x=x, y=y, width=width, height=14, rx=3, class_="busy"))
    return joined(parts)


def _bar_label(bar: Bar, y: int, names: list[str]) -> Markup:
    name = captions.item_name(bar.step)
    to_the_right = 1 - bar.start >= min(bar.end, 0.45)
    room = 1 - bar.start if to_the_right else bar.end
    x = percent(bar.start if to_the_right else bar.end)
    return _label(
        name, room * WIDE, room * NARROW, names, number=bar.number,
        x=x, y=y + 16, text_anchor=None if to_the_right else "end",
    )  # fmt: skip


def _label(
    text: str,
    wide: float,
    narrow: float,
    others: list[str],
    *,
    number: int | None = None,
    **attributes: str | int | None,
) -> Markup:
    """The text in its long and its short form, after the number of its step."""
    lengths = [int(room / _CHARACTER) - 3 for room in (wide, narrow)]
    long, short = (captions.shortened(text, max(n, 6), others) for n in lengths)
    lead = [element("tspan", f"{number} ", class_="number")] if number is not None else []
    if long == short:
        return element("text", *lead, long, class_="label", **attributes)
    return joined(
        element("text", *lead, form, class_=f"label {size}", **attributes)
        for form, size in ((long, "long"), (short, "short"))
    )


# the requirement map


def map_drawing(report: PlanReport, plan: PlanFigures, prefix: str) -> Drawing:
    """What is held, the steps and the target as stations; a line runs from each to what needs it."""
    drawn = layout.requirement_map(plan)
    links = [_link(drawn, link, prefix) for link in drawn.links]
    stations = [_station(report, drawn, row, prefix) for row in range(len(drawn.rows))]
    return joined([element("g", *links, class_="links"), *stations]), _MAP_ROW * len(drawn.rows)


def _x(column: int) -> int:
    return 12 + column * _COLUMN


def _y(row: int) -> int:
    return row * _MAP_ROW + _MAP_ROW // 2


def _link(drawn: RequirementMap, link: Link, prefix: str) -> Markup:
    x, y = _x(link.column), _y(link.source)
    end_x, end_y = _x(drawn.rows[link.target].column), _y(link.target)
    corner = max(-_CORNER, min(_CORNER, end_x - x))
    path = f"M{x} {y}V{end_y - abs(corner)}Q{x} {end_y} {x + corner} {end_y}H{end_x}"
    ends = (place_of(prefix, drawn.rows[row].id) for row in (link.source, link.target))
    source, target = ends
    return element("path", d=path, class_="link", data_from=source, data_to=target)


def _station(report: PlanReport, drawn: RequirementMap, index: int, prefix: str) -> Markup:
    row = drawn.rows[index]
    place = place_of(prefix, row.id)
    y = _y(index)
    left = _x(drawn.columns - 1) + 22
    rooms = (WIDE - left, NARROW - left)
    names = [captions.item_name(r.item) for r in drawn.rows]
    return _item(
        prefix,
        row.id,
        element("title", captions.item_sentence(row.number, row.item, report.titles)),
        element("rect", x=0, y=y - _MAP_ROW // 2 + 2, width="100%", height=_MAP_ROW - 4, class_="hit"),
        element("circle", cx=_x(row.column), cy=y, r=7, class_="dot"),
        _label(captions.item_name(row.item), *rooms, names, number=row.number, x=left, y=y - 3),
        _note(row, left, y + 16),
        id=place if row.number is None else None,
        class_=f"item station {row.kind}",
        data_needs=" ".join(place_of(prefix, drawn.rows[i].id) for i in drawn.before(index)),
    )  # fmt: skip


def _note(row: Row, left: int, y: int) -> Markup:
    """When it is; in figures where there is little room."""
    long, short = captions.item_note(row.item), captions.item_short_note(row.item)
    if long == short:
        return element("text", long, x=left, y=y, class_="note")
    forms = ((long, "long"), (short, "short"))
    return joined(element("text", t, x=left, y=y, class_=f"note {size}") for t, size in forms)


# the trade-offs


def trade_off_drawing(report: PlanReport, front: TradeOffs) -> Drawing:
    """Months against fees: each point is a plan that no other beats on both."""
    points = front.points
    top, bottom = 34, _PLOT - 34
    most = max(p.totals.fees for p in points)
    spots = [
        (_along(p, points), bottom - p.totals.fees / max(most, 1) * (bottom - top)) for p in points
    ]
    lines = [element("line", x1=0, x2="100%", y1=y, y2=y, class_="tick") for y in (top, bottom)]
    steps = [line for a, b in pairwise(spots) for line in _stair(a, b)]
    dots = [_spot(report, p, x, y) for p, (x, y) in zip(points, spots, strict=True)]
    return joined([*lines, *_plot_words(report, most), *steps, *dots]), _PLOT


def _stair(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Markup]:
    """Between two points nothing is better than the first of them."""
    (x, y), (end_x, end_y) = a, b
    x1, x2 = percent(x), percent(end_x)
    yield element("line", x1=x1, x2=x2, y1=y, y2=y, class_="front")
    yield element("line", x1=x2, x2=x2, y1=y, y2=end_y, class_="front")


def _along(point: TradeOff, points: tuple[TradeOff, ...]) -> float:
    months = [p.totals.months for p in points]
    low, high = min(months), max(months)
    return 0.06 + 0.82 * (point.totals.months - low) / max(high - low, 1)


def _plot_words(report: PlanReport, most: int) -> Iterator[Markup]:
    fees = phrases.money_text(most, report.currency)
    yield element("text", f"fees, up to {fees}", x="100%", y=22, text_anchor="end", class_="year")
    yield element(
        "text", "longer →", x="100%", y=_PLOT - 10, text_anchor="end", class_="year"
    )  # fmt: skip
    yield element("text", "← sooner", x=0, y=_PLOT - 10, class_="year")


def _spot(report: PlanReport, point: TradeOff, x: float, y: float) -> Markup:
    chosen = any(point.totals == p.totals for p in report.plans)
    fees = phrases.money_text(point.totals.fees, report.currency)
    at_end = x > 0.52
    shift = -12 if at_end else 12
    name = f"{month_name(point.finish)}, {fees}"
    return element(
        "g",
        element("circle", cx=percent(x), cy=y, r=7, class_="dot"),
        element(
            "text", name, x=percent(x), y=y - 10, dx=shift, class_="label",
            text_anchor="end" if at_end else None,
        ),
        class_=f"spot{' chosen' if chosen else ''}",
    )  # fmt: skip
