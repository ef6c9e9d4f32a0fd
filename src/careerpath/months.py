"""Months as integers: year * 12 + month - 1, so that differences are counts of months."""

from __future__ import annotations

import re

from careerpath.errors import UsageError

Month = int

_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def parse_month(text: str) -> Month:
    """Read `YYYY-MM` or `YYYY-MM-DD`.

    >>> parse_month("2026-12") - parse_month("2026-10-31")
    2
    """
    match = _MONTH.fullmatch(text.strip())
    if not match or not 1 <= int(match[2]) <= 12 or int(match[1]) < 1900:
        raise UsageError(
            f"{text!r} is not a month", hint="Write it as YYYY-MM, for example 2027-09."
        )
    if match[3] and not 1 <= int(match[3]) <= 31:
        raise UsageError(f"{text!r} is not a date", hint="Write it as YYYY-MM-DD.")
    return int(match[1]) * 12 + int(match[2]) - 1


def month_of_date(text: str) -> Month:
    """The month of a date of the data, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`: of a year, its last.

    >>> month_of_date("2026") == month_of_date("2026-12-01") == parse_month("2026-12")
    True
    """
    return parse_month(text if "-" in text else f"{text}-12")


def format_month(month: Month) -> str:
    """The inverse of `parse_month`: `2026-12`."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def month_name(month: Month) -> str:
    """For people: `December 2026`."""
    return f"{_NAMES[month % 12]} {month // 12}"


def month_of_year(month: Month) -> int:
    """1 for January to 12 for December."""
    return month % 12 + 1


def name_of_month_of_year(number: int) -> str:
    """`1` is January."""
    return _NAMES[number - 1]


def duration_text(months: int) -> str:
    """For people: `6 years 7 months`.

    >>> duration_text(79), duration_text(12), duration_text(1), duration_text(0)
    ('6 years 7 months', '1 year', '1 month', 'no time')
    """
    years, rest = divmod(months, 12)
    parts = []
    if years:
        parts.append(f"{years} year{'s' if years != 1 else ''}")
    if rest:
        parts.append(f"{rest} month{'s' if rest != 1 else ''}")
    return " ".join(parts) or "no time"
