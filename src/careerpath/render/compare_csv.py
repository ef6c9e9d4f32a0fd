"""A comparison as CSV: one fact a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.render import compare_phrases as words
from careerpath.render.spreadsheet import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.report.comparison import Cell, CompareReport
    from careerpath.report.remarks import Remark

HEADER = ("part", "row", "role", "says", "corrects", "verdict", "claims", "sources", "dated")
_ALL = "all"


def render(report: CompareReport) -> str:
    """The whole file, with a header line."""
    return table(HEADER, _rows(report))


def _rows(report: CompareReport) -> Iterator[tuple[str, ...]]:
    ids = [s.id for s in report.subjects]
    hire = [report.hire] if report.hire else []
    for part, rows in (("difference", report.differences), ("hire", hire)):
        for row in rows:
            for id_, cell in zip(ids, row.cells, strict=True):
                yield from _cell(part, row.title, id_, cell)
            yield from (_remark(part, row.title, _ALL, r) for r in row.together)
    for id_, over in zip(ids, report.skills.over, strict=True):
        yield from (_plain("skill", "asks more of", id_, r.title) for r in over)
    yield from (_plain("skill", "shared", _ALL, r.title) for r in report.skills.shared)
    yield from (_remark("shared", "", _ALL, r) for r in report.common)
    for row in report.shared:
        yield from _cell("shared", row.title, _ALL, row.cells[0])
    for title, cells in words.plan_rows(report, brief=False):
        for id_, texts in zip(ids, cells, strict=True):
            yield from (_plain("plan", title, id_, t.removeprefix("- ")) for t in texts)


def _cell(part: str, row: str, role: str, cell: Cell) -> Iterator[tuple[str, ...]]:
    yield from (_remark(part, row, role, r) for r in cell.remarks)
    if cell.salary:
        source = cell.salary.source or ""
        text = words.salary_text(cell.salary)
        yield (part, row, role, text, "", "", "", source, str(cell.salary.year or ""))
    yield from (_plain(part, row, role, n.title) for n in cell.names)


def _remark(part: str, row: str, role: str, remark: Remark) -> tuple[str, ...]:
    sources = " ".join(remark.sources) or ("author's judgement" if remark.judgement else "")
    claims = " ".join(remark.claims)
    where = "" if remark.here else f"{remark.where}: "
    says = f"{where}{remark.says}"
    return (part, row, role, says, remark.was, remark.verdict, claims, sources, remark.dated)


def _plain(part: str, row: str, role: str, says: str) -> tuple[str, ...]:
    return (part, row, role, says, "", "", "", "", "")
