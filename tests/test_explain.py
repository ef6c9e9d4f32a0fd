"""Why there is no plan is told apart by kind, and every repair offered works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

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
        (
            "missing",
            "Qualifying examination asks for Law degree at 2:2 or better; yours is a Third, "
            "which can't be raised",
        )
    ]
    assert repairs(found) == []


def test_an_age_that_has_passed_is_too_late(small: Catalogue) -> None:
    found = why_not(small, "youth-award", age="30")
    assert causes(found) == [
        ("too-late", "Youth award asks for an age of 16 to 21, and you are 30")
    ]


def test_a_budget_that_is_too_small_is_repaired_by_the_least_that_works(small: Catalogue) -> None:
    found = why_not(small, "solicitor", budget="20000")
    assert causes(found) == [
        ("over-budget", "the cheapest plan costs £26,100, over the budget of £20,000")
    ]
    assert repairs(found) == ["--budget 26100", "paralegal-ew"]


def test_a_date_that_is_too_early_is_repaired_by_the_earliest_that_works(small: Catalogue) -> None:
    found = why_not(small, "solicitor", within="2y")
    assert causes(found) == [
        ("too-late", "the quickest plan takes 5 years 7 months, longer than 2 years")
    ]
    assert repairs(found) == ["--by 2032-07", "paralegal-ew"]


def test_too_few_hours_are_repaired_by_the_fewest_that_work(small: Catalogue) -> None:
    found = why_not(small, "solicitor", have=["law-degree"], hours_per_week="10")
    assert causes(found) == [("not-together", "what it takes does not fit into 10 hours a week")]
    assert repairs(found) == ["--hours-per-week 35"]


def test_an_exclusion_is_repaired_by_lifting_it(small: Catalogue) -> None:
    found = why_not(small, "solicitor", without=["law-degree"])
    assert causes(found) == [("not-together", "Law degree is ruled out (--without law-degree)")]
    assert found.causes[0].option == "--without law-degree"
    assert "without --without law-degree" in repairs(found)


def test_consent_is_repaired_by_hope(small: Catalogue) -> None:
    assert repairs(why_not(small, "firefighter-badge")) == ["--hopeful"]


def test_two_limits_that_clash_are_named_together(small: Catalogue) -> None:
    found = why_not(small, "solicitor", budget="20000", within="2y")
    # Two years are too short at any price, so the budget is no cause; but both have to go.
    assert [c.about for c in found.causes] == ["within"]
    assert repairs(found) == ["--budget 32100 and --by 2032-07", "paralegal-ew"]


def test_what_this_data_cannot_gain_is_never_called_impossible(tmp_path: Path) -> None:
    unknown = QUALIFICATIONS.replace("requires: law-degree>=2:2", "requires: mystery-award") + (
        "\n- {id: mystery-award, title: Mystery award, kind: diploma, jurisdiction: england-wales}\n"
    )
    catalogue = small_catalogue(tmp_path, qualifications=unknown)
    found = why_not(catalogue, "sqe")
    assert causes(found) == [("not-in-this-data", "this data knows no way to gain Mystery award")]
    assert repairs(found) == ["--have mystery-award"]


def test_a_repair_shows_the_plan_that_the_change_leads_to(small: Catalogue) -> None:
    asked = asked_of(small, "solicitor", budget="20000")
    repair, _ = explain(small, asked.question, lambda: False).repairs
    limits = replace(asked.question.limits, budget=2_610_000)
    found = plan(small, replace(asked.question, limits=limits)).plan
    assert found is not None
    assert (found.totals.months, found.totals.fees) == (repair.totals.months, repair.totals.fees)


def test_two_limits_that_each_would_do_alone_are_both_causes(small: Catalogue) -> None:
    found = why_not(small, "solicitor", budget="30000", within="6y")
    assert causes(found) == [
        (
            "too-late",
            "the quickest plan within £30,000 takes 6 years 11 months, longer than 6 years",
        ),
        (
            "over-budget",
            "the cheapest plan within 6 years costs £32,100, over the budget of £30,000",
        ),
    ]
    assert repairs(found) == ["--by 2033-11", "--budget 32100", "paralegal-ew"]


def test_a_figure_that_another_limit_makes_says_so_and_what_it_is_without(small: Catalogue) -> None:
    found = why_not(small, "solicitor", budget="30000", within="2y")
    assert causes(found) == [
        (
            "too-late",
            "the quickest plan within £30,000 takes 6 years 11 months "
            "(5 years 7 months otherwise), longer than 2 years",
        )
    ]
    plenty = why_not(small, "solicitor", budget="90000", within="2y")
    assert causes(plenty) == [
        ("too-late", "the quickest plan takes 5 years 7 months, longer than 2 years")
    ]


def test_a_count_that_is_too_small_is_told_as_a_count(tmp_path: Path) -> None:
    counted = QUALIFICATIONS.replace("requires: law-degree>=2:2", "requires: points>=128") + POINTS
    catalogue = small_catalogue(tmp_path, qualifications=counted)
    (cause,) = why_not(catalogue, "solicitor", have=["points=96"]).causes
    assert cause.says == (
        "Qualifying examination asks for 128 or more Points; you have 96, which can't be raised"
    )


POINTS = """
- id: points
  title: Points
  kind: award
  jurisdiction: england-wales
  scale: ['64', '96', '128', '160']
"""


def test_a_stated_grade_is_never_repaired_by_holding_the_same_again(small: Catalogue) -> None:
    found = why_not(small, "solicitor", have=["law-degree=Third"])
    assert not any("--have" in r for r in repairs(found))


def test_a_cause_is_data_before_it_is_a_sentence(small: Catalogue) -> None:
    (cause,) = why_not(small, "solicitor", have=["law-degree=Third"]).causes
    assert (cause.rests_on, cause.about, cause.held, cause.wanted) == (
        "fact", "law-degree", "Third", "2:2",
    )  # fmt: skip
    assert (cause.asked_by, cause.sources) == (("sqe",), ("regulator",))


def test_what_closes_says_when(small: Catalogue) -> None:
    (cause,) = why_not(small, "old-course").causes
    assert (cause.rests_on, cause.when) == ("date", 2021 * 12 + 8)


def test_the_derivation_follows_the_rules_down_to_the_causes(small: Catalogue) -> None:
    found = why_not(small, "solicitor", have=["law-degree=Third"])
    assert found.derivation == (
        (0, "Solicitor asks for Admission as a solicitor"),
        (1, "Admission as a solicitor asks for Qualifying examination"),
        (2, "Qualifying examination asks for Law degree at 2:2 or better"),
    )


CLOSED_EXAM = """
- id: old-exam
  title: Old examination
  kind: exam
  jurisdiction: england-wales
  counts_as: [sqe]
  requires: law-degree
  available: {until: 2021-09}
  routes:
    - {id: hall, title: In a hall, months: 1, hours_per_week: 5, fee: {amount: 10, currency: GBP}, sources: [regulator]}
  sources: [regulator]
"""


def test_what_closed_is_offered_to_those_who_may_have_it_from_before(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path, qualifications=QUALIFICATIONS + CLOSED_EXAM)
    before = why_not(catalogue, "solicitor", have=["law-degree=2:1@2019-07"], budget="1000")
    assert "--have old-exam" in repairs(before)
    child = why_not(
        catalogue, "solicitor", have=["law-degree@2019-07"], born="2006-01", budget="1000"
    )
    assert "--have old-exam" not in repairs(child)
    after = why_not(catalogue, "solicitor", have=["law-degree=2:1@2024-07"], budget="1000")
    assert "--have old-exam" not in repairs(after)


BOOK = """
- id: old-pass
  title: Old pass
  kind: exam
  jurisdiction: england-wales
  requires: {requires}
  counts_as: [sqe]
  available: {{until: 2020-09}}
  routes:
    - {{id: hall, title: In a hall, months: {months}, hours_per_week: 5, fee: {{amount: 10, currency: GBP}}, sources: [regulator]}}
  sources: [regulator]

- id: entry-pass
  title: Entry pass
  kind: exam
  jurisdiction: {place}
  available: {{until: 2019-09}}
  routes:
    - {{id: hall, title: In a hall, months: 1, hours_per_week: 5, fee: {{amount: 10, currency: GBP}}, sources: [regulator]}}
  sources: [regulator]
"""


def offered(
    tmp_path: Path,
    *,
    requires: str = "law-degree",
    months: int = 1,
    place: str = "england-wales",
    **said: object,
) -> list[str]:
    """What is offered as perhaps held where the examination has an old form that closed."""
    book = BOOK.format(requires=requires, months=months, place=place)
    catalogue = small_catalogue(tmp_path, qualifications=QUALIFICATIONS + book)
    have = ["law-degree=2:2@2018-07"]
    return [r for r in repairs(why_not(catalogue, "solicitor", have=have, **said)) if "have" in r]


def test_only_the_first_thing_out_of_reach_is_offered_as_held(tmp_path: Path) -> None:
    assert offered(tmp_path, budget="3000") == ["--have old-pass"]
    assert offered(tmp_path, budget="3000", requires="entry-pass") == []


def test_what_the_person_s_grade_rules_out_is_not_offered_as_held(tmp_path: Path) -> None:
    assert offered(tmp_path, budget="3000", requires="law-degree>=2:1") == []


def test_what_takes_longer_than_it_saves_is_not_offered_as_held(tmp_path: Path) -> None:
    # Seven months without it, one with it.
    worked = ["paralegal-ew=24"]
    assert offered(tmp_path, within="3m", worked=worked, months=6) == ["--have old-pass"]
    assert offered(tmp_path, within="3m", worked=worked, months=7) == []
