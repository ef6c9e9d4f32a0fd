"""`profile new`, `show` and `import`: the person as a file, read back as it was written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from careerpath.cli import main
from tests.small_pack import QUALIFICATIONS, write_pack

if TYPE_CHECKING:
    from pathlib import Path

WHEN = ("--as-of", "2026-11-22")
OPTIONS = (
    "--have", "law-degree=2:1@2024-07", "--have", "GCSE English", "--worked", "paralegal=18",
    "--lack", "sqe", "--born", "2000-03", "--in", "EW", "--hours-per-week", "40",
    "--budget", "£9,000", "--start", "2027-02", *WHEN,
)  # fmt: skip

SCOTTISH = """
- id: scots-degree
  title: Scots degree
  aliases: [LLB]
  kind: degree
  jurisdiction: scotland
  sources: [regulator]
"""
PLACES = """
- {id: united-kingdom, title: United Kingdom, currency: GBP, aliases: [UK, GB]}
- {id: england-wales, title: England & Wales, within: united-kingdom, default: true, aliases: [EW]}
- {id: scotland, title: Scotland, within: united-kingdom}
- {id: united-states, title: United States, currency: USD, aliases: [US]}
"""


@pytest.fixture(autouse=True)
def _shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_pack(
        tmp_path / "shipped", qualifications=QUALIFICATIONS + SCOTTISH, places=PLACES
    )
    monkeypatch.setattr("careerpath.cli.session.shipped_pack", lambda: folder)
    for name in ("CAREERPATH_DATA", "CAREERPATH_PROFILE"):
        monkeypatch.delenv(name, raising=False)


def run_json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:  # noqa: ANN401
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


# new and show


def test_a_new_profile_is_made_to_be_read(tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    assert main(["profile", "new", str(path), *OPTIONS]) == 0
    assert path.read_text(encoding="utf-8") == (
        "schema: careerpath.profile/1\n"
        "have:\n"
        "  - law-degree=2:1@2024-07  # Law degree\n"
        "  - gcse-english  # GCSE English\n"
        "worked:\n"
        "  - paralegal-ew=18  # Paralegal\n"
        "lack:\n"
        "  - sqe  # Qualifying examination\n"
        "born: 2000-03\n"
        "place: england-wales\n"
        "hours_per_week: 40\n"
        "budget: 9000\n"
        "start: 2027-02\n"
    )


@pytest.mark.parametrize("name", ["me.yaml", "me.yml", "me.json"])
def test_a_plan_from_the_profile_is_the_plan_from_the_options(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = str(tmp_path / name)
    assert main(["profile", "new", path, *OPTIONS]) == 0
    capsys.readouterr()
    typed = run_json(capsys, "plan", "solicitor", *OPTIONS)
    kept = run_json(capsys, "plan", "solicitor", "--profile", path, *WHEN)
    assert kept == typed


def test_a_profile_that_is_there_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "me.yaml"
    path.write_text("have: [sqe]\n", encoding="utf-8")
    assert main(["profile", "new", str(path), "--have", "law-degree"]) == 2
    printed = capsys.readouterr().err
    assert "it is there already" in printed
    assert "--force replaces it" in printed
    assert path.read_text(encoding="utf-8") == "have: [sqe]\n"
    assert main(["profile", "new", str(path), "--have", "law-degree", "--force"]) == 0
    assert "law-degree" in path.read_text(encoding="utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["me.yaml", "shipped"]


def test_a_new_profile_begins_with_another_only_if_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    assert main(["profile", "new", str(first), "--have", "law-degree=2:1"]) == 0
    monkeypatch.setenv("CAREERPATH_PROFILE", str(first))
    assert main(["profile", "new", str(second), "--have", "sqe"]) == 0
    assert "law-degree" not in second.read_text(encoding="utf-8")
    words = ["profile", "new", str(second), "--have", "sqe", "--profile", str(first), "--force"]
    assert main(words) == 0
    assert "law-degree=2:1" in second.read_text(encoding="utf-8")


def test_a_bad_statement_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "me.yaml"
    assert main(["profile", "new", str(path), "--have", "law-degree=5th"]) == 2
    assert "--have law-degree=5th" in capsys.readouterr().err
    assert main(["profile", "new", str(tmp_path / "me.txt")]) == 2
    assert "ends in .yaml or .yml or .json" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["shipped"]


def test_show_says_what_is_held_and_what_is_taken_as_true(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "me.yaml"
    path.write_text("have: [law-degree@2027-07]\nworked: [paralegal=6]\nage: 20\n", "utf-8")
    assert main(["profile", "show", str(path), *WHEN]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "holds: Law degree (law-degree), expected in July 2027",
        "worked: Paralegal (paralegal-ew): 6 months",
        "age: 20 on 2026-11-22",
        "place: England & Wales (not stated: taken as so)",
        "hours: 50 a week for work and study together",
        "assumes: born in November 2006, reckoned from the age; --born is exact",
        "assumes: Law degree: no grade was given, so whichever a plan asks for is taken as met",
        "assumes: work as Paralegal lasts until the plan begins",
        "assumes: GCSE English is held too, as what is held suggests (if not: --lack gcse-english)",
    ]


def test_what_show_prints_as_json_is_a_profile(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "me.yaml"
    assert main(["profile", "new", str(path), *OPTIONS]) == 0
    capsys.readouterr()
    document = run_json(capsys, "profile", "show", str(path))
    assert document["schema"] == "careerpath.profile/1"
    assert document["titles"]["law-degree"] == "Law degree"
    again = tmp_path / "again.json"
    again.write_text(json.dumps(document), encoding="utf-8")
    assert run_json(capsys, "profile", "show", str(again)) == document


def test_show_reads_a_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.json"
    assert (
        main(["plan", "solicitor", "--have", "law-degree=2:1", *WHEN, "--output", str(path)]) == 0
    )
    document = run_json(capsys, "profile", "show", str(path))
    assert document["have"] == [{"id": "law-degree", "grade": "2:1", "since": None}]


# import


def imported(capsys: pytest.CaptureFixture[str], folder: Path, record: object, *words: str) -> Any:  # noqa: ANN401
    path = folder / "record.json"
    path.write_text(record if isinstance(record, str) else json.dumps(record), encoding="utf-8")
    return run_json(capsys, "profile", "import", str(path), *WHEN, *words)


def statements(document: Any) -> list[str]:  # noqa: ANN401
    return [m["statement"] for m in document["mapped"]]


def reasons(document: Any) -> list[str]:  # noqa: ANN401
    return [u["reason"] for u in document["unmapped"]]


def resume(**sections: object) -> dict[str, object]:
    return {"basics": {"name": "A person", "location": {"countryCode": "GB"}}, **sections}


def test_a_resume_is_mapped_by_name_and_never_by_likeness(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = resume(
        education=[
            {"studyType": "Degree", "area": "Law", "endDate": "2024-07-01", "score": "3.5/4.0"},
            {"studyType": "GCSE", "area": "English", "endDate": "2019", "score": "C"},
            {"studyType": "Law degre", "endDate": "2020-01"},
        ],
        certificates=[{"name": "Qualifying examination", "date": "2025-06-30"}],
        work=[
            {"position": "Legal Assistant", "startDate": "2024-01", "endDate": "2024-10"},
            {"position": "Restaurant Manager", "startDate": "2020-01", "endDate": "2023-01"},
        ],
    )
    document = imported(capsys, tmp_path, record, "--in", "EW")
    assert document["standard"] == "JSON Resume"
    assert statements(document) == [
        "law-degree@2024-07", "gcse-english=4@2019-12", "sqe@2025-06", "paralegal-ew=9@2024-10",
    ]  # fmt: skip
    notes = [m["notes"] for m in document["mapped"]]
    assert notes[0] == ["'3.5/4.0' is not one of its grades, so the grade is left open"]
    assert notes[1] == ["only the year is stated: taken as December 2019"]
    assert reasons(document) == ["nothing in the data bears this name"] * 2
    assert "law-degree — Law degree (degree, England & Wales)" in document["unmapped"][0]["nearest"]


def test_a_name_borne_by_several_is_not_guessed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = resume(education=[{"studyType": "LLB", "endDate": "2024-07"}])
    document = imported(capsys, tmp_path, record)
    assert statements(document) == []
    assert "borne by more than one" in reasons(document)[0]
    assert document["profile"]["place"] is None
    assert statements(imported(capsys, tmp_path, record, "--in", "EW")) == ["law-degree@2024-07"]
    assert statements(imported(capsys, tmp_path, record, "--in", "scotland")) == [
        "scots-degree@2024-07"
    ]


def test_a_missing_end_is_taken_for_neither_current_nor_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = resume(
        education=[{"studyType": "Law degree", "startDate": "2023-09"}],
        work=[
            {"position": "Paralegal", "startDate": "2024-09"},
            {"position": "Paralegal", "startDate": "2019", "endDate": "2021"},
            {"position": "Paralegal", "startDate": "2026-01", "endDate": "2027-06"},
        ],
    )
    document = imported(capsys, tmp_path, record, "--in", "EW")
    assert statements(document) == []
    assert reasons(document) == [
        "it has no end date: finished, current or unknown",
        "it has no end date: current or unknown",
        "only years are stated, so its months are not known",
        "it ends in the future; only what has been worked counts",
    ]
    assert document["unmapped"][1]["option"] == "--worked paralegal-ew=MONTHS"


def test_a_legacy_resume_keeps_its_employer_and_grade(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = {
        "education": [{"studyType": "Law degree", "endDate": "2014-01-01", "gpa": "2:1"}],
        "work": [{"company": "Acme", "position": "Paralegal",
                  "startDate": "2013-12-01", "endDate": "2014-12-01"}],
    }  # fmt: skip
    document = imported(capsys, tmp_path, record)
    assert statements(document) == ["law-degree=2:1@2014-01", "paralegal-ew=12@2014-12"]
    assert "(Acme)" in document["mapped"][1]["says"]


def test_an_import_is_a_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = resume(education=[{"studyType": "Law degree", "endDate": "2024-07", "score": "2:1"}])
    document = imported(capsys, tmp_path, record)
    kept = tmp_path / "import.json"
    kept.write_text(json.dumps(document), encoding="utf-8")
    plan = run_json(capsys, "plan", "solicitor", "--profile", str(kept), *WHEN)
    assert plan["profile"]["holds"] == [{"id": "law-degree", "grade": "2:1", "since": "2024-07"}]
    out = tmp_path / "me.yaml"
    imported(capsys, tmp_path, record, "--output", str(out))
    assert "law-degree=2:1@2024-07" in out.read_text(encoding="utf-8")


def badge(name: str, kind: str | None = "Degree", **more: object) -> dict[str, Any]:
    achievement: dict[str, Any] = {"id": "urn:a", "type": ["Achievement"], "name": name}
    if kind is not None:
        achievement["achievementType"] = kind
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "urn:i", "name": "A university"},
        "validFrom": "2024-07-01T00:00:00Z",
        "credentialSubject": {"type": "AchievementSubject", "achievement": achievement},
        **more,
    }


def test_a_badge_of_a_degree_is_held_but_not_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = badge("Law degree", credentialStatus={"id": "urn:s", "type": "1EdTechRevocationList"})
    record["credentialSubject"]["result"] = [{"type": "Result", "value": "2:1"}]
    document = imported(capsys, tmp_path, record)
    assert document["standard"] == "Open Badges 3"
    assert statements(document) == ["law-degree=2:1@2024-07"]
    assert document["mapped"][0]["notes"] == ["its issuer can revoke it; that was not checked"]
    assert document["notes"] == ["signatures and revocation were not checked"]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (badge("Law degree", None), "it doesn't say of what kind it is: a degree or a sticker"),
        (badge("Law degree", "Competency"), "it is of the kind Competency, not a qualification"),
        (
            badge("Law degree", validUntil="2025-01-01T00:00:00Z"),
            "it was valid until 2025-01-01 only: held once, expired now",
        ),
    ],
)
def test_a_badge_that_is_no_qualification_of_today_is_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], record: object, reason: str
) -> None:
    document = imported(capsys, tmp_path, record)
    assert (statements(document), reasons(document)) == ([], [reason])
    assert document["unmapped"][0]["option"] == "--have law-degree"


def test_a_result_below_what_is_required_is_no_pass(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = badge("Law degree")
    subject = record["credentialSubject"]
    subject["result"] = [{"resultDescription": "urn:r", "value": "D"}]
    subject["achievement"]["resultDescription"] = [
        {"id": "urn:r", "allowedValue": ["D", "C", "B", "A"], "requiredValue": "C"}
    ]
    assert reasons(imported(capsys, tmp_path, record)) == ["its result D is below the C required"]


def test_of_a_transcript_only_what_is_awarded_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = {
        "type": ["VerifiableCredential", "ClrCredential"],
        "credentialSubject": {
            "verifiableCredential": [badge("GCSE English"), "eyJhbGciOi…"],
            "achievement": [{"name": "Law degree"}, {"name": "Qualifying examination"}],
        },
    }
    document = imported(capsys, tmp_path, record)
    assert document["standard"] == "CLR 2"
    assert statements(document) == ["gcse-english@2024-07"]
    assert reasons(document) == ["only plain JSON is read"]
    assert "2 achievements are described in the record without being awarded" in document["notes"]


@pytest.mark.parametrize(
    "record",
    [
        {"@context": "https://credreg.net/ctdl/schema/context/json",
         "@graph": [{"@type": "ceterms:BachelorDegree", "ceterms:name": {"en-GB": "Law degree"}}]},
        [{"@type": ["https://purl.org/ctdl/terms/CredentialComponent"],
          "https://purl.org/ctdl/terms/name": [{"@language": "en", "@value": "Law degree"}]}],
        {"@type": "ceterms:License", "ceterms:name": "Law degree"},
    ],
    ids=["graph", "expanded", "alone"],
)  # fmt: skip
def test_ctdl_says_what_there_is_and_not_who_holds_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], record: object
) -> None:
    document = imported(capsys, tmp_path, record)
    assert (document["standard"], statements(document)) == ("CTDL", [])
    (only,) = document["unmapped"]
    assert only["option"] == "--have law-degree"
    assert only["reason"] == "CTDL says what a credential is, not that somebody holds it"


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ("{} {}", "not valid JSON: line 1, column 4"),
        ("[" * 100_000, "nested too deeply"),
        ('{"work": NaN}', "NaN is not a JSON value"),
        ('{"hello": 1}', "not a record of a kind that can be read"),
        ('{"education": null}', "education: null is not a list"),
        ('{"education": [{"studyType": null}]}', "education[0].studyType: null is not a text"),
        ('{"education": [{"courses": [null]}]}', "education[0].courses: not a list of texts"),
        ('{"work": [{"startDate": "soon"}]}', "work[0].startDate: 'soon' is not a date"),
        ('{"work": "none"}', "work: 'none' is not a list"),
        ('{"basics": {}, "x": "' + "y" * 5_000_001 + '"}', "larger than a record can be"),
    ],
)
def test_a_hostile_record_is_refused_with_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], record: str, problem: str
) -> None:
    path = tmp_path / "record.json"
    path.write_text(record, encoding="utf-8")
    assert main(["profile", "import", str(path)]) == 4
    assert problem in capsys.readouterr().err


def test_text_of_a_record_steers_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "record.json"
    record = resume(certificates=[{"name": "\x1b[31m[red]evil\u202e"}])
    path.write_text(json.dumps(record), encoding="utf-8")
    assert main(["profile", "import", str(path), *WHEN]) == 0
    out = capsys.readouterr().out
    assert "[31m[red]evil" in out
    assert "\x1b" not in out
    assert "\u202e" not in out
