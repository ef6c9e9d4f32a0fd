"""JSON Resume: `education`, `certificates` and `work`, with the key names of before 2018 too.

Its schema requires nothing and its texts are free, so names are looked up as they stand; a missing
`endDate` means *current* or *unknown*, and is never taken for either.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from careerpath.standards.claims import HELD, WORKED, Claim, Faults, Json, Record, When

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECTIONS = ("education", "certificates", "work")


def is_one(data: object) -> bool:
    """A resume has at least one of its sections at the top."""
    return isinstance(data, dict) and any(s in data for s in ("basics", *_SECTIONS))


def read(data: object, faults: Faults) -> Record:
    """What the resume claims."""
    assert isinstance(data, dict)
    claims = chain(
        _education(data, faults), _certificates(data, faults), _work(data, faults)
    )  # fmt: skip
    return Record("JSON Resume", tuple(claims), _places(data, faults), tuple(_notes(data)))


def _places(data: Json, faults: Faults) -> tuple[str, ...]:
    basics = faults.mapping(data, "basics", "")
    location = faults.mapping(basics, "location", "basics")
    texts = (faults.text(location, k, "basics.location") for k in ("region", "countryCode"))
    return tuple(t for t in texts if t)


def _notes(data: Json) -> Iterator[str]:
    if data.get("volunteer"):
        yield "volunteer work is not counted as experience"
    if data.get("work"):
        yield "hours a week are not part of a resume: each job counts at its usual pace"


def _education(data: Json, faults: Faults) -> Iterator[Claim]:
    for where, item in faults.objects(data, "education", ""):
        kind = faults.text(item, "studyType", where)
        area = faults.text(item, "area", where)
        institution = faults.text(item, "institution", where)
        score = faults.text(item, "score", where) or faults.text(item, "gpa", where)
        faults.when(item, "startDate", where)
        since = faults.when(item, "endDate", where)
        _check_courses(item, faults, where)
        at = f" ({institution})" if institution else ""
        what = ", ".join(t for t in (kind, area) if t) or "study of an unnamed kind"
        yield Claim(
            where=where,
            kind=HELD,
            says=f"{what}{at}{_on(since)}",
            names=tuple(_study_names(kind, area)),
            grades=(score,) if score else (),
            since=since,
            refused="" if since else "it has no end date: finished, current or unknown",
        )


def _check_courses(item: Json, faults: Faults, where: str) -> None:
    courses = item.get("courses", [])
    if not isinstance(courses, list) or not all(isinstance(c, str) for c in courses):
        faults.add(f"{where}.courses", "not a list of texts")


def _study_names(kind: str, area: str) -> Iterator[str]:
    """The kind and the subject in the usual orders; then the kind alone, of which it is one."""
    if kind and area:
        yield from (f"{kind} {area}", f"{kind} in {area}", f"{kind} of {area}", f"{area} {kind}")
    if kind:
        yield kind
    elif area:
        yield area


def _certificates(data: Json, faults: Faults) -> Iterator[Claim]:
    for where, item in faults.objects(data, "certificates", ""):
        name = faults.text(item, "name", where)
        issuer = faults.text(item, "issuer", where)
        since = faults.when(item, "date", where)
        by = f" ({issuer})" if issuer else ""
        yield Claim(
            where=where,
            kind=HELD,
            says=f"{name or 'a certificate without a name'}{by}{_on(since)}",
            names=(name,) if name else (),
            since=since,
            notes=("a resume doesn't say whether it has expired",),
        )


def _work(data: Json, faults: Faults) -> Iterator[Claim]:
    for where, item in faults.objects(data, "work", ""):
        position = faults.text(item, "position", where)
        employer = faults.text(item, "name", where) or faults.text(item, "company", where)
        start = faults.when(item, "startDate", where)
        end = faults.when(item, "endDate", where)
        at = f" ({employer})" if employer else ""
        span = f", {start.text if start else '?'} to {end.text if end else '?'}"
        yield Claim(
            where=where,
            kind=WORKED,
            says=f"{position or 'a job without a title'}{at}{span}",
            names=(position,) if position else (),
            months=end.month - start.month if start and end else None,
            until=end,
            refused=_unusable(start, end),
        )


def _unusable(start: When | None, end: When | None) -> str:
    if start is None:
        return "it has no start date, so its months are not known"
    if end is None:
        return "it has no end date: current or unknown"
    if start.year_only or end.year_only:
        return "only years are stated, so its months are not known"
    if end.month <= start.month:
        return "it ends before a month is over"
    return ""


def _on(when: When | None) -> str:
    return f", {when.text}" if when else ""
