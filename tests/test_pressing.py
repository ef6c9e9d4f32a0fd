"""What to do next: the parts of a plan that can't wait, and what closes for applications soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from careerpath.planner import plan
from careerpath.report.pressing import can_wait, to_begin_with
from careerpath.report.replay import Replay
from tests.small_pack import QUALIFICATIONS, asked_of, report_on, small_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from careerpath.catalogue import Catalogue

CHECK = """
- id: check
  title: Character check
  kind: certificate
  jurisdiction: england-wales
  routes:
    - {id: screening, title: Screening, months: 2, hours_per_week: 0, fee: 0, sources: [regulator]}
  sources: [regulator]
"""


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The small pack, in which admission asks for a check besides."""
    asks = QUALIFICATIONS.replace("requires: [sqe, qwe]", "requires: [sqe, qwe, check]")
    return small_catalogue(tmp_path_factory.mktemp("checked"), qualifications=asks + CHECK)


def _replay(catalogue: Catalogue, target: str, **said: object) -> Replay:
    asked = asked_of(catalogue, target, **said)
    found = plan(catalogue, asked.question).plan
    assert found is not None
    return Replay(catalogue, asked.question, found)


def _waiting(replay: Replay) -> dict[str, bool]:
    return {s.id: can_wait(replay, s) for s in replay.plan.steps}


def test_what_is_asked_for_years_later_is_not_what_comes_next(checked: Catalogue) -> None:
    """The check begins in the first month by its date, and is asked for at the end of five years."""
    replay = _replay(checked, "solicitor")
    assert min(s.start for s in replay.plan.steps if s.id == "check") == 0
    assert _waiting(replay)["check"]
    assert to_begin_with(replay) == ("gcse-english",)
    said = report_on(checked, "solicitor").plans[0].next_steps
    assert said[0] == "enrol: GCSE English (Evening class), from December 2026"
    assert not any("Character check" in s for s in said)


def test_a_step_can_wait_if_what_builds_on_it_can_wait_with_it(checked: Catalogue) -> None:
    """From June 2030 the examination (6 months) runs beside 24 months of work: it has a year and more."""
    waiting = _waiting(_replay(checked, "solicitor"))
    assert waiting == {
        "check": True,
        "gcse-english": False,
        "law-degree": False,
        "sqe": True,
        "solicitor-admission-ew": False,
    }


def test_where_everything_can_wait_what_begins_first_is_next(checked: Catalogue) -> None:
    """A target of three months' waiting can't be missed: nothing presses before it is due."""
    replay = _replay(checked, "check")
    assert to_begin_with(replay) == ("check",)


def test_a_year_later_must_be_offered_in_that_month_and_before_it_closes(tmp_path: Path) -> None:
    """The check can wait only while it is still to be had."""
    closing = CHECK.replace(
        "sources: [regulator]}", "sources: [regulator], available: {last_start: 2027-01}}"
    )
    asks = QUALIFICATIONS.replace("requires: [sqe, qwe]", "requires: [sqe, qwe, check]")
    catalogue = small_catalogue(tmp_path, qualifications=asks + closing)
    replay = _replay(catalogue, "solicitor")
    assert not _waiting(replay)["check"]
    assert set(to_begin_with(replay)) == {"check", "gcse-english"}


def test_hours_that_others_take_are_no_time_to_wait_in(checked: Catalogue) -> None:
    """With 37 hours the examination can't run beside the work: it has to come before it."""
    replay = _replay(checked, "solicitor", hours_per_week="37")
    assert not _waiting(replay)["sqe"]


def test_what_closes_for_applications_within_a_year_is_said_too(checked: Catalogue) -> None:
    assert report_on(checked, "solicitor").plans[0].next_steps == (
        "enrol: GCSE English (Evening class), from December 2026",
        "enrol: Law degree (Full-time at university), from September 2027; apply by 13 January 2027",
    )
