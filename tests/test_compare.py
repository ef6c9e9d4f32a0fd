"""Roles side by side: what tells them apart first, in every width, and in a pipe one fact a line."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from careerpath.cli import main
from careerpath.render import compare_csv, compare_html, compare_json, compare_markdown
from careerpath.render.comparing import render, wrapped
from careerpath.render.terminal import Look
from careerpath.report import build_report
from careerpath.report.comparing import compare
from careerpath.report.plans_compared import plans_compared
from careerpath.report.skills import skills_gap
from tests.golden import assert_golden
from tests.role_pack import PROFILES, role_catalogue
from tests.small_pack import asked_of

if TYPE_CHECKING:
    from pathlib import Path

    from careerpath.catalogue import Catalogue
    from careerpath.report import PlanReport
    from careerpath.report.comparison import CompareReport

AS_OF = "2026-11-22"


@pytest.fixture(scope="module")
def roles(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return role_catalogue(tmp_path_factory.mktemp("roles"))


@pytest.fixture(scope="module")
def pair(roles: Catalogue) -> CompareReport:
    return compare(roles, ["paralegal-ew", "solicitor-ew"], AS_OF)


@pytest.fixture(scope="module")
def with_plans(roles: Catalogue, pair: CompareReport) -> CompareReport:
    """For somebody with a law degree and half a year's work as a paralegal."""
    from careerpath.planner import plan

    said: dict[str, Any] = {"have": ["law-degree=2:1"], "worked": ["paralegal=6"]}
    asked = [asked_of(roles, s.id, **said) for s in pair.subjects]
    reports = tuple(build_report(roles, a, plan(roles, a.question)) for a in asked)
    gaps = tuple(
        skills_gap(roles, a.question.target, a.question.profile, a.as_of_month) for a in asked
    )
    return replace(pair, plans=plans_compared(roles, reports), gaps=gaps)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("color", [False, True], ids=["plain", "colour"])
def test_two_roles_at_a_terminal(with_plans: CompareReport, width: int, color: bool) -> None:
    text = render(with_plans, Look(width=width, color=color))
    assert_golden(f"compare-{width}-{'colour' if color else 'plain'}.txt", text)


def test_three_roles_do_not_fit_beside_each_other_at_80_columns(roles: Catalogue) -> None:
    report = compare(roles, ["paralegal-ew", "paralegal-us", "solicitor-ew"], AS_OF)
    assert_golden("compare-three-80-plain.txt", render(report, Look(width=80)))
    assert max(map(len, render(report, Look(width=80)).splitlines())) <= 80


def test_with_v_sources_claims_and_corrections_are_shown(pair: CompareReport) -> None:
    text = render(pair, Look(width=120, verbose=True))
    assert "(corrects “A partner supervises”:" in text
    assert "claim a004" in text
    assert "old-guide — An old guide (Nobody in particular, secondary) no web address" in text


def test_a_pipe_gets_one_fact_a_line(pair: CompareReport) -> None:
    lines = render(pair, Look()).splitlines()
    assert lines[0] == "compared: Paralegal and Solicitor"
    assert lines[1] == "shared: all: Both work on cases [old-guide, claim a003]"
    assert "supervision: Paralegal: Under a solicitor [regulator]" in lines
    assert (
        "supervision: together: A paralegal's work is the solicitor's to answer for"
        " [the author's judgement]"
    ) in lines
    assert "skill over: Solicitor: Giving advice" in lines
    assert "tasks: all: Keep the file [regulator]" in lines
    assert "mind: low confidence: facts about Solicitor (solicitor-ew) could not be confirmed" in (
        lines
    )


def test_what_all_say_is_shared_and_the_rest_tells_them_apart(pair: CompareReport) -> None:
    tasks = next(r for r in pair.differences if r.id == "tasks")
    assert [[m.says for m in c.remarks] for c in tasks.cells] == [
        ["Draft statements"],
        ["Advise clients"],
    ]
    shared = {r.id: r.cells[0] for r in pair.shared}
    assert [m.says for m in shared["tasks"].remarks] == ["Keep the file"]
    assert [n.title for n in shared["tools"].names] == ["Word processing"]
    assert [r.id for r in pair.skills.shared] == ["research", "listening", "drafting"]
    assert [[r.id for r in over] for over in pair.skills.over] == [
        ["listening"],
        ["drafting", "advising"],
    ]


def test_what_holds_elsewhere_is_left_out_but_an_outlook_is_named_as_such(
    roles: Catalogue,
) -> None:
    report = compare(roles, ["paralegal-ew", "paralegal-us"], AS_OF)
    rows = {r.id: r.cells for r in report.differences}
    assert [m.says for m in rows["tasks"][1].remarks] == ["Take a deposition"]
    assert not rows["tasks"][0].remarks
    assert "outlook: Paralegal (England & Wales): United States: Flat to 2034 (2025)" in render(
        report, Look()
    )


def test_without_a_written_comparison_the_profiles_say_when_to_hire(roles: Catalogue) -> None:
    report = compare(roles, ["paralegal-us", "solicitor-ew"], AS_OF)
    assert report.hire is not None
    assert [c.remarks[0].says for c in report.hire.cells] == ["Drafts wait", "Someone has to sign"]
    plain = compare(_without_comparisons(roles), ["paralegal-us", "solicitor-ew"], AS_OF)
    assert plain.hire is not None
    assert [c.remarks[0].says for c in plain.hire.cells] == ["Legal work waits", "Advice is needed"]


def _without_comparisons(roles: Catalogue) -> Catalogue:
    from careerpath.catalogue import Catalogue

    return Catalogue({**roles._data, "comparisons": {}})


def test_the_plans_are_told_apart_by_what_they_take(with_plans: CompareReport) -> None:
    plans = with_plans.plans
    assert plans is not None
    assert dict(plans.least) == {
        "months": "paralegal-ew",
        "fees": "paralegal-ew",
        "steps": "paralegal-ew",
        "study_hours": "paralegal-ew",
    }


def test_a_role_without_a_plan_says_why(roles: Catalogue, pair: CompareReport) -> None:
    reports: tuple[PlanReport | None, ...] = (None, None)
    report = replace(pair, plans=plans_compared(roles, reports))
    lines = render(report, Look()).splitlines()
    assert "no plan yet: Solicitor: none was found in the time allowed" in lines


def test_json_holds_every_cell_in_the_order_of_the_roles(with_plans: CompareReport) -> None:
    document = json.loads(compare_json.render(with_plans))
    assert document["schema"] == "careerpath.compare/1"
    assert [s["id"] for s in document["subjects"]] == ["paralegal-ew", "solicitor-ew"]
    supervision = next(r for r in document["differences"] if r["id"] == "supervision")
    assert supervision["cells"][1]["remarks"][0]["verdict"] == "outdated"
    assert [p["target"]["id"] for p in document["plans"]["results"]] == [
        "paralegal-ew",
        "solicitor-ew",
    ]
    assert [s["id"] for s in document["skills_gaps"][1]["missing"]] == ["advising"]
    assert {s["id"] for s in document["sources"]} == {"regulator", "old-guide"}


def test_csv_is_one_fact_a_row_and_starts_no_formula(tmp_path: Path) -> None:
    profiles = PROFILES.replace("says: Draft statements", "says: '=1+1'")
    report = compare(
        role_catalogue(tmp_path, profiles=profiles), ["paralegal-ew", "solicitor-ew"], AS_OF
    )
    rows = list(csv.reader(io.StringIO(compare_csv.render(report).removeprefix("\ufeff"))))
    assert tuple(rows[0]) == compare_csv.HEADER
    assert {len(r) for r in rows} == {len(compare_csv.HEADER)}
    assert ["difference", "tasks", "paralegal-ew", "'=1+1", "", "", "a001", "old-guide", ""] in rows


def test_markdown_reads_nothing_of_the_data_as_markup(tmp_path: Path) -> None:
    profiles = PROFILES.replace("says: Draft statements", "says: '<b>|*x*'")
    report = compare(
        role_catalogue(tmp_path, profiles=profiles), ["paralegal-ew", "solicitor-ew"], AS_OF
    )
    text = compare_markdown.render(report)
    assert text.startswith("# Paralegal / Solicitor\n")
    assert r"&lt;b&gt;\|\*x\*" in text
    assert "| | Paralegal | Solicitor |\n|---|---|---|\n" in text


def test_the_page_sets_roles_side_by_side_and_reads_nothing_of_the_data_as_markup(
    tmp_path: Path,
) -> None:
    profiles = PROFILES.replace("says: Draft statements", "says: '<b>x</b>'")
    report = compare(
        role_catalogue(tmp_path, profiles=profiles), ["paralegal-ew", "solicitor-ew"], AS_OF
    )
    text = compare_html.render(report)
    assert text.startswith("<!DOCTYPE html>\n")
    heads = re.findall(r'<th scope="col" role="columnheader">(.*?)</th>', text)
    assert heads[:2] == ["Paralegal", "Solicitor"]
    assert "&lt;b&gt;x&lt;/b&gt;" in text
    assert "<b>" not in text


def test_a_wrapped_item_hangs_by_its_mark() -> None:
    assert wrapped("- one two three", 9) == ["- one two", "  three"]
    assert wrapped("name: one two", 9, hang=2) == ["name: one", "  two"]


# the command


@pytest.fixture
def _shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    role_catalogue(tmp_path)
    monkeypatch.setattr("careerpath.cli.session.shipped_pack", lambda: tmp_path / "small")
    for name in ("CAREERPATH_DATA", "CAREERPATH_PROFILE"):
        monkeypatch.delenv(name, raising=False)


def _json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:  # noqa: ANN401
    assert main(["compare", *words, "--as-of", AS_OF, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("_shipped")
def test_plans_come_when_asked_for_or_when_somebody_is_described(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _json(capsys, "paralegal", "solicitor")["plans"] is None
    bare = _json(capsys, "paralegal", "solicitor", "--plans")
    assert [r["status"] for r in bare["plans"]["results"]] == ["plan", "plan"]
    assert bare["skills_gaps"] == [None, None]
    own = _json(capsys, "paralegal", "solicitor", "--have", "law-degree=2:1")
    assert [r["status"] for r in own["plans"]["results"]] == ["already", "plan"]
    assert own["skills_gaps"][0]["shown"][0]["id"] == "research"


@pytest.mark.usefixtures("_shipped")
def test_a_role_that_no_plan_reaches_is_compared_all_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = _json(capsys, "paralegal", "solicitor", "--plans", "--lack", "gcse-english",
                     "--earning")  # fmt: skip
    assert {r["status"] for r in document["plans"]["results"]} <= {"plan", "infeasible"}


@pytest.mark.usefixtures("_shipped")
@pytest.mark.parametrize("extension", ["json", "md", "csv", "html"])
def test_output_is_written_by_extension(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, extension: str
) -> None:
    file = tmp_path / f"roles.{extension}"
    assert main(["compare", "paralegal", "solicitor", "--output", str(file)]) == 0
    assert capsys.readouterr().out == ""
    assert "Draft statements" in file.read_text(encoding="utf-8")


@pytest.mark.usefixtures("_shipped")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["paralegal"], "1 role to compare"),
        (["paralegal", "paralegal-ew"], "the same role is named twice"),
        (["paralegal", "LLB"], "law-degree (Law degree) is not a role"),
        (["paralegal", "plumber"], "no role or qualification is called 'plumber'"),
        (["paralegal", "solicitor", "--output", "x.txt"], "--output x.txt: no format for '.txt'"),
    ],
)
def test_what_can_not_be_compared_is_refused_with_2(
    capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    assert main(["compare", *words]) == 2
    assert message in capsys.readouterr().err
