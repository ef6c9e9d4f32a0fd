"""Records that other tools write, read for what they say a person holds. Nothing is ever fetched.

A record is hostile until it has been read: its size is bounded, each value is checked for its type,
and its text is only ever shown or looked up by name. Each standard is one module that turns a parsed
document into claims; `careerpath.standards.mapping` finds what they claim in the data.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from careerpath.errors import InvalidDataError
from careerpath.standards import ctdl, json_resume, open_badges
from careerpath.standards.claims import MOST_CLAIMS, Faults, Record

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_BYTES = 5_000_000

_READERS: tuple[tuple[Callable[[object], bool], Callable[[object, Faults], Record]], ...] = (
    (open_badges.is_one, open_badges.read),
    (ctdl.is_one, ctdl.read),
    (json_resume.is_one, json_resume.read),
)


def read_record(path: str) -> Record:
    """The record in a file; `-` reads standard input. InvalidDataError says what is wrong with it."""
    name = "standard input" if path == "-" else path
    data = _parsed(_text(path, name), name)
    faults = Faults(name)
    for is_one, read in _READERS:
        if is_one(data):
            record = read(data, faults)
            faults.refuse_if_any()
            return _bounded(record, name)
    raise InvalidDataError(
        f"{name}: not a record of a kind that can be read",
        hint="It reads JSON Resume, Open Badges 3, CLR 2 and CTDL, as JSON.",
    )


def _bounded(record: Record, name: str) -> Record:
    if len(record.claims) > MOST_CLAIMS:
        raise InvalidDataError(f"{name}: more than {MOST_CLAIMS} things are claimed in one record")
    return record


def _text(path: str, name: str) -> str:
    try:
        if path == "-":
            raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(path).open("rb") as file:
                raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InvalidDataError(f"{name}: the record can't be read: {error.strerror}") from None
    if len(raw) > MAX_BYTES:
        raise InvalidDataError(f"{name}: larger than a record can be ({MAX_BYTES:,} bytes)")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidDataError(f"{name}: the record can't be read: it is not UTF-8 text") from None


def _parsed(text: str, name: str) -> object:
    def refuse(constant: str) -> NoReturn:
        raise ValueError(f"{constant} is not a JSON value")

    try:
        data: object = json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise InvalidDataError(
            f"{name}: not valid JSON: line {error.lineno}, column {error.colno}: {error.msg}",
            hint="One JSON document is read, exactly as it was issued.",
        ) from None
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise InvalidDataError(f"{name}: not valid JSON: {reason}") from None
    return data
