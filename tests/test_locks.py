"""A locked plan is judged by today's data: what changed, which step fails and why, what is better."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from careerpath.cli import main
from tests.small_pack import QUALIFICATIONS, ROLES, write_pack

if TYPE_CHECKING:
    from pathlib import Path

WHEN = ("--as-of", "2026-11-22")


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small pack stands in for the shipped one."""
    folder = write_pack(tmp_path / "shipped")
    monkeypatch.setattr("careerpath.cli.session.shipped_pack", lambda: folder)
    for name in ("CAREERPATH_DATA", "CAREERPATH_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def lock(pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Solicitor from a law degree: the examination beside two years' work, then admission."""
    path = tmp_path / "plan.lock"
    words = ["solicitor", "--have", "law-degree=2:1", "--lock", str(path), *WHEN]
    assert main(["plan", *words]) == 0
    assert f"wrote {path}" in capsys.readouterr().err
    return path


def rechecked(
    capsys: pytest.CaptureFixture[str], lock: Path, when: str = "2026-11-22"
) -> tuple[int, Any]:
    status = main(["plan", "--recheck", str(lock), "--as-of", when, "--json"])
    return status, json.loads(capsys.readouterr().out)


def change(pack: Path, old: str, new: str, count: int = 1) -> None:
    """Change the facts of the pack."""
    for name, text in (("qualifications", QUALIFICATIONS), ("roles", ROLES)):
        if old in text:
            assert text.count(old) == count
            (pack / f"{name}.yaml").write_text(text.replace(old, new), encoding="utf-8")


def test_an_unchanged_plan_holds(lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, document = rechecked(capsys, lock)
    assert (status, document["schema"], document["status"]) == (0, "careerpath.recheck/1", "holds")
    assert (document["failures"], document["changes"], document["due"]) == ([], [], [])
    assert document["best"]["is_better"] is False
    assert main(["plan", "--recheck", str(lock), *WHEN]) == 0
    assert capsys.readouterr().out == (
        "Solicitor by January 2029: the plan of 2026-11-22 still holds.\n"
        "today: no better plan was found in today's data\n"
    )


def test_a_fee_that_rose_is_5_and_said(
    pack: Path, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        pack,
        "{amount: 5000, currency: GBP, estimated: true",
        "{amount: 6000, currency: GBP, estimated: true",
    )
    status, document = rechecked(capsys, lock)
    assert (status, document["status"], document["failures"]) == (5, "broken", [])
    (only,) = document["changes"]
    assert (only["id"], only["kind"], only["breaks"]) == ("sqe", "fee", True)
    assert only["says"] == "the fee is GBP 6,000; it was GBP 5,000"
    assert only["fee_was"] == {"amount": 5000, "currency": "GBP"}
    assert document["fees"] == {"then": 5100.0, "now": 6100.0}
    main(["plan", "--recheck", str(lock), *WHEN])
    out = capsys.readouterr().out
    assert "changed: Qualifying examination: the fee is £6,000; it was £5,000\n" in out
    assert "fees: £6,100 in all, not £5,100\n" in out


def test_a_longer_course_names_the_step_and_the_month(
    pack: Path, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(pack, "months: 6\n      hours_per_week: 15", "months: 30\n      hours_per_week: 15")
    assert main(["plan", "--recheck", str(lock), *WHEN]) == 5
    out = capsys.readouterr().out
    assert "no longer holds" in out
    assert "fails: Qualifying examination would count from " in out
    assert "changed: Qualifying examination: it takes 2 years 6 months; it was 6 months" in out
    assert "today: the best plan now: by July 2029" in out


def test_a_closed_route_fails_with_its_closing_month(
    pack: Path, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = "{id: admission, title: Admission, months: 1,"
    change(pack, old, f"{old} available: {{until: 2028-01}},")
    status, document = rechecked(capsys, lock)
    assert status == 5
    assert [(f["id"], f["says"]) for f in document["failures"]] == [
        ("solicitor-admission-ew", "closed after January 2028")
    ]
    assert [c["kind"] for c in document["changes"]] == ["window"]
    assert (document["today"], document["best"]) == ("infeasible", None)


def test_a_stricter_rule_says_what_is_not_met(
    pack: Path, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(pack, "requires: law-degree>=2:2", "requires: law-degree>=First")
    status, document = rechecked(capsys, lock)
    assert status == 5
    (failure,) = document["failures"]
    assert failure["id"] == "sqe"
    assert failure["says"].startswith("asks for Law degree at First, not met in ")
    assert document["changes"][0]["says"] == (
        "it asks for Law degree at First; before: Law degree at 2:2 or better"
    )


def test_a_rule_behind_a_derived_credential_is_opened_up(
    pack: Path, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(pack, "months: 24, in: [paralegal-ew]", "months: 30, in: [paralegal-ew]")
    status, document = rechecked(capsys, lock)
    assert status == 5
    (failure,) = document["failures"]
    assert failure["id"] == "solicitor-admission-ew"
    assert (
        "Qualifying work experience: 2 years 6 months' experience as Paralegal" in failure["says"]
    )


def test_a_rule_that_the_plan_still_meets_breaks_nothing(
    pack: Path, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(pack, "requires: law-degree>=2:2", "requires: law-degree>=2:1")
    status, document = rechecked(capsys, lock)
    assert (status, document["status"]) == (0, "holds")
    assert [(c["kind"], c["breaks"]) for c in document["changes"]] == [("rule", False)]


def test_a_corrected_sentence_is_no_change(
    pack: Path, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(pack, "Three attempts at most.", "Three attempts in six years.")
    status, document = rechecked(capsys, lock)
    assert (status, document["changes"]) == (0, [])


def test_a_better_plan_of_today_is_mentioned(
    pack: Path, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = "    - {id: admission, title: Admission,"
    quick = (
        "    - {id: at-once, title: At once, months: 0, hours_per_week: 0,"
        " fee: {amount: 50, currency: GBP}, sources: [regulator]}\n"
    )
    change(pack, old, quick + old)
    status, document = rechecked(capsys, lock)
    assert (status, document["status"]) == (0, "holds")
    best = document["best"]
    assert (best["is_better"], best["finish"], best["totals"]["fees"]) == (True, "2028-12", 5050.0)


def test_a_credential_that_is_gone_is_named(
    pack: Path, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = QUALIFICATIONS.replace("id: sqe\n", "id: new-sqe\n").replace("[sqe,", "[new-sqe,")
    (pack / "qualifications.yaml").write_text(text, encoding="utf-8")
    status, document = rechecked(capsys, lock)
    assert status == 5
    assert {(f["id"], f["says"]) for f in document["failures"]} == {
        ("sqe", "is no longer in the data")
    }
    assert document["fees"]["now"] is None


def test_what_was_to_be_done_by_now_is_said(lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, document = rechecked(capsys, lock, "2028-01-15")
    assert (status, document["status"]) == (0, "holds")
    assert any("Qualifying examination was to be done by" in d for d in document["due"])
    assert "Paralegal was to begin in 2026-12" in document["due"]
    assert document["best"]["finish"] == "2029-01", "work done so far counts"


def test_a_lock_is_a_profile(lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--profile", str(lock), *WHEN]) == 0
    assert capsys.readouterr().out.startswith("Solicitor by January 2029")


def test_a_lock_changed_by_hand_is_refused(lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(lock.read_text(encoding="utf-8"))
    sqe = next(b for b in document["rests_on"] if b["id"] == "sqe")
    sqe["facts"]["route"]["months"] = 1
    lock.write_text(json.dumps(document), encoding="utf-8")
    assert main(["plan", "--recheck", str(lock)]) == 4
    assert "doesn't fit its fingerprint" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "[]", "{", '{"schema": "careerpath.plan/1"}', "[" * 100_000])
def test_what_is_no_lock_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    path = tmp_path / "bad.lock"
    path.write_text(text, encoding="utf-8")
    assert main(["plan", "--recheck", str(path)]) == 4
    assert "bad.lock" in capsys.readouterr().err


@pytest.mark.usefixtures("pack")
def test_nothing_is_locked_where_there_is_no_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "none.lock"
    assert main(["plan", "old-course", "--lock", str(path), *WHEN]) == 3
    assert "nothing was locked" in capsys.readouterr().err
    assert not path.exists()
    assert main(["plan", "paralegal", "solicitor", "--lock", str(path), *WHEN]) == 2
    assert "--lock keeps one plan" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["solicitor"], "--recheck takes the question from the lock"),
        (["--have", "sqe"], "--recheck takes the question from the lock"),
        (["--output", "x.md"], "--recheck writes no file"),
    ],
)
def test_a_recheck_takes_nothing_but_the_lock(
    lock: Path, capsys: pytest.CaptureFixture[str], words: list[str], problem: str
) -> None:
    assert main(["plan", "--recheck", str(lock), *words]) == 2
    assert problem in capsys.readouterr().err
