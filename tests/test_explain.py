"""Why there is no plan is told apart by kind, and every repair offered works."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from careerpath.explain import explain
from careerpath.planner import plan
from tests.small_pack import QUALIFICATIONS, asked_of, small_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from careerpath.catalogue import Catalogue
    from careerpath.report import Infeasibility

Told = list[tuple[str, str]]


def why_not(catalogue: Catalogue, target: str, **said: object) -> Infeasibility:
    return explain(catalogue, asked_of(catalogue, target, **said).question, lambda: False)


def causes(found: Infeasibility) -> Told:
    return [(c.kind, c.says) for c in found.causes]


def repairs(found: Infeasibility) -> list[str]:
    return [r.change for r in found.repairs]


def test_a_closed_route_is_too_late(small: Catalogue) -> None:
    found = why_not(small, "old-course")
    assert causes(found) == [("too-late", "Old course (Full-time) closed in September 2021")]
    assert repairs(found) == []


def test_a_grade_that_cannot_be_raised_is_missing(small: Catalogue) -> None:
    found = why_not(small, "solicitor", have=["law-degree=Third"])
    assert causes(found) == [
        ("missing", "Law degree at 2:2 or better is asked, and yours can't be raised")
    ]


def test_an_age_that_has_passed_is_too_late(small: Catalogue) -> None:
    found = why_not(small, "youth-award", age="30")
    assert causes(found) == [("too-late", "an age of 16 to 21 is asked, and you are older")]


def test_a_budget_that_is_too_small_is_repaired_by_the_least_that_works(small: Catalogue) -> None:
    found = why_not(small, "solicitor", budget="20000")
    assert causes(found) == [
        ("over-budget", "the cheapest plan costs 26100 GBP, over the budget of 20000")
    ]
    assert repairs(found) == ["--budget 26100"]


def test_a_date_that_is_too_early_is_repaired_by_the_earliest_that_works(small: Catalogue) -> None:
    found = why_not(small, "solicitor", within="2y")
    assert causes(found) == [
        ("too-late", "the quickest plan takes 5 years 7 months, longer than 2 years")
    ]
    assert repairs(found) == ["--by 2032-07"]


def test_too_few_hours_are_repaired_by_the_fewest_that_work(small: Catalogue) -> None:
    found = why_not(small, "solicitor", have=["law-degree"], hours_per_week="10")
    assert causes(found) == [("not-together", "what it takes does not fit into 10 hours a week")]
    assert repairs(found) == ["--hours-per-week 35"]


def test_an_exclusion_is_repaired_by_lifting_it(small: Catalogue) -> None:
    found = why_not(small, "solicitor", without=["law-degree"])
    assert causes(found) == [("not-together", "--without law-degree rules out Law degree")]
    assert "without --without law-degree" in repairs(found)


def test_consent_is_repaired_by_hope(small: Catalogue) -> None:
    assert repairs(why_not(small, "firefighter-badge")) == ["--hopeful"]


def test_two_limits_that_clash_are_named_together(small: Catalogue) -> None:
    found = why_not(small, "solicitor", budget="20000", within="2y")
    assert ("not-together", "--budget and --within leave no plan together") in causes(found)
    assert repairs(found) == ["without --budget and --within"]


def test_what_this_data_cannot_gain_is_never_called_impossible(tmp_path: Path) -> None:
    unknown = QUALIFICATIONS.replace("requires: law-degree>=2:2", "requires: mystery-award") + (
        "\n- {id: mystery-award, title: Mystery award, kind: diploma, jurisdiction: england-wales}\n"
    )
    catalogue = small_catalogue(tmp_path, qualifications=unknown)
    found = why_not(catalogue, "sqe")
    assert causes(found) == [("not-in-this-data", "this data knows no route to Mystery award")]
    assert repairs(found) == ["--have mystery-award"]


def test_a_repair_shows_the_plan_that_the_change_leads_to(small: Catalogue) -> None:
    asked = asked_of(small, "solicitor", budget="20000")
    (repair,) = explain(small, asked.question, lambda: False).repairs
    limits = replace(asked.question.limits, budget=2_610_000)
    found = plan(small, replace(asked.question, limits=limits)).plan
    assert found is not None
    assert (found.totals.months, found.totals.fees) == (repair.totals.months, repair.totals.fees)
