"""A caseload as a file: one person a row of CSV, or a line of JSON, each read into statements.

A row that can't be read is kept with what is wrong with it, so that the others go on. The file is
hostile until read: bounded in size and rows, and no cell of it names another file.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import fields

from careerpath.errors import CareerPathError, InvalidDataError, UsageError
from careerpath.statements import Said, Statements

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

MAX_BYTES = 10_000_000
MAX_ROWS = 10_000
_LONGEST = 2_000

COLUMNS: dict[str, str] = {
    "name": "how the row is called in the answer",
    "id": "a number of your own, shown with the name",
    "target": "roles or qualifications to plan for; several are separated by ;",
    "have": "what is held: ID[=GRADE][@YYYY-MM]; …",
    "worked": "work done: ROLE=MONTHS[@UNTIL]; …",
    "lack": "what is not held, whatever suggests it",
    "age": "age in years",
    "born": "month of birth, YYYY-MM",
    "place": "where the person is",
    "hours_per_week": "hours a week for work and study",
    "budget": "fees may come to at most this",
    "objective": "time, cost, steps or study",
    "by": "be there by YYYY-MM",
    "within": "be there in 18m or 3y",
    "start": "first month, YYYY-MM",
    "without": "never by way of this; …",
    "via": "by way of this; …",
    "route": "ID=ROUTE; …",
    "earning": "yes: no full-time study",
    "hopeful": "yes: count on somebody's consent",
    "bare_minimum": "yes: only the rules",
    "abroad": "yes: credentials of any country",
    "notes": "anything; not read",
}
"""Every column there may be, and what it holds."""

_FIELDS = {"target": "targets", "route": "routes"}
"""Where a column's name is not that of the statement."""
_SYNONYMS = {"in": "place", "note": "notes", "targets": "target", "routes": "route"}
_LISTS = ("target", "have", "worked", "lack", "without", "via", "route")
_FLAGS = ("earning", "hopeful", "bare_minimum", "abroad")
_LABELS = ("name", "id", "notes")
_OF_A_PROFILE = ("schema", "titles", "assumes", "currency")
"""Keys of a profile's document that say nothing about the person."""
_YES = {"yes": True, "y": True, "true": True, "1": True, "x": True}
_NO = {"no": False, "n": False, "false": False, "0": False, "": False}


class Row(Struct, frozen=True):
    """One person of the file, or what is wrong with the row."""

    line: int
    name: str
    statements: Statements
    error: CareerPathError | None = None


def read_cohort(path: str) -> list[Row]:
    """The rows of a file, in its order; `-` reads standard input."""
    name = "standard input" if path == "-" else path
    text = _text(path, name)
    lines = _is_json_lines(path, text)
    rows = list(_json_rows(text) if lines else _csv_rows(text, name))
    if len(rows) > MAX_ROWS:
        raise InvalidDataError(f"{name}: more than {MAX_ROWS:,} rows")
    return rows


def template() -> str:
    """The header of a file with every column."""
    return ",".join(COLUMNS) + "\n"


def _text(path: str, name: str) -> str:
    try:
        if path == "-":
            raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(path).open("rb") as file:
                raw = file.read(MAX_BYTES + 1)
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise InvalidDataError(f"{name}: can't be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InvalidDataError(
            f"{name}: it is not UTF-8 text", hint="Save it as CSV in UTF-8."
        ) from None
    if len(raw) > MAX_BYTES:
        raise InvalidDataError(f"{name}: larger than a cohort can be ({MAX_BYTES:,} bytes)")
    return text


def _is_json_lines(path: str, text: str) -> bool:
    return path.casefold().endswith((".jsonl", ".ndjson")) or text.lstrip().startswith("{")


# CSV


def _csv_rows(text: str, name: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    header: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            here, line = line, reader.line_num + 1
            if not any(c.strip() for c in cells):
                continue
            if header is None:
                header = _header(cells, name)
            else:
                yield _row_of_cells(header, cells, here)
    except csv.Error as error:
        raise InvalidDataError(f"{name}:{reader.line_num}: not valid CSV: {error}") from None
    if header is None:
        raise InvalidDataError(
            f"{name}: no header", hint="`careerpath cohort --template` prints one."
        )


def _delimiter(text: str) -> str:
    """That of the header: a comma, or what a spreadsheet writes in its place."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",\t;", key=lambda d: (first.count(d), d == ","))


def _header(cells: list[str], name: str) -> list[str]:
    header = [_column(c) for c in cells]
    while header and not header[-1]:
        header.pop()
    unknown = [c for c, cell in zip(header, cells, strict=False) if c not in COLUMNS]
    if unknown:
        near = difflib.get_close_matches(unknown[0], COLUMNS, 1)
        raise InvalidDataError(
            f"{name}:1: no column is called {unknown[0]!r}",
            hint=f"Did you mean {near[0]!r}?" if near else f"Columns: {', '.join(COLUMNS)}",
        )
    twice = [c for c in header if header.count(c) > 1]
    if twice:
        raise InvalidDataError(f"{name}:1: the column {twice[0]!r} stands twice")
    return header


def _column(cell: str) -> str:
    plain = re.sub(r"[\s-]+", "_", cell.strip().strip("-").casefold())
    return _SYNONYMS.get(plain, plain)


def _row_of_cells(header: list[str], cells: list[str], line: int) -> Row:
    values: Json = dict(zip(header, (c.strip() for c in cells), strict=False))
    surplus = [c for c in cells[len(header) :] if c.strip()]
    if surplus:
        return _bad(values, line, UsageError(f"{len(cells)} cells for {len(header)} columns"))
    lists = {k: re.split(r"[;\n]", values[k]) for k in _LISTS if k in values}
    return _row({**values, **lists}, line)


# JSON Lines


def _json_rows(text: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _row_of_json(line, number)


def _row_of_json(line: str, number: int) -> Row:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return _bad({}, number, UsageError("not one JSON object on one line"))
    if not isinstance(data, dict):
        return _bad({}, number, UsageError("not a JSON object"))
    values: Json = {_column(k): v for k, v in data.items()}
    unknown = [k for k in values if k not in COLUMNS and k not in _OF_A_PROFILE]
    if unknown:
        hint = f"Keys: {', '.join(COLUMNS)}"
        return _bad(values, number, UsageError(f"no key is called {unknown[0]!r}", hint=hint))
    try:
        return _row({k: _value(k, v) for k, v in values.items() if k in COLUMNS}, number)
    except UsageError as error:
        return _bad(values, number, error)


def _value(key: str, value: object) -> object:
    """As a cell would hold it: a text, or a list of texts."""
    if key in _LISTS:
        items = value if isinstance(value, list) else [] if value is None else [value]
        return [_statement(key, i) for i in items]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    if isinstance(value, str | int):
        return str(value)
    raise UsageError(f"{key}: {json.dumps(value)[:40]} is neither text nor a whole number")


def _statement(key: str, item: object) -> str:
    """`ID=GRADE@DATE` from a text or from the object that a profile's document writes."""
    if isinstance(item, str):
        return item
    if isinstance(item, dict) and isinstance(item.get("id"), str):
        value = item.get("months") if key == "worked" else item.get("grade")
        when = item.get("until") if key == "worked" else item.get("since")
        equals = f"={value}" if value is not None else ""
        return f"{item['id']}{equals}{f'@{when}' if when is not None else ''}"
    raise UsageError(f"{key}: {json.dumps(item)[:40]} is not a text")


# a row


def _row(values: Json, line: int) -> Row:
    try:
        return Row(line, _name(values), Statements(**_said(values)))
    except UsageError as error:
        return _bad(values, line, error)


def _said(values: Json) -> Json:
    """The statements by their names, each with its column for messages."""
    said: Json = {}
    known = {f.name for f in fields(Statements)}
    for column, value in values.items():
        name = _FIELDS.get(column, column)
        if column in _LABELS or name not in known:
            continue
        if column in _LISTS:
            said[name] = tuple(Said(_short(column, t), column) for t in value if t.strip())
        elif column in _FLAGS:
            said[name] = _flag(column, value)
        elif value:
            said[name] = Said(_short(column, value), column)
    return said


def _short(column: str, text: str) -> str:
    if len(text) > _LONGEST:
        raise UsageError(f"{column}: longer than a statement can be")
    return text.strip()


def _flag(column: str, value: str) -> bool:
    known = {**_YES, **_NO}
    plain = value.strip().casefold()
    if plain not in known:
        raise UsageError(f"{column}: {value!r} is neither yes nor no")
    return known[plain]


def _name(values: Json) -> str:
    parts = [str(values.get(k) or "").strip()[:200] for k in ("id", "name")]
    return " ".join(p for p in parts if p)


def _bad(values: Json, line: int, error: CareerPathError) -> Row:
    return Row(line, _name(values), Statements(), error)
