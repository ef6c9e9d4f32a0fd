"""A profile for people, as a file to keep, and as JSON that is itself such a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from careerpath.months import duration_text, format_month, month_name
from careerpath.render.json_document import money
from careerpath.render.lines import Line
from careerpath.render.phrases import clean, money_text
from careerpath.render.terminal import laid_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.profile import Holding, Worked
    from careerpath.render.terminal import Look
    from careerpath.report.person import PersonReport

Json = dict[str, Any]

PROFILE = "careerpath.profile/1"

_PLAIN = re.compile(r"[A-Za-z0-9][\w=@:.*+/-]*[\w*+]|[A-Za-z0-9]")
"""A YAML scalar that needs no quotes."""


# JSON


def profile_document(report: PersonReport) -> Json:
    """A document that is a profile file too: `profile show --json > me.json`."""
    asked, profile = report.asked, report.profile
    return {
        "schema": PROFILE,
        "have": [_held(h) for h in profile.holds],
        "worked": [_worked(w) for w in profile.worked],
        "lack": list(profile.lacks),
        "age": asked.age,
        "born": _month(profile.born) if asked.age is None else None,
        "place": profile.place,
        "hours_per_week": profile.hours_per_week,
        "budget": None
        if asked.question.limits.budget is None
        else str(money(asked.question.limits.budget)),
        "start": format_month(asked.question.start) if report.starts else None,
        "currency": asked.question.currency,
        "titles": dict(report.titles),
        "assumes": [{"says": a.says, "about": a.about} for a in report.assumes],
    }


def _held(holding: Holding) -> Json:
    return {"id": holding.id, "grade": holding.grade, "since": _month(holding.since)}


def _worked(work: Worked) -> Json:
    return {"id": work.role, "months": work.months, "until": _month(work.until)}


def _month(month: int | None) -> str | None:
    return None if month is None else format_month(month)


# the file


def profile_yaml(report: PersonReport) -> str:
    """The profile as a file made to be read and edited by hand; titles stand in comments."""
    return "\n".join([f"schema: {PROFILE}", *_yaml_lines(report)]) + "\n"


def _yaml_lines(report: PersonReport) -> Iterator[str]:
    asked, profile = report.asked, report.profile
    held = [(h.id, _graded(h)) for h in profile.holds]
    worked = [(w.role, _stint(w)) for w in profile.worked]
    lacked = [(i, i) for i in profile.lacks]
    for name, items in (("have", held), ("worked", worked), ("lack", lacked)):
        if items:
            yield f"{name}:"
            yield from (f"  - {_scalar(t)}  # {clean(report.titles[i])}" for i, t in items)
    if asked.age is not None:
        yield f"age: {asked.age}  # on {asked.as_of}; born: YYYY-MM stays true"
    elif profile.born is not None:
        yield f"born: {format_month(profile.born)}"
    if profile.place is not None:
        yield f"place: {_scalar(profile.place)}"
    yield f"hours_per_week: {profile.hours_per_week}"
    if asked.question.limits.budget is not None:
        yield f"budget: {_scalar(str(money(asked.question.limits.budget)))}"
    if report.starts:
        yield f"start: {format_month(asked.question.start)}"


def _graded(holding: Holding) -> str:
    grade = f"={holding.grade}" if holding.grade is not None else ""
    return f"{holding.id}{grade}{_at(holding.since)}"


def _stint(work: Worked) -> str:
    return f"{work.role}={work.months}{_at(work.until)}"


def _at(month: int | None) -> str:
    return f"@{format_month(month)}" if month is not None else ""


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


# for people


def render_profile(report: PersonReport, look: Look) -> str:
    """The person in words."""
    return laid_out(profile_lines(report), look)


def profile_lines(report: PersonReport) -> list[Line]:
    """One line a fact."""
    return [Line(clean(text), label) for label, text in _facts(report)]


def _facts(report: PersonReport) -> Iterator[tuple[str, str]]:
    profile = report.profile
    for holding in profile.holds:
        yield "holds", _holding_text(report, holding)
    for work in profile.worked:
        until = f", until {month_name(work.until)}" if work.until is not None else ""
        yield "worked", f"{_named(report, work.role)}: {duration_text(work.months)}{until}"
    for id_ in profile.lacks:
        yield "lacks", _named(report, id_)
    if not (profile.holds or profile.worked):
        yield "holds", "nothing was stated"
    yield from _circumstances(report)
    yield from (("assumes", a.says) for a in report.assumes)


def _circumstances(report: PersonReport) -> Iterator[tuple[str, str]]:
    asked, profile = report.asked, report.profile
    if profile.born is not None and asked.age is None:
        yield "born", month_name(profile.born)
    if asked.age is not None:
        yield "age", f"{asked.age} on {asked.as_of}"
    stated = "" if profile.place else " (not stated: taken as so)"
    if report.place:
        yield "place", f"{report.place}{stated}"
    yield "hours", f"{profile.hours_per_week} a week for work and study together"
    if asked.question.limits.budget is not None:
        yield "budget", money_text(asked.question.limits.budget, asked.question.currency)
    if report.starts:
        yield "start", month_name(asked.question.start)


def _holding_text(report: PersonReport, holding: Holding) -> str:
    grade = f" at {holding.grade}" if holding.grade is not None else ""
    when = ""
    if holding.since is not None:
        word = "expected in" if holding.id in report.expected else "since"
        when = f", {word} {month_name(holding.since)}"
    return f"{_named(report, holding.id)}{grade}{when}"


def _named(report: PersonReport, id_: str) -> str:
    return f"{report.titles[id_]} ({id_})"
