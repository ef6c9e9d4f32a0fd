"""A whole caseload at once: every row answered or said to be bad, in the order of the file."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from careerpath.cli import main
from careerpath.cohort import COLUMNS, read_cohort
from careerpath.errors import InvalidDataError
from tests.small_pack import write_pack

if TYPE_CHECKING:
    from pathlib import Path

WHEN = ("--as-of", "2026-11-22")

CLASS = """\
Name,ID,target,have,worked,earning,by
Ana,7,solicitor,law-degree=2:1;gcse-english=5,paralegal=24,,
,,,,,,
Bo,8,paralegal,gcse-english=3,,no,
Cy,9,solicitor,law-degre=2:1,,,
Di,10,solicitor,law-degree=2:1,,,2027-01
Ed,11,paralegal,gcse-english=5,,,
"""


@pytest.fixture(autouse=True)
def _shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_pack(tmp_path / "shipped")
    monkeypatch.setattr("careerpath.cli.session.shipped_pack", lambda: folder)
    for name in ("CAREERPATH_DATA", "CAREERPATH_PROFILE"):
        monkeypatch.delenv(name, raising=False)


def written(folder: Path, text: str, name: str = "class.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def answered(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    status = main(["cohort", *words, *WHEN, "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_every_row_is_answered_and_a_bad_one_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, document = answered(capsys, written(tmp_path, CLASS))
    assert (status, document["schema"]) == (4, "careerpath.cohort/1")
    rows = document["rows"]
    assert [(r["line"], r["name"], r["status"]) for r in rows] == [
        (2, "7 Ana", "plan"),
        (4, "8 Bo", "plan"),
        (5, "9 Cy", "bad-row"),
        (6, "10 Di", "infeasible"),
        (7, "11 Ed", "already"),
    ]
    assert rows[0]["totals"]["fees"] == 5100.0
    assert rows[0]["first_step"] == {
        "id": "sqe", "title": "Qualifying examination", "start": "2026-12",
    }  # fmt: skip
    assert rows[2]["error"]["message"] == "have: no role or qualification is called 'law-degre'"
    assert "what would help: " in rows[3]["why"]
    summary = document["summary"]
    assert (summary["rows"], summary["plans"], summary["infeasible"]) == (5, 2, 1)
    assert (summary["already"], summary["bad_rows"]) == (1, 1)


def test_people_read_one_line_a_row_and_a_summary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cohort", written(tmp_path, CLASS), *WHEN]) == 4
    printed = capsys.readouterr()
    assert printed.err == ""
    lines = printed.out.splitlines()
    assert lines[0] == "7 Ana: Solicitor; plan; 7m; £5,100; begins with Qualifying examination"
    assert "bad row: line 5 (9 Cy): have: no role or qualification is called 'law-degre'" in lines
    assert lines[-1] == "in all: 5 rows: 2 plans, 1 there already, 1 without a plan, 1 bad row"


def test_the_answer_is_the_same_every_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, CLASS)
    assert answered(capsys, path) == answered(capsys, path)


def test_no_cell_of_the_csv_fires_as_a_formula(tmp_path: Path) -> None:
    names = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "|calc", "%0A=1"]
    rows = "".join(f'"{n}",paralegal\n' for n in names)
    out = tmp_path / "answers.csv"
    path = written(tmp_path, f"name,target\n{rows}")
    assert main(["cohort", path, *WHEN, "--output", str(out)]) == 0
    found = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert len(found) == len(names)
    for row in found:
        assert not any(c.lstrip()[:1] in "=+-@＝|%" for c in row.values() if c)
        assert row["fees"] == "0.0"


def test_rows_without_a_target_take_that_of_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "name,target,have\nAna,,law-degree=2:1\nBo,paralegal;solicitor,\n")
    status, document = answered(capsys, path, "--to", "solicitor")
    assert status == 0
    assert [(r["name"], r["target"]["id"]) for r in document["rows"]] == [
        ("Ana", "solicitor-ew"), ("Bo", "paralegal-ew"), ("Bo", "solicitor-ew"),
    ]  # fmt: skip


def test_json_lines_hold_lists_and_profiles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = {"id": "law-degree", "grade": "2:1", "since": None}
    lines = [
        {"name": "Ana", "target": "solicitor", "have": [held], "age": 30, "earning": True},
        {"name": "Bo", "target": ["paralegal"], "have": ["gcse-english=5"], "titles": {}},
        {"name": "Cy", "target": "paralegal", "have": [["x"]]},
        {"name": "Di", "target": "paralegal", "hobby": "chess"},
    ]
    text = "".join(json.dumps(line) + "\n" for line in lines) + "{broken\n"
    status, document = answered(capsys, written(tmp_path, text, "people.jsonl"))
    assert status == 4
    assert [(r["line"], r["status"]) for r in document["rows"]] == [
        (1, "plan"), (2, "already"), (3, "bad-row"), (4, "bad-row"), (5, "bad-row"),
    ]  # fmt: skip
    assert "no key is called 'hobby'" in document["rows"][3]["error"]["message"]


def test_a_file_that_a_spreadsheet_wrote_with_semicolons_and_a_mark_is_read(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, '\ufeffname;have;target\r\nAna;"sqe;law-degree=2:1";solicitor\r\n')
    (row,) = read_cohort(path)
    assert (row.line, row.name) == (2, "Ana")
    assert [s.text for s in row.statements.have] == ["sqe", "law-degree=2:1"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name,targett\nAna,x\n", "1: no column is called 'targett'"),
        ("name,name\nAna,x\n", "1: the column 'name' stands twice"),
        ("", "no header"),
        ('name,target\n"Ana,x\n', "not valid CSV"),
    ],
)
def test_a_bad_file_is_refused_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, problem: str
) -> None:
    assert main(["cohort", written(tmp_path, text)]) == 4
    assert problem in capsys.readouterr().err


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("Ana,paralegal,yes,x", "4 cells for 3 columns"),
        ("Ana,paralegal,maybe", "earning: 'maybe' is neither yes nor no"),
        ("Ana,,", "no target"),
        ("Ana,rocket scientist,", "target: no role or qualification is called"),
    ],
)
def test_a_bad_row_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], row: str, problem: str
) -> None:
    status, document = answered(capsys, written(tmp_path, f"name,target,earning\n{row}\n"))
    assert status == 4
    assert problem in document["rows"][0]["error"]["message"]


def test_a_caseload_is_bounded(tmp_path: Path) -> None:
    path = written(tmp_path, "name\n" + "x\n" * 10_001)
    with pytest.raises(InvalidDataError, match="more than 10,000 rows"):
        read_cohort(path)


def test_no_row_with_a_plan_is_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _ = answered(capsys, written(tmp_path, "target\nold-course\n"))
    assert status == 3


def test_the_template_is_a_file_of_its_own_columns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cohort", "--template"]) == 0
    text = capsys.readouterr().out
    assert text.strip().split(",") == list(COLUMNS)
    assert read_cohort(written(tmp_path, text)) == []


def test_standard_input_is_read(tmp_path: Path) -> None:
    code = "import sys; from careerpath.cohort import read_cohort; print(len(read_cohort('-')))"
    done = subprocess.run(
        [sys.executable, "-c", code], input=CLASS, capture_output=True, text=True, check=True
    )
    assert done.stdout == "5\n"
