"""Requirements in plain English, for people and for the `satisfies` of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.datafiles import written_signs
from careerpath.months import duration_text
from careerpath.requirements import (
    Age,
    AllOf,
    AnyOf,
    AtLeast,
    Experience,
    Held,
    HeldFor,
    Recent,
    Requirement,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from careerpath.catalogue import Catalogue

LISTED = 4
"""How many alternatives a sentence names before it counts the rest."""


def requirement_text(catalogue: Catalogue, requirement: Requirement) -> str:
    """The requirement as a noun phrase: what is asked for."""
    match requirement:
        case Held(id=id_, grade=grade):
            return _held_text(catalogue, id_, grade)
        case AllOf(parts=parts):
            return joined([_part_text(catalogue, p) for p in parts], "and") or "nothing"
        case AnyOf(parts=parts):
            return joined(_shortened([_part_text(catalogue, p) for p in parts], "others"), "or")
        case AtLeast(count=count, parts=parts):
            names = _shortened([_part_text(catalogue, p) for p in parts], "others")
            return f"at least {count} of {joined(names, 'and')}"
        case Experience():
            return _experience_text(catalogue, requirement)
        case HeldFor(months=months, ids=ids):
            held = joined(_shortened([title(catalogue, i) for i in ids], "others"), "or")
            return f"{held} held for {duration_text(months)}"
        case Recent(months=months, of=of):
            names = _shortened([requirement_text(catalogue, h) for h in of], "others")
            return f"{joined(names, 'or')} gained within the last {duration_text(months)}"
        case Age():
            return _age_text(requirement)


def title(catalogue: Catalogue, id_: str) -> str:
    """The title of an entry."""
    return str(catalogue.entries[id_]["title"])


def joined(parts: Sequence[str], word: str) -> str:
    """`a, b and c`.

    >>> joined(["a", "b", "c"], "or"), joined(["a"], "or")
    ('a, b or c', 'a')
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def money_text(minor: int, currency: str) -> str:
    """`£31,400` in a currency with a sign, else with its code.

    >>> money_text(3140000, "XYZ"), money_text(9950, "XYZ")
    ('XYZ 31,400', 'XYZ 99.50')
    """
    amount = f"{minor // 100:,}" if minor % 100 == 0 else f"{minor / 100:,.2f}"
    sign = written_signs().get(currency)
    return f"{sign}{amount}" if sign else f"{currency} {amount}"


def with_article(name: str) -> str:
    """`a 3`, `an 8`, `a First`.

    >>> with_article("Third"), with_article("8"), with_article("A*")
    ('a Third', 'an 8', 'an A*')
    """
    return f"{'an' if name[:1].casefold() in ('a', 'e', '8') else 'a'} {name}"


def grade_text(catalogue: Catalogue, id_: str, grade: str) -> str:
    """`4 or better`; the best grade stands alone."""
    scale = catalogue[id_].scale
    best = scale is not None and scale.rank(grade) == len(scale.positions) - 1
    return grade if best else f"{grade} or better"


def at_grade(catalogue: Catalogue, id_: str, grade: str | None, *, least: bool = False) -> str:
    """`Mathematics at 4`; of what is counted, `128 points`. `least`: `or better`, `or more`."""
    name = title(catalogue, id_)
    if grade is None:
        return name
    scale = catalogue[id_].scale
    if scale is not None and scale.is_count:
        return f"{grade} or more {name}" if least else f"{grade} {name}"
    return f"{name} at {grade_text(catalogue, id_, grade) if least else grade}"


def _held_text(catalogue: Catalogue, id_: str, grade: str | None) -> str:
    return at_grade(catalogue, id_, grade, least=True)


def _part_text(catalogue: Catalogue, part: Requirement) -> str:
    text = requirement_text(catalogue, part)
    return f"({text})" if isinstance(part, AllOf | AnyOf) and len(part.parts) > 1 else text


def _shortened(names: list[str], rest: str) -> list[str]:
    unique = list(dict.fromkeys(names))
    if len(unique) <= LISTED:
        return unique
    return [*unique[: LISTED - 1], f"{len(unique) - LISTED + 1} {rest}"]


def _experience_text(catalogue: Catalogue, wanted: Experience) -> str:
    roles = joined(_shortened([title(catalogue, r) for r in wanted.roles], "other roles"), "or")
    if wanted.unit == "hours":
        text = f"{wanted.amount:,} hours' work as {roles}"
    else:
        text = f"{_possessive(duration_text(wanted.amount))} experience as {roles}"
    if wanted.last is not None:
        text += f" within the last {duration_text(wanted.last)}"
    if wanted.after:
        names = [title(catalogue, i) for i in wanted.after]
        text += f" while holding {joined(_shortened(names, 'others'), 'or')}"
    if wanted.full_time:
        text += f" (part-time counts pro rata to {wanted.full_time} hours a week)"
    return text


def _possessive(text: str) -> str:
    return f"{text}'" if text.endswith("s") else f"{text}'s"


def _age_text(age: Age) -> str:
    if age.at_least is None:
        return f"an age under {age.under}"
    if age.under is None:
        return f"an age of {age.at_least} or over"
    return f"an age of {age.at_least} to {age.under - 1}"
