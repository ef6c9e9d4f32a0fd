"""Profile files are read strictly; a plan's document is a profile too."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from careerpath.errors import InvalidDataError
from careerpath.months import parse_month
from careerpath.profile import Holding, Question, Worked
from careerpath.profiles import load_profile
from careerpath.render.json_document import render
from careerpath.statements import Said, Statements, ask
from tests.small_pack import report_on

if TYPE_CHECKING:
    from pathlib import Path

    from careerpath.catalogue import Catalogue

YAML = """
schema: careerpath.profile/1
have:
  - gcse-english=5@2019-08
  - {id: law-degree, grade: 2:1, since: 2024-07}
worked: [paralegal=6, {id: paralegal, months: 3, until: 2020-01}]
age: 25
place: EW
hours_per_week: 40
budget: 9,000
"""


def written(folder: Path, text: str, name: str = "me.yaml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def question(catalogue: Catalogue, path: str, target: str = "solicitor") -> Question:
    own = Statements(targets=(Said(target, ""),))
    (asked,) = ask(catalogue, own.over(load_profile(path)), date(2026, 11, 22))
    return asked.question


def refusal(path: str) -> InvalidDataError:
    with pytest.raises(InvalidDataError) as caught:
        load_profile(path)
    return caught.value


def test_a_yaml_profile_keeps_degree_classes_and_dates(small: Catalogue, tmp_path: Path) -> None:
    found = question(small, written(tmp_path, YAML))
    assert found.profile.holds == (
        Holding("gcse-english", "5", parse_month("2019-08")),
        Holding("law-degree", "2:1", parse_month("2024-07")),
    )
    assert found.profile.worked == (
        Worked("paralegal-ew", 6),
        Worked("paralegal-ew", 3, parse_month("2020-01")),
    )
    assert found.profile.born == parse_month("2001-11")
    assert (found.profile.place, found.profile.hours_per_week) == ("england-wales", 40)
    assert found.limits.budget == 900_000


def test_a_json_profile_says_the_same(small: Catalogue, tmp_path: Path) -> None:
    text = json.dumps({"have": [{"id": "law-degree", "grade": "2:1"}], "lack": ["gcse-english"]})
    found = question(small, written(tmp_path, text, "me.json"))
    assert found.profile.holds == (Holding("law-degree", "2:1"),)
    assert found.profile.lacks == ("gcse-english",)


def test_a_plan_is_a_profile(small: Catalogue, tmp_path: Path) -> None:
    report = report_on(
        small, "solicitor", have=["law-degree=2:1@2024-07"], worked=["paralegal=6@2026-05"],
        objective="cost", age="30", start="2027-02",
    )  # fmt: skip
    path = written(tmp_path, render(report), "plan.json")
    found = question(small, path)
    assert found.profile == report.profile
    assert (found.objective, found.start) == ("cost", parse_month("2027-02"))


def test_a_plan_brings_its_target(tmp_path: Path, small: Catalogue) -> None:
    path = written(tmp_path, render(report_on(small, "paralegal")), "plan.json")
    assert [t.text for t in load_profile(path).targets] == ["paralegal-ew"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("hobbies: [chess]", "hobbies: not a field of a profile"),
        ("have: [{id: law-degree, class: 2:1}]", "have[0].class: not a field of a profile"),
        ("have: law-degree\nhave: sqe", "have"),
        ("schema: careerpath.profile/9", "schema:"),
        ("age: !!python/object:os.system x", "tag"),
    ],
)
def test_a_bad_profile_names_the_file_the_path_and_the_problem(
    tmp_path: Path, text: str, problem: str
) -> None:
    error = refusal(written(tmp_path, text))
    assert "me.yaml" in error.message
    assert any(problem in detail for detail in error.details), error.details


def test_a_profile_is_a_mapping(tmp_path: Path) -> None:
    assert "a profile is a mapping" in refusal(written(tmp_path, "- law-degree")).message


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "the profile can't be read" in refusal(str(tmp_path / "nobody.yaml")).message


def test_an_oversize_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "# " + "x" * 1_000_001)
    assert "larger than a profile can be" in refusal(path).message


def test_an_incomplete_plan_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, '{"schema": "careerpath.plan/1"}', "plan.json")
    assert "is not a complete plan" in refusal(path).message
