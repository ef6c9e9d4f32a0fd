"""An unstated age is relied on only where nothing else will do, and said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.small_pack import QUALIFICATIONS, report_on, small_catalogue

if TYPE_CHECKING:
    from pathlib import Path

COURSE = """
- id: course
  title: Course
  kind: diploma
  jurisdiction: england-wales
  requires: {any: [gcse-english>=5, {age: 23}]}
  routes:
    - id: college
      title: At college
      requires: {any: [gcse-english>=5, {age: 23}]}
      months: 9
      hours_per_week: 10
      fee: 0
      sources: [regulator]
  sources: [regulator]
"""


def _assumed(folder: Path, **said: object) -> list[str]:
    catalogue = small_catalogue(folder, qualifications=QUALIFICATIONS + COURSE)
    return [a.says for a in report_on(catalogue, "course", **said).assumes]


def test_a_grade_is_named_rather_than_an_age(tmp_path: Path) -> None:
    assert _assumed(tmp_path, have=["gcse-english"]) == ["if your GCSE English is 5 or better"]


def test_an_age_is_named_once_where_only_an_age_will_do(tmp_path: Path) -> None:
    assert _assumed(tmp_path, have=["gcse-english=4"], without=["gcse-english"]) == [
        "if you are 23 or over in December 2026, as Course asks"
    ]
