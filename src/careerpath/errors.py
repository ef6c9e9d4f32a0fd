"""What can go wrong, as types that carry their facts; nothing here imports the rest of the package."""

from __future__ import annotations

from msgspec import Struct


class CareerPathError(Exception):
    """Base of every error a user can cause; `hint` says what to do about it."""

    code = "error"

    def __init__(self, message: str, *, hint: str = "", details: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details = details


class UsageError(CareerPathError):
    """A question that can't be understood: a bad option, a bad grade, options that contradict."""

    code = "usage"


class UnknownIdError(UsageError):
    """A name that fits nothing in the data, or more than one thing."""

    code = "unknown-id"


class Problem(Struct, frozen=True):
    """One fault in a data file: where it stands and what is wrong with it."""

    file: str
    line: int
    path: str
    message: str
    severity: str = "error"

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        at = f" {self.path}:" if self.path else ""
        return f"{where}:{at} {self.message}"


class InvalidDataError(CareerPathError):
    """A pack, profile or imported file that breaks the rules of its format."""

    code = "invalid-data"

    def __init__(self, message: str, problems: tuple[Problem, ...] = (), *, hint: str = "") -> None:
        super().__init__(message, hint=hint, details=tuple(str(p) for p in problems))
        self.problems = problems


class SearchStoppedError(CareerPathError):
    """`--time-limit` ended the search before it had found any plan."""

    code = "stopped"
