"""One credential for people: a role with its profile and gap, a qualification, a closed one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from careerpath.cli import main
from careerpath.months import parse_month
from careerpath.render.browsing import render_entry
from careerpath.render.terminal import Look
from careerpath.report.browse import entry_document
from careerpath.report.skills import gap_document, skills_gap
from tests.golden import assert_golden
from tests.role_pack import role_catalogue
from tests.small_pack import asked_of

if TYPE_CHECKING:
    from pathlib import Path

    from careerpath.catalogue import Catalogue

AS_OF = parse_month("2026-11")


@pytest.fixture(scope="module")
def roles(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return role_catalogue(tmp_path_factory.mktemp("roles"))


def shown(catalogue: Catalogue, id_: str, look: Look, **said: Any) -> str:  # noqa: ANN401
    item = entry_document(catalogue, id_, AS_OF)
    if said:
        person = asked_of(catalogue, id_, **said).question.profile
        gap = skills_gap(catalogue, id_, person, AS_OF)
        assert gap is not None
        item["skills_gap"] = gap_document(gap)
    return render_entry(item, look)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("id_", ["paralegal-ew", "law-degree", "old-course"])
def test_an_entry_at_a_terminal(roles: Catalogue, id_: str, width: int) -> None:
    assert_golden(f"show-{id_}-{width}.txt", shown(roles, id_, Look(width=width)))


def test_a_role_with_somebody_described_begins_with_the_skills_gap(roles: Catalogue) -> None:
    text = shown(roles, "solicitor-ew", Look(width=80), worked=["paralegal=6"])
    assert_golden("show-gap-80.txt", text)


def test_work_shows_what_it_calls_essential_and_hints_at_what_it_calls_useful(
    roles: Catalogue,
) -> None:
    person = asked_of(roles, "solicitor", worked=["paralegal=6"]).question.profile
    gap = skills_gap(roles, "solicitor-ew", person, AS_OF)
    assert gap is not None
    assert {n.id: n.status for n in gap.needs} == {
        "research": "shown",
        "drafting": "partly",
        "advising": "missing",
        "listening": "shown",
    }


def test_a_course_that_closed_is_no_way_to_gain_a_skill(roles: Catalogue) -> None:
    person = asked_of(roles, "solicitor", have=["law-degree"]).question.profile
    gap = skills_gap(roles, "solicitor-ew", person, AS_OF)
    assert gap is not None
    advising = next(n for n in gap.needs if n.id == "advising")
    assert [e.id for e in advising.gained_by] == ["sqe"]


def test_a_pipe_shows_the_profile_with_sources_claims_and_corrections(roles: Catalogue) -> None:
    lines = shown(roles, "paralegal-ew", Look()).splitlines()
    assert "tasks: Draft statements [old-guide, claim a001]" in lines
    assert (
        "getting in: No degree is asked by any rule (corrects “A degree is needed”: wrong)"
        " [regulator, claim a017]"
    ) in lines
    assert "skills: Legal research, Listening [claim a002]" in lines
    assert "code: ISCO08 3411, the nearest match" in lines
    assert "called: United States: Legal assistant (paralegal-us) [regulator]" in lines
    assert not any("Take a deposition" in line for line in lines)


def test_with_v_it_shows_what_holds_elsewhere_too(roles: Catalogue) -> None:
    text = shown(roles, "paralegal-ew", Look(verbose=True))
    assert "tasks: United States: Take a deposition [regulator]\n" in text
    assert "compared: supervision, Paralegal: Under a solicitor [regulator]\n" in text


def test_careers_are_advice_and_told_apart_from_what_is_needed(roles: Catalogue) -> None:
    item = entry_document(roles, "solicitor-ew")
    assert item["feeders"] == [
        {"id": "paralegal-ew", "title": "Paralegal", "progression": "advancement", "says": ""}
    ]
    assert [w["says"] for w in item["ways_in"]] == ["Admission as a solicitor"]
    text = shown(roles, "solicitor-ew", Look())
    assert "often from: Paralegal (paralegal-ew), advancement\n" in text
    assert "careers: advice: these are usual, nobody must have done them\n" in text


@pytest.mark.parametrize(
    ("id_", "state"),
    [("old-course", "closed"), ("law-degree", "open"), ("qwe", None), ("solicitor-ew", None)],
)
def test_what_closed_says_so(roles: Catalogue, id_: str, state: str | None) -> None:
    availability = entry_document(roles, id_, AS_OF)["availability"]
    assert (availability and availability["state"]) == state


def test_what_closed_was_open_before(roles: Catalogue) -> None:
    availability = entry_document(roles, "old-course", parse_month("2021-01"))["availability"]
    assert (availability["state"], availability["last"]) == ("open", "2021-09")


@pytest.fixture
def _shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    role_catalogue(tmp_path)
    monkeypatch.setattr("careerpath.cli.session.shipped_pack", lambda: tmp_path / "small")
    for name in ("CAREERPATH_DATA", "CAREERPATH_PROFILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("_shipped")
def test_the_gap_comes_with_a_person_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def gap(*words: str) -> Any:  # noqa: ANN401
        assert main(["show", "solicitor", "--json", *words]) == 0
        return json.loads(capsys.readouterr().out)["item"]["skills_gap"]

    assert gap() is None
    assert [s["id"] for s in gap("--worked", "paralegal=6")["partly"]] == ["drafting"]
    profile = tmp_path / "me.yaml"
    profile.write_text("have: [law-degree]\n", encoding="utf-8")
    assert [s["id"] for s in gap("--profile", str(profile))["shown"]] == ["research"]
