"""What a command that is not `plan` is told about a person, as statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from careerpath.statements import Statements

_FIELDS = {"in": "place"}
"""Options whose name is not that of the statement; `-` becomes `_` in the others."""


def person_statements(
    targets: list[str],
    *,
    profile: str | None,
    repeated: Mapping[str, list[str] | None],
    single: Mapping[str, str | None],
    flags: Mapping[str, bool] | None = None,
) -> Statements:
    """The options given, by their names without dashes, laid over the profile file if one is named."""
    from careerpath.cli.plan import with_profile
    from careerpath.statements import Said, Statements

    said: dict[str, Any] = {"targets": tuple(Said(t, "") for t in targets), **(flags or {})}
    for option, texts in repeated.items():
        said[_field(option)] = tuple(Said(t, f"--{option} {t}") for t in texts or ())
    for option, text in single.items():
        said[_field(option)] = None if text is None else Said(text, f"--{option}")
    return with_profile(Statements(**said), profile)


def _field(option: str) -> str:
    return _FIELDS.get(option, option.replace("-", "_"))
