"""The code knows no profession, no country and no qualification: those stand in data/.

Whole files are read: strings, names, comments and docstrings alike. What must not be named comes
from the shipped data itself, with a few words of its field that are parts of its titles.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from careerpath.datafiles import examples, shipped_pack, understood_signs, written_signs
from careerpath.lookup import Lookup
from careerpath.packs.store import load
from careerpath.packs.strict_yaml import read_yaml

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "careerpath"

OF_THE_FIELD = (
    "solicitors?", "paralegals?", "barristers?", "lawyers?", "attorneys?", "conveyanc\\w*", "laws?",
    "legal", "llb", "gcses?", "a-levels?", "sqe\\d?", "cilex", "sra", "pupillages?",
    "nurs\\w+", "teachers?", "doctors?", "england", "wales", "scotland", "ireland", "canada",
    "australia", "britain", "america\\w*", "uk", "usa", "pounds?", "sterling", "dollars?", "euros?",
)  # fmt: skip
"""Words that the titles in the data are made of, and those of its neighbours."""

SHORTEST_ALIAS = 3
"""Shorter names of places (`OR`, `IN`, `CO`) are words of English and of code."""


def _entries(*names: str) -> list[dict[str, Any]]:
    """The entries of the shipped files of these names."""
    files = [f for name in names for f in sorted(shipped_pack().rglob(name))]
    return [e for f in files for e in read_yaml(f.read_text(encoding="utf-8")).data]


@cache
def _named_in_data() -> re.Pattern[str]:
    """Every id, every title of a role or place, in any case; underscores count as hyphens."""
    credentials = _entries("roles.yaml", "qualifications.yaml")
    places = _entries("places.yaml")
    words = {e["id"] for e in (*credentials, *places)}
    words |= {str(e["title"]).casefold() for e in places}
    words |= {str(e["title"]).casefold() for e in _entries("roles.yaml")}
    assert len(words) > 400
    listed = "|".join((*OF_THE_FIELD, *map(re.escape, sorted(words))))
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])", re.IGNORECASE)


@cache
def _spelt_in_data() -> re.Pattern[str]:
    """Currencies and other names of places, as they are spelt."""
    places = _entries("places.yaml")
    words = {str(e["currency"]) for e in (*_entries("rates.yaml"), *places) if "currency" in e}
    words |= {a for e in places for a in e.get("aliases", ()) if len(a) >= SHORTEST_ALIAS}
    assert len(words) > 40
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(words)))})(?![\w-])")


def named(line: str) -> list[str]:
    """What a line of code names."""
    spaced = _named_in_data().findall(line.replace("_", " "))
    hyphened = _named_in_data().findall(line.replace("_", "-")) if "_" in line else []
    return sorted({*spaced, *hyphened, *_spelt_in_data().findall(line)})


@pytest.mark.parametrize(
    "line",
    [
        "# as a solicitor does", 'x = "gcse-english"', "def england_wales() -> None:", "GBP = 1",
        'hint="such as sqe1"', '"""In New Zealand."""', "legal_secretary = 3", "# the Republic of Ireland",
    ],
)  # fmt: skip
def test_a_word_of_the_field_is_seen_wherever_it_stands(line: str) -> None:
    assert named(line) != []


@pytest.mark.parametrize("line", ["OR = 1  # in an AND/OR graph", "def lawful() -> None:", "role"])
def test_a_word_of_the_code_is_none_of_the_field(line: str) -> None:
    assert named(line) == []


def test_the_code_names_no_profession_country_or_qualification() -> None:
    offenders = [
        f"{file.relative_to(SOURCE)}:{number}: {', '.join(names)}"
        for file in sorted(SOURCE.rglob("*"))
        if file.suffix in (".py", ".html", ".css", ".js", ".svg", ".json")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if (names := named(line))
    ]
    assert offenders == []


# what the data says in the place of the code


def _commands() -> list[str]:
    """The names in brackets of examples.txt."""
    text = (shipped_pack() / "examples.txt").read_text(encoding="utf-8")
    return re.findall(r"^\[(.+)\]$", text, re.MULTILINE)


def test_the_examples_are_read_by_command() -> None:
    assert "plan" in _commands()
    for command in _commands():
        assert examples(command), command
        assert all(e.startswith("careerpath ") for e in examples(command)), command
    assert examples("no-such-command") == ()


def test_the_examples_name_what_is_in_the_data() -> None:
    catalogue = load([shipped_pack()])
    for command in ("careerpath", "plan", "why", "reach", "show"):
        for example in examples(command):
            for word in re.findall(
                r"--(?:have|worked) ([a-z0-9-]+)|(?:plan|show|reach|--to|--plus) ([a-z][a-z0-9-]*)",
                example,
            ):
                Lookup(catalogue).find("".join(word))


def test_a_sign_is_written_for_one_currency_and_understood_for_those_that_share_it() -> None:
    assert written_signs()["GBP"] == "£"
    assert len(set(written_signs().values())) == len(written_signs())
    assert understood_signs()["$"] == {"USD", "CAD", "AUD", "NZD"}
    rated = {e["currency"] for e in _entries("rates.yaml")}
    assert {c for codes in understood_signs().values() for c in codes} <= rated
