"""Whoever reads the JSON, or writes the YAML, has schemas: real documents and real data fit them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from careerpath.cli import main
from careerpath.datafiles import shipped_pack
from careerpath.packs.json_schema import FILE_SCHEMAS, PROFILE, file_schema
from careerpath.packs.profile_schema import ProfileFile
from careerpath.packs.reading import MODELS
from careerpath.packs.strict_yaml import read_yaml
from careerpath.render.document_schemas import DOCUMENTS, document_schema
from tests.small_pack import ROLES, write_pack
from tests.test_words import SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WHEN = ("--as-of", "2026-11-22")


@pytest.fixture
def _small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small pack stands in for the shipped one."""
    folder = write_pack(tmp_path / "shipped")
    monkeypatch.setattr("careerpath.cli.session.shipped_pack", lambda: folder)
    for name in ("CAREERPATH_DATA", "CAREERPATH_PROFILE"):
        monkeypatch.delenv(name, raising=False)


def closed(schema: Any) -> Any:  # noqa: ANN401 - JSON is any
    """The schema with every object closed: a field that it does not list is then a fault."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {k: closed(v) for k, v in schema.items()}
    return {**inner, "additionalProperties": False} if "properties" in schema else inner


def faults(schema: dict[str, Any], document: object) -> list[str]:
    Draft202012Validator.check_schema(schema)
    found = Draft202012Validator(schema).iter_errors(document)
    return [f"{e.json_path}: {e.message[:200]}" for e in found]


QUESTIONS = [
    ("plan", ["plan", "solicitor", "--have", "law-degree=2:1@2024-07", *WHEN]),
    ("plan", ["plan", "solicitor", "--have", "law-degree=2:2", "--budget", "1", "--age", "20", *WHEN]),
    ("plan", ["plan", "solicitor", "--worked", "solicitor=3", *WHEN]),
    ("plan", ["plan", "firefighter-badge", *WHEN]),
    ("plans", ["plan", "solicitor", "paralegal", "--have", "law-degree", *WHEN]),
    ("plan", ["plan", "solicitor", "--have", "law-degree=2:1", "-n", "2", "--trade-offs", "--ask", *WHEN]),
    ("why", ["why", "--to", "solicitor", "--have", "law-degree=2:1", *WHEN]),
    ("why", ["why", "sqe", "--to", "solicitor", "--have", "law-degree=2:1", *WHEN]),
    ("why", ["why", "--to", "solicitor", "--have", "law-degree=2:2", "--budget", "1", *WHEN]),
    ("reach", ["reach", "--have", "law-degree=2:1", "--within", "5y", *WHEN]),
    ("reach", ["reach", "--have", "law-degree=2:1", "--plus", "sqe", *WHEN]),
    ("compare", ["compare", "solicitor-ew", "paralegal-ew", *WHEN]),
    ("compare", ["compare", "solicitor-ew", "paralegal-ew", "--have", "law-degree=2:1", *WHEN]),
    ("list", ["find"]),
    ("show", ["show", "law-degree"]),
    ("show", ["show", "paralegal"]),
    ("show", ["show", "youth-award"]),
    ("show", ["show", "old-course"]),
    ("sources", ["data", "sources"]),
    ("check", ["data", "check", "--as-of", "2029-01-01"]),
    ("export", ["data", "export"]),
    ("schemas", ["data", "schema"]),
    ("error", ["plan", "solicitr"]),
    ("error", ["plan", "--no-such-option"]),
]  # fmt: skip


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize(
    ("name", "words"), QUESTIONS, ids=lambda v: v if isinstance(v, str) else ""
)
def test_what_is_printed_fits_its_schema_and_has_no_field_beside_it(
    capsys: pytest.CaptureFixture[str], name: str, words: list[str]
) -> None:
    main([*words, "--json"])
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == f"careerpath.{name}/1"
    assert faults(closed(document_schema(name)), document) == []


@pytest.mark.usefixtures("_small")
def test_a_diff_fits_its_schema(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    other = write_pack(tmp_path / "other", roles=ROLES.replace("low: 20000", "low: 21000"))
    main(["data", "diff", str(other), "shipped", "--json"])
    document = json.loads(capsys.readouterr().out)
    assert len(document["changed"]) == 1
    assert faults(closed(document_schema("diff")), document) == []


@pytest.mark.usefixtures("_small")
def test_what_becomes_of_files_fits_its_schema(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    people, record, lock = (tmp_path / n for n in ("people.csv", "resume.json", "plan.lock"))
    people.write_text("target,have\nsolicitor,law-degree=2:1\nno-such-role,\n", encoding="utf-8")
    record.write_text(
        json.dumps({"basics": {}, "education": [{"area": "Law", "studyType": "Law degree"}]}),
        encoding="utf-8",
    )
    main(["plan", "solicitor", "--have", "law-degree=2:1", *WHEN, "--lock", str(lock)])
    capsys.readouterr()
    for name, words in (
        ("cohort", ["cohort", str(people), *WHEN]),
        ("import", ["profile", "import", str(record), *WHEN]),
        ("recheck", ["plan", "--recheck", str(lock), *WHEN]),
    ):
        main([*words, "--json"])
        document = json.loads(capsys.readouterr().out)
        assert document["schema"] == f"careerpath.{name}/1"
        assert faults(closed(document_schema(name)), document) == [], name
    main(["profile", "show", str(lock), *WHEN, "--json"])
    assert faults(file_schema(PROFILE), json.loads(capsys.readouterr().out)) == []
    kept = json.loads(lock.read_text(encoding="utf-8"))
    assert faults(closed(document_schema("lock")), kept) == []


FROM_FILES = {"diff", "cohort", "import", "recheck", "lock"}


def test_every_document_is_among_those_that_are_tried() -> None:
    assert {name for name, _ in QUESTIONS} | FROM_FILES == set(DOCUMENTS)


def test_every_document_of_the_code_has_a_schema() -> None:
    """A profile is a file that is read as well as printed: its schema is that of the file."""
    named = {
        name
        for file in SOURCE.rglob("*.py")
        for name in re.findall(r'"careerpath\.([a-z-]+)/1"', file.read_text(encoding="utf-8"))
    }
    assert named - {"profile"} <= set(DOCUMENTS)


def test_a_document_that_lacks_a_field_does_not_fit() -> None:
    error = {"code": "usage", "message": "m", "hint": "", "details": []}
    document = {"schema": "careerpath.error/1", "error": error}
    assert faults(document_schema("error"), document) == []
    assert faults(document_schema("error"), {**document, "error": {**error, "later": 1}}) == []
    assert faults(document_schema("error"), {"schema": "careerpath.error/1"}) != []
    assert faults(document_schema("error"), {**document, "schema": "careerpath.plan/1"}) != []


# the data files


@pytest.mark.parametrize("name", MODELS)
def test_the_shipped_files_fit_the_schema_of_their_name(name: str) -> None:
    schema = file_schema(name)
    for file in sorted(shipped_pack().rglob(name)):
        entries = read_yaml(file.read_text(encoding="utf-8")).data
        assert faults(schema, entries)[:3] == [], file.name


def _qualification(**fields: object) -> list[object]:
    return [{"id": "x", "title": "X", "kind": "exam", "jurisdiction": "somewhere", **fields}]


def _route(**fields: object) -> dict[str, object]:
    return {"months": 1, "hours_per_week": 2, "fee": 0, **fields}


RIGHT = [
    _qualification(aliases="one", counts_as="y", sources="s"),
    _qualification(counts_as=[{"id": "y", "grades": {"a": 3}}], scale=["a", ["b", "c"]]),
    _qualification(routes=[_route(starts=9, estimated=True, basis="b")], retake="route-1"),
    _qualification(routes=[_route(id="r", apply_by="01-29", available={"from": "2027-01"})]),
    _qualification(requires=["y>=2:1", {"any": ["z", {"age": 18}]}], checked="2026-11-22"),
    _qualification(requires={"experience": {"months": 3, "in": "w", "last": 6}}),
    [{"id": "x", "extends": True, "routes": [{"id": "r", "fee": {"amount": 1}}]}],
]

WRONG: list[tuple[list[object], str]] = [
    (_qualification(colour="red"), "$[0]"),
    (_qualification(title=None), "$[0].title"),
    (_qualification(id="Not An Id"), "$[0].id"),
    (_qualification(routes=[{"months": 1, "fee": 0}]), "$[0].routes[0]"),
    (_qualification(routes=[_route(hours_per_week=169)]), "$[0].routes[0].hours_per_week"),
    (_qualification(routes=[_route(available={"from": "soon"})]), "$[0].routes[0].available.from"),
    (_qualification(requires={"any": "y", "all": "z"}), "$[0].requires"),
    (_qualification(requires=None), "$[0].requires"),
    (_qualification(confidence="total"), "$[0].confidence"),
    ([{"id": "x", "title": "X"}], "$[0]"),
]


@pytest.mark.parametrize("entries", RIGHT)
def test_what_an_author_may_write_fits(entries: list[object]) -> None:
    assert faults(file_schema("qualifications.yaml"), entries) == []


@pytest.mark.parametrize(("entries", "path"), WRONG)
def test_what_an_author_may_not_write_is_marked_where_it_stands(
    entries: list[object], path: str
) -> None:
    assert {f.partition(": ")[0] for f in faults(file_schema("qualifications.yaml"), entries)} == {
        path
    }


def test_a_profile_fits_its_schema() -> None:
    profile = {
        "schema": "careerpath.profile/1",
        "have": ["some-course=5@2024-08", {"id": "other", "grade": 5}],
        "worked": [{"id": "role", "months": 18}],
        "lack": "x",
        "age": 20,
    }
    assert faults(file_schema(PROFILE), profile) == []
    assert faults(file_schema(PROFILE), {"holds": []}) != []
    fields = {f.alias or name for name, f in ProfileFile.model_fields.items()}
    assert set(file_schema(PROFILE)["properties"]) == fields


# the command


@pytest.mark.usefixtures("_small")
def test_the_command_prints_each_schema_by_name_and_lists_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in (*DOCUMENTS, *FILE_SCHEMAS):
        assert main(["data", "schema", name]) == 0
        schema = json.loads(capsys.readouterr().out)
        assert schema["title"] in (name, f"careerpath.{name}/1")
    assert main(["data", "schema", "careerpath.plan/1"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "careerpath.plan/1"
    assert main(["data", "schema"]) == 0
    assert "plan — The answer to one question.\n" in capsys.readouterr().out


@pytest.mark.usefixtures("_small")
def test_a_schema_that_there_is_not_is_refused_with_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["data", "schema", "plant"]) == 2
    error = capsys.readouterr().err
    assert "no schema is called 'plant'" in error
    assert "There are: plan, plans, list" in error


def _refs(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "$ref":
                yield str(item)
            else:
                yield from _refs(item)
    elif isinstance(value, list):
        for item in value:
            yield from _refs(item)


@pytest.mark.parametrize("name", FILE_SCHEMAS)
def test_every_reference_in_a_file_schema_leads_somewhere(name: str) -> None:
    schema = file_schema(name)
    known = {f"#/$defs/{d}" for d in schema.get("$defs", {})}
    assert set(_refs(schema)) <= known
