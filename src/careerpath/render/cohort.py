"""A cohort's answers as a table, as JSON, and as CSV of which no cell can fire as a formula."""

from __future__ import annotations

from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from careerpath.months import format_month
from careerpath.render.json_document import totals_document
from careerpath.render.lines import Line
from careerpath.render.phrases import clean, counted, money_text
from careerpath.render.spreadsheet import table
from careerpath.render.terminal import laid_out
from careerpath.report.cohort import ALREADY, BAD, INFEASIBLE, PLAN, STOPPED, CohortReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.render.terminal import Look
    from careerpath.report.cohort import RowFigures

    Cells = tuple[str, ...]

Json = dict[str, Any]

COHORT = "careerpath.cohort/1"
_COLUMNS = (
    "line", "name", "target", "target_title", "status", "proven", "months", "finish", "fees",
    "estimated_fees", "currency", "steps", "study_hours", "first_step", "first_step_title",
    "first_step_start", "says",
)  # fmt: skip


# JSON


def cohort_document(report: CohortReport) -> Json:
    """Every row, and the summary."""
    return {
        "schema": COHORT,
        "as_of": report.as_of,
        "rows": [_row(r) for r in report.rows],
        "summary": {
            "rows": len(report.rows),
            "plans": report.counted(PLAN),
            "already": report.counted(ALREADY),
            "infeasible": report.counted(INFEASIBLE),
            "stopped": report.counted(STOPPED),
            "bad_rows": report.counted(BAD),
            "first_steps": [
                {"id": id_, "title": title, "rows": n} for id_, title, n in report.first_steps
            ],
        },
    }


def _row(row: RowFigures) -> Json:
    return {
        "line": row.line,
        "name": row.name or None,
        "status": row.status,
        "target": {"id": row.target, "title": row.target_title} if row.target else None,
        "optimal": row.optimal if row.totals else None,
        "totals": totals_document(row.totals) if row.totals else None,
        "currency": row.currency or None,
        "finish": _month(row.finish),
        "first_step": {
            "id": row.first_step,
            "title": row.first_title,
            "start": _month(row.first_start),
        }
        if row.first_step
        else None,
        "why": row.why or None,
        "error": _error(row),
    }


def _error(row: RowFigures) -> Json | None:
    error = row.error
    if error is None:
        return None
    return {
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "details": list(error.details),
    }


def _month(month: int | None) -> str | None:
    return None if month is None else format_month(month)


# CSV


def cohort_csv(report: CohortReport) -> str:
    """One line a row; amounts are plain numbers, texts can't be formulas."""
    return table(_COLUMNS, (_values(row) for row in report.rows))


def _values(row: RowFigures) -> Iterator[object]:
    totals = totals_document(row.totals) if row.totals else {}
    yield from (row.line, row.name, row.target, row.target_title, row.status)
    yield ("yes" if row.optimal else "no") if row.totals else ""
    yield from (totals.get("months", ""), _month(row.finish) or "")
    yield from (totals.get("fees", ""), totals.get("estimated_fees", ""), row.currency)
    yield from (totals.get("steps", ""), totals.get("study_hours", ""))
    yield from (row.first_step, row.first_title, _month(row.first_start) or "", _says(row))


def _says(row: RowFigures) -> str:
    if row.error is None:
        return row.why
    return " ".join(t for t in (row.error.message, "; ".join(row.error.details)) if t)


# for people

_WORDS = {
    PLAN: "plan",
    ALREADY: "there",
    INFEASIBLE: "no plan",
    STOPPED: "no time",
    BAD: "bad row",
}


def render_cohort(report: CohortReport, look: Look) -> str:
    """The table, what is wrong with bad rows, and the summary."""
    lines = _piped(report) if look.width is None else _table(report, look.width)
    return laid_out([*lines, *_problems(report), *_summary(report)], look)


def _piped(report: CohortReport) -> Iterator[Line]:
    for row in report.rows:
        parts = [row.target_title, _WORDS[row.status], _takes(row), _fees(row)]
        first = f"begins with {_first(row)}" if row.first_title else ""
        facts = "; ".join(p for p in (*parts, first) if p)
        yield Line(clean(f"{row.name or f'line {row.line}'}: {facts}"))


def _table(report: CohortReport, width: int) -> Iterator[Line]:
    """Columns as wide as they need be; a target or first step that is longer goes on below."""
    rows = [_cells_of(r) for r in report.rows]
    heads = ("who", "target", "answer", "takes", "fees", "first step")
    widths = _widths([heads, *rows], width)
    yield from _lines(heads, widths, "dim")
    for cells in rows:
        yield from _lines(cells, widths)
    if any(r.totals and not r.optimal for r in report.rows):
        yield Line("* the best found in the time allowed, not proven best")


def _cells_of(row: RowFigures) -> Cells:
    return (
        clean(row.name or f"line {row.line}"),
        clean(row.target_title),
        _WORDS[row.status] + ("" if row.optimal or not row.totals else "*"),
        _takes(row),
        _fees(row),
        _first(row),
    )


def _first(row: RowFigures) -> str:
    return clean(f"{'work as ' if row.first_is_work else ''}{row.first_title}")


_WRAPPED = (0, 1, 5)
"""The columns of free text: who, target, first step."""


def _widths(rows: list[Cells], width: int) -> list[int]:
    """What every column needs; where that is too much, the texts share what the figures leave."""
    from rich.cells import cell_len

    needed = [max(cell_len(r[n]) for r in rows) for n in range(len(rows[0]))]
    room = width - 2 * (len(needed) - 1) - sum(needed[n] for n in (2, 3, 4))
    for n, parts in zip(sorted(_WRAPPED, key=lambda n: needed[n]), (3, 2, 1), strict=True):
        needed[n] = min(needed[n], max(room // parts, 8))
        room -= needed[n]
    return needed


def _lines(cells: Cells, widths: list[int], style: str = "") -> Iterator[Line]:
    from careerpath.render.step_rows import fitted

    texts = [wrap(c, widths[n]) if n in _WRAPPED else [c] for n, c in enumerate(cells)]
    for parts in zip_longest(*texts, fillvalue=""):
        shown = [
            part.rjust(widths[n]) if n in (3, 4) else fitted(part, widths[n])
            for n, part in enumerate(parts)
        ]
        yield Line("  ".join(shown).rstrip(), style=style, cut=True)


def _takes(row: RowFigures) -> str:
    """`6y 7m`."""
    if row.totals is None or row.status == ALREADY:
        return ""
    years, months = divmod(row.totals.months, 12)
    return " ".join(p for p in (f"{years}y" if years else "", f"{months}m" if months else "") if p)


def _fees(row: RowFigures) -> str:
    return money_text(row.totals.fees, row.currency) if row.totals else ""


def _problems(report: CohortReport) -> Iterator[Line]:
    for row in report.rows:
        who = f"line {row.line}{f' ({row.name})' if row.name else ''}"
        if row.error is not None:
            yield Line(clean(f"{who}: {row.error.message}"), "bad row")
            yield from (Line(clean(d), "perhaps") for d in row.error.details[:3])
        elif row.why:
            yield Line(clean(f"{who}: {row.why}"), "no plan")


def _summary(report: CohortReport) -> Iterator[Line]:
    parts = [counted(report.counted(PLAN), "plan")]
    if already := report.counted(ALREADY):
        parts.append(f"{already} there already")
    parts.append(f"{report.counted(INFEASIBLE)} without a plan")
    if stopped := report.counted(STOPPED):
        parts.append(f"{stopped} stopped by the time limit")
    parts.append(counted(report.counted(BAD), "bad row"))
    yield Line(f"{counted(len(report.rows), 'row')}: {', '.join(parts)}", "in all")
    for _, title, number in report.first_steps:
        if number > 1:
            yield Line(clean(f"{number} begin with {title}"), "together")
