"""The answer at a terminal: at most 24 lines of 80 columns, more with -v; piped, one fact a line.

Everything printed goes through `phrases.clean` and is laid out as plain text; Rich only styles and
wraps it, and never reads markup from it.
"""

from __future__ import annotations

import os
import shutil
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from msgspec import Struct

from careerpath.render import phrases, what_if
from careerpath.render.lines import Line
from careerpath.report.model import ROLE, PlanReport, SeveralReports

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console
    from rich.text import Text

    from careerpath.render.phrases import Fact
    from careerpath.report import Infeasibility, PlanFigures, StepFigures

LINES = 24
WIDE = 110
"""From this many columns on the timeline is shown unasked."""
_LABEL = 11
_MOST_DEPENDS = 4
"""Without -v: how many of the things a plan depends on are named."""
_GIVING_WAY = (
    ("else", 0), ("unsure", 0), ("depends", 2), ("abroad", 0), ("depends", 1), ("hopeful", 0),
    ("next", 1), ("grade", 1), ("cheaper", 0), ("depends", 0), ("earning", 0),
)  # fmt: skip
"""Without -v: in which order the rest gives way to the steps, and to how many of its kind."""


class Look(Struct, frozen=True):
    """What is written to: a terminal of some width, or a pipe (no width: never wrapped)."""

    width: int | None = None
    color: bool = False
    verbose: bool = False

    @property
    def is_brief(self) -> bool:
        """A terminal's first screen: every line counts."""
        return self.width is not None and not self.verbose

    @property
    def has_timeline(self) -> bool:
        """Only where there are columns to draw it in."""
        return self.width is not None and (self.verbose or self.width >= WIDE)


def look_for(stream: TextIO, *, verbose: bool = False, no_color: bool = False) -> Look:
    """How to write to this stream; NO_COLOR, COLUMNS and TERM=dumb are honoured."""
    if not stream.isatty():
        return Look(verbose=verbose)
    plain = no_color or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    width = shutil.get_terminal_size((80, 24)).columns
    return Look(max(width, 40), color=not plain, verbose=verbose)


def render(report: PlanReport | SeveralReports, look: Look) -> str:
    """The answer as text."""
    if isinstance(report, PlanReport):
        return laid_out(_report_lines(report, look), look)
    lines: list[Line] = []
    for result in report.results:
        lines += [*_report_lines(result, look), Line("")]
    if len([r for r in report.results if r.plans]) < 2:
        return laid_out(lines, look)
    titles = {i: t for r in report.results for i, t in r.titles.items()}
    shared = ", ".join(phrases.clean(titles.get(i, i)) for i in report.shared)
    lines.append(Line(shared or "no step is part of every plan", "shared"))
    lines += _labelled(what_if.beginning_facts(report))
    return laid_out(lines, look)


def laid_out(lines: Iterable[Line], look: Look) -> str:
    """Plain text for a pipe; styled and wrapped for a terminal."""
    if look.width is None:
        return "".join(f"{_unwrapped(line)}\n" for line in lines if line.text)
    return _styled(lines, look.width, look.color)


def _unwrapped(line: Line) -> str:
    return f"{line.label}: {line.text}" if line.label else line.text


def _styled(lines: Iterable[Line], width: int, color: bool) -> str:
    from rich.console import Console

    file = StringIO()
    console = Console(
        file=file, width=width, force_terminal=color, color_system="standard" if color else None,
        markup=False, highlight=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    for line in lines:
        for text in _wrapped(console, line, width):
            if line.whole:
                console.print(text, soft_wrap=True)
            else:
                console.print(text, no_wrap=True, overflow="ellipsis", crop=True)
    return file.getvalue()


def _wrapped(console: Console, line: Line, width: int) -> list[Text]:
    from rich.text import Text

    if line.indent:
        parts = Text(line.text, style=line.style).wrap(console, width - line.indent - 2)
        blanks = (" " * (line.indent + (2 if n else 0)) for n in range(len(parts)))
        return [Text.assemble(b, part) for b, part in zip(blanks, parts, strict=True)]
    if not line.label:
        text = Text(line.text, style=line.style)
        return [text] if line.cut or line.whole else list(text.wrap(console, width)) or [Text("")]
    room = width - _LABEL
    styled = Text(line.text, style=line.style)
    texts = list(styled.wrap(console, room)) or [Text("")]
    labels = [
        Text(line.label.ljust(_LABEL)[:_LABEL], style="bold"),
        *[Text(" " * _LABEL)] * len(texts),
    ]
    return [Text.assemble(label, text) for label, text in zip(labels, texts, strict=False)]


# one answer


def _report_lines(report: PlanReport, look: Look) -> list[Line]:
    head = Line(phrases.headline(report), style="bold")
    if report.status == "infeasible":
        return [head, *_infeasible_lines(report, look)]
    plan = report.plans[0]
    before = [*phrases.facts_before_steps(report)]
    rest = [*phrases.unsure_facts(plan), *phrases.facts_after_steps(report, brief=look.is_brief)]
    after = [*what_if.undecided_facts(report), *rest]
    asked = list(_asked_lines(report, look))
    if look.width is None:
        piped = _piped_steps(report, plan, look)
        return [head, *_labelled(before), *piped, *asked, *_labelled(after)]
    first, last = _beside_steps(head, before, after, len(plan.steps), look)
    fixed = _height([head, *first, *last], look.width) + 3
    steps = _table(plan, look, LINES - fixed)
    drawn: list[Line] = []
    if look.has_timeline:
        from careerpath.render.terminal_timeline import timeline

        drawn = list(timeline(plan, look.width))
    asked = [*asked, Line("")] if asked else []
    return [head, *first, Line(""), *steps, *drawn, Line(""), *asked, *last]


def _beside_steps(
    head: Line, before: list[Fact], after: list[Fact], steps: int, look: Look
) -> tuple[list[Line], list[Line]]:
    """What stands above and below the steps; on a first screen it gives way to them, least first."""
    most: dict[str, int] = {}
    first, last = _limited_to(most, before, after, look)
    for kind, count in _GIVING_WAY:
        height = _height([head, *first, *last], look.width or 80) + 3 + steps
        if not look.is_brief or height <= LINES:
            break
        most[kind] = count
        first, last = _limited_to(most, before, after, look)
    return first, last


def _limited_to(
    most: dict[str, int], before: list[Fact], after: list[Fact], look: Look
) -> tuple[list[Line], list[Line]]:
    first = _labelled(_limited(before, look, most))
    last = _labelled([*_limited(after, look, most), *_left_out(before, after, most)])
    return list(first), list(last)


def _left_out(before: list[Fact], after: list[Fact], most: dict[str, int]) -> Iterator[Fact]:
    """One line that names what gave way."""
    counts = {k: len([label for label, _ in (*before, *after) if label == k]) for k in most}
    left = {k: n - most[k] for k, n in counts.items() if n > most[k]}
    names = ", ".join(f"{k} ({n} more)" if most[k] else k for k, n in left.items())
    if names:
        yield "-v shows", names


def _asked_lines(report: PlanReport, look: Look) -> Iterator[Line]:
    """What was asked for beside the plan: other plans, the front, what to ask."""
    yield from _labelled(what_if.alternative_facts(report))
    if report.alternatives is not None and look.verbose:
        for number, alternative in enumerate(report.alternatives.plans, 2):
            yield from _alternative_steps(report, number, alternative.plan, look)
    yield from _labelled(what_if.trade_off_facts(report))
    yield from _labelled(_questions(report, look))


def _alternative_steps(
    report: PlanReport, number: int, plan: PlanFigures, look: Look
) -> Iterator[Line]:
    """The steps of an alternative, without all there is to say of each."""
    if look.width is None:
        for step in plan.steps:
            yield Line(_in_full(step, report.titles), f"plan {number} step")
        return
    from careerpath.render.step_rows import StepRows

    yield from (Line(""), Line(f"Plan {number}", style="bold"))
    rows = StepRows(plan, look.width)
    yield rows.heading
    for n in range(len(plan.steps)):
        yield from rows.in_full(n)


def _questions(report: PlanReport, look: Look) -> Iterator[Fact]:
    """At a terminal the first of the rest, unless -v asks for all."""
    facts = list(what_if.question_facts(report))
    rest = [f for f in facts if f[0] == "ask too"]
    hidden = rest[what_if.RANKED :] if look.is_brief else []
    if hidden:
        more = "ask too", f"and {len(hidden)} more (-v shows all)"
        facts[facts.index(hidden[0])] = more
    yield from (f for f in facts if f not in hidden)


INFEASIBLE_LINES = 12
"""Why there is no plan fits into so many lines of a terminal; -v shows everything."""


def _infeasible_lines(report: PlanReport, look: Look) -> list[Line]:
    if report.infeasible is None:
        return []
    room = INFEASIBLE_LINES - _height([Line(phrases.headline(report))], look.width or 80)
    return infeasible_lines(report.infeasible, report.currency, look, room)


def infeasible_lines(
    infeasible: Infeasibility, currency: str, look: Look, room: int = INFEASIBLE_LINES
) -> list[Line]:
    """Causes and repairs; on a first screen no more than there is room for."""
    causes = list(_labelled(phrases.cause_facts(infeasible)))
    repairs = list(_labelled(phrases.repair_facts(infeasible, currency)))
    if look.width is None or look.verbose:
        how = phrases.derivation_facts(infeasible) if look.verbose else ()
        return [*causes, *repairs, *_labelled(how)]
    kept = _fitting(causes, look.width, room - 3 if repairs else room)
    return [*kept, *_fitting(repairs, look.width, room - _height(kept, look.width))]


def _fitting(lines: list[Line], width: int, room: int) -> list[Line]:
    """As many of the lines as fit, and how many more there are."""
    if _height(lines, width) <= room:
        return lines
    kept = list(lines)
    while len(kept) > 1 and _height(kept, width) + 1 > room:
        kept.pop()
    return [*kept, Line(f"and {len(lines) - len(kept)} more (-v shows all)", kept[-1].label)]


def _labelled(facts: Iterable[Fact]) -> Iterator[Line]:
    """The label stands once where facts of one kind follow each other at a terminal."""
    for label, text in facts:
        yield Line(text, label)


def _limited(facts: Iterable[Fact], look: Look, most: dict[str, int]) -> Iterator[Fact]:
    """At a terminal, only the first few of each kind, unless -v asks for all.

    What `most` limits is counted elsewhere, in one line for all kinds.
    """
    rest = list(facts)
    if not look.is_brief:
        yield from rest
        return
    for kind in dict.fromkeys(label for label, _ in rest):
        own = [text for label, text in rest if label == kind]
        limit = most.get(kind, _MOST_DEPENDS if kind == "depends" else 2)
        yield from ((kind, text) for text in own[:limit])
        if len(own) > limit and kind not in most:
            yield kind, f"and {len(own) - limit} more (-v shows all)"


def _height(lines: Iterable[Line], width: int) -> int:
    from rich.console import Console

    console = Console(file=StringIO(), width=width)
    return sum(len(_wrapped(console, line, width)) for line in lines)


# steps


def _piped_steps(report: PlanReport, plan: PlanFigures, look: Look) -> Iterator[Line]:
    for step in plan.steps:
        yield Line(_in_full(step, report.titles), "step")
        if look.verbose:
            yield from _labelled((f"{step.id} {label}", text) for label, text in _all_details(step))


def _in_full(step: StepFigures, titles: dict[str, str]) -> str:
    if step.kind == ROLE:
        parts = [phrases.span_text(step), phrases.name_text(step), "the target"]
    else:
        parts = [
            phrases.span_text(step),
            phrases.name_text(step),
            phrases.hours_text(step),
            phrases.fee_text(step),
            phrases.why_text(step, titles),
        ]
    return "; ".join(p for p in parts if p)


def _table(plan: PlanFigures, look: Look, room: int) -> list[Line]:
    """One line a step; with -v followed by all there is to say of it."""
    from careerpath.render.step_rows import StepRows

    rows = StepRows(plan, look.width or 80)
    lines = [rows.line(n) for n in range(len(plan.steps))]
    if look.verbose:
        details = (list(_details(s, rows.name_width)) for s in plan.steps)
        told = zip(lines, details, strict=True)
        return [rows.heading, *(line for row, rest in told for line in (row, *rest))]
    if len(lines) > max(room, 3):
        shown = max(room, 3) - 2
        hidden = len(lines) - shown - 1
        rest = Line(f"    … {phrases.counted(hidden, 'more step')} (-v shows all)", cut=True)
        return [rows.heading, *lines[:shown], rest, lines[-1]]
    whole = [line for n in range(len(lines)) for line in rows.in_full(n)]
    return [rows.heading, *(whole if len(whole) <= room else lines)]


def _all_details(step: StepFigures) -> Iterator[Fact]:
    yield from what_if.slack_facts(step)
    yield from phrases.step_details(step)


def _details(step: StepFigures, cells: int) -> Iterator[Line]:
    from rich.cells import cell_len

    name = phrases.name_text(step)
    if cell_len(name) > cells:
        yield Line(name, indent=4)
    for label, text in _all_details(step):
        yield Line(f"{label}: {text}", style="dim", indent=4)
