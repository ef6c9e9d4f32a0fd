"""Where the pack that ships with the package lies; nothing else knows."""

from __future__ import annotations

from pathlib import Path

from careerpath.errors import InvalidDataError


def shipped_pack() -> Path:
    """The folder of the shipped pack: inside an installed wheel, or at the top of a checkout."""
    package = Path(__file__).resolve().parent
    if (package / "data" / "roles.yaml").is_file():
        return package / "data"
    checkout = package.parents[1]
    if (checkout / "pyproject.toml").is_file() and (checkout / "data" / "roles.yaml").is_file():
        return checkout / "data"
    raise InvalidDataError(
        "the shipped data is missing from this installation",
        hint="Install careerpath again; in a checkout, restore the data folder.",
    )
