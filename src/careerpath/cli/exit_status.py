"""What the command's exit status says; scripts rely on these numbers."""

from __future__ import annotations

from enum import IntEnum

from careerpath.errors import CareerPathError, InvalidDataError, UsageError


class ExitStatus(IntEnum):
    """0 answered, 1 unexpected, 2 usage, 3 no plan, 4 bad data, 5 lock broken, 130 interrupted."""

    ANSWERED = 0
    FAILED = 1
    USAGE = 2
    INFEASIBLE = 3
    INVALID_DATA = 4
    LOCK_BROKEN = 5
    INTERRUPTED = 130


def status_of(error: CareerPathError) -> ExitStatus:
    """The status with which an error ends the program."""
    match error:
        case UsageError():
            return ExitStatus.USAGE
        case InvalidDataError():
            return ExitStatus.INVALID_DATA
        case _:
            return ExitStatus.FAILED
