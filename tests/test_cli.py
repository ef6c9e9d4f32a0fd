"""The command line as its users meet it: through `main`, by what it prints and how it exits."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from careerpath.cli import main
from careerpath.cli.session import parse_seconds
from careerpath.errors import UsageError
from tests.small_pack import write_pack

if TYPE_CHECKING:
    from pathlib import Path

WHEN = ("--as-of", "2026-11-22")


@pytest.fixture(autouse=True)
def _shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small pack stands in for the shipped one, and nothing else is in the environment."""
    folder = write_pack(tmp_path / "shipped")
    monkeypatch.setattr("careerpath.cli.session.shipped_pack", lambda: folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("CAREERPATH_DATA", "CAREERPATH_PROFILE"):
        monkeypatch.delenv(name, raising=False)


def run_json(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    status = main([*words, "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_a_plan_is_answered_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "solicitor", *WHEN]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("Solicitor by July 2032: 5 years 7 months, £32,100")
    assert printed.err == ""


def test_options_may_stand_in_any_order(capsys: pytest.CaptureFixture[str]) -> None:
    status, document = run_json(
        capsys, "plan", "--have", "law-degree=2:1", "solicitor", "--worked", "paralegal=24", *WHEN
    )
    assert (status, document["status"]) == (0, "plan")
    assert [s["id"] for s in document["plans"][0]["steps"]] == [
        "sqe", "solicitor-admission-ew", "solicitor-ew",
    ]  # fmt: skip


def test_every_limit_reaches_the_question(capsys: pytest.CaptureFixture[str]) -> None:
    status, document = run_json(
        capsys, "plan", "solicitor", *WHEN, "--in", "EW", "--age", "20", "--lack", "sqe",
        "--objective", "cost", "--hours-per-week", "60", "--budget", "£30,000", "--by", "2040-01",
        "--without", "old-course", "--via", "law-degree", "--route", "law-degree=part-time",
        "--earning", "--hopeful", "--bare-minimum", "--abroad", "--start", "2027-01",
        "--time-limit", "60s",
    )  # fmt: skip
    assert (status, document["start"], document["objective"]) == (0, "2027-01", "cost")
    assert document["limits"] == {
        "budget": 30000.0,
        "within": 156,
        "without": ["old-course"],
        "via": ["law-degree"],
        "routes": [{"id": "law-degree", "route": "part-time"}],
        "earning": True,
        "hopeful": True,
        "bare_minimum": True,
        "abroad": True,
    }
    assert document["profile"]["born"] == "2006-11"


def test_already_is_0(capsys: pytest.CaptureFixture[str]) -> None:
    status, document = run_json(capsys, "plan", "paralegal", "--have", "gcse-english=5")
    assert (status, document["status"]) == (0, "already")


def test_infeasible_is_3(capsys: pytest.CaptureFixture[str]) -> None:
    status, document = run_json(capsys, "plan", "old-course", *WHEN)
    assert (status, document["status"], document["plans"]) == (3, "infeasible", [])
    assert document["infeasible"]["causes"][0]["kind"] == "too-late"
    assert main(["plan", "old-course", *WHEN]) == 3
    assert capsys.readouterr().out == (
        "Old course (England & Wales): no plan fits what you said.\n"
        "because: Old course (Full-time) closed in September 2021 (too-late)\n"
        "repair: no single change that was tried leads to a plan\n"
    )


def test_several_targets_are_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    status, document = run_json(capsys, "plan", "solicitor", "paralegal", *WHEN)
    assert (status, document["schema"]) == (0, "careerpath.plans/1")
    assert document["first"] == "gcse-english"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["plan", "solicitr"], "unknown-id", "no role or qualification is called 'solicitr'"),
        (
            ["plan", "solicitor", "--have", "sqe=pass"],
            "usage",
            "--have sqe=pass: sqe has no grades",
        ),
        (["plan"], "usage", "no target: say which role"),
        (["plan", "solicitor", "--bogus"], "usage", "No such option: --bogus"),
        (["plan", "solicitor", "--time-limit", "soon"], "usage", "--time-limit: 'soon'"),
        (["plan", "solicitor", "--output", "plan.exe"], "usage", "no format for '.exe'"),
        (["bogus"], "usage", "No such command 'bogus'"),
        (["show"], "usage", "Missing argument"),
        (["show", "nothing-like-it"], "unknown-id", "no role or qualification is called"),
        (["find", "--in", "Mars"], "unknown-id", "no place called 'Mars'"),
    ],
)
def test_a_question_that_cannot_be_read_is_2(
    capsys: pytest.CaptureFixture[str], words: list[str], code: str, message: str
) -> None:
    assert main(words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("careerpath: ")
    assert message in printed.err
    status, document = run_json(capsys, *words)
    assert status == 2
    assert document["schema"] == "careerpath.error/1"
    assert document["error"]["code"] == code
    assert message in document["error"]["message"]


def test_an_option_without_its_value_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "solicitor", "--budget"]) == 2
    assert "requires an argument" in capsys.readouterr().err


def test_an_unknown_name_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    main(["plan", "solicitr"])
    assert capsys.readouterr().err.splitlines()[:2] == [
        "careerpath: no role or qualification is called 'solicitr'",
        "  solicitor-ew — Solicitor (role, England & Wales)",
    ]


def test_bad_data_is_4(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = tmp_path / "college"
    bad.mkdir()
    (bad / "roles.yaml").write_text("- {id: x, title: X}\n", encoding="utf-8")
    status, document = run_json(capsys, "plan", "solicitor", "--data", str(bad))
    assert (status, document["error"]["code"]) == (4, "invalid-data")
    assert "college/roles.yaml:1" in document["error"]["details"][0]
    assert main(["data", "check", "--data", str(bad)]) == 4
    assert "error: college/roles.yaml:1" in capsys.readouterr().out
    assert main(["plan", "solicitor", "--data", str(tmp_path / "nowhere")]) == 4


def test_a_bad_profile_is_4(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    profile = tmp_path / "me.yaml"
    profile.write_text("have: [gcse-english=Z]\n", encoding="utf-8")
    status, document = run_json(capsys, "plan", "solicitor", "--profile", str(profile))
    assert status == 4
    assert document["error"]["message"] == (
        f"{profile}: have[0]: 'Z' is not a grade of gcse-english"
    )


def test_a_pack_may_override_one_price(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "college"
    own.mkdir()
    (own / "qualifications.yaml").write_text(
        "- {id: sqe, extends: true, routes: [{id: preparation-course,"
        " fee: {amount: 10, currency: GBP}}]}\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("CAREERPATH_DATA", str(own))
    _, document = run_json(capsys, "plan", "sqe", "--have", "law-degree=2:1", *WHEN)
    assert document["plans"][0]["totals"]["fees"] == 10.0
    status, document = run_json(capsys, "data", "check")
    assert (status, [o["id"] for o in document["overrides"]]) == (0, ["sqe"])


def test_the_environment_names_a_profile_and_a_dash_reads_standard_input(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = tmp_path / "me.yaml"
    profile.write_text("have: [gcse-english=5]\n", encoding="utf-8")
    monkeypatch.setenv("CAREERPATH_PROFILE", str(profile))
    assert run_json(capsys, "plan", "paralegal")[1]["status"] == "already"
    stdin = io.TextIOWrapper(io.BytesIO(b"have: [law-degree]"))
    monkeypatch.setattr(sys, "stdin", stdin)
    _, document = run_json(capsys, "plan", "paralegal", "--profile", "-")
    assert document["profile"]["holds"][0]["id"] == "law-degree"


def test_a_plan_is_read_back_without_retyping(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "plan.json"
    words = ["solicitor", "--have", "law-degree=2:1", *WHEN]
    assert main(["plan", *words, "--output", str(path)]) == 0
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", f"wrote {path}\n")
    again = run_json(capsys, "plan", "--profile", str(path))[1]
    assert again["plans"] == json.loads(path.read_text(encoding="utf-8"))["plans"]


def test_markdown_is_written_by_extension(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    assert main(["plan", "solicitor", *WHEN, "--output", str(path)]) == 0
    assert path.read_text(encoding="utf-8").startswith("# Solicitor (England & Wales)\n")
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("extension", "beginning"),
    [
        ("html", "<!DOCTYPE html>\n"),
        ("svg", '<?xml version="1.0" encoding="UTF-8"?>\n<svg'),
        ("csv", '\ufeff"target","status"'),
        ("ics", "BEGIN:VCALENDAR\r\n"),
        ("mmd", "flowchart TD\n"),
        ("dot", "digraph plan {\n"),
    ],
)
def test_plans_to_several_targets_are_written_together(
    extension: str, beginning: str, tmp_path: Path
) -> None:
    path = tmp_path / f"plans.{extension}"
    assert main(["plan", "solicitor", "law-degree", *WHEN, "--output", str(path)]) == 0
    text = path.read_bytes().decode("utf-8")
    assert text.startswith(beginning)
    assert ("Law degree" in text) or ("law-degree" in text)
    assert ("Solicitor" in text) or ("solicitor-ew" in text)


def test_find_lists_by_text_kind_place_and_level(capsys: pytest.CaptureFixture[str]) -> None:
    status, document = run_json(capsys, "find", "paralegal")
    assert (status, document["schema"]) == (0, "careerpath.list/1")
    assert [i["id"] for i in document["items"]] == ["paralegal-ew", "paralegal-us"]
    assert document["items"][0]["kind"] == "role"
    assert document["items"][0]["jurisdiction"] == "england-wales"
    kinds = run_json(capsys, "find", "--kind", "role", "--in", "US")[1]["items"]
    assert [i["id"] for i in kinds] == ["paralegal-us"]
    levels = run_json(capsys, "find", "--level", "6")[1]["items"]
    assert [i["id"] for i in levels] == ["law-degree"]


def test_show_says_what_leads_in_and_where_it_leads(capsys: pytest.CaptureFixture[str]) -> None:
    status, document = run_json(capsys, "show", "LLB")
    assert (status, document["schema"]) == (0, "careerpath.show/1")
    item = document["item"]
    assert [r["id"] for r in item["routes"]] == ["full-time", "part-time"]
    assert [a["id"] for a in item["asked_by"]] == ["sqe"]
    assert item["sources"][0]["address"] == "https://example.org/solicitor"
    assert main(["show", "paralegal"]) == 0
    shown = capsys.readouterr().out
    assert "way in: by rule: GCSE English at 4 or better (from 9 months, without a fee)\n" in shown
    assert "pay: from £20,000, up to £30,000 a year (2026)\n" in shown
    assert "next role: Solicitor (solicitor-ew), advancement\n" in shown


def test_sources_name_what_rests_on_them(capsys: pytest.CaptureFixture[str]) -> None:
    _, document = run_json(capsys, "data", "sources")
    (source,) = document["items"]
    assert (source["id"], "sqe" in source["used_by"]) == ("regulator", True)
    assert main(["data", "sources", "--as-of", "2027-03-01"]) == 0
    assert "; read 2026-11-01, 4 months ago; used by 11 entries" in capsys.readouterr().out


def test_sources_are_filtered_by_who_speaks_in_them(capsys: pytest.CaptureFixture[str]) -> None:
    listed = run_json(capsys, "data", "sources", "--authority", "regulator")[1]
    assert (listed["schema"], len(listed["items"])) == ("careerpath.sources/1", 1)
    assert run_json(capsys, "data", "sources", "--authority", "secondary")[1]["items"] == []
    status, document = run_json(capsys, "data", "sources", "--authority", "hearsay")
    assert (status, document["error"]["code"]) == (2, "usage")


def test_check_groups_what_shares_a_doubt_and_lists_it_under_v(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["data", "check", "--as-of", "2028-01-01"]
    assert main(words) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (
        "warning: Pay of 2026 or earlier (1): paralegal-ew (2026). "
        "Look for a newer survey; pay is shown with its year."
    ) in lines
    assert lines[-1] == "-v lists every place with its file and line"
    assert main([*words, "-v"]) == 0
    told = capsys.readouterr().out
    assert re.search(r"^at: \S+/roles\.yaml:8: salary: `paralegal-ew`: ", told, re.MULTILINE)
    document = run_json(capsys, *words)[1]
    assert document["as_of"] == "2028-01"
    assert {w["code"] for w in document["warnings"]} == {d["code"] for d in document["doubts"]}


def test_a_search_stopped_before_any_plan_is_1(capsys: pytest.CaptureFixture[str]) -> None:
    status, document = run_json(capsys, "plan", "solicitor", *WHEN, "--time-limit", "0")
    assert status in (0, 1)
    if status == 1:
        assert document["error"]["code"] == "stopped"
    else:
        assert document["plans"][0]["optimal"] in (True, False)


def test_an_interruption_is_130(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("careerpath.cli.session.load_catalogue", interrupt)
    status, document = run_json(capsys, "plan", "solicitor")
    assert (status, document["error"]["code"]) == (130, "interrupted")


def test_what_nobody_foresaw_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("careerpath.cli.session.load_catalogue", fail)
    with pytest.raises(ZeroDivisionError):
        main(["plan", "solicitor"])


def test_alone_it_shows_what_it_can_do_by_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "careerpath plan solicitor --have" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    [
        ["plan"],
        ["reach"],
        ["why"],
        ["compare"],
        ["show"],
        ["find"],
        ["data"],
        ["data", "check"],
        ["data", "sources"],
        ["cohort"],
        ["profile"],
        ["profile", "new"],
        ["profile", "show"],
        ["profile", "import"],
    ],
)
def test_help_leads_with_examples(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    assert main([*command, "--help"]) == 0
    text = capsys.readouterr().out
    examples = [line for line in text.splitlines() if line.startswith("    careerpath ")]
    assert 3 <= len(examples) <= 5
    assert text.index(examples[0]) < text.index("Options:")


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from careerpath.cli import main\n"
        "main(['plan', '--help'])\n"
        "heavy = {'pydantic', 'yaml', 'rich', 'careerpath.planner'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("text", "seconds"), [("30", 30.0), ("30s", 30.0), ("0.5", 0.5), ("2m", 120.0)]
)
def test_a_time_limit_is_seconds(text: str, seconds: float) -> None:
    assert parse_seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "-1", "soon", "nan", "inf"])
def test_a_bad_time_limit_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_seconds(text)
