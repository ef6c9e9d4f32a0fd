"""Packs laid over each other: a later one replaces or extends single entries by their id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from careerpath.catalogue import Catalogue
from careerpath.packs.reading import load_packs, read_packs
from tests.small_pack import write_pack

if TYPE_CHECKING:
    from pathlib import Path

    from careerpath.packs.reading import Reading


def laid_over(folder: Path, **files: str) -> Reading:
    """The small pack with a college's own laid over it."""
    college = folder / "college"
    college.mkdir()
    for name, text in files.items():
        (college / f"{name}.yaml").write_text(text, encoding="utf-8")
    return read_packs([write_pack(folder / "base"), college])


def entry_of(reading: Reading, id_: str) -> dict[str, Any]:
    assert [str(p) for p in reading.problems] == []
    entry: dict[str, Any] = reading.data["credentials"][id_]
    return entry


def test_an_extension_changes_what_it_states_and_nothing_else(tmp_path: Path) -> None:
    reading = laid_over(
        tmp_path,
        qualifications="- id: law-degree\n  extends: true\n  notes: our own\n"
        "  routes: [{id: part-time, months: 60}]\n",
    )
    own = entry_of(reading, "law-degree")
    base = load_packs([tmp_path / "base"])["credentials"]["law-degree"]
    full_time, part_time = own["routes"]
    assert full_time == base["routes"][0]
    assert part_time == {**base["routes"][1], "months": 60}
    assert (own["notes"], own["pack"], base["pack"]) == ("our own", "college", "base")
    changed = {"notes", "routes", "pack"}
    assert {k: v for k, v in own.items() if k not in changed} == {
        k: v for k, v in base.items() if k not in changed
    }


def test_an_extension_may_add_a_route(tmp_path: Path) -> None:
    evening = "{id: college, months: 9, hours_per_week: 9, fee: 0, sources: [regulator]}"
    reading = laid_over(
        tmp_path, qualifications=f"- {{id: sqe, extends: true, routes: [{evening}]}}\n"
    )
    assert [r["id"] for r in entry_of(reading, "sqe")["routes"]] == [
        "preparation-course",
        "college",
    ]


def test_without_extends_the_entry_takes_the_whole_place(tmp_path: Path) -> None:
    reading = laid_over(
        tmp_path,
        qualifications="- {id: old-course, title: New, kind: exam, jurisdiction: scotland}\n",
        places="- {id: scotland, title: Scotland}\n",
    )
    assert entry_of(reading, "old-course") == {
        "id": "old-course",
        "title": "New",
        "jurisdiction": ["scotland"],
        "confidence": "medium",
        "kind": "exam",
        "pack": "college",
    }


def test_every_override_is_reported_with_both_places(tmp_path: Path) -> None:
    reading = laid_over(
        tmp_path, roles="\n- {id: paralegal-ew, extends: true, hours_per_week: 30}\n"
    )
    assert [
        (id_, was.file, was.line(), now.file, now.line()) for id_, was, now in reading.overrides
    ] == [("paralegal-ew", "base/roles.yaml", 2, "college/roles.yaml", 2)]
    assert entry_of(reading, "paralegal-ew")["paces"] == [30]


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"roles": "- {id: pilot, extends: true}\n"},
         "college/roles.yaml:1: extends: no earlier pack has `pilot`"),
        ({"qualifications": "- {id: sqe, extends: true, colour: red}\n"},
         "college/qualifications.yaml:1: colour: `sqe`: `colour` is not a field this entry has"),
        ({"qualifications": "- {id: sqe, extends: true, routes: [{id: new, months: 1}]}\n"},
         "college/qualifications.yaml:1: routes[1].hours_per_week: `sqe`: `hours_per_week` is missing"),
        ({"qualifications": "- {id: sqe, extends: true, requires: gone}\n"},
         "college/qualifications.yaml:1: requires: `sqe`: `gone` is not in the data"),
        ({"sources": "- {id: regulator, extends: true, authority: hearsay}\n"},
         "college/sources.yaml:1: authority: `regulator`: expected 'regulator',"
         " 'awarding-body', 'official' or 'secondary'; found 'hearsay'"),
    ],
)  # fmt: skip
def test_a_fault_of_an_overlay_stands_in_the_overlay(
    tmp_path: Path, files: dict[str, str], problem: str
) -> None:
    assert problem in [str(p) for p in laid_over(tmp_path, **files).problems]


def test_a_price_may_be_overridden_in_other_files_too(tmp_path: Path) -> None:
    reading = laid_over(tmp_path, rates="- {currency: USD, rate: '0.8', dated: 2027-01}\n")
    assert Catalogue({**reading.data, "digest": ""}).convert(100, "USD", "GBP") == 80


def test_the_last_of_three_packs_has_the_last_word(tmp_path: Path) -> None:
    base = write_pack(tmp_path / "base")
    for name, months in (("one", 7), ("two", 8)):
        (tmp_path / name).mkdir()
        text = f"- {{id: sqe, extends: true, routes: [{{id: preparation-course, months: {months}}}]}}\n"
        (tmp_path / name / "qualifications.yaml").write_text(text, encoding="utf-8")
    folders = [base, tmp_path / "one", tmp_path / "two"]
    assert Catalogue(load_packs(folders))["sqe"].routes[0].months == 8
    assert Catalogue(load_packs([folders[0], folders[2], folders[1]]))["sqe"].routes[0].months == 7
    assert load_packs(folders)["packs"] == ["base", "one", "two"]
