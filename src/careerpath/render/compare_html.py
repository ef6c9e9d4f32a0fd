"""A comparison as one page: what tells the roles apart side by side, then what they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from careerpath.render import captions
from careerpath.render import compare_phrases as words
from careerpath.render.markup import Markup, element, joined
from careerpath.render.page import page, section
from careerpath.render.page_foot import source_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from careerpath.report.comparison import Cell, CompareReport, Row
    from careerpath.report.remarks import Remark

    Cells = list[list[Markup]]
    Numbers = dict[str, int]
    """By which number each source is cited."""


def render(report: CompareReport) -> str:
    """The whole document."""
    names = words.names(report)
    article = element(
        "article",
        _header(report, names),
        *_sections(report, names),
        _footer(report),
        class_=f"answer comparison of-{len(names)}",
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
    numbers = {s.id: n for n, s in enumerate(report.sources, 1)}
    if report.plans:
        yield section("The plans to them", *_plans(report, names))
    yield section("What tells them apart", *_rows(report.differences, names, numbers))
    yield section("Skills", *_skills(report, names))
    if any(report.gaps):
        missing = [words.missing_skills(g) for g in report.gaps]
        row = ("not shown yet", [[element("p", skill) for skill in m] for m in missing])
        table = _table(names, [row], "Skills gaps")
        yield section("Skills your record does not show", table, class_="gaps")
    if report.hire:
        yield section("When to take on which", *_rows([report.hire], names, numbers))
    shared = [_remark(r, numbers, "li") for r in report.common]
    shared += [_shared(r, numbers) for r in report.shared]
    if shared:
        yield section("What they share", element("ul", *shared, class_="remarks"))
    if report.sources:
        items = (source_item(s, _anchor(s.id), cited_as=s.id) for s in report.sources)
        yield section("Sources", element("ol", *items, class_="sources"), class_="sources")


def _plans(report: CompareReport, names: list[str]) -> Iterator[Markup]:
    rows = [
        (
            title,
            [[element("p", words.heading(t.removeprefix("- "))) for t in cell] for cell in cells],
        )
        for title, cells in words.plan_rows(report, brief=False)
    ]
    yield _table(names, rows, "The plans to them")
    remarks = [f"{words.heading(k)}: {t}" for k, t in words.plan_remarks(report)]
    if remarks:
        yield element("ul", *(element("li", r) for r in remarks), class_="remarks")


def _rows(rows: Iterable[Row], names: list[str], numbers: Numbers) -> Iterator[Markup]:
    listed = list(rows)
    cells = [(r.title, [list(_cell(c, numbers)) for c in r.cells]) for r in listed]
    yield _table(names, cells, ", ".join(words.heading(r.title) for r in listed[:3]))
    together = [
        element("li", element("strong", f"{words.heading(r.title)}. "), *_parts(t, numbers))
        for r in listed
        for t in r.together
    ]
    if together:
        yield element("ul", *together, class_="remarks")


def _skills(report: CompareReport, names: list[str]) -> Iterator[Markup]:
    over = [
        [element("p", words.skill_text(r, n)) for r in own]
        for n, own in enumerate(report.skills.over)
    ]
    yield _table(names, [("asks more of", over)], "Skills")
    shared = "; ".join(r.title for r in report.skills.shared)
    if shared:
        yield element("p", element("strong", "Asked by all. "), shared, class_="remarks")


def _table(names: list[str], rows: Iterable[tuple[str, Cells]], label: str) -> Markup:
    """Roles as columns; on a narrow screen one below the other, which CSS makes of the same table.

    The roles of its parts are said, since a browser forgets them of a table set as blocks.
    """
    heads = [element("td", role="cell")]
    heads += [element("th", n, scope="col", role="columnheader") for n in names]
    body = [
        element(
            "tr",
            element("th", words.heading(title), scope="row", role="rowheader"),
            *(_column(n, c) for n, c in zip(names, cells, strict=True)),
            role="row",
        )
        for title, cells in rows
    ]
    return element(
        "table",
        element("thead", element("tr", *heads, role="row"), role="rowgroup"),
        element("tbody", *body, role="rowgroup"),
        class_="roles",
        role="table",
        aria_label=label,
    )


def _column(name: str, items: list[Markup]) -> Markup:
    return element("td", *(items or [Markup("–")]), role="cell", data_role=name)


def _cell(cell: Cell, numbers: Numbers) -> Iterator[Markup]:
    yield from (_remark(r, numbers, "p") for r in cell.remarks)
    rest = words.cell_texts(replace(cell, remarks=()))
    yield from (element("p", words.heading(t)) for t in rest)


def _remark(remark: Remark, numbers: Numbers, name: str) -> Markup:
    return element(name, *_parts(remark, numbers))


def _parts(remark: Remark, numbers: Numbers) -> Iterator[Markup | str]:
    """The sentence; then, in small type, what it corrects and what it rests on."""
    yield words.heading(words.remark_text(remark, brief=True))
    if remark.note:
        yield f". {words.heading(remark.note)}"
    told = [f"corrects “{remark.was}”: {remark.verdict}"] if remark.was else []
    told += [*words.doubts(remark), *words.claims(remark)]
    cited = [_cited(numbers[s], s) for s in remark.sources if s in numbers]
    if cited:
        yield joined([" ", element("span", joined(cited, " "), class_="cited")])
    if told:
        yield joined([" ", element("span", words.heading("; ".join(told)), class_="rests")])


def _cited(number: int, source: str) -> Markup:
    return element("a", str(number), href=f"#{_anchor(source)}", aria_label=f"source {number}")


def _shared(row: Row, numbers: Numbers) -> Markup:
    """One line for a row that holds of every role."""
    cell = row.cells[0]
    label = element("strong", f"{words.heading(row.title)}. ")
    plain = [words.remark_text(r, brief=True) for r in cell.remarks]
    if all(not r.note and not r.was and not r.claims for r in cell.remarks):
        return element(
            "li", label, "; ".join([*plain, *words.cell_texts(replace(cell, remarks=()))])
        )
    parts = [p for r in cell.remarks for p in _parts(r, numbers)]
    return element("li", label, *parts, *words.cell_texts(replace(cell, remarks=())))


def _anchor(source: str) -> str:
    return f"source-{source}"


def _footer(report: CompareReport) -> Markup:
    lines = [element("p", captions.capital(text)) for _, text in words.closing_facts(report)]
    paper = element(
        "p", "Longer lists and corrections are in the file this was printed from.", class_="paper"
    )
    advice = element("p", "Information, not advice.")
    return element("footer", *lines, advice, paper, class_="quiet")
