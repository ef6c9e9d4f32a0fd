"""Role profiles, skills and comparisons are checked: every fault with its file, line and path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from careerpath.packs.reading import read_packs
from tests.role_pack import COMPARISONS, GUIDE, PROFILES, SKILLS
from tests.small_pack import ROLES, SOURCES, write_pack

if TYPE_CHECKING:
    from pathlib import Path


def problems(folder: Path, **files: str) -> list[str]:
    texts = {
        "sources": SOURCES + GUIDE, "skills": SKILLS, "profiles": PROFILES,
        "comparisons": COMPARISONS, **files,
    }  # fmt: skip
    return [str(p) for p in read_packs([write_pack(folder / "pack", **texts)]).problems]


def test_the_pack_with_profiles_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("was", "now", "problem"),
    [
        ("roles: [solicitor-ew]", "roles: [judge-ew]",
         "roles[0]: `solicitor`: the role `judge-ew` is not in the data"),
        ("roles: [solicitor-ew]", "roles: [sqe]", "roles[0]: `solicitor`: `sqe` is not a role"),
        ("roles: [solicitor-ew]", "roles: [paralegal-ew]",
         "roles[0]: `solicitor`: `paralegal-ew` is described by `paralegal` already"),
        ("useful: [drafting]", "useful: [juggling]",
         "skills: `paralegal`: `juggling` is not in the vocabulary of skills.yaml"),
        ("useful: [drafting]", "useful: [word-processor]",
         "skills: `paralegal`: `word-processor` is a tool, which does not belong here"),
        ("useful: [drafting]", "useful: [research]", "skills: `paralegal`: `research` is named twice"),
        ("source: old-guide, claims: [a001]", "source: hearsay",
         "responsibilities[0].source: `paralegal`: the source `hearsay` is not in the data"),
        (", source: old-guide, claims: [a001]", "",
         "responsibilities[0]: `paralegal`: a statement cites its `source`, or is marked"
         " `judgement: true`"),
        (", verdict: wrong", "",
         "getting_in[0]: `paralegal`: `was` and `verdict` belong together"),
        ("claims: [a017], ", "",
         "getting_in[0]: `paralegal`: a corrected claim keeps its id in `claims`"),
        ("places: [united-states]", "places: [atlantis]",
         "responsibilities[2].places[0]: `paralegal`: the place `atlantis` is not described in"
         " places.yaml"),
        ("role: paralegal-us", "role: nobody",
         "equivalents[0].role: `paralegal`: the role `nobody` is not in the data"),
        ("- id: solicitor\n", "- id: sqe\n", "id: `sqe`: a credential has the same id"),
    ],
)  # fmt: skip
def test_a_fault_of_a_profile_is_named(tmp_path: Path, was: str, now: str, problem: str) -> None:
    found = problems(tmp_path, profiles=PROFILES.replace(was, now, 1))
    assert any(p.startswith("pack/profiles.yaml:") and p.endswith(problem) for p in found), found


def test_what_shows_a_skill_is_a_credential_or_a_profile(tmp_path: Path) -> None:
    found = problems(tmp_path, skills=SKILLS.replace("shown_by: [sqe]", "shown_by: [magic]"))
    assert found == [
        "pack/skills.yaml:3: shown_by[0]: `drafting`: `magic` is neither a credential nor a role"
        " profile of the data"
    ]


def test_a_comparison_is_of_profiles_that_exist(tmp_path: Path) -> None:
    text = COMPARISONS.replace("between: [paralegal, solicitor]", "between: [paralegal, judge]")
    assert any("speaks of `solicitor`, not one of `between`" in p for p in problems(
        tmp_path / "a", comparisons=text
    ))  # fmt: skip
    text = text.replace("solicitor:", "judge:")
    assert problems(tmp_path / "b", comparisons=text) == [
        "pack/comparisons.yaml:3: between[1]: `paralegal-and-solicitor`: the role profile `judge`"
        " is not in the data"
    ]


@pytest.mark.parametrize(
    ("was", "now", "problem"),
    [
        ("  career_ends: before\n", "", "`paralegal-ew`: no role that leads to it"),
        ("  career_ends: after\n", "", "`solicitor-ew`: no usual next role"),
        ("  career_ends: [before, after]\n", "",
         "`paralegal-us`: no usual next role and no role that leads to it"),
    ],
)  # fmt: skip
def test_a_role_without_a_career_is_warned_of(
    tmp_path: Path, was: str, now: str, problem: str
) -> None:
    found = problems(tmp_path, roles=ROLES.replace(was, now, 1))
    assert len(found) == 1
    assert f"{problem}: name it, or state `career_ends`" in found[0]
