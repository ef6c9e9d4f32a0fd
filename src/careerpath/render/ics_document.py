"""The plan's dates for a calendar: what begins, what counts, which closing dates come first.

Whole-day events on the first of the month, for the planner counts in months; closing dates on their
day. An event keeps its UID when the plan is made anew, so that an import replaces and never doubles.
"""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

from msgspec import Struct

from careerpath.months import format_month, parse_month
from careerpath.render import captions, phrases
from careerpath.report.model import ROLE, PlanReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.months import Month
    from careerpath.report import PlanFigures, SeveralReports, StepFigures

_OCTETS = 75
"""The longest line, in octets without its end, that RFC 5545 allows."""
_REMINDER = "-P14D"
"""How long before a closing date the calendar reminds."""


class Event(Struct, frozen=True):
    """One whole day of the calendar."""

    uid: str
    day: str
    """YYYY-MM-DD."""
    summary: str
    description: str = ""
    reminds: bool = False


def render(report: PlanReport | SeveralReports) -> str:
    """The whole calendar, with the line ends that the format asks for."""
    reports = (report,) if isinstance(report, PlanReport) else report.results
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//careerpath//plan//EN",
        "CALSCALE:GREGORIAN",
    ]
    seen: set[str] = set()
    for own in reports:
        for entry in _entries(own):
            if entry[1] not in seen:
                seen.add(entry[1])
                lines += entry
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _entries(report: PlanReport) -> Iterator[list[str]]:
    """The lines of each event of the first plan; where there is no plan, a note of the day says why."""
    if not report.plans:
        yield _note(report)
        return
    for event in _events(report, report.plans[0]):
        yield _event(event, report.as_of)


def _event(event: Event, as_of: str) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_compact(as_of)}T000000Z",
        f"DTSTART;VALUE=DATE:{_compact(event.day)}",
        f"SUMMARY:{escaped(event.summary)}",
        "TRANSP:TRANSPARENT",
    ]
    if event.description:
        lines.append(f"DESCRIPTION:{escaped(event.description)}")
    if event.reminds:
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{_REMINDER}"]
        lines += [f"DESCRIPTION:{escaped(event.summary)}", "END:VALARM"]
    return [*lines, "END:VEVENT"]


def _note(report: PlanReport) -> list[str]:
    facts = "\n".join(text for _, text in phrases.infeasible_facts(report))
    return [
        "BEGIN:VJOURNAL",
        f"UID:{_uid(report, report.target.id, 'none')}",
        f"DTSTAMP:{_compact(report.as_of)}T000000Z",
        f"DTSTART;VALUE=DATE:{_compact(report.as_of)}",
        f"SUMMARY:{escaped(phrases.headline(report))}",
        f"DESCRIPTION:{escaped(facts)}",
        "END:VJOURNAL",
    ]


# what there is to put down


def _events(report: PlanReport, plan: PlanFigures) -> Iterator[Event]:
    yield from _expected(report)
    for step in plan.steps:
        if step.kind != ROLE:
            yield from _of_step(report, step)
            yield from _closing(report, step)
    yield Event(
        _uid(report, report.target.id, "target"),
        _first(plan.finish),
        f"{report.target.title}: the target",
        phrases.headline(report),
    )


def _expected(report: PlanReport) -> Iterator[Event]:
    """What the person said is still to come."""
    this_month = parse_month(report.as_of)
    for holding in report.profile.holds:
        if holding.since is not None and holding.since > this_month:
            name = report.titles.get(holding.id, holding.id)
            wanted = f"{name}: {holding.grade} expected" if holding.grade else f"{name} expected"
            yield Event(_uid(report, holding.id, "expected"), _first(holding.since), wanted)


def _of_step(report: PlanReport, step: StepFigures) -> Iterator[Event]:
    name = captions.item_name(step)
    details = [
        captions.period_text(step),
        f"{phrases.hours_text(step)}, {phrases.fee_text(step)}",
        phrases.why_text(step, report.titles),
        *(f"{label}: {text}" for label, text in phrases.step_details(step)),
    ]
    said = "\n".join(d for d in details if d)
    if step.start == step.end:
        yield Event(_uid(report, step.id, "start"), _first(step.start), name, said)
        return
    yield Event(_uid(report, step.id, "start"), _first(step.start), f"Begin: {name}", said)
    yield Event(_uid(report, step.id, "end"), _first(step.end), f"Complete: {name}", said)


def _closing(report: PlanReport, step: StepFigures) -> Iterator[Event]:
    name = captions.item_name(step)
    if step.apply_by is not None:
        day = phrases.clean(step.apply_by)
        yield Event(_uid(report, step.id, "apply"), day, f"Last day to apply: {name}", reminds=True)
    if step.last_start is not None:
        day = _last(step.last_start)
        yield Event(
            _uid(report, step.id, "last-start"), day, f"Closes to new starters: {name}",
            reminds=True,
        )  # fmt: skip
    if step.until is not None:
        yield Event(
            _uid(report, step.id, "until"), _last(step.until), f"Ends for good: {name}",
            reminds=True,
        )  # fmt: skip


def _uid(report: PlanReport, id_: str, what: str) -> str:
    return f"{report.target.id}.{id_}.{what}@careerpath"


def _first(month: Month) -> str:
    return f"{format_month(month)}-01"


def _last(month: Month) -> str:
    year, number = divmod(month, 12)
    return f"{format_month(month)}-{monthrange(year, number + 1)[1]}"


# the format


def escaped(text: str) -> str:
    r"""Text as RFC 5545 writes it.

    >>> print(escaped("a, b; c\\d\ne"))
    a\, b\; c\\d\ne
    """
    lines = [phrases.clean(line) for line in text.split("\n")]
    plain = [ln.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for ln in lines]
    return "\\n".join(plain)


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never broken inside a character."""
    pieces: list[str] = [""]
    size = 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _OCTETS:
            pieces.append(" ")
            size = 1
        pieces[-1] += character
        size += octets
    return "\r\n".join(pieces)


def _compact(day: str) -> str:
    return day.replace("-", "")
