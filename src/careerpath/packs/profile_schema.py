"""What a profile file may say: its pydantic model, and the problems of a file that breaks it."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from careerpath.errors import Problem
from careerpath.packs.strict_yaml import path_text

SCHEMA: Final = "careerpath.profile/1"


def _text(value: object) -> object:
    """A number where text belongs (a grade, a year) is read as its text."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


Text = Annotated[
    str,
    BeforeValidator(_text, json_schema_input_type=str | int),
    Field(min_length=1, max_length=400),
]
Texts = Annotated[list[Text], BeforeValidator(_listed, json_schema_input_type=Text | list[Text])]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class HoldingEntry(_Entry):
    """Something held: `some-course=5@2024-08` says the same in one line."""

    id: Text
    grade: Text | None = None
    since: Text | None = None

    def statement(self) -> str:
        """As it would be typed after `--have`."""
        grade = f"={self.grade}" if self.grade is not None else ""
        return f"{self.id}{grade}{f'@{self.since}' if self.since else ''}"


class WorkEntry(_Entry):
    """Months worked in a role, until a month or until now."""

    id: Text
    months: Text
    until: Text | None = None

    def statement(self) -> str:
        """As it would be typed after `--worked`."""
        return f"{self.id}={self.months}{f'@{self.until}' if self.until else ''}"


class Remark(_Entry):
    """What the tool takes as true of the person without its being stated."""

    says: Text
    about: Text


class ProfileFile(_Entry):
    """The person, as kept in a file. `titles`, `assumes` and `currency` are written for readers
    by `careerpath profile show --json`; reading the file passes over them."""

    format: Annotated[Literal["careerpath.profile/1"], Field(alias="schema")] = SCHEMA
    have: list[HoldingEntry | Text] = []
    worked: list[WorkEntry | Text] = []
    lack: Texts = []
    age: Text | None = None
    born: Text | None = None
    place: Text | None = None
    hours_per_week: Text | None = None
    budget: Text | None = None
    start: Text | None = None
    currency: Text | None = None
    titles: dict[Text, Text] = {}
    assumes: list[Remark] = []


def read_profile(data: object, file: str) -> ProfileFile | list[Problem]:
    """The validated profile, or every problem of the file with the path to the value."""
    try:
        return ProfileFile.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False)
        return [Problem(file, 0, _path(d["loc"]), _message(d)) for d in found]


def _path(parts: tuple[int | str, ...]) -> str:
    branches = ("HoldingEntry", "WorkEntry", "str")
    named = tuple(
        p for p in parts if not (isinstance(p, str) and p.startswith((*branches, "func")))
    )
    return path_text(named)


def _message(detail: Any) -> str:  # noqa: ANN401 - pydantic's ErrorDetails
    if detail["type"] == "extra_forbidden":
        fields = ", ".join(f.alias or n for n, f in ProfileFile.model_fields.items())
        return f"not a field of a profile (its fields: {fields})"
    return f"{detail['msg'][0].lower()}{detail['msg'][1:]}"
