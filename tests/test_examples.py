"""The worked pack for a field outside the shipped one: whole, sourced, and planned to."""

from __future__ import annotations

import json
import re
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from careerpath.cli import main
from careerpath.datafiles import shipped_pack
from careerpath.months import parse_month
from careerpath.packs.doubts import doubts
from careerpath.packs.json_schema import file_schema
from careerpath.packs.reading import MODELS, read_packs
from careerpath.packs.store import load
from careerpath.packs.strict_yaml import read_yaml
from careerpath.planner import plan
from careerpath.report import build_report
from careerpath.statements import Said, Statements, ask
from tests.test_schemas import faults

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.report import PlanFigures

PACK = Path(__file__).resolve().parents[1] / "examples" / "teaching-england"
SCHOOLED = ("gcse-english=5", "gcse-maths=5")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load([shipped_pack(), PACK])


def _best(catalogue: Catalogue, target: str, *have: str, **said: str) -> PlanFigures:
    held = tuple(Said(text, "--have") for text in have)
    worked = (Said(said.pop("worked"), "--worked"),) if "worked" in said else ()
    rest: dict[str, Any] = {name: Said(text, name) for name, text in said.items()}
    statements = Statements(targets=(Said(target, ""),), have=held, worked=worked, **rest)
    (asked,) = ask(catalogue, statements, date(2026, 11, 26))
    deadline = time.monotonic() + 20
    result = plan(catalogue, asked.question, should_stop=lambda: time.monotonic() > deadline)
    return build_report(catalogue, asked, result).plans[0]


def _ways(figures: PlanFigures) -> list[tuple[str, str | None]]:
    return [(step.id, step.route) for step in figures.steps]


def test_the_pack_has_no_error_overrides_nothing_and_adds_no_kind_of_doubt() -> None:
    reading = read_packs([shipped_pack(), PACK])
    assert [str(p) for p in reading.problems if p.severity == "error"] == []
    assert reading.overrides == []
    own = [str(f.problem) for d in doubts(reading, parse_month("2026-11")) for f in d.found]
    assert [p for p in own if p.startswith(PACK.name)] == []


def test_every_entry_of_the_pack_is_sourced(catalogue: Catalogue) -> None:
    own = [c for c in catalogue if c.pack == PACK.name]
    assert len(own) == 6
    for entry in own:
        assert entry.sources, entry.id
        assert all(route.sources for route in entry.routes), entry.id


@pytest.mark.parametrize("name", MODELS)
def test_the_pack_fits_the_schemas_for_editors(name: str) -> None:
    for file in PACK.glob(name):
        assert faults(file_schema(name), read_yaml(file.read_text(encoding="utf-8")).data) == []


def test_a_graduate_becomes_a_teacher_by_the_course_that_starts_in_september(
    catalogue: Catalogue,
) -> None:
    """Asked for December 2026: nine months' wait, ten of the course."""
    best = _best(catalogue, "teacher", *SCHOOLED, "bachelors-degree=2:1")
    assert _ways(best) == [("qts-england", "postgraduate-full-time"), ("teacher-england", None)]
    assert (best.optimal, best.totals.months, best.totals.fees) == (True, 9 + 10, 979_000)


def test_who_has_taught_for_two_years_needs_the_assessment_alone(catalogue: Catalogue) -> None:
    held = (*SCHOOLED, "bachelors-degree=2:2")
    enough = _best(catalogue, "teacher", *held, worked="unqualified-teacher=24")
    assert _ways(enough)[0] == ("qts-england", "assessment-only")
    assert enough.totals.months == 3
    short = _best(catalogue, "teacher", *held, worked="unqualified-teacher=23")
    assert [i for i, _ in _ways(short)] == [
        "unqualified-teacher-england", "qts-england", "teacher-england",
    ]  # fmt: skip
    assert short.totals.months == 1 + 3


def test_the_apprenticeship_is_the_cheapest_for_a_graduate(catalogue: Catalogue) -> None:
    best = _best(catalogue, "teacher", *SCHOOLED, "bachelors-degree=2:1", objective="cost")
    assert _ways(best)[0] == ("qts-england", "apprenticeship")
    assert (best.totals.fees, best.totals.months) == (0, 9 + 12 + 3)
    assert best.offers == ("qts-england",)


def test_a_school_leaver_is_quickest_by_the_degree_that_holds_the_status(
    catalogue: Catalogue,
) -> None:
    best = _best(catalogue, "teacher", *SCHOOLED, "a-levels-two")
    assert _ways(best)[0] == ("degree-with-qts-england", "full-time")
    assert best.totals.months == 9 + 33


def test_induction_is_two_years_in_the_post_after_qualifying(catalogue: Catalogue) -> None:
    best = _best(catalogue, "induction-england", *SCHOOLED, "bachelors-degree=2:1")
    assert [i for i, _ in _ways(best)] == ["qts-england", "teacher-england"]
    assert best.totals.months == 9 + 10 + 24


def test_the_commands_of_the_examples_page_are_answered(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PACK.parents[1])
    page = (PACK.parent / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^careerpath (.*)$", page, re.MULTILINE)
    assert len(commands) >= 3
    for command in commands:
        assert main([*command.split(), "--as-of", "2026-11-26", "--json"]) == 0, command
        assert json.loads(capsys.readouterr().out)
