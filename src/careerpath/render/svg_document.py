"""The plan as one vector picture: its headline, the timeline, the requirement map."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from careerpath.render import phrases, picture
from careerpath.render.markup import Markup, element, joined
from careerpath.render.page import asset
from careerpath.report.model import PlanReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.render.picture import Drawing
    from careerpath.report import PlanFigures, SeveralReports

_MARGIN, _GAP = 48, 56
_WIDTH = picture.WIDE + 2 * _MARGIN
_LINE = 24
_CHARACTERS = 106
"""How many characters of a line of text fit between the margins."""


def render(report: PlanReport | SeveralReports) -> str:
    """The whole picture, one plan below the other."""
    reports = (report,) if isinstance(report, PlanReport) else report.results
    parts: list[Markup] = []
    y = _MARGIN
    for own in reports:
        for piece, height in _pieces(own):
            parts.append(_placed(piece, y, height))
            y += height
        y += _GAP
    said = "; ".join(phrases.headline(r) for r in reports)
    svg = element(
        "svg",
        element("title", said),
        element("style", Markup(asset("picture.css"))),
        element("rect", width="100%", height="100%", fill="#fbfaf7"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_WIDTH} {y - _GAP + _MARGIN}",
        width=_WIDTH,
        height=y - _GAP + _MARGIN,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'


def _placed(piece: Markup, y: int, height: int) -> Markup:
    """A drawing in its own viewport, so that its percentages are of the room between the margins."""
    return element(
        "svg", piece, x=_MARGIN, y=y, width=picture.WIDE, height=height, overflow="visible"
    )


def _pieces(report: PlanReport) -> Iterator[Drawing]:
    yield _head(report)
    if report.infeasible is not None:
        lines = [text for _, text in phrases.infeasible_facts(report)]
        yield _lines(lines)
    if report.status != "plan":
        return
    for plan in report.plans:
        yield from _plan_pieces(report, plan)


def _plan_pieces(report: PlanReport, plan: PlanFigures) -> Iterator[Drawing]:
    yield _section("Timeline")
    yield picture.timeline_drawing(report, plan, "")
    yield _section("What opens what")
    yield picture.map_drawing(report, plan, "")


def _section(title: str) -> Drawing:
    return element("text", title, x=0, y=58, class_="section"), 84


def _head(report: PlanReport) -> Drawing:
    lines = _wrapped(phrases.headline(report))
    heading = element("text", report.target.title, x=-1, y=36, class_="heading")
    place = f"{report.target.place}, as of {report.as_of}"
    below = element("text", place, x=0, y=66, class_="small")
    text, height = _lines_at(lines, 100)
    return joined([heading, below, text]), height


def _lines(texts: list[str]) -> Drawing:
    return _lines_at([line for text in texts for line in _wrapped(text)], 30)


def _lines_at(lines: list[str], top: int) -> Drawing:
    drawn = [
        element("text", line, x=0, y=top + n * _LINE, class_="verdict")
        for n, line in enumerate(lines)
    ]
    return joined(drawn), top + (len(lines) - 1) * _LINE + 8


def _wrapped(text: str) -> list[str]:
    return wrap(phrases.clean(text), _CHARACTERS) or [""]
