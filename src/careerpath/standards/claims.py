"""What a record claims about a person, before anything is looked up; and how its values are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from careerpath.errors import InvalidDataError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.months import Month

Json = dict[str, Any]

MOST_CLAIMS = 1000
_LONGEST = 300

HELD, WORKED, DESCRIBED = "held", "worked", "described"

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?")
DECEMBER = 12


class When(Struct, frozen=True):
    """A date of a record: its month, the whole text, and whether only the year was stated."""

    month: Month
    text: str
    year_only: bool = False


class Claim(Struct, frozen=True):
    """One thing that the record says of the person."""

    where: str
    """The path in the record."""
    kind: str
    """`held`, `worked`, or `described`: said to exist, of nobody."""
    says: str
    """In words, for people."""
    names: tuple[str, ...]
    """What it may be called in the data, the most telling first."""
    grades: tuple[str, ...] = ()
    since: When | None = None
    months: int | None = None
    until: When | None = None
    expires: str = ""
    """The day after which it is no longer valid."""
    refused: str = ""
    """Why it can't be taken as held, whatever it is."""
    notes: tuple[str, ...] = ()


class Record(Struct, frozen=True):
    """A whole record."""

    standard: str
    claims: tuple[Claim, ...]
    places: tuple[str, ...] = ()
    """Where the person is, the narrowest first."""
    notes: tuple[str, ...] = ()


class Faults(Struct):
    """Reads values of the types they must have, and collects where they do not."""

    name: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, where: str, message: str) -> None:
        """Something is wrong at this path."""
        self.problems.append(Problem(self.name, 0, where, message))

    def refuse_if_any(self) -> None:
        """All problems at once."""
        if self.problems:
            raise InvalidDataError(f"{self.name} is not a valid record", tuple(self.problems[:20]))

    def text(self, data: Json, key: str, where: str) -> str:
        """A text, shortened where it is long; empty if absent."""
        if key not in data:
            return ""
        value = data[key]
        if isinstance(value, str):
            return " ".join(value.split())[:_LONGEST]
        self.add(_path(where, key), f"{_shown(value)} is not a text")
        return ""

    def mapping(self, data: Json, key: str, where: str) -> Json:
        """An object; empty if absent."""
        value = data.get(key, {})
        if isinstance(value, dict):
            return value
        self.add(_path(where, key), f"{_shown(value)} is not an object")
        return {}

    def objects(self, data: Json, key: str, where: str) -> Iterator[tuple[str, Json]]:
        """The objects of a list, each with its path."""
        value = data.get(key, [])
        if not isinstance(value, list):
            self.add(_path(where, key), f"{_shown(value)} is not a list")
            return
        for number, item in enumerate(value[: MOST_CLAIMS + 1]):
            path = f"{_path(where, key)}[{number}]"
            if isinstance(item, dict):
                yield path, item
            else:
                self.add(path, f"{_shown(item)} is not an object")

    def when(self, data: Json, key: str, where: str) -> When | None:
        """A date: YYYY, YYYY-MM, YYYY-MM-DD or a date with a time."""
        text = self.text(data, key, where)
        if not text:
            return None
        match = _DATE.fullmatch(text)
        month = int(match[2] or DECEMBER) if match else 0
        if match is None or not 1 <= month <= DECEMBER or not 1900 <= int(match[1]) <= 2200:
            self.add(_path(where, key), f"{text!r} is not a date")
            return None
        return When(int(match[1]) * 12 + month - 1, text[:10], match[2] is None)


def as_list(value: object) -> list[Any]:
    """JSON-LD writes one value and a list of one alike."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _path(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _shown(value: object) -> str:
    if value is None:
        return "null"
    return "a list" if isinstance(value, list) else repr(value)[:40]
