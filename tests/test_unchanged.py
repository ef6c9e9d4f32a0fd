"""Packs of which some files are as they were: what comes of them is what reading them afresh gives."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from careerpath.datafiles import shipped_pack
from careerpath.packs import strict_yaml
from careerpath.packs.files import pack_files
from careerpath.packs.reading import load_packs, read_packs
from careerpath.packs.unchanged import Before
from tests.seeds import GROUND, Seed
from tests.small_pack import QUALIFICATIONS, write_pack
from tests.test_seeded_faults import ERRORS, UNGAINABLE, UNREAD, WARNINGS

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are parsed from now on."""
    texts: list[str] = []
    parse = strict_yaml._read

    def noting(text: str) -> Any:  # noqa: ANN401 - as the function itself
        texts.append(text)
        return parse(text)

    monkeypatch.setattr(strict_yaml, "_read", noting)
    return texts


def _write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_without_a_change_nothing_is_parsed(tmp_path: Path, parsed: list[str]) -> None:
    folders = [write_pack(tmp_path / "pack")]
    first = load_packs(folders)
    assert len(parsed) == 5
    assert load_packs(folders, first) == first
    assert len(parsed) == 5


def test_the_one_file_that_changed_is_parsed(tmp_path: Path, parsed: list[str]) -> None:
    folders = [write_pack(tmp_path / "pack")]
    first = load_packs(folders)
    parsed.clear()
    edited = QUALIFICATIONS.replace("amount: 5000,", "amount: 4000,")
    _write(tmp_path / "pack", "qualifications", edited)
    second = load_packs(folders, first)
    assert parsed == [edited]
    assert second["credentials"]["sqe"]["routes"][0]["fee"]["minor"] == 400000
    assert second == load_packs(folders)


def test_every_file_of_the_shipped_data_may_change(tmp_path: Path) -> None:
    """Scales that are shared between entries and files are among them."""
    pack = tmp_path / "data"
    shutil.copytree(shipped_pack(), pack)
    before = load_packs([pack])
    assert before["shared_scales"]
    assert len(before["files"]) == len(pack_files(pack))
    for file in pack_files(pack)[::5]:
        with file.open("a", encoding="utf-8") as opened:
            opened.write("# looked at again\n")
        after = load_packs([pack], before)
        assert {**after, "digest": "", "files": []} == {**before, "digest": "", "files": []}
        before = after


def test_a_shared_scale_is_that_of_today(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack")
    head = "title: Award, kind: diploma, jurisdiction: england-wales"
    _write(pack / "one", "qualifications", f"- {{id: one, {head}, scale: two}}\n")
    _write(pack / "two", "qualifications", f"- {{id: two, {head}, scale: [a, b]}}\n")
    before = load_packs([pack])
    _write(pack / "two", "qualifications", f"- {{id: two, {head}, scale: [c, d]}}\n")
    after = load_packs([pack], before)
    assert after["credentials"]["one"]["scale"] == [["c"], ["d"]]
    assert after == load_packs([pack])


@pytest.mark.parametrize(
    "own",
    [
        "- {id: sqe, extends: true, notes: our own}\n",
        "- {id: sqe, title: Own, kind: exam, jurisdiction: england-wales}\n",
        "- {id: own, title: Own, kind: exam, jurisdiction: england-wales}\n",
    ],
)
def test_packs_laid_over_each_other_may_change_either_way(tmp_path: Path, own: str) -> None:
    """What overrides and what is overridden is read again, even where it stayed as it was."""
    base, college = write_pack(tmp_path / "base"), tmp_path / "college"
    _write(college, "qualifications", own)
    before = load_packs([base, college])
    _write(base / "more", "roles", "- {id: pilot, title: Pilot, jurisdiction: england-wales}\n")
    _write(base, "qualifications", QUALIFICATIONS.replace("months: 6\n", "months: 7\n"))
    after = load_packs([base, college], before)
    assert after == load_packs([base, college])
    _write(college, "qualifications", "[]\n")
    last = load_packs([base, college], after)
    assert last == load_packs([base, college])
    assert last["credentials"]["sqe"]["routes"][0]["months"] == 7


def test_an_entry_that_comes_to_override_another_does_so(tmp_path: Path) -> None:
    """The file in which it stands is as it was."""
    base, college = write_pack(tmp_path / "base"), tmp_path / "college"
    _write(
        college, "qualifications", "- {id: own, title: Own, kind: exam, jurisdiction: ireland}\n"
    )
    before = load_packs([base, college])
    text = "- {id: own, title: Theirs, kind: exam, jurisdiction: ireland, notes: theirs}\n"
    _write(base / "more", "qualifications", text)
    after = load_packs([base, college], before)
    assert after["credentials"]["own"]["title"] == "Own"
    assert after == load_packs([base, college])
    reading = read_packs([base, college], Before(before))
    assert [id_ for id_, _, _ in reading.overrides] == ["own"]
    assert reading.as_written(("credentials", "own"))["title"] == "Own"


@pytest.mark.parametrize(
    "fault", [*ERRORS, *UNREAD, UNGAINABLE, *WARNINGS], ids=lambda fault: fault.name
)
def test_a_new_fault_is_reported_as_ever(tmp_path: Path, fault: Seed) -> None:
    pack = write_pack(tmp_path / "pack")
    for ground in GROUND:
        ground.write(pack)
    before = Before(load_packs([pack]))
    fault.write(pack)
    afresh = [str(p) for p in read_packs([pack]).problems]
    assert [str(p) for p in read_packs([pack], before).problems] == afresh != []


def test_what_a_change_breaks_in_another_file_is_reported_there(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack")
    before = Before(load_packs([pack]))
    _write(pack, "roles", "[]\n")
    _write(pack, "sources", "[]\n")
    problems = [str(p) for p in read_packs([pack], before).problems]
    assert problems == [str(p) for p in read_packs([pack]).problems]
    said = "`qwe`: the role `paralegal-ew` is not in the data"
    line = (
        QUALIFICATIONS.splitlines().index(
            "  requires: {experience: {months: 24, in: [paralegal-ew]}}"
        )
        + 1
    )
    assert f"pack/qualifications.yaml:{line}: requires: {said}" in problems


def test_what_comes_to_be_extended_is_looked_up_as_it_is_written(
    tmp_path: Path, parsed: list[str]
) -> None:
    base, college = write_pack(tmp_path / "base"), tmp_path / "college"
    _write(college, "qualifications", "[]\n")
    before = load_packs([base, college])
    parsed.clear()
    own = "- {id: sqe, extends: true, notes: our own}\n"
    _write(college, "qualifications", own)
    after = load_packs([base, college], before)
    assert parsed == [own, QUALIFICATIONS]
    assert after == load_packs([base, college])
