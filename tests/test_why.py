"""`why`: what a step meets, what doing without it takes, why something is not in the plan."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from careerpath.cli import main
from careerpath.reasons.why import why
from careerpath.render.json_document import text_of, why_document
from careerpath.render.terminal import Look
from careerpath.render.why import render_why
from tests.small_pack import QUALIFICATIONS, ROLES, asked_of, small_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from careerpath.catalogue import Catalogue
    from careerpath.report.why import WhyReport

PIPE = Look()


def asked_why(catalogue: Catalogue, id_: str | None, target: str, **said: object) -> WhyReport:
    return why(catalogue, asked_of(catalogue, target, **said), id_, lambda: False)


def first_line(report: WhyReport) -> str:
    return render_why(report, PIPE).splitlines()[0]


# in the plan


def test_a_step_names_the_requirement_it_meets_and_where_that_is_written(small: Catalogue) -> None:
    report = asked_why(small, "sqe", "solicitor", have=["law-degree=2:1"])
    (asked,) = report.asked
    assert (asked.by, asked.says, asked.strength) == (
        "solicitor-admission-ew",
        "Admission as a solicitor asks for Qualifying examination",
        "rule",
    )
    assert [s.address for s in asked.sources] == ["https://example.org/solicitor"]
    assert report.unlocks == ("solicitor-admission-ew",)


def test_what_every_plan_goes_through_is_said_to_be_so(small: Catalogue) -> None:
    report = asked_why(small, "sqe", "solicitor", have=["law-degree=2:1"])
    assert (report.verdict, report.every_plan, report.other) == ("needed", "rule", None)
    assert first_line(report) == "Qualifying examination: every plan to Solicitor goes through it."


def test_what_can_be_done_otherwise_says_what_that_takes_more(tmp_path: Path) -> None:
    other = SECOND_EXAM.replace("  counts_as: [sqe]\n", "")
    either = QUALIFICATIONS.replace("[sqe, qwe]", "[{any: [sqe, long-sqe]}, qwe]")
    catalogue = small_catalogue(tmp_path, qualifications=either + other)
    report = asked_why(catalogue, "sqe", "solicitor", have=["law-degree=2:1"])
    assert report.verdict == "replaceable"
    assert report.other is not None
    assert (report.other.option, report.other.steps) == ("--without sqe", ("long-sqe",))
    assert (report.other.months_more, report.other.fees_more) == (6, -300_000)
    text = render_why(report, PIPE)
    assert "without it: 6 months longer, £3,000 less: 2 years 7 months, £2,100" in text


SECOND_EXAM = """
- id: long-sqe
  title: Long examination
  kind: exam
  jurisdiction: england-wales
  counts_as: [sqe]
  requires: law-degree>=2:2
  routes:
    - {id: slow, title: Slow, months: 30, hours_per_week: 5, fee: {amount: 2000, currency: GBP}, sources: [regulator]}
  sources: [regulator]
"""


def test_what_is_held_is_not_a_step(small: Catalogue) -> None:
    report = asked_why(small, "law-degree", "solicitor", have=["law-degree=2:1"])
    assert (report.verdict, report.held_by) == ("held", ("law-degree",))
    assert first_line(report) == "Law degree: you hold it already."


def test_what_is_only_taken_as_held_is_told_from_what_was_said(small: Catalogue) -> None:
    report = asked_why(small, "gcse-english", "solicitor", have=["law-degree=2:1"])
    assert report.verdict == "held"
    assert first_line(report) == (
        "GCSE English: taken as held with what you hold, though not said "
        "(--lack gcse-english if it is not)."
    )


def test_the_target_is_what_the_plan_is_for(small: Catalogue) -> None:
    assert asked_why(small, "solicitor-ew", "solicitor").verdict == "target"


def test_what_holds_by_itself_is_met_by_the_steps_it_rests_on(small: Catalogue) -> None:
    report = asked_why(small, "qwe", "solicitor", have=["law-degree=2:1"])
    assert (report.verdict, [s.id for s in report.steps]) == ("follows", ["paralegal-ew"])
    assert "is met on the way to Solicitor" in first_line(report)
    worked = asked_why(
        small, "qwe", "solicitor", have=["law-degree=2:1"], worked=["paralegal-ew=30"]
    )
    assert (worked.verdict, worked.steps) == ("follows", ())
    assert "is met by what you hold already" in first_line(worked)


def test_usual_practice_is_told_apart_from_a_rule(tmp_path: Path) -> None:
    usual = ROLES.replace("requires: gcse-english>=4", "usually: gcse-english>=4")
    catalogue = small_catalogue(tmp_path, roles=usual)
    report = asked_why(catalogue, "gcse-english", "paralegal-ew")
    (asked,) = report.asked
    assert (asked.strength, report.every_plan) == ("usual", "usual")
    assert asked.says == "Paralegal usually asks for GCSE English at 4 or better"
    assert report.other is not None
    assert report.other.below_usual
    assert first_line(report) == (
        "GCSE English: every plan to Paralegal that keeps to usual practice goes through it."
    )


# not in the plan


def test_what_closed_says_since_when(small: Catalogue) -> None:
    report = asked_why(small, "old-course", "solicitor", have=["law-degree=2:1"])
    assert report.verdict == "closed"
    assert first_line(report) == (
        "No plan to Solicitor goes by way of Old course: closed since September 2021."
    )


def test_what_needs_consent_says_so(small: Catalogue) -> None:
    report = asked_why(small, "firefighter-badge", "solicitor", have=["law-degree=2:1"])
    assert report.verdict == "consent"
    assert "it needs somebody's consent" in first_line(report)


def test_what_is_barred_says_by_what(small: Catalogue) -> None:
    report = asked_why(small, "youth-award", "solicitor", have=["law-degree=2:1"], age="30")
    assert report.verdict == "barred"
    assert "Youth award asks for an age of 16 to 21, and you are 30" in render_why(report, PIPE)


def test_what_is_worked_in_another_country_is_elsewhere(small: Catalogue) -> None:
    report = asked_why(small, "paralegal-us", "solicitor", have=["law-degree=2:1"])
    assert report.verdict == "elsewhere"
    assert "in United States, and only --abroad goes there" in render_why(report, PIPE)


def test_what_the_limits_leave_no_room_for_says_which(small: Catalogue) -> None:
    held = ["law-degree=2:1"]
    report = asked_why(small, "youth-award", "solicitor", have=held, within="25m", age="18")
    assert report.verdict == "not-needed"
    tight = asked_why(small, "law-degree", "paralegal-ew", have=["gcse-english=5"], budget="100")
    assert tight.status == "already"
    assert (tight.verdict, [c.about for c in tight.infeasible.causes]) == (  # type: ignore[union-attr]
        "limited", ["budget"],
    )  # fmt: skip


def test_what_nothing_asks_for_is_not_needed_and_says_what_it_adds(small: Catalogue) -> None:
    report = asked_why(small, "youth-award", "solicitor", have=["law-degree=2:1"], age="18")
    assert report.verdict == "not-needed"
    assert first_line(report) == ("Youth award is not needed for Solicitor; with it: 1 step more.")


def test_another_way_is_later_or_dearer_by_so_much(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path, qualifications=QUALIFICATIONS + SECOND_EXAM)
    report = asked_why(catalogue, "long-sqe", "solicitor", have=["law-degree=2:1"])
    assert report.verdict == "later"
    assert first_line(report) == (
        "Long examination is a way to Solicitor, but a later one: 6 months longer, £3,000 less."
    )


def test_what_a_limit_leaves_no_room_for_says_what_it_takes(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path, qualifications=QUALIFICATIONS + SECOND_EXAM)
    held = ["law-degree=2:1"]
    short = asked_why(catalogue, "long-sqe", "solicitor", have=held, within="30m")
    assert [c.says for c in short.infeasible.causes] == [  # type: ignore[union-attr]
        "the quickest plan by way of it takes 2 years 7 months, longer than 2 years 6 months"
    ]
    poor = asked_why(catalogue, "sqe", "paralegal-ew", have=held, budget="100")
    assert [c.says for c in poor.infeasible.causes] == [  # type: ignore[union-attr]
        "the cheapest plan by way of it costs £2,000, over the budget of £100"
    ]


# no id


def test_without_an_id_every_plan_s_passages_are_listed(small: Catalogue) -> None:
    report = asked_why(small, None, "solicitor", have=["law-degree=2:1"])
    passed = {p.id: p.strength for p in report.passages}
    assert passed == dict.fromkeys(("sqe", "paralegal-ew", "solicitor-admission-ew"), "rule")
    assert first_line(report) == "Solicitor: every plan passes through 3 things."


def test_a_passage_shared_only_by_what_counts_as_it_is_the_broader_one(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path, qualifications=QUALIFICATIONS + SECOND_EXAM)
    report = asked_why(catalogue, None, "solicitor", have=["law-degree=2:1"])
    assert "sqe" in [p.id for p in report.passages]
    assert "long-sqe" not in [p.id for p in report.passages]


def test_without_a_plan_it_says_what_leaves_none(small: Catalogue) -> None:
    report = asked_why(small, None, "solicitor", have=["law-degree=Third"])
    assert (report.status, report.verdict) == ("infeasible", "")
    assert render_why(report, PIPE).splitlines()[:2] == [
        "Solicitor (England & Wales): no plan fits what you said.",
        "because: Qualifying examination asks for Law degree at 2:2 or better; yours is a Third, "
        "which can't be raised (missing)",
    ]


# as JSON, at a terminal, from a plan


def test_the_document_holds_every_figure(small: Catalogue) -> None:
    report = asked_why(small, "sqe", "solicitor", have=["law-degree=2:1"])
    document = json.loads(text_of(why_document(report)))
    assert document["schema"] == "careerpath.why/1"
    assert (document["verdict"], document["every_plan"]) == ("needed", "rule")
    assert document["about"]["id"] == "sqe"
    assert document["asked"][0]["sources"][0]["id"] == "regulator"
    assert document["steps"][0]["asked"][0]["strength"] == "rule"


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(small: Catalogue, width: int) -> None:
    for id_ in (None, "sqe", "old-course", "youth-award"):
        text = render_why(asked_why(small, id_, "solicitor"), Look(width))
        assert max(map(len, text.splitlines())) <= width


def test_a_plan_s_document_asks_the_same_question_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.json"
    said = ["--have", "law-degree=2:1@2025-07", "--budget", "20000", "--as-of", "2026-11-26"]
    assert main(["plan", "barrister", *said, "--json"]) == 0
    plan.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["why", "pupillage", "--profile", str(plan), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["limits"]["budget"] == 20000
    assert (document["verdict"], document["target"]["id"]) == ("needed", "barrister-ew")


def test_why_without_a_target_is_refused_and_says_what_to_type(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["why", "pupillage"]) == 2
    assert "say with --to" in capsys.readouterr().err


def test_why_of_an_unknown_id_is_2_and_of_no_plan_3(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "nonsense-xyz", "--to", "barrister"]) == 2
    assert main(["why", "--to", "cilex-l3-diploma", "--as-of", "2026-11-26"]) == 3
    assert "closed in November 2023" in capsys.readouterr().out
