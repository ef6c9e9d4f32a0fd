"""What a lock file must say before it is believed: its pydantic model, and the problems of one."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from careerpath.errors import Problem
from careerpath.packs.strict_yaml import path_text

MonthText = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
IdText = Annotated[str, Field(min_length=1, max_length=200)]
Moment = Annotated[int, Field(ge=0, le=1200)]
Hours = Annotated[int, Field(ge=0, le=168)]


class _Part(BaseModel):
    """A part of a plan's document, of which a lock needs only some fields."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class Target(_Part):
    """What the plan leads to."""

    id: IdText
    title: Annotated[str, Field(max_length=400)]


class Held(_Part):
    """Something the person held."""

    id: IdText
    grade: str | None = None
    since: MonthText | None = None


class Work(_Part):
    """Months the person had worked."""

    id: IdText
    months: Annotated[int, Field(ge=1, le=1200)]
    until: MonthText | None = None


class Person(_Part):
    """The profile."""

    holds: list[Held] = []
    worked: list[Work] = []
    lacks: list[IdText] = []
    born: MonthText | None = None
    place: IdText | None = None
    hours_per_week: Annotated[int, Field(ge=1, le=168)]


class Choice(_Part):
    """A credential and its one route."""

    id: IdText
    route: IdText


class Allowed(_Part):
    """The limits."""

    budget: float | None = None
    within: Moment | None = None
    without: list[IdText] = []
    via: list[IdText] = []
    routes: list[Choice] = []
    earning: bool = False
    hopeful: bool = False
    bare_minimum: bool = False
    abroad: bool = False


class PlannedStep(_Part):
    """A line of the plan."""

    id: IdText
    kind: Literal["qualification", "work", "role"]
    title: Annotated[str, Field(max_length=400)]
    route: IdText | None = None
    grade: str | None = None
    start_month: Moment
    end_month: Moment
    hours_per_week: Hours


class Figures(_Part):
    """What the plan took."""

    months: Moment
    fees: Annotated[float, Field(ge=0, le=1e12)]
    estimated_fees: Annotated[float, Field(ge=0, le=1e12)]
    steps: Moment
    study_hours: Annotated[int, Field(ge=0)]


class Planned(_Part):
    """The plan itself."""

    totals: Figures
    below_usual: list[str] = []
    steps: list[PlannedStep]


class Document(_Part):
    """The document of the plan, as `careerpath plan --json` writes it."""

    target: Target
    objective: Literal["time", "cost", "steps", "study"]
    as_of: Annotated[str, Field(max_length=10)]
    start: MonthText
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    profile: Person
    limits: Allowed
    plans: Annotated[list[Planned], Field(min_length=1, max_length=1)]


class Basis(_Part):
    """What the plan rests on: an entry's facts, as they were."""

    id: IdText
    title: Annotated[str, Field(max_length=400)]
    fingerprint: Annotated[str, Field(max_length=80)]
    facts: dict[str, Any]
    asks: dict[str, str] = {}
    """Its rules in words, by the name of the field."""
    used: bool = True


class LockFile(_Part):
    """A plan and the facts it rests on."""

    format: Annotated[Literal["careerpath.lock/1"], Field(alias="schema")]
    data: Annotated[str, Field(max_length=200)] = ""
    plan: Document
    rests_on: Annotated[list[Basis], Field(max_length=2000)]


def read_lock(data: object, file: str) -> LockFile | list[Problem]:
    """The validated lock, or every problem of the file with the path to the value."""
    try:
        return LockFile.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False)
        return [Problem(file, 0, path_text(d["loc"]), d["msg"]) for d in found[:20]]
