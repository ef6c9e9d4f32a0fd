"""Whatever stands in a record, a cohort or a lock: it is read, or refused in our own words."""

from __future__ import annotations

import contextlib
import copy
import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from careerpath.cohort import read_cohort
from careerpath.errors import CareerPathError
from careerpath.locks import load_lock, rests_on
from careerpath.recheck import recheck
from careerpath.render.recheck import lock_document
from careerpath.standards import read_record
from careerpath.standards.mapping import mapped_onto
from careerpath.statements import Statements
from tests.small_pack import report_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from careerpath.catalogue import Catalogue

JUNK: tuple[Any, ...] = (
    None, [], {}, "", "x", 5, -1, 1.5, True, ["a"], [None], {"a": 1}, "2024-13-99", "0000", "9" * 40,
    [[[]]], [{}], "\u202e=cmd()", "2024-07",
)  # fmt: skip
CHANGES = 150

RESUME = {
    "basics": {"location": {"countryCode": "US", "region": "Texas"}},
    "education": [{"studyType": "Law degree", "area": "Law", "endDate": "2024-07", "score": "2:1",
                   "courses": ["one"]}],
    "certificates": [{"name": "Qualifying examination", "date": "2025-06-30", "issuer": "x"}],
    "work": [{"position": "Paralegal", "name": "x", "startDate": "2024-01", "endDate": "2024-10"}],
}  # fmt: skip
BADGE = {
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"name": "x"},
    "validFrom": "2024-07-01T00:00:00Z",
    "validUntil": "2034-07-01T00:00:00Z",
    "credentialStatus": {"id": "x"},
    "credentialSubject": {
        "achievement": {"name": "Law degree", "achievementType": "Degree",
                        "resultDescription": [{"id": "r", "allowedValue": ["D", "C"],
                                               "requiredValue": "C"}]},
        "result": [{"resultDescription": "r", "value": "C", "status": "Completed"}],
    },
}  # fmt: skip
TRANSCRIPT = {
    "type": ["ClrCredential"],
    "credentialSubject": {"verifiableCredential": [BADGE], "achievement": [{"name": "x"}]},
}
CTDL = {
    "@context": "https://credreg.net/ctdl/schema/context/json",
    "@graph": [{"@type": "ceterms:License", "ceterms:name": {"en": "Law degree"}}],
}


def paths(value: object, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*here, key)
            yield from paths(inner, (*here, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield (*here, number)
            yield from paths(inner, (*here, number))


def spoilt(number: random.Random, document: Any) -> Any:  # noqa: ANN401 - JSON is any
    """The document with one to three of its values replaced by junk."""
    found = copy.deepcopy(document)
    for _ in range(number.randrange(1, 4)):
        places = list(paths(found))
        if not places:
            break
        *way, last = number.choice(places)
        inner = found
        for key in way:
            inner = inner[key]
        inner[last] = copy.deepcopy(number.choice(JUNK))
    return found


@pytest.mark.parametrize("document", [RESUME, BADGE, TRANSCRIPT, CTDL], ids=lambda d: str(d)[:20])
def test_a_spoilt_record_is_read_or_refused(
    small: Catalogue, tmp_path: Path, document: object
) -> None:
    number, path = random.Random(7), tmp_path / "record.json"
    for _ in range(CHANGES):
        path.write_text(json.dumps(spoilt(number, document)), encoding="utf-8")
        with contextlib.suppress(CareerPathError):
            mapped_onto(small, read_record(str(path)), Statements(), "2026-11-22")


def test_a_spoilt_line_is_a_row_or_a_bad_row(tmp_path: Path) -> None:
    number, path = random.Random(7), tmp_path / "people.jsonl"
    line = {"name": "x", "target": ["solicitor"], "have": [{"id": "sqe", "grade": None}], "age": 30}
    text = "".join(json.dumps(spoilt(number, line)) + "\n" for _ in range(CHANGES))
    path.write_text(text, encoding="utf-8")
    rows = read_cohort(str(path))
    assert [r.line for r in rows] == list(range(1, CHANGES + 1))
    assert {r.error is None for r in rows} == {True, False}


def test_a_spoilt_lock_is_judged_or_refused(small: Catalogue, tmp_path: Path) -> None:
    report = report_on(small, "solicitor", have=["law-degree=2:1@2024-07"], worked=["paralegal=6"])
    document = json.loads(json.dumps(lock_document(report, rests_on(small, report), small.digest)))
    number, path = random.Random(7), tmp_path / "plan.lock"
    judged = 0
    for _ in range(CHANGES):
        path.write_text(json.dumps(spoilt(number, document)), encoding="utf-8")
        with contextlib.suppress(CareerPathError):
            locked = load_lock(str(path))
            recheck(small, locked, "2026-11-26", 2026 * 12 + 10, lambda: True)
            judged += 1
    assert judged > CHANGES // 10
