"""A comparison as one page: what tells the roles apart side by side, then what they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.render import captions
from careerpath.render import compare_phrases as words
from careerpath.render.markup import Markup, element
from careerpath.render.page import page, section
from careerpath.render.page_foot import source_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from careerpath.report.comparison import CompareReport, Row

    Cells = list[list[str]]


def render(report: CompareReport) -> str:
    """The whole document."""
    names = words.names(report)
    article = element(
        "article",
        _header(report, names),
        *_sections(report, names),
        _footer(report),
        class_="answer comparison",
    )
    return page(" / ".join(names), element("main", article))


def _header(report: CompareReport, names: list[str]) -> Markup:
    return element(
        "header",
        element("p", f"Roles compared, as of {captions.day_text(report.as_of)}", class_="kicker"),
        element("h1", " or ".join(names)),
        element("p", "; ".join(dict.fromkeys(s.place for s in report.subjects)), class_="place"),
    )


def _sections(report: CompareReport, names: list[str]) -> Iterator[Markup]:
    if report.plans:
        remarks = [f"{captions.capital(k)}: {t}" for k, t in words.plan_remarks(report)]
        table = _table(names, words.plan_rows(report, brief=False), "The plans to them")
        yield section("The plans to them", table, _list(remarks))
    yield section("What tells them apart", *_rows(report.differences, names, "Differences"))
    yield _skills(report, names)
    if report.hire:
        yield section("When to take on which", *_rows([report.hire], names, "When to hire"))
    shared = [words.remark_text(r) for r in report.common]
    shared += [f"{r.title}: {t}" for r in report.shared for t in words.cell_texts(r.cells[0])]
    if shared:
        yield section("What they share", _list(shared))
    if report.sources:
        items = element(
            "ol", *(source_item(s, cited_as=s.id) for s in report.sources), class_="sources"
        )
        yield section("Sources", items, class_="sources")


def _rows(rows: Iterable[Row], names: list[str], label: str) -> Iterator[Markup | None]:
    listed = list(rows)
    cells = [(r.title, [list(words.cell_texts(c)) for c in r.cells]) for r in listed]
    yield _table(names, cells, label)
    yield _list(f"{r.title}, all: {words.remark_text(t)}" for r in listed for t in r.together)


def _skills(report: CompareReport, names: list[str]) -> Markup:
    over = [[words.skill_text(r, n) for r in own] for n, own in enumerate(report.skills.over)]
    shared = ", ".join(r.title for r in report.skills.shared)
    rest = _list([f"Asked by all: {shared}"] if shared else [])
    return section("Skills", _table(names, [("asks more of", over)], "Skills"), rest)


def _table(names: list[str], rows: Iterable[tuple[str, Cells]], label: str) -> Markup:
    """Roles as columns; on a narrow screen it scrolls on its own."""
    heads = [element("td"), *(element("th", n, scope="col") for n in names)]
    body = [
        element("tr", element("th", captions.capital(title), scope="row"), *map(_cell, cells))
        for title, cells in rows
    ]
    table = element(
        "table", element("thead", element("tr", *heads)), element("tbody", *body), class_="roles"
    )
    return element("div", table, class_="scroll", tabindex=0, role="region", aria_label=label)


def _cell(texts: list[str]) -> Markup:
    items = [element("p", t.removeprefix("- ")) for t in texts]
    return element("td", *items) if items else element("td", "–")


def _list(texts: Iterable[str]) -> Markup | None:
    items = [element("li", text) for text in texts]
    return element("ul", *items) if items else None


def _footer(report: CompareReport) -> Markup:
    lines = [element("p", captions.capital(text)) for _, text in words.closing_facts(report)]
    return element("footer", *lines, element("p", "Information, not advice."), class_="quiet")
