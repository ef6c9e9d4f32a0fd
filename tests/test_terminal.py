"""The answer for people: short at a terminal, one fact a line in a pipe, never steered by data."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from careerpath.planner import Planner, plan
from careerpath.render import markdown
from careerpath.render.phrases import clean, money_text
from careerpath.render.step_rows import fitted_name, short_names
from careerpath.render.terminal import Look, look_for, render
from careerpath.report import build_report
from careerpath.report.model import Assumption
from careerpath.report.others import others_figures
from careerpath.whatif.others import other_plans
from careerpath.whatif.replanning import Replanner
from tests.small_pack import QUALIFICATIONS, asked_of, report_on, small_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from careerpath.catalogue import Catalogue
    from careerpath.report import PlanReport

PIPE = Look()
TERMINAL = Look(width=80)


@pytest.fixture(scope="module")
def answer(small: Catalogue) -> PlanReport:
    """The whole answer to somebody who holds nothing, with what else there is."""
    asked = asked_of(small, "solicitor")
    result = plan(small, asked.question)
    assert result.plan is not None
    others = other_plans(Replanner(Planner(small)), asked.question, result.plan)
    return replace(build_report(small, asked, result), others=others_figures(small, others))


class Tty(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_pipe_gets_one_fact_a_line(answer: PlanReport) -> None:
    assert (
        render(answer, PIPE)
        == """\
Solicitor by July 2032: 5 years 7 months, £32,100 of which £5,000 estimated, 5 steps; the best in this data, proven.
next: Enrol: GCSE English (Evening class), from December 2026
next: Enrol: Law degree (Full-time at university), from September 2027; apply by 13 January 2027
grade: aim for a 4 in GCSE English
grade: aim for a 2:2 in Law degree
to win: 1 place: Paralegal
step: 2026-12 to 2027-09; GCSE English (Evening class); 4 hours a week; no fee; for Law degree, Paralegal
step: 2027-09 to 2030-06; Law degree (Full-time at university); 30 hours a week; £27,000; for Qualifying examination
step: 2030-06 to 2030-12; Qualifying examination (With a course); 15 hours a week; £5,000 (estimated); for Admission as a solicitor
step: 2030-06 to 2032-06; work as Paralegal; 35 hours a week; no fee; for Admission as a solicitor
step: 2032-06 to 2032-07; Admission as a solicitor (Admission); no set hours; £100; for Solicitor
step: 2032-07; Solicitor; the target
earning: 6 years 11 months, £26,100 of which £5,000 estimated, 5 steps, beginning with GCSE English (--earning)
cheaper: 6 years 11 months, £26,100 of which £5,000 estimated, 5 steps, beginning with GCSE English (--objective cost)
facts: checked 2026-11-02 to 2026-11-04; confirm them before you commit
try: careerpath show gcse-english
"""
    )


def test_a_terminal_gets_at_most_24_lines_of_80_columns(answer: PlanReport) -> None:
    lines = render(answer, TERMINAL).splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80


def test_a_long_plan_is_cut_to_the_screen_and_says_so(answer: PlanReport) -> None:
    (plan_,) = answer.plans
    long = replace(plan_, steps=(*plan_.steps[:-1] * 6, plan_.steps[-1]))
    lines = render(replace(answer, plans=(long,)), TERMINAL).splitlines()
    assert len(lines) <= 24
    assert any("more steps (-v shows all)" in line for line in lines)


def _long(answer: PlanReport) -> PlanReport:
    """The same with two more steps, much that it depends on, and doubts."""
    plan = answer.plans[0]
    doubtful = tuple(replace(s, confidence="low") for s in plan.steps)
    assumes = tuple(Assumption(f"you hold thing {n}, {'as it is ' * 9}", "age") for n in range(4))
    steps = (*doubtful[:1], *doubtful[:4], *doubtful[1:])
    return replace(answer, assumes=assumes, plans=(replace(plan, steps=steps),))


def test_what_stands_beside_the_steps_gives_way_to_them(answer: PlanReport) -> None:
    long = _long(answer)
    lines = render(long, TERMINAL).splitlines()
    assert len(lines) <= 24
    assert [line[:2] for line in lines if line[4:8] in ("2026", "2027", "2030", "2032")] == [
        f"{n:>2}" for n in range(1, len(long.plans[0].steps) + 1)
    ]
    assert lines[-1].startswith("-v shows   unsure, depends")


def test_an_abbreviation_tells_names_apart_that_are_cut() -> None:
    first, second = ("Qualifying Examination in Law, part 1 (QE1)", "Examination (QE2)")
    assert fitted_name(first, f"{first} (evenings)", 22) == "Qualifying Exam… (QE1)"
    assert fitted_name(second, f"{second} (evenings)", 22) == "Examination (QE2)     "


def test_a_title_stands_alone_where_little_of_its_route_could_be_shown() -> None:
    title = "Qualifying Examination"
    assert fitted_name(title, f"{title} (evenings)", 30) == "Qualifying Examination        "
    assert fitted_name(title, f"{title} (at home in the evenings)", 37) == (
        "Qualifying Examination (at home in t…"
    )


def test_names_that_would_be_cut_alike_keep_the_words_that_tell_them_apart(
    answer: PlanReport,
) -> None:
    one, two, *rest = answer.plans[0].steps
    stages = [
        f"Professional qualification of the institute, {n} stage" for n in ("first", "second")
    ]
    steps = (replace(one, title=stages[0]), replace(two, title=stages[1]), *rest)
    assert short_names(steps, 26)[:2] == [
        "Professional… first stage ",
        "Professional… second stage",
    ]


def test_names_go_on_below_where_the_screen_has_room(answer: PlanReport) -> None:
    one, *rest = answer.plans[0].steps
    step = replace(one, title="Certificate of the national board in written English")
    plan = replace(answer.plans[0], steps=(step, *rest))
    lines = render(replace(answer, plans=(plan,)), TERMINAL).splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith(" 1  "))
    assert "Certificate of the national" in lines[first]
    assert lines[first + 1].strip() == "board in written English"
    assert len(lines) <= 24


def test_another_plan_that_takes_the_same_says_so(answer: PlanReport) -> None:
    best = answer.plans[0].totals
    same = replace(answer.others[0], kind="earning", option="--earning", totals=best)
    text = render(replace(answer, others=(same,)), TERMINAL)
    assert "earning    as quick and as cheap as this: --earning\n" in text


def test_the_table_has_words_and_the_numbers_of_the_steps_it_leads_to(answer: PlanReport) -> None:
    lines = render(answer, TERMINAL).splitlines()
    heading = next(n for n, line in enumerate(lines) if line.startswith(" #"))
    assert lines[heading].split() == ["#", "when", "what", "h/week", "fee", "for", "step"]
    assert lines[heading + 1].split()[:2] == ["1", "2026-12–2027-09"]
    assert lines[heading + 1].endswith("2, 4")
    assert "£5,000 est." in lines[heading + 3]


def test_the_timeline_has_lanes_of_study_and_of_work_under_the_years(answer: PlanReport) -> None:
    lines = render(answer, Look(width=110)).splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("Timeline"))
    years, *lanes = lines[first + 1 : lines.index("", first)]
    assert years.split() == ["2027", "2028", "2029", "2030", "2031", "2032"]
    assert [lane.split()[0] for lane in lanes] == ["study", "work"]
    assert re.findall(r"\d", lanes[0]) == ["1", "2", "3", "5"]
    assert re.findall(r"\d", lanes[1]) == ["4"]
    assert max(map(len, lanes)) <= 110


def test_waiting_is_drawn_as_waiting(answer: PlanReport) -> None:
    one, *rest = answer.plans[0].steps
    plan = replace(answer.plans[0], steps=(replace(one, months=4), *rest))
    text = render(replace(answer, plans=(plan,)), Look(width=110))
    assert "; dots: waiting" in text
    assert re.search(r"^ study  1━+·+2━+", text, re.MULTILINE)


def test_the_timeline_comes_on_wide_terminals_and_with_v(answer: PlanReport) -> None:
    timeline = "Timeline, 2026-12 to 2032-07: each bar begins with the number of its step"
    assert timeline not in render(answer, TERMINAL)
    assert timeline in render(answer, Look(width=110))
    verbose = render(answer, Look(width=80, verbose=True)).splitlines()
    assert timeline in verbose
    lanes = [line for line in verbose if "━" in line]
    # The examination and the job run side by side; the rest follows on.
    assert ["3━" in lanes[0], "4━" in lanes[1]] == [True, True]


def test_verbose_says_why_and_on_what_it_rests(answer: PlanReport) -> None:
    text = render(answer, Look(verbose=True))
    assert "law-degree meets: Qualifying examination asks for Law degree at 2:2 or better" in text
    assert "law-degree apply by: 2027-01-13" in text
    assert "sqe estimated: fee: the price of one course" in text
    assert "sqe not planned: Three attempts at most." in text
    assert "sqe sources: regulator" in text


def test_verbose_at_a_terminal_keeps_what_belongs_to_a_step_under_it(answer: PlanReport) -> None:
    lines = render(answer, replace(TERMINAL, verbose=True)).splitlines()
    at = lines.index("    meets: Qualifying examination asks for Law degree at 2:2 or better")
    steps = [n for n, line in enumerate(lines) if line[:4].strip().isdigit()]
    under = lines[max(n for n in steps if n < at) + 1 : min(n for n in steps if n > at)]
    assert all(line.startswith("    ") and len(line) <= 80 for line in under)


def test_an_unproven_plan_says_so(answer: PlanReport) -> None:
    (plan_,) = answer.plans
    stopped = replace(answer, plans=(replace(plan_, optimal=False, bound=48),))
    assert (
        render(stopped, PIPE)
        .splitlines()[0]
        .endswith(
            "the best found in the time allowed, not proven the quickest (no plan takes less than 4 years)."
        )
    )


def test_already_is_an_answer(small: Catalogue) -> None:
    text = render(report_on(small, "paralegal", have=["gcse-english=5"]), PIPE)
    assert text.startswith("Paralegal: nothing is left to do; you meet what this data asks.\n")


def test_nothing_in_the_data_steers_the_terminal(tmp_path: Path) -> None:
    hostile = QUALIFICATIONS.replace("title: Law degree", "title: '[bold red]Law[/] <b> :smile:'")
    catalogue = small_catalogue(tmp_path, qualifications=hostile)
    text = render(report_on(catalogue, "law-degree"), TERMINAL)
    assert "[bold red]Law[/] <b> :smile:" in text
    assert "\x1b" not in text


def test_control_characters_are_dropped_and_line_breaks_become_spaces() -> None:
    assert clean("a\x1b[31mb\nc\u202ed") == "a[31mb cd"


def test_color_comes_only_where_it_is_wanted(
    answer: PlanReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    look = look_for(Tty())
    assert (look.width, look.color) == (100, True)
    assert "\x1b[" in render(answer, look)
    assert not look_for(Tty(), no_color=True).color
    monkeypatch.setenv("NO_COLOR", "1")
    assert not look_for(Tty()).color
    assert look_for(StringIO()).width is None


def test_markdown_escapes_what_comes_from_the_data(tmp_path: Path) -> None:
    hostile = QUALIFICATIONS.replace("title: Law degree", "title: '*Law* <script> [x](y) | z'")
    catalogue = small_catalogue(tmp_path, qualifications=hostile)
    text = markdown.render(report_on(catalogue, "law-degree"))
    assert "<script>" not in text
    assert r"\*Law\* &lt;script&gt; \[x\](y) \| z" in text


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(0, "GBP", "£0"), (9950, "USD", "$99.50"), (120_000, "CAD", "CAD 1,200")],
)
def test_money_has_its_sign_or_its_currency(minor: int, currency: str, text: str) -> None:
    assert money_text(minor, currency) == text
