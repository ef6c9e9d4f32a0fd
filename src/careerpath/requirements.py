"""Requirements: conditions over what is held, as immutable values.

The same tree is written in YAML, kept in the cache and read by the planner and by the
independent checkers. This module knows the shape of a requirement, not when one holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator


class Held(Struct, frozen=True):
    """A credential, or what counts as it, is held; with `grade`, at that grade or better."""

    id: str
    grade: str | None = None

    def __str__(self) -> str:
        return f"{self.id}>={self.grade}" if self.grade is not None else self.id


class AllOf(Struct, frozen=True):
    """Every part holds. No parts: always true."""

    parts: tuple[Requirement, ...]


class AnyOf(Struct, frozen=True):
    """At least one part holds."""

    parts: tuple[Requirement, ...]


class AtLeast(Struct, frozen=True):
    """At least `count` different parts hold; repeats have been removed."""

    count: int
    parts: tuple[Requirement, ...]


class Experience(Struct, frozen=True):
    """Work in `roles` (and what counts as them) adds up to `amount` months or hours.

    `last`: only the months in the `last` months before the moment count. `after`: only the
    months worked while one of these credentials was held. `full_time`: a month at fewer hours a
    week than this counts pro rata.
    """

    amount: int
    unit: str
    """`months` or `hours`."""
    roles: tuple[str, ...]
    last: int | None = None
    after: tuple[str, ...] = ()
    full_time: int | None = None


class HeldFor(Struct, frozen=True):
    """`months` have passed since the earliest of `ids` was gained."""

    months: int
    ids: tuple[str, ...]


class Recent(Struct, frozen=True):
    """One of `of` was gained no more than `months` before the moment."""

    months: int
    of: tuple[Held, ...]


class Age(Struct, frozen=True):
    """Age in whole years at the moment: at least `at_least`, and under `under`."""

    at_least: int | None = None
    under: int | None = None


Requirement = Held | AllOf | AnyOf | AtLeast | Experience | HeldFor | Recent | Age

ALWAYS = AllOf(())
"""The empty conjunction: always true."""


def all_of(*parts: Requirement) -> Requirement:
    """The conjunction of `parts`, without needless nesting."""
    flat: list[Requirement] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, AllOf) else (part,))
    unique = tuple(dict.fromkeys(flat))
    return unique[0] if len(unique) == 1 else AllOf(unique)


def walk(requirement: Requirement) -> Iterator[Requirement]:
    """Every node of the tree, parents first."""
    yield requirement
    if isinstance(requirement, AllOf | AnyOf | AtLeast):
        for part in requirement.parts:
            yield from walk(part)


def credentials_named(requirement: Requirement) -> Iterator[Held]:
    """Every credential that the tree names outside `experience.in`, with its grade."""
    for node in walk(requirement):
        match node:
            case Held():
                yield node
            case Recent(of=of):
                yield from of
            case HeldFor(ids=ids) | Experience(after=ids):
                yield from (Held(i) for i in ids)
            case _:
                pass


def roles_named(requirement: Requirement) -> Iterator[str]:
    """Every role named by an `experience` of the tree."""
    for node in walk(requirement):
        if isinstance(node, Experience):
            yield from node.roles


def to_json(requirement: Requirement) -> Any:  # noqa: ANN401 - JSON is any
    """A compact JSON form, the inverse of `from_json`."""
    match requirement:
        case Held(id=id_, grade=grade):
            return id_ if grade is None else [id_, grade]
        case AllOf(parts=parts):
            return {"all": [to_json(p) for p in parts]}
        case AnyOf(parts=parts):
            return {"any": [to_json(p) for p in parts]}
        case AtLeast(count=count, parts=parts):
            return {"at_least": count, "of": [to_json(p) for p in parts]}
        case Experience():
            return {
                "experience": {
                    requirement.unit: requirement.amount,
                    "in": list(requirement.roles),
                    **({"last": requirement.last} if requirement.last is not None else {}),
                    **({"after": list(requirement.after)} if requirement.after else {}),
                    **({"full_time": requirement.full_time} if requirement.full_time else {}),
                }
            }
        case HeldFor(months=months, ids=ids):
            return {"held_for": {"months": months, "in": list(ids)}}
        case Recent(months=months, of=of):
            return {"recent": {"months": months, "of": [to_json(h) for h in of]}}
        case Age(at_least=at_least, under=under):
            bounds = {"at_least": at_least, "under": under}
            return {"age": {k: v for k, v in bounds.items() if v is not None}}


def from_json(data: Any) -> Requirement:  # noqa: ANN401 - JSON is any
    """Rebuild what `to_json` wrote. The data has been validated; nothing is checked again."""
    if isinstance(data, str):
        return Held(data)
    if isinstance(data, list):
        return Held(data[0], data[1])
    if "all" in data:
        return AllOf(tuple(from_json(p) for p in data["all"]))
    if "any" in data:
        return AnyOf(tuple(from_json(p) for p in data["any"]))
    if "at_least" in data:
        return AtLeast(data["at_least"], tuple(from_json(p) for p in data["of"]))
    return _atom_from_json(data)


def _atom_from_json(data: dict[str, Any]) -> Requirement:
    (name, body), *_ = data.items()
    if name == "experience":
        unit = "hours" if "hours" in body else "months"
        return Experience(
            body[unit], unit, tuple(body["in"]), body.get("last"),
            tuple(body.get("after", ())), body.get("full_time"),
        )  # fmt: skip
    if name == "held_for":
        return HeldFor(body["months"], tuple(body["in"]))
    if name == "recent":
        return Recent(body["months"], tuple(_held(h) for h in body["of"]))
    return Age(body.get("at_least"), body.get("under"))


def _held(data: str | list[str]) -> Held:
    return Held(data) if isinstance(data, str) else Held(data[0], data[1])
