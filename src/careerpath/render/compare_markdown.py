"""A comparison as Markdown: one table of rows by roles. Nothing from the data is read as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.render import compare_phrases as words
from careerpath.render.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from careerpath.report.comparison import CompareReport, Row


def render(report: CompareReport) -> str:
    """The whole document."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: CompareReport) -> Iterator[str]:
    names = words.names(report)
    yield f"# {escaped(' / '.join(names))}"
    if report.plans:
        yield from _table("The plans to them", names, words.plan_rows(report, brief=False))
        yield from _list(f"{label}: {text}" for label, text in words.plan_remarks(report))
    yield from _rows("What tells them apart", names, report.differences)
    over = [[words.skill_text(r, n) for r in own] for n, own in enumerate(report.skills.over)]
    yield from _table("Skills", names, [("asks more of", over)])
    yield from _list(f"asked by all: {r.title}" for r in report.skills.shared)
    if report.hire:
        yield from _rows("When to hire which, or both", names, [report.hire])
    yield from _shared(report)
    yield from ("", "## Sources")
    yield from _list(words.source_text(s) for s in report.sources)
    yield from _list(text for _, text in words.closing_facts(report))


def _rows(heading: str, names: list[str], rows: Iterable[Row]) -> Iterator[str]:
    listed = list(rows)
    cells = ((r.title, [list(words.cell_texts(c)) for c in r.cells]) for r in listed)
    yield from _table(heading, names, cells)
    for row in listed:
        yield from _list(f"{row.title}, all: {words.remark_text(r)}" for r in row.together)


def _table(
    heading: str, names: list[str], rows: Iterable[tuple[str, list[list[str]]]]
) -> Iterator[str]:
    yield from ("", f"## {heading}", "")
    yield f"| | {' | '.join(escaped(n) for n in names)} |"
    yield f"|---|{'---|' * len(names)}"
    for title, cells in rows:
        texts = [
            "<br>".join(escaped(t.removeprefix("- ")) for t in texts) or "-" for texts in cells
        ]
        yield f"| {escaped(title)} | {' | '.join(texts)} |"


def _shared(report: CompareReport) -> Iterator[str]:
    yield from ("", "## What they share")
    yield from _list(words.remark_text(r) for r in report.common)
    yield from _list(
        f"{row.title}: {text}" for row in report.shared for text in words.cell_texts(row.cells[0])
    )


def _list(texts: Iterable[str]) -> Iterator[str]:
    items = [f"- {escaped(t)}" for t in texts]
    if items:
        yield from ("", *items)
