"""What `data check` found, as one document: errors, doubts by kind, overrides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from careerpath.months import format_month
from careerpath.packs.doubts import Doubt, doubts

if TYPE_CHECKING:
    from careerpath.errors import Problem
    from careerpath.months import Month
    from careerpath.packs.reading import Reading

Json = dict[str, Any]


def check_document(reading: Reading, as_of: Month) -> Json:
    """Every problem and override of the packs; doubts only once there is no error.

    `warnings` lists each place by itself, `doubts` the same places by kind. With packs laid over
    the first, only the doubts about these are given: their author can mend nothing else.
    """
    errors = [p for p in reading.problems if p.severity == "error"]
    warnings = [p for p in reading.problems if p.severity != "error"]
    kinds = [] if errors else _about_own(reading, doubts(reading, as_of))
    return {
        "packs": list(reading.data["packs"]),
        "as_of": format_month(as_of),
        "entries": len(reading.data["credentials"]),
        "errors": [_problem(p) for p in errors],
        "warnings": [
            *({**_problem(p), "code": "consistency"} for p in warnings),
            *({**_problem(f.problem), "code": d.code} for d in kinds for f in d.found),
        ],
        "doubts": [_doubt(d) for d in kinds],
        "overrides": [
            {"id": id_, "was": f"{was.file}:{was.line()}", "now": f"{now.file}:{now.line()}"}
            for id_, was, now in reading.overrides
        ],
    }


def _about_own(reading: Reading, found: list[Doubt]) -> list[Doubt]:
    first, *further = reading.data["packs"]
    if not further or first in further:
        return found
    others = f"{first}/"
    own = [
        replace(d, found=tuple(f for f in d.found if not f.problem.file.startswith(others)))
        for d in found
    ]
    return [d for d in own if d.found]


def _problem(problem: Problem) -> Json:
    return {
        "file": problem.file,
        "line": problem.line,
        "path": problem.path,
        "message": problem.message,
    }


def _doubt(doubt: Doubt) -> Json:
    ids = dict.fromkeys(f.id for f in doubt.found)
    about = {f.id: f.about for f in reversed(doubt.found)}
    return {
        "code": doubt.code,
        "says": doubt.says,
        "advice": doubt.advice,
        "count": len(doubt.found),
        "found": [{"id": i, "about": about[i]} for i in ids],
    }
