"""Every file format: one writer each over the same report, and nothing in it is read as more than text."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import icalendar
import pytest
from msgspec.structs import replace

from careerpath.errors import UsageError
from careerpath.explain import explain
from careerpath.render import (
    FORMATS,
    check_output,
    csv_document,
    dot_document,
    html_document,
    ics_document,
    layout,
    markdown,
    mmd_document,
    renderer_for,
    svg_document,
    write_report,
)
from careerpath.render.json_document import plan_document
from careerpath.report.model import TotalFigures
from careerpath.report.several import several_reports
from careerpath.report.what_if import Difference, Thing, TradeOff, TradeOffs
from tests.hostile import FORMULAS, HOSTILE, poisoned
from tests.small_pack import QUALIFICATIONS, asked_of, report_on, small_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from careerpath.catalogue import Catalogue
    from careerpath.report import PlanReport

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def answer(small: Catalogue) -> PlanReport:
    """Somebody with English."""
    return report_on(small, "solicitor", have=["gcse-english=5"], as_of="2026-11-22")


@pytest.fixture(scope="module")
def no_plan(small: Catalogue) -> PlanReport:
    """A badge that only a favour gives."""
    asked = asked_of(small, "firefighter-badge")
    return replace(
        report_on(small, "firefighter-badge"),
        infeasible=explain(small, asked.question, lambda: False),
    )


# all of them


def test_the_formats_are_those_of_the_design() -> None:
    assert set(FORMATS) == {".json", ".md", ".html", ".csv", ".svg", ".ics", ".mmd", ".dot"}


def test_a_format_is_refused_by_name_before_any_work() -> None:
    with pytest.raises(UsageError, match=r"no format for '\.pdf'") as refused:
        check_output("plan.pdf")
    assert refused.value.hint == "Use one of: .csv .dot .html .ics .json .md .mmd .svg"


@pytest.mark.parametrize("extension", sorted(FORMATS))
def test_a_format_writes_every_kind_of_answer(
    extension: str, answer: PlanReport, no_plan: PlanReport, small: Catalogue, tmp_path: Path
) -> None:
    already = report_on(small, "paralegal", have=["gcse-english=5"])
    for report in (answer, no_plan, already, several_reports((answer, already, no_plan))):
        path = tmp_path / f"plan{extension}"
        write_report(report, str(path))
        first = path.read_bytes()
        write_report(report, str(path))
        assert first
        assert path.read_bytes() == first
    assert [f.name for f in tmp_path.iterdir()] == [f"plan{extension}"]


@pytest.mark.parametrize("extension", sorted(FORMATS))
def test_no_control_or_bidirectional_character_reaches_a_file(
    extension: str, answer: PlanReport
) -> None:
    text = renderer_for(f"x{extension}")(poisoned(answer))
    if extension == ".json":
        text = text.encode("ascii", "ignore").decode()  # JSON says what the data says, escaped.
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)


# the page


def _attributes(html: str, name: str) -> list[str]:
    return re.findall(rf' {name}="([^"]*)"', html)


def test_the_page_has_every_step_and_total_of_the_json(answer: PlanReport) -> None:
    html = html_document.render(answer)
    (plan,) = plan_document(answer)["plans"]
    assert _attributes(html, "data-step") == [s["id"] for s in plan["steps"]]
    assert _attributes(html, "data-start") == [str(s["start_month"]) for s in plan["steps"]]
    assert _attributes(html, "data-end") == [str(s["end_month"]) for s in plan["steps"]]
    shown = dict(zip(_attributes(html, "data-total"), _attributes(html, "data-value"), strict=True))
    totals = plan["totals"]
    assert shown == {
        "months": str(totals["months"]),
        "fees": str(round(totals["fees"] * 100)),
        "steps": str(totals["steps"]),
        "study_hours": str(totals["study_hours"]),
    }
    assert "£32,100" in html
    assert "£5,000 of it estimated" in html


def test_the_page_says_reasons_sources_conditions_and_freshness(answer: PlanReport) -> None:
    html = html_document.render(answer)
    for words in (
        "Qualifying examination asks for Law degree at 2:2 or better",
        "Aim for a 2:2 in Law degree",
        "Places to win",
        "Becoming a solicitor",
        'href="https://example.org/solicitor"',
        "Three attempts at most.",
        "apply by 13 January 2027",
        "The facts were checked between 2 November 2026 and 4 November 2026",
        "You said: GCSE English (5).",
    ):
        assert words in html, words


def test_the_page_fetches_nothing_and_lets_nothing_else_run(answer: PlanReport) -> None:
    html = html_document.render(answer)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.search(r'<(link|img|iframe|object|embed)\b|\ssrc="|@import|url\(', html)
    assert not re.search(r'<[^>]*\s(on[a-z]+|style)="', html)


def test_hostile_text_is_only_text_on_the_page(answer: PlanReport) -> None:
    html = html_document.render(poisoned(answer))
    assert html.count("<script>") == 1
    assert "<img" not in html
    assert "&lt;script&gt;document.title" in html
    assert 'href="javascript' not in html.casefold()
    assert not re.search(r'href="(?!#|https?://)', html)


def test_the_page_of_no_plan_says_why_and_what_would_help(no_plan: PlanReport) -> None:
    html = html_document.render(no_plan)
    assert "No plan fits what you said." in html
    assert "Why not" in html
    assert "<code>--hopeful</code>" in html


def test_the_trade_offs_are_drawn_and_listed_when_there_are_any(answer: PlanReport) -> None:
    assert "Time against money" not in html_document.render(answer)
    totals = answer.plans[0].totals
    slower = TotalFigures(100, 2_610_000, 0, 5, 4000)
    degree = (Thing("law-degree", "Law degree"),)
    points = (
        TradeOff(totals, answer.plans[0].finish, 0, 0, Difference(), degree),
        TradeOff(slower, answer.start + 100, 33, 600_000, Difference(), degree),
    )
    front = TradeOffs(points, complete=True)
    html = html_document.render(replace(answer, trade_offs=front))
    assert "Time against money" in html
    assert "Every other plan is slower or dearer than one of these." in html
    assert html.count('class="spot') == 2
    assert html.count('class="spot chosen"') == 1
    assert "<td>8 years 4 months</td><td>£26,100</td>" in html


def test_several_plans_stand_on_one_page_under_ids_of_their_own(
    answer: PlanReport, small: Catalogue
) -> None:
    page = html_document.render(several_reports((answer, report_on(small, "law-degree"))))
    ids = _attributes(page, "id")
    assert len(ids) == len(set(ids))
    assert set(_attributes(page, "href")) >= {"#p1", "#p2"}
    own = {h[1:] for h in _attributes(page, "href") if h.startswith("#")}
    assert own <= set(ids), "every link on the page leads somewhere"


# the pictures


def test_bars_stand_where_the_months_say(answer: PlanReport) -> None:
    plan = answer.plans[0]
    drawn = layout.timeline(plan)
    assert [b.number for b in drawn.bars] == [1, 2, 3, 4]
    assert [b.lane for b in drawn.bars] == ["study", "study", "work", "study"]
    months = plan.totals.months
    for bar in drawn.bars:
        assert bar.start == bar.step.start_month / months
        assert bar.end == bar.step.end_month / months
    assert [t.year for t in drawn.ticks] == list(range(2027, 2033))


def test_every_line_of_the_map_runs_down_and_no_two_stations_share_a_line(
    answer: PlanReport,
) -> None:
    drawn = layout.requirement_map(answer.plans[0])
    names = [r.id for r in drawn.rows]
    assert names == [
        "given gcse-english", "law-degree", "sqe", "paralegal-ew",
        "solicitor-admission-ew", "solicitor-ew",
    ]  # fmt: skip
    assert all(link.source < link.target for link in drawn.links)
    for link in drawn.links:
        between = drawn.rows[link.source + 1 : link.target]
        assert link.column not in [r.column for r in between]


def test_the_picture_is_well_formed_and_names_every_step(answer: PlanReport) -> None:
    root = ET.fromstring(svg_document.render(answer))
    words = " ".join("".join(t.itertext()) for t in root.iter(f"{SVG}text"))
    for step in answer.plans[0].steps:
        assert step.title in words
    assert root.find(f"{SVG}title") is not None


def test_hostile_text_is_only_text_in_the_picture(answer: PlanReport) -> None:
    root = ET.fromstring(svg_document.render(poisoned(answer)))
    tags = {e.tag.removeprefix(SVG) for e in root.iter()}
    assert tags <= {
        "svg", "title", "style", "rect", "text", "tspan", "line", "circle", "path", "g", "a",
    }  # fmt: skip


# the table


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_table_has_a_row_for_every_step(answer: PlanReport) -> None:
    rows = _rows(csv_document.render(answer))
    assert [(r["step"], r["id"], r["start"], r["fee"], r["place_to_win"]) for r in rows] == [
        ("1", "law-degree", "2027-09", "27000", "no"),
        ("2", "sqe", "2030-06", "5000", "no"),
        ("3", "paralegal-ew", "2030-06", "0", "yes"),
        ("4", "solicitor-admission-ew", "2032-06", "100", "no"),
        ("5", "solicitor-ew", "2032-07", "0", "no"),
    ]  # fmt: skip


def test_the_table_of_no_plan_has_causes_and_repairs(no_plan: PlanReport) -> None:
    rows = _rows(csv_document.render(no_plan))
    assert [r["kind"] for r in rows] == ["cause", "repair"]
    assert rows[1]["id"] == "'--hopeful"


@pytest.mark.parametrize("formula", [*FORMULAS, HOSTILE])
def test_no_cell_can_run_as_a_formula(formula: str, answer: PlanReport) -> None:
    """Nor any piece of a cell, should a spreadsheet split the line at another separator."""
    text = csv_document.render(poisoned(answer, formula)).removeprefix("\ufeff")
    for cells in csv.reader(io.StringIO(text)):
        for cell in cells:
            for piece in re.split(r"[;,|\t]", cell):
                assert not re.match(r"[\s\"']*[=+\-@＝＋－＠]", piece.lstrip("'\" ")) or (
                    piece.lstrip(" \"").startswith("'")
                ), cell  # fmt: skip


# the calendar


def _calendar(text: str) -> Any:  # noqa: ANN401 - its components have many types
    """As an independent parser reads it."""
    return icalendar.Calendar.from_ical(text)


def _events(text: str) -> dict[str, Any]:
    calendar = _calendar(text)
    assert [c for c in calendar.walk() if c.errors] == []
    return {str(e["UID"]): e for e in calendar.walk("VEVENT")}


def test_the_calendar_has_the_plans_dates_and_the_closing_dates(answer: PlanReport) -> None:
    events = _events(ics_document.render(answer))
    days = {
        uid.removesuffix("@careerpath"): e["DTSTART"].dt.isoformat() for uid, e in events.items()
    }
    assert days == {
        "solicitor-ew.law-degree.start": "2027-09-01",
        "solicitor-ew.law-degree.end": "2030-06-01",
        "solicitor-ew.law-degree.apply": "2027-01-13",
        "solicitor-ew.sqe.start": "2030-06-01",
        "solicitor-ew.sqe.end": "2030-12-01",
        "solicitor-ew.paralegal-ew.start": "2030-06-01",
        "solicitor-ew.paralegal-ew.end": "2032-06-01",
        "solicitor-ew.solicitor-admission-ew.start": "2032-06-01",
        "solicitor-ew.solicitor-admission-ew.end": "2032-07-01",
        "solicitor-ew.solicitor-ew.target": "2032-07-01",
    }
    apply = events["solicitor-ew.law-degree.apply@careerpath"]
    assert apply["SUMMARY"] == "Last day to apply: Law degree"
    assert [a["TRIGGER"].dt.days for a in apply.walk("VALARM")] == [-14]
    assert all(e["DTSTAMP"].dt.isoformat() == "2026-11-22T00:00:00+00:00" for e in events.values())


def test_the_calendar_has_windows_that_close_and_grades_that_are_expected(tmp_path: Path) -> None:
    closing = QUALIFICATIONS.replace(
        "starts: [9]", "starts: [9]\n      available: {last_start: 2028-09, until: 2031-12}"
    )
    catalogue = small_catalogue(tmp_path, qualifications=closing)
    report = report_on(catalogue, "law-degree", have=["gcse-english=5@2027-08"])
    events = _events(ics_document.render(report))
    days = {
        uid.split(".")[1:][-1].removesuffix("@careerpath"): e["DTSTART"].dt.isoformat()
        for uid, e in events.items()
    }
    assert days["expected"] == "2027-08-01"
    assert days["last-start"] == "2028-09-30"
    assert days["until"] == "2031-12-31"
    expected = events["law-degree.gcse-english.expected@careerpath"]
    assert expected["SUMMARY"] == "GCSE English: 5 expected"


def test_lines_of_the_calendar_are_folded_and_hostile_text_stays_inside(answer: PlanReport) -> None:
    text = ics_document.render(poisoned(answer, f"{HOSTILE} Ü–€😀" * 4))
    lines = text.split("\r\n")
    assert "\n" not in "".join(lines)
    assert max(len(line.encode()) for line in lines) <= 75
    assert len(_events(text)) == len(_events(ics_document.render(answer)))


def test_a_plan_made_anew_keeps_its_uids(small: Catalogue, answer: PlanReport) -> None:
    later = report_on(small, "solicitor", have=["gcse-english=5"], as_of="2026-12-03")
    assert set(_events(ics_document.render(later))) == set(_events(ics_document.render(answer)))


def test_the_calendar_of_no_plan_is_a_note(no_plan: PlanReport) -> None:
    calendar = _calendar(ics_document.render(no_plan))
    (note,) = calendar.walk("VJOURNAL")
    assert note["SUMMARY"] == "Firefighter badge (England & Wales): no plan fits what you said."


# the graphs, which tests/browser reads with the real programs


def test_the_graph_for_graphviz_has_the_map(answer: PlanReport) -> None:
    text = dot_document.render(answer)
    assert 'label="Law degree\\nSeptember 2027 to June 2030, 30 hours a week"' in text
    assert text.count(" -> ") == len(layout.requirement_map(answer.plans[0]).links)


def test_the_flowchart_for_mermaid_has_the_map_and_encodes_what_is_not_plain(
    answer: PlanReport,
) -> None:
    text = mmd_document.render(answer)
    assert text.startswith("flowchart TD\n")
    assert text.count(" --> ") == len(layout.requirement_map(answer.plans[0]).links)
    labels = re.findall(r'\["(.*)"\]', mmd_document.render(poisoned(answer)))
    assert labels
    for label in labels:
        assert re.fullmatch(r"[\w ,:'/#;]*", label.replace("<br/>", "")), label


def test_hostile_text_is_only_text_in_markdown(answer: PlanReport) -> None:
    text = markdown.render(poisoned(answer))
    assert "<script" not in text
    assert "<img" not in text
    assert not re.search(r"\]\((?!<https?://)", text.replace("\\]", ""))


def test_the_notes_link_their_sources(answer: PlanReport) -> None:
    text = markdown.render(answer)
    assert (
        "- **regulator:** [Becoming a solicitor](<https://example.org/solicitor>)"
        " (The regulator, regulator; read 2026-11-01)"
    ) in text


@pytest.mark.parametrize("title", ["# One", "- one", "1. one", "+ one", "=== one", "12) one"])
def test_a_title_begins_no_list_or_heading_of_its_own(title: str, answer: PlanReport) -> None:
    line = markdown.render(poisoned(answer, title)).splitlines()[2]
    assert re.match(r"\d*\\", line), line
