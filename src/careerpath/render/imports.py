"""What became of an imported record: for people, and as JSON that `--profile` reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careerpath.render.lines import Line
from careerpath.render.person import profile_document, profile_lines
from careerpath.render.phrases import clean, counted
from careerpath.render.terminal import laid_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.render.terminal import Look
    from careerpath.report.person import PersonReport
    from careerpath.standards.mapping import Mapped, Mapping, Unmapped

Json = dict[str, Any]

IMPORT = "careerpath.import/1"


def import_document(mapping: Mapping, report: PersonReport) -> Json:
    """The profile, and every claim of the record with what was made of it."""
    return {
        "schema": IMPORT,
        "standard": mapping.record.standard,
        "profile": profile_document(report),
        "mapped": [_mapped(m) for m in mapping.mapped],
        "unmapped": [_unmapped(u) for u in mapping.unmapped],
        "notes": list(mapping.notes),
    }


def _mapped(mapped: Mapped) -> Json:
    return {
        "where": mapped.claim.where,
        "says": mapped.claim.says,
        "id": mapped.id,
        "title": mapped.title,
        "statement": mapped.statement,
        "notes": list(mapped.notes),
    }


def _unmapped(unmapped: Unmapped) -> Json:
    return {
        "where": unmapped.claim.where,
        "says": unmapped.claim.says,
        "reason": unmapped.reason,
        "nearest": list(unmapped.nearest),
        "option": unmapped.option or None,
    }


def render_import(mapping: Mapping, report: PersonReport, look: Look) -> str:
    """What was taken, what was not and why, and the person who comes of it."""
    taken, left = len(mapping.mapped), len(mapping.unmapped)
    head = f"{mapping.record.standard}: {taken} of {counted(taken + left, 'claim')} taken."
    lines = [Line(head, style="bold"), *_lines(mapping), Line(""), *profile_lines(report)]
    return laid_out(lines, look)


def _lines(mapping: Mapping) -> Iterator[Line]:
    for mapped in mapping.mapped:
        yield Line(clean(f"{mapped.claim.says} → {mapped.title} ({mapped.statement})"), "taken")
        yield from (Line(clean(n), "note") for n in mapped.notes)
    for unmapped in mapping.unmapped:
        yield Line(clean(f"{unmapped.claim.says}: {unmapped.reason}"), "left out")
        if unmapped.option:
            yield Line(clean(f"{unmapped.nearest[0]}: {unmapped.option}"), "if it is")
        else:
            yield from (Line(clean(n), "perhaps") for n in unmapped.nearest)
    yield from (Line(clean(n), "note") for n in mapping.notes)
