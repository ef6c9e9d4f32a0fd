"""Where the pack that ships with the package lies; nothing else knows.

Two of its files are lines of plain text, read where they are needed and nowhere else: what the help
shows must not wait for a parser, and every amount is written with its sign.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from careerpath.errors import InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Mapping


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


@cache
def examples(command: str) -> tuple[str, ...]:
    """What the help of this command shows, such as that of `data check`; () if there are none."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in _lines("examples.txt"):
        if line.startswith("["):
            section = line.strip("[]")
        else:
            found.setdefault(section, []).append(line)
    return tuple(found.get(command, ()))


@cache
def written_signs() -> Mapping[str, str]:
    """The sign that stands before an amount, by currency; others are written with their code."""
    return {code: sign for code, sign in _signs() if not sign.startswith("(")}


@cache
def understood_signs() -> Mapping[str, frozenset[str]]:
    """The currencies that somebody may mean who types this sign."""
    meant: dict[str, frozenset[str]] = {}
    for code, sign in _signs():
        plain = sign.strip("()")
        meant[plain] = meant.get(plain, frozenset()) | {code}
    return meant


def _signs() -> list[tuple[str, str]]:
    pairs = (line.split() for line in _lines("currency-signs.txt"))
    return [(pair[0], pair[1]) for pair in pairs if len(pair) == 2]


def _lines(name: str) -> list[str]:
    """The lines of a text file of the shipped pack, comments left out; none if it is missing."""
    try:
        text = (shipped_pack() / name).read_text(encoding="utf-8")
    except (OSError, InvalidDataError):
        return []
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]
