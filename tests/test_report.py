"""Every figure and sentence of an answer, on a pack that can be worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from careerpath.planner import Planner, plan
from careerpath.report.several import several_reports
from careerpath.report.what_if import beginning
from careerpath.requirements import from_json
from careerpath.whatif.replanning import Replanner
from careerpath.whatif.several import in_common
from careerpath.wording import requirement_text
from tests.small_pack import QUALIFICATIONS, ROLES, asked_of, report_on, small_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from careerpath.catalogue import Catalogue
    from careerpath.report import PlanFigures, PlanReport, StepFigures


@pytest.fixture(scope="module")
def from_nothing(small: Catalogue) -> PlanReport:
    """The way to solicitor for somebody who holds nothing."""
    return report_on(small, "solicitor")


def the_plan(report: PlanReport) -> PlanFigures:
    (only,) = report.plans
    return only


def step(report: PlanReport, id_: str) -> StepFigures:
    return next(s for s in the_plan(report).steps if s.id == id_)


def says(report: PlanReport) -> list[tuple[str, str]]:
    return [(a.about, a.says) for a in report.assumes]


def test_totals_say_how_much_is_estimated(from_nothing: PlanReport) -> None:
    totals = the_plan(from_nothing).totals
    assert (totals.months, totals.fees, totals.estimated_fees) == (67, 3_210_000, 500_000)
    # 9 months at 4 hours, 33 at 30, 6 at 15: 1116 · 52/12.
    assert (totals.steps, totals.study_hours) == (5, 4836)


def test_a_fee_is_estimated_only_if_the_fee_is(small: Catalogue) -> None:
    """The part-time degree's hours are estimated, its fee is not."""
    report = report_on(
        small, "law-degree", have=["gcse-english=5"], routes=["law-degree=part-time"]
    )
    totals = the_plan(report).totals
    assert (totals.fees, totals.estimated_fees) == (2_100_000, 0)


GRADES = """
- {id: club, title: Club, kind: membership, jurisdiction: england-wales}
- id: full-member
  title: Full member
  kind: membership
  jurisdiction: england-wales
  counts_as: [club]
  requires: club
  sources: [regulator]
  routes: [{id: move-up, months: 0, hours_per_week: 0, fee: 0}]
- id: member
  title: Member
  kind: membership
  jurisdiction: england-wales
  counts_as: [club]
  routes: [{id: join, months: 0, hours_per_week: 0, fee: 0}]
"""


def test_a_higher_grade_does_not_answer_its_own_question(tmp_path: Path) -> None:
    """Both memberships begin at once, and the lower one comes first: the higher builds on it."""
    catalogue = small_catalogue(tmp_path, qualifications=QUALIFICATIONS + GRADES)
    steps = the_plan(report_on(catalogue, "full-member")).steps
    assert [(s.id, s.needed_for) for s in steps] == [
        ("member", ("full-member",)),
        ("full-member", ()),
    ]


def test_estimated_fees_are_converted_like_all_others(tmp_path: Path) -> None:
    dollars = QUALIFICATIONS.replace(
        "fee: {amount: 5000, currency: GBP,", "fee: {amount: 5000, currency: USD,"
    )
    catalogue = small_catalogue(tmp_path, qualifications=dollars)
    totals = the_plan(report_on(catalogue, "sqe", have=["law-degree=2:1"])).totals
    assert (totals.fees, totals.estimated_fees) == (375_000, 375_000)


def test_study_hours_are_rounded(small: Catalogue) -> None:
    """A month at 5 hours a week is 260/12 hours, 21.67."""
    totals = the_plan(report_on(small, "firefighter-badge", hopeful=True)).totals
    assert totals.study_hours == 22


def test_steps_stand_in_order_of_date_and_the_role_stands_last(from_nothing: PlanReport) -> None:
    plan_ = the_plan(from_nothing)
    assert [(s.kind, s.id) for s in plan_.steps] == [
        ("qualification", "gcse-english"),
        ("qualification", "law-degree"),
        ("qualification", "sqe"),
        ("work", "paralegal-ew"),
        ("qualification", "solicitor-admission-ew"),
        ("role", "solicitor-ew"),
    ]
    role = plan_.steps[-1]
    assert (role.months, role.start_month, role.end_month) == (0, 67, 67)


def test_a_step_is_needed_for_what_would_fail_without_it(from_nothing: PlanReport) -> None:
    assert step(from_nothing, "gcse-english").needed_for == ("law-degree", "paralegal-ew")
    assert step(from_nothing, "law-degree").needed_for == ("sqe",)
    assert step(from_nothing, "solicitor-admission-ew").needed_for == ("solicitor-ew",)


def test_work_is_needed_by_way_of_a_derived_credential(from_nothing: PlanReport) -> None:
    work = step(from_nothing, "paralegal-ew")
    assert work.needed_for == ("solicitor-admission-ew",)
    assert work.satisfies == (
        "Admission as a solicitor asks for Qualifying work experience: "
        "2 years' experience as Paralegal",
    )


def test_what_is_derived_at_the_very_end_shows_what_it_rests_on(small: Catalogue) -> None:
    report = report_on(small, "qwe", have=["gcse-english=5"])
    assert step(report, "paralegal-ew").needed_for == ("qwe",)


def test_a_step_is_needed_by_an_award_that_waits_for_it(tmp_path: Path) -> None:
    waiting = QUALIFICATIONS.replace(
        "  requires: law-degree>=2:2\n",
        "  requires: law-degree>=2:2\n  completes_with: youth-award\n",
    )
    catalogue = small_catalogue(tmp_path, qualifications=waiting)
    report = report_on(catalogue, "sqe", have=["law-degree=2:1"])
    assert step(report, "youth-award").needed_for == ("sqe",)
    assert step(report, "youth-award").satisfies == ("Qualifying examination asks for Youth award",)


CREDITED = """
- id: apprenticeship
  title: Apprenticeship
  kind: apprenticeship
  jurisdiction: england-wales
  requires: {experience: {months: 6, in: [paralegal-ew]}}
  routes:
    - {id: in-a-firm, title: In a firm, months: 24, hours_per_week: 30, employed: true, gives: [{role: paralegal-ew, months: 24}], fee: {amount: 0, currency: GBP}, sources: [regulator]}
  sources: [regulator]
- id: paper
  title: Paper
  kind: exam
  jurisdiction: england-wales
  requires: {experience: {months: 6, in: [paralegal-ew]}}
  routes:
    - {id: winter, title: In December, months: 1, hours_per_week: 5, starts: [12], fee: {amount: 0, currency: GBP}, sources: [regulator]}
  sources: [regulator]
- id: both
  title: Both
  kind: record
  jurisdiction: england-wales
  requires: [apprenticeship, paper]
  sources: [regulator]
"""


def test_what_a_course_credits_does_not_count_while_it_runs(tmp_path: Path) -> None:
    """Work to June 2027, the apprenticeship from then; the paper in December rests on the work."""
    catalogue = small_catalogue(tmp_path, qualifications=QUALIFICATIONS + CREDITED)
    report = report_on(catalogue, "both", have=["gcse-english=5"])
    assert [(s.id, s.start_month, s.end_month) for s in the_plan(report).steps] == [
        ("paralegal-ew", 0, 6),
        ("apprenticeship", 6, 30),
        ("paper", 12, 13),
    ]
    assert step(report, "paralegal-ew").needed_for == ("apprenticeship", "paper")


def test_a_step_states_the_lowest_grade_that_the_plan_asks_of_it(from_nothing: PlanReport) -> None:
    assert step(from_nothing, "gcse-english").grade == "4"
    assert step(from_nothing, "law-degree").grade == "2:2"
    assert step(from_nothing, "sqe").grade is None
    assert the_plan(from_nothing).conditions == (
        "aim for a 4 in GCSE English",
        "aim for a 2:2 in Law degree",
    )


def test_jobs_not_yet_worked_in_are_places_to_win(small: Catalogue) -> None:
    assert the_plan(report_on(small, "solicitor")).offers == ("paralegal-ew",)
    worked = report_on(small, "solicitor", have=["law-degree"], worked=["paralegal=6"])
    assert the_plan(worked).offers == ()


def test_the_closing_date_is_the_last_one_before_the_start(from_nothing: PlanReport) -> None:
    assert step(from_nothing, "law-degree").apply_by == "2027-01-13"


def test_a_closing_date_in_the_month_of_the_start_is_a_year_before(tmp_path: Path) -> None:
    closing = QUALIFICATIONS.replace("apply_by: 01-13", "apply_by: 09-10")
    catalogue = small_catalogue(tmp_path, qualifications=closing)
    report = report_on(catalogue, "law-degree", have=["gcse-english=5"], as_of="2026-08-01")
    degree = step(report, "law-degree")
    assert (degree.start_month, degree.apply_by) == (0, "2025-09-10")


def test_a_closing_date_that_has_passed_is_said_to_have(small: Catalogue) -> None:
    report = report_on(small, "law-degree", have=["gcse-english=5"], as_of="2027-06-01")
    assert the_plan(report).next_steps == (
        "enrol: Law degree (Full-time at university), from September 2027 "
        "(applications closed on 13 January 2027: ask for a late place)",
    )


def test_what_a_degree_suggests_is_said_when_relied_on(small: Catalogue) -> None:
    report = report_on(small, "paralegal", have=["law-degree"])
    assert report.status == "already"
    assert says(report) == [
        (
            "gcse-english",
            "you hold GCSE English at 4 or better, to judge by your Law degree "
            "(if not: --lack gcse-english)",
        )
    ]


def test_an_unstated_grade_is_a_condition(small: Catalogue) -> None:
    report = report_on(small, "solicitor", have=["law-degree", "gcse-english=5"])
    assert says(report) == [("law-degree", "if your Law degree is 2:2 or better")]


def test_a_stated_grade_is_no_condition(small: Catalogue) -> None:
    assert says(report_on(small, "sqe", have=["law-degree=2:1"])) == []


def test_what_is_expected_is_a_condition(small: Catalogue) -> None:
    report = report_on(small, "sqe", have=["law-degree=2:1@2027-07"])
    assert says(report) == [("law-degree", "if you get 2:1 in Law degree by July 2027")]


def test_what_is_expected_takes_time_that_the_plan_gives_to_something_else(
    small: Catalogue,
) -> None:
    """The examination needs the degree, and waits for it; the work beside it does not."""
    report = report_on(small, "solicitor", have=["law-degree=2:1@2027-07", "gcse-english=5"])
    assert says(report) == [
        ("law-degree", "if you get 2:1 in Law degree by July 2027"),
        (
            "law-degree",
            "getting Law degree by July 2027 leaves time for what begins before"
            " (if not: --start 2027-07)",
        ),
    ]


def test_an_unknown_age_is_a_condition(small: Catalogue) -> None:
    report = report_on(small, "youth-award")
    assert says(report) == [("age", "if you are 16 to 21 in December 2026, as Youth award asks")]


def test_an_age_in_years_is_reckoned_into_a_month(small: Catalogue) -> None:
    report = report_on(small, "youth-award", age="17")
    assert says(report) == [
        ("age", "you were born in November 2009, reckoned from your age; --born is exact")
    ]


def test_an_undated_holding_counts_as_recent_and_says_so(tmp_path: Path) -> None:
    recent = QUALIFICATIONS.replace(
        "requires: law-degree>=2:2", "requires: {recent: {months: 60, of: law-degree>=2:2}}"
    )
    catalogue = small_catalogue(tmp_path, qualifications=recent)
    report = report_on(catalogue, "sqe", have=["law-degree=2:1"])
    assert says(report) == [
        (
            "law-degree",
            "if your Law degree is recent enough: no date was given, so it counts as recent",
        )
    ]


def test_usual_practice_that_was_dropped_is_noticed(tmp_path: Path) -> None:
    roles = ROLES.replace(
        "requires: gcse-english>=4\n", "requires: gcse-english>=4\n  usually: old-course\n"
    )
    catalogue = small_catalogue(tmp_path, roles=roles)
    report = report_on(catalogue, "paralegal-ew", have=["gcse-english=5"])
    assert the_plan(report).below_usual == ("Paralegal is usually given to people with Old course",)


def test_the_age_of_the_facts_is_that_of_the_steps(from_nothing: PlanReport) -> None:
    assert the_plan(from_nothing).checked == ("2026-11-02", "2026-11-04")


def test_rules_that_the_data_cannot_say_are_shown_on_the_step(from_nothing: PlanReport) -> None:
    assert step(from_nothing, "sqe").unmodelled == ("Three attempts at most.",)


def test_several_plans_share_steps_and_a_beginning(small: Catalogue) -> None:
    questions = [asked_of(small, target).question for target in ("solicitor", "paralegal")]
    planned = [(q, found) for q in questions if (found := plan(small, q).plan) is not None]
    begin = beginning(small, questions[0].start, in_common(Replanner(Planner(small)), planned))
    reports = (report_on(small, "solicitor"), report_on(small, "paralegal"))
    both = several_reports(reports, begin)
    assert (both.shared, both.first) == (("gcse-english",), "gcse-english")
    assert [p.keeps for p in both.beginning.prices] == [True, True] if both.beginning else False


def test_an_infeasible_question_has_no_plans(small: Catalogue) -> None:
    asked = asked_of(small, "old-course")
    report = report_on(small, "old-course")
    assert plan(small, asked.question).plan is None
    assert (report.status, report.plans) == ("infeasible", ())


@pytest.mark.parametrize(
    ("requirement", "text"),
    [
        (["law-degree", "2:2"], "Law degree at 2:2 or better"),
        (["law-degree", "First"], "Law degree at First"),
        ({"any": ["sqe", {"all": ["qwe", "old-course"]}]},
         "Qualifying examination or (Qualifying work experience and Old course)"),
        ({"at_least": 2, "of": ["sqe", "qwe", "old-course"]},
         "at least 2 of Qualifying examination, Qualifying work experience and Old course"),
        ({"experience": {"months": 1, "in": ["paralegal-ew"]}}, "1 month's experience as Paralegal"),
        ({"experience": {"hours": 2300, "in": ["paralegal-ew"], "last": 36}},
         "2,300 hours' work as Paralegal within the last 3 years"),
        ({"held_for": {"months": 12, "in": ["sqe"]}}, "Qualifying examination held for 1 year"),
        ({"recent": {"months": 60, "of": ["sqe"]}},
         "Qualifying examination gained within the last 5 years"),
        ({"age": {"at_least": 18}}, "an age of 18 or over"),
        ({"age": {"under": 22}}, "an age under 22"),
    ],
)  # fmt: skip
def test_requirements_read_as_english(small: Catalogue, requirement: object, text: str) -> None:
    assert requirement_text(small, from_json(requirement)) == text


def test_a_step_is_needed_though_what_asks_for_it_counts_as_it(tmp_path: Path) -> None:
    """Both at once and in no time; what was needed comes first, whatever its id."""
    course = "months: 0, hours_per_week: 0, fee: 0, sources: [regulator]"
    more = f"""
- {{id: club, title: Club, kind: umbrella, jurisdiction: england-wales}}
- {{id: z-junior, title: Junior, kind: membership, jurisdiction: england-wales, counts_as: [club],
   sources: [regulator], routes: [{{id: join, {course}}}]}}
- {{id: a-senior, title: Senior, kind: membership, jurisdiction: england-wales, counts_as: [club],
   requires: club, sources: [regulator], routes: [{{id: join, {course}}}]}}
"""
    catalogue = small_catalogue(tmp_path, qualifications=QUALIFICATIONS + more)
    (plan,) = report_on(catalogue, "a-senior").plans
    assert [s.id for s in plan.steps] == ["z-junior", "a-senior"]
    assert plan.steps[0].needed_for == ("a-senior",)
