"""What else and what if, on packs that can be worked out by hand, through the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from careerpath.cli import main
from careerpath.render.what_if import compared_text
from careerpath.whatif.replanning import NotProvenError
from tests.small_pack import QUALIFICATIONS, ROLES, write_pack

if TYPE_CHECKING:
    from pathlib import Path

WHEN = ("--as-of", "2026-11-22")

CLOSING = """
- id: closing-course
  title: Closing course
  kind: diploma
  jurisdiction: england-wales
  requires: gcse-english
  routes:
    - {id: day, title: By day, months: 6, hours_per_week: 20, fee: {amount: 900, currency: GBP}, available: {last_start: 2027-12}, sources: [regulator]}
    - {id: night, title: By night, months: 12, hours_per_week: 8, fee: {amount: 600, currency: GBP}, available: {last_start: 2027-12}, sources: [regulator]}
  sources: [regulator]
"""

HEADING = """
- id: office-work-ew
  title: Office work
  jurisdiction: england-wales
  sources: [regulator]
- id: clerk-ew
  title: Clerk
  jurisdiction: england-wales
  counts_as: [office-work-ew]
  requires: closing-course
  sources: [regulator]
"""


@pytest.fixture(autouse=True)
def _shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small pack, with a course that closes and a role that asks for it."""
    folder = write_pack(
        tmp_path / "shipped", qualifications=QUALIFICATIONS + CLOSING, roles=ROLES + HEADING
    )
    monkeypatch.setattr("careerpath.cli.session.shipped_pack", lambda: folder)
    for name in ("CAREERPATH_DATA", "CAREERPATH_PROFILE"):
        monkeypatch.delenv(name, raising=False)


def run_json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:  # noqa: ANN401 - JSON
    main([*words, "--json", *WHEN])
    return json.loads(capsys.readouterr().out)


def lines(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """What a pipe gets."""
    main([*words, *WHEN])
    return capsys.readouterr().out.splitlines()


def labelled(found: list[str], *labels: str) -> list[str]:
    return [line for line in found if line.split(":")[0] in labels]


# alternatives


def test_an_alternative_says_what_it_takes_and_what_is_different(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = lines(capsys, "plan", "solicitor", "--have", "gcse-english=5", "-n", "2")
    assert labelled(found, "plan 2", "and then") == [
        "plan 2: 6 years 11 months, £26,100 of which £5,000 estimated, 4 steps (£6,000 less, 1 year"
        " 4 months longer): Law degree: Part-time at a distance instead of Full-time at university",
        "and then: no plan that offers another choice",
    ]


def test_alternatives_follow_the_best_plan_in_the_document(
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = run_json(capsys, "plan", "solicitor", "--have", "gcse-english=5", "-n", "3")
    best, other = document["plans"]
    assert "differs" not in best
    assert other["optimal"] is True
    assert other["differs"]["routes"] == [
        {
            "id": "law-degree",
            "instead_of": "Full-time at university",
            "by": "Part-time at a distance",
        }
    ]
    assert (other["differs"]["months"], other["differs"]["fees"]) == (16, -6000)
    assert document["alternatives"] == {"asked": 3, "complete": True}


@pytest.mark.parametrize("count", ["0", "11", "many"])
def test_a_number_of_alternatives_out_of_bounds_is_refused(
    capsys: pytest.CaptureFixture[str], count: str
) -> None:
    assert main(["plan", "solicitor", "-n", count]) == 2
    assert "Write a whole number, 1 to 10." in capsys.readouterr().err


# the front


def test_a_trade_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    found = lines(capsys, "plan", "clerk", "--have", "gcse-english=5", "--trade-offs")
    assert labelled(found, "quickest", "trade") == [
        "quickest: 6 months, £900, 1 step",
        "trade: £300 less, 6 months longer: 1 year, £600, 1 step; "
        "Closing course: By night instead of By day",
        "trade: no others: every plan is slower or dearer than one of these",
    ]


def test_the_front_is_in_the_document(capsys: pytest.CaptureFixture[str]) -> None:
    document = run_json(capsys, "plan", "clerk", "--have", "gcse-english=5", "--trade-offs")
    front = document["trade_offs"]
    assert front["complete"] is True
    assert [(p["totals"]["months"], p["totals"]["fees"], p["says"]) for p in front["points"]] == [
        (6, 900.0, "the quickest"),
        (12, 600.0, "£300 less, 6 months longer"),
    ]
    assert document["ask"] is document["alternatives"] is None


def test_a_comparison_names_only_what_differs() -> None:
    assert compared_text(14, 940000, "GBP") == "£9,400 less, 1 year 2 months longer"
    assert compared_text(-1, 0, "GBP") == "1 month shorter"
    assert compared_text(0, -5, "GBP") == "£0.05 more"
    assert compared_text(0, 0, "GBP") == "no longer and no dearer"


# others


def test_other_plans_are_in_the_document_too(capsys: pytest.CaptureFixture[str]) -> None:
    document = run_json(capsys, "plan", "clerk", "--have", "gcse-english=5")
    assert [(o["kind"], o["totals"]["months"]) for o in document["others"]] == [
        ("earning", 12),
        ("cheaper", 12),
    ]
    assert document["others_undecided"] == []


def test_what_was_not_looked_for_to_the_end_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careerpath.cli.what_if.CHECKS", 0)
    found = lines(capsys, "plan", "clerk", "--have", "gcse-english=5")
    assert labelled(found, "else") == [
        "else: not looked for to the end: --earning, --objective cost, --hopeful, --abroad"
    ]


def test_that_an_option_holds_something_better_is_said_even_if_not_what(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By favour the examination takes a month; how long the whole then takes nobody has proven."""

    def too_hard(*_: object, **__: object) -> None:
        raise NotProvenError

    favour = """
    - {id: by-favour, title: By favour, months: 1, hours_per_week: 5, fee: {amount: 10, currency: GBP}, strength: discretion, sources: [regulator]}
  unmodelled:"""
    folder = write_pack(
        tmp_path / "favour", qualifications=QUALIFICATIONS.replace("\n  unmodelled:", favour, 1)
    )
    monkeypatch.setattr("careerpath.cli.session.shipped_pack", lambda: folder)
    monkeypatch.setattr("careerpath.whatif.replanning.Replanner.keeping", too_hard)
    document = run_json(capsys, "plan", "solicitor", "--have", "law-degree=2:1", "--worked",
                        "paralegal=24")  # fmt: skip
    assert "hopeful" in document["others_undecided"]
    assert document["others_promising"] == ["hopeful"]
    found = lines(capsys, "plan", "solicitor", "--have", "law-degree=2:1", "--worked",
                  "paralegal=24")  # fmt: skip
    said = labelled(found, "else")
    assert said[0] == "else: better with --hopeful; how much was not looked for to the end"
    assert "--hopeful" not in said[1]


# slack


def test_every_step_says_how_late_it_can_start(capsys: pytest.CaptureFixture[str]) -> None:
    document = run_json(capsys, "plan", "solicitor", "--have", "law-degree=2:1")
    starts = {s["id"]: (s["start"], s["latest_start"]) for s in document["plans"][0]["steps"]}
    # 24 months of work hold up the finish; the examination of 6 months can wait for 18.
    assert starts == {
        "paralegal-ew": ("2026-12", "2026-12"),
        "sqe": ("2026-12", "2028-06"),
        "solicitor-admission-ew": ("2028-12", "2028-12"),
        "solicitor-ew": ("2029-01", None),
    }


def test_slack_is_shown_with_all_else_there_is_to_say(capsys: pytest.CaptureFixture[str]) -> None:
    found = lines(capsys, "plan", "solicitor", "--have", "law-degree=2:1", "-v")
    assert labelled(found, "sqe slack", "paralegal-ew slack") == [
        "sqe slack: 1 year 6 months: a start by June 2028 keeps the finish",
        "paralegal-ew slack: none: a later start moves the finish",
    ]


def test_a_way_that_closes_has_a_last_chance(capsys: pytest.CaptureFixture[str]) -> None:
    document = run_json(capsys, "plan", "clerk")
    chances = {s["id"]: s["last_chance"] for s in document["plans"][0]["steps"]}
    # The course may begin until December 2027, and nine months of English come before it.
    assert chances == {"gcse-english": "2027-03", "closing-course": "2027-12", "clerk-ew": None}


# asking


def test_the_question_that_matters_most_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    said = ("--have", "gcse-english", "--hours-per-week", "50", "--budget", "2000")
    found = lines(capsys, "plan", "clerk", *said, "--ask")
    assert labelled(found, "ask", "if", "if not", "ask too") == [
        "ask: do you hold Closing course already? The plan takes it that you don't.",
        "if: you do: nothing left to do (--have closing-course)",
        "if not: the plan stands (--lack closing-course)",
    ]


def test_an_unstated_grade_is_asked_for_at_the_grade_the_plan_needs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = ("--have", "gcse-english", "--hours-per-week", "50")
    document = run_json(capsys, "plan", "paralegal", *said, "--ask")
    (question,) = document["ask"]["questions"]
    assert question["says"] == ("is your grade in GCSE English 4 or better? The plan takes it so.")
    assert question["keeps_plan"] == "--have gcse-english=4"
    (answer,) = question["answers"]
    assert answer["option"] == "--have gcse-english=3"
    assert answer["totals"]["months"] == 9


def test_nothing_is_asked_where_no_answer_changes_the_plan(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = ("--have", "gcse-english=5", "--hours-per-week", "50")
    found = lines(capsys, "plan", "paralegal", *said, "--ask")
    assert labelled(found, "ask") == [
        "ask: nothing: no answer to what you left open would change the plan"
    ]


def test_an_answer_typed_is_not_asked_for_again(capsys: pytest.CaptureFixture[str]) -> None:
    said = ["--have", "gcse-english=5@2020-08", "--hours-per-week", "50", "--budget", "2000"]
    document = run_json(capsys, "plan", "clerk", *said, "--ask")
    (question,) = document["ask"]["questions"]
    again = [*said, *question["keeps_plan"].split()]
    assert run_json(capsys, "plan", "clerk", *again, "--ask")["ask"]["questions"] == []


# several targets


def test_a_first_step_says_what_it_keeps_and_what_it_costs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = lines(capsys, "plan", "solicitor", "clerk", "youth-award", "--age", "17")
    assert labelled(found, "shared", "begin with", "keeps best", "costs") == [
        "shared: no step is part of every plan",
        "begin with: GCSE English (Evening class), in December 2026",
        "keeps best: Solicitor, Clerk",
        "costs: Youth award: 7 months longer",
    ]


def test_the_first_step_is_in_the_document(capsys: pytest.CaptureFixture[str]) -> None:
    document = run_json(capsys, "plan", "solicitor", "clerk")
    assert (document["shared"], document["first"]) == (["gcse-english"], "gcse-english")
    assert document["first_step"] == {
        "id": "gcse-english",
        "title": "GCSE English",
        "kind": "qualification",
        "route": "evening",
        "start": "2026-12",
        "targets": [
            {
                "id": id_,
                "keeps_best": True,
                "possible": True,
                "months_longer": 0,
                "fees_more": 0,
            }
            for id_ in ("solicitor-ew", "clerk-ew")
        ],
    }
    assert document["complete"] is True


# reach


def test_reach_lists_what_can_be_reached_the_best_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = lines(capsys, "reach", "--have", "gcse-english=5", "--within", "2y")
    assert found == [
        "2 roles of 3 in England & Wales are in reach by 2028-12.",
        "role: paralegal-ew — Paralegal (England & Wales): open to you",
        "role: clerk-ew — Clerk (England & Wales): by 2027-06, 6 months, £900, 1 step; "
        "begin with Closing course (By day)",
        "try: careerpath plan clerk-ew, with the same options",
    ]


def test_reach_in_the_document(capsys: pytest.CaptureFixture[str]) -> None:
    document = run_json(capsys, "reach", "--have", "gcse-english=5", "--budget", "700")
    assert document["schema"] == "careerpath.reach/1"
    assert (document["currency"], document["limits"]["budget"]) == ("GBP", 700.0)
    assert [(r["id"], r["totals"]["months"]) for r in document["roles"]] == [
        ("paralegal-ew", 0),
        ("clerk-ew", 12),
    ]
    assert (document["beyond"], document["undecided"]) == (["solicitor-ew"], [])
    assert document["roles"][1]["first"] == {
        "id": "closing-course",
        "title": "Closing course",
        "kind": "step",
        "route_title": "By night",
        "start": "2026-12",
    }


def test_roles_of_other_places_are_in_reach_only_abroad(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert [r["id"] for r in run_json(capsys, "reach", "--in", "US")["roles"]] == ["paralegal-us"]
    everywhere = run_json(capsys, "reach", "--abroad")["roles"]
    assert {"paralegal-us", "clerk-ew"} <= {r["id"] for r in everywhere}


def test_one_more_credential_opens_and_saves(capsys: pytest.CaptureFixture[str]) -> None:
    found = lines(capsys, "reach", "--within", "1y", "--plus", "gcse-english=5")
    assert labelled(found, "plus", "opens", "saves") == [
        "plus: GCSE English would open 1 role and save something on the way to 1 other.",
        "opens: Clerk (England & Wales): 6 months, £900, 1 step",
        "saves: Paralegal (England & Wales): 9 months less, 1 step less, then nothing left to do",
    ]


def test_what_is_held_is_no_plus(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reach", "--have", "gcse-english=5", "--plus", "gcse-english"]) == 2
    assert "--plus gcse-english: it is held already" in capsys.readouterr().err


def test_nothing_in_reach_is_3(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reach", "--within", "1m", "--lack", "gcse-english", *WHEN]) == 3
    assert capsys.readouterr().out == ("0 roles of 3 in England & Wales are in reach by 2027-01.\n")


def test_reach_refuses_what_it_cannot_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reach", "--budget", "much"]) == 2
    assert "--budget: 'much' is not an amount of money" in capsys.readouterr().err
    assert main(["reach", "--plus", "nothing-like-it"]) == 2
    assert "--plus nothing-like-it" in capsys.readouterr().err
