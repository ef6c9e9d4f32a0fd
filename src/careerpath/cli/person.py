"""What a command that is not `plan` is told about a person, as statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from careerpath.statements import Statements


def person_statements(
    targets: list[str],
    *,
    have: list[str] | None,
    worked: list[str] | None,
    place: str | None,
    profile: str | None,
    as_of: str | None,
) -> Statements:
    """These statements, laid over those of the profile file if one is named."""
    from careerpath.cli.plan import with_profile
    from careerpath.statements import Said, Statements

    statements = Statements(
        targets=tuple(Said(t, "") for t in targets),
        have=tuple(Said(t, f"--have {t}") for t in have or ()),
        worked=tuple(Said(t, f"--worked {t}") for t in worked or ()),
        place=Said(place, "--in") if place is not None else None,
        as_of=Said(as_of, "--as-of") if as_of is not None else None,
    )
    return with_profile(statements, profile)
