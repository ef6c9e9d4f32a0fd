"""Altered catalogues: the same data in which something can't be done, or must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from careerpath.planner import Plan, Step, Stretch, plan
from careerpath.profile import Worked
from careerpath.whatif.parts import part_id
from careerpath.whatif.variation import barred, made_to_begin, not_before, reduced_to
from tests.small_pack import asked_of

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.profile import Question


@pytest.fixture
def question(small: Catalogue) -> Question:
    return asked_of(small, "solicitor", have=["law-degree=2:1"]).question


def found(catalogue: Catalogue, question: Question) -> Plan:
    result = plan(catalogue, question).plan
    assert result is not None
    return result


def test_a_catalogue_stays_as_it_is_when_another_is_made_from_it(small: Catalogue) -> None:
    before, kept = small["sqe"], small["law-degree"]
    other = small.with_entries({"sqe": {**small.entries["sqe"], "title": "Another title"}})
    assert other["sqe"].title == "Another title"
    assert small["sqe"] is before
    assert other["law-degree"] is kept
    assert other.digest != small.digest
    assert small.with_entries({}).digest == small.with_entries({}).digest


def test_a_barred_route_is_closed_and_stays_a_route(small: Catalogue, question: Question) -> None:
    from_nothing = replace(question, profile=replace(question.profile, holds=()))
    routes = {s.id: s.route for s in found(small, from_nothing).steps}
    assert routes["law-degree"] == "full-time"
    altered = barred(small, [("law-degree", "full-time")])
    assert [r.id for r in altered["law-degree"].routes] == ["full-time", "part-time"]
    routes = {s.id: s.route for s in found(altered, from_nothing).steps}
    assert routes["law-degree"] == "part-time"


def test_nothing_but_the_plan_can_be_done_in_a_reduced_catalogue(
    small: Catalogue, question: Question
) -> None:
    best = found(small, question)
    altered = reduced_to(small, question, best)
    assert found(altered, question) == best
    assert altered["gcse-english"].is_stated_only
    without_work = replace(best, stretches=())
    assert plan(reduced_to(small, question, without_work), question).plan is None


def test_a_step_does_not_start_before_its_month(small: Catalogue, question: Question) -> None:
    best = found(small, question)
    (step,) = [s for s in best.steps if s.id == "sqe"]
    later = found(not_before(small, step, question.start + 20), question)
    assert [s.start for s in later.steps if s.id == "sqe"] == [20]
    assert later.totals.months == 27


def test_a_plan_is_made_to_begin_with_work_that_was_done_before(
    small: Catalogue, question: Question
) -> None:
    """Past work in a role is no work in the plan."""
    worked = replace(question.profile, worked=(Worked("paralegal-ew", 24),))
    experienced = replace(question, profile=worked)
    assert found(small, experienced).stretches == ()
    stretch = Stretch("paralegal-ew", 35, 0, 1)
    begun = found(*made_to_begin(small, experienced, stretch, question.start))
    assert [(s.start, s.end) for s in begun.stretches] == [(0, 1)]


def test_a_plan_is_made_to_take_what_is_held_already(
    small: Catalogue,
) -> None:
    """A retake can be asked for, though `--via` would be met by the grade that is held."""
    asked = asked_of(small, "paralegal", have=["gcse-english=5"]).question
    assert found(small, asked).steps == ()
    step = Step("gcse-english", "evening", 0, 9)
    again = found(*made_to_begin(small, asked, step, asked.start + 3))
    assert [(part_id(s), s.start <= 3) for s in again.steps] == [("gcse-english", True)]
