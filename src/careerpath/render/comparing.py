"""Roles side by side at a terminal: columns where there is room, one under the other where not.

In a pipe: one fact a line, beginning with the row and the role it is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from careerpath.render import compare_phrases as words
from careerpath.render.lines import Line
from careerpath.render.phrases import clean
from careerpath.render.terminal import Look, laid_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from careerpath.report.comparison import Cell, CompareReport, Row

NARROWEST = 26
"""Columns of a role's text below which roles are set one under the other."""
NOT_STATED = "not stated"
_GAP = 3
_ITEMS = 4
"""At a terminal without -v: how many sentences a cell shows."""
_SKILLS = 8
_SOURCES = 8


def render(report: CompareReport, look: Look) -> str:
    """The comparison as text."""
    if look.width is None:
        return laid_out(_piped(report), look)
    return laid_out(_Page(report, look).lines(), look)


# a pipe


def _piped(report: CompareReport) -> Iterator[Line]:
    names = words.names(report)
    yield Line(" and ".join(names), "compared")
    for remark in report.common:
        yield Line(f"all: {words.remark_text(remark)}", "shared")
    for row in (*report.differences, *([report.hire] if report.hire else [])):
        for name, cell in zip(names, row.cells, strict=True):
            texts = list(words.cell_texts(cell))
            yield from (Line(f"{name}: {t}", clean(row.title)) for t in texts)
        yield from (
            Line(f"together: {words.remark_text(r)}", clean(row.title)) for r in row.together
        )
    for n, rows in enumerate(report.skills.over):
        texts = [words.skill_text(r, n) for r in rows]
        yield from (Line(f"{names[n]}: {t}", "skill over") for t in texts)
    yield from (Line(clean(r.title), "skill shared") for r in report.skills.shared)
    for row in report.shared:
        yield from (Line(f"all: {t}", row.title) for t in words.cell_texts(row.cells[0]))
    yield from (Line(text, label) for label, text in words.plan_facts(report))
    yield from (Line(text, label) for label, text in words.gap_facts(report))
    yield from (Line(words.source_text(s), "source") for s in report.sources)
    yield from (Line(text, label) for label, text in words.closing_facts(report))


# a terminal


class _Page(Struct, frozen=True):
    """One comparison on a terminal of a certain look."""

    report: CompareReport
    look: Look

    def lines(self) -> Iterator[Line]:
        names = words.names(self.report)
        yield Line(" / ".join(names), style="bold")
        yield from self._plans()
        yield from self._differences()
        yield from self._skills()
        yield from self._hire()
        yield from self._shared()
        yield from self._gaps()
        yield from self._closing()

    # columns

    @property
    def _columns(self) -> int:
        """The width of one role's column; 0 where they don't fit beside each other."""
        count = len(self.report.subjects)
        width = ((self.look.width or 80) - _GAP * (count - 1)) // count
        return width if width >= NARROWEST else 0

    def _heading(self, text: str) -> Iterator[Line]:
        yield Line("")
        yield Line(text, style="bold underline")

    def _row(self, title: str, cells: Sequence[Sequence[str]]) -> Iterator[Line]:
        """The title, if any, then what is said of each role: beside or below each other."""
        if title:
            yield Line(words.heading(title), style="bold")
        if not cells:
            return
        if self._columns:
            yield from self._beside(cells)
            return
        for name, texts in zip(words.names(self.report), cells, strict=True):
            yield from self._below(name, texts)

    def _beside(self, cells: Sequence[Sequence[str]]) -> Iterator[Line]:
        width = self._columns
        blocks = [[line for t in texts or ["-"] for line in wrapped(t, width)] for texts in cells]
        for n in range(max(map(len, blocks))):
            parts = [padded(b[n] if n < len(b) else "", width) for b in blocks]
            yield Line((" " * _GAP).join(parts).rstrip(), cut=True)

    def _below(self, name: str, texts: Sequence[str]) -> Iterator[Line]:
        """What is said of one role, set in; a role of which nothing is said takes no line."""
        if list(texts) in ([], [NOT_STATED]):
            return
        width = (self.look.width or 80) - 2
        if len(texts) == 1:
            lines = wrapped(f"{name}: {texts[0]}", width, hang=2)
        else:
            lines = [f"{name}:", *(f"  {line}" for t in texts for line in wrapped(t, width - 2))]
        yield from (Line(f"  {line}", cut=True) for line in lines)

    def _names_row(self) -> Iterator[Line]:
        if self._columns:
            names = [wrapped(n, self._columns) for n in words.names(self.report)]
            for n in range(max(map(len, names))):
                parts = [padded(b[n] if n < len(b) else "", self._columns) for b in names]
                yield Line((" " * _GAP).join(parts).rstrip(), style="bold", cut=True)

    def _together(self, row: Row) -> Iterator[Line]:
        for remark in row.together:
            yield Line(f"Together: {words.remark_text(remark, brief=self._brief)}")

    # parts

    @property
    def _brief(self) -> bool:
        return self.look.is_brief

    def _cells(self, row: Row) -> list[list[str]]:
        """The cells of a row that differs; an empty one says whether there is more elsewhere."""
        if all(c.is_empty for c in row.cells):
            return []
        is_partly_shared = any(s.id == row.id for s in self.report.shared)
        empty = "nothing more" if is_partly_shared else NOT_STATED
        return [self._texts(c) or [empty] for c in row.cells]

    def _texts(self, cell: Cell) -> list[str]:
        """The sentences of a cell; a list of them is marked as one and cut short without -v."""
        texts = list(words.cell_texts(cell, brief=self._brief))
        most = _ITEMS if self._brief else len(texts)
        shown = texts[:most]
        if len(texts) > most:
            shown.append(f"and {len(texts) - most} more (-v)")
        return [f"- {t}" for t in shown] if len(texts) > 1 else shown

    def _differences(self) -> Iterator[Line]:
        if not self.report.differences:
            return
        yield from self._heading("What tells them apart")
        yield from self._names_row()
        for row in self.report.differences:
            yield Line("")
            yield from self._row(row.title, self._cells(row))
            yield from self._together(row)

    def _skills(self) -> Iterator[Line]:
        skills = self.report.skills
        if not any(skills.over) and not skills.shared:
            return
        yield from self._heading("Skills that each asks more of than the others")
        yield from self._names_row()
        cells = [
            self._listed([words.skill_text(r, n) for r in o]) for n, o in enumerate(skills.over)
        ]
        yield from self._row("", cells)
        if skills.shared:
            shared = self._joined([clean(r.title) for r in skills.shared])
            yield Line(f"Asked by all of them: {shared}")

    def _listed(self, texts: list[str]) -> list[str]:
        most = _SKILLS if self._brief else len(texts)
        rest = [f"and {len(texts) - most} more (-v)"] if len(texts) > most else []
        return [f"- {t}" for t in [*texts[:most], *rest]]

    def _joined(self, texts: list[str]) -> str:
        most = _SKILLS if self._brief else len(texts)
        rest = f"; and {len(texts) - most} more (-v)" if len(texts) > most else ""
        return f"{'; '.join(texts[:most])}{rest}"

    def _hire(self) -> Iterator[Line]:
        row = self.report.hire
        if row is None:
            return
        yield from self._heading("When to hire which, or both")
        yield from self._names_row()
        yield from self._row("", [self._texts(c) for c in row.cells])
        yield from self._together(row)

    def _shared(self) -> Iterator[Line]:
        if not self.report.shared and not self.report.common:
            return
        yield from self._heading("What they share")
        for remark in self.report.common:
            yield Line(words.remark_text(remark, brief=self._brief))
        for row in self.report.shared:
            texts = [t.removeprefix("- ") for t in self._texts(row.cells[0])]
            yield Line(f"{words.heading(row.title)}: {'; '.join(texts)}")

    def _plans(self) -> Iterator[Line]:
        plans = self.report.plans
        if plans is None:
            return
        yield from self._heading("The plans to them, from the same start")
        yield from self._names_row()
        for title, cells in words.plan_rows(self.report, brief=self._brief):
            yield from self._row(title, cells)
        for label, text in words.plan_remarks(self.report):
            yield Line(f"{words.heading(label)}: {text}")

    def _gaps(self) -> Iterator[Line]:
        if not any(self.report.gaps):
            return
        yield from self._heading("Essential skills that your record does not show")
        yield from self._names_row()
        cells = [self._listed(words.missing_skills(gap)) for gap in self.report.gaps]
        yield from self._row("", cells)

    def _closing(self) -> Iterator[Line]:
        yield Line("")
        for label, text in words.closing_facts(self.report):
            yield Line(text, label)
        if self._brief:
            yield Line(words.sources_in_brief(self.report, _SOURCES), "sources")
            return
        yield from (Line(words.source_text(s), "source") for s in self.report.sources)


def wrapped(text: str, width: int, hang: int = 0) -> list[str]:
    """The text in lines of at most so many terminal cells, all but the first set in by `hang`.

    An item of a list hangs by the width of its mark.
    """
    from rich.console import Console
    from rich.text import Text

    hang = hang or (2 if text.startswith("- ") else 0)
    console = Console(width=width)
    first = Text(text).wrap(console, width)[0].plain.rstrip()
    rest = text[len(first) :].lstrip()
    lines = Text(rest).wrap(console, width - hang) if rest else ()
    return [first, *(f"{' ' * hang}{line.plain.rstrip()}" for line in lines)]


def padded(text: str, width: int) -> str:
    """The text in exactly so many terminal cells."""
    from rich.cells import set_cell_size

    return set_cell_size(text, width)
