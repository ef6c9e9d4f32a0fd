"""What a pack changes, and the catalogue to take away."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

from careerpath.cli import main
from careerpath.render.credentials_csv import COLUMNS
from careerpath.report.browse import asked_by, asked_by_each
from tests.small_pack import QUALIFICATIONS, ROLES, write_pack

if TYPE_CHECKING:
    from pathlib import Path

    from careerpath.catalogue import Catalogue


@pytest.fixture(autouse=True)
def _shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small pack stands in for the shipped one."""
    folder = write_pack(tmp_path / "shipped")
    monkeypatch.setattr("careerpath.cli.session.shipped_pack", lambda: folder)
    monkeypatch.delenv("CAREERPATH_DATA", raising=False)


COLLEGE = """
- id: sqe
  extends: true
  requires: law-degree>=2:1
  routes: [{id: preparation-course, fee: {amount: 4500, currency: GBP, year: 2027}, available: {from: 2027-01}}]
- {id: college-course, title: Course at the college, kind: diploma, jurisdiction: england-wales}
"""


def _college(folder: Path) -> str:
    folder.mkdir()
    (folder / "qualifications.yaml").write_text(COLLEGE, encoding="utf-8")
    return str(folder)


def _told(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert main(["data", "diff", *words]) == 0
    return capsys.readouterr().out.splitlines()


def test_a_pack_is_compared_with_what_it_is_laid_over(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    college = _college(tmp_path / "college")
    assert _told(capsys, college) == [
        "added: college-course — Course at the college",
        "changed: sqe: requires: Law degree at 2:2 or better → Law degree at 2:1 or better [regulator]",
        "changed: sqe: routes.preparation-course.fee: 5000 GBP → 4500 GBP [regulator]",
        "changed: sqe: routes.preparation-course.estimated: fee → nothing [regulator]",
        "changed: sqe: routes.preparation-course.basis: the price of one course → nothing [regulator]",
        "changed: sqe: routes.preparation-course.available: nothing → from 2027-01 [regulator]",
        f"1 added, 0 removed, 1 changed from shipped to {college}",
    ]


def test_two_packs_are_compared_each_by_itself(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    fewer = QUALIFICATIONS.partition("- id: youth-award")[0]
    roles = ROLES.replace("low: 20000", "low: 21000")
    older = write_pack(tmp_path / "older", qualifications=fewer, roles=roles)
    assert _told(capsys, str(older), "shipped") == [
        "added: youth-award — Youth award",
        "changed: paralegal-ew: salary.low: 21000 → 20000 [regulator]",
        f"1 added, 0 removed, 1 changed from {older} to shipped",
    ]
    assert _told(capsys, "shipped", str(older))[0] == "removed: youth-award — Youth award"


def test_a_pack_that_is_not_whole_is_laid_over_the_shipped_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    college = _college(tmp_path / "college")
    assert _told(capsys, college, "shipped")[0] == "removed: college-course — Course at the college"


def test_a_pack_compared_with_itself_has_no_difference(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _told(capsys, "shipped", "shipped") == [
        "0 added, 0 removed, 0 changed from shipped to shipped"
    ]


def test_a_folder_that_is_none_is_bad_data(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["data", "diff", str(tmp_path / "nowhere")]) == 4
    assert "nowhere: no such folder" in capsys.readouterr().err


# export


def _exported(capsys: pytest.CaptureFixture[str], *words: str) -> Any:  # noqa: ANN401 - JSON
    assert main(["data", "export", *words]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_export_holds_every_entry_as_show_gives_it(capsys: pytest.CaptureFixture[str]) -> None:
    """But for what depends on the day it is asked."""
    document = _exported(capsys)
    assert document["schema"] == "careerpath.export/1"
    items = {i["id"]: i for i in document["credentials"]}
    for id_ in ("law-degree", "paralegal-ew", "qwe"):
        main(["show", id_, "--json"])
        shown = json.loads(capsys.readouterr().out)["item"]
        assert {k: shown[k] for k in items[id_] if k != "availability"} == {
            k: v for k, v in items[id_].items() if k != "availability"
        }
    assert [r["rate"] for r in document["rates"]] == [1.0, 0.75]
    assert {p["id"] for p in document["places"]} >= {"england-wales", "united-states"}
    assert document["sources"][0]["used_by"] != []


def test_who_asks_for_what_is_found_at_once_as_one_by_one(small: Catalogue) -> None:
    each = asked_by_each(small)
    assert {i: each.get(i, []) for i in small.ids} == {i: asked_by(small, i) for i in small.ids}


def test_the_export_is_written_as_json_or_csv_by_extension(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    whole = _exported(capsys)
    path = tmp_path / "all.json"
    assert main(["data", "export", "--output", str(path)]) == 0
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", f"wrote {path}\n")
    assert json.loads(path.read_text(encoding="utf-8")) == whole
    assert main(["data", "export", "--output", str(tmp_path / "all.html")]) == 2
    assert "Use one of: .csv .json" in capsys.readouterr().err


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


TAB = "\\t"
"""As YAML writes it."""


def test_the_table_has_a_row_a_credential(tmp_path: Path) -> None:
    path = tmp_path / "credentials.csv"
    main(["data", "export", "--output", str(path)])
    rows = _rows(path)
    assert tuple(rows[0]) == COLUMNS
    degree = next(r for r in rows if r["id"] == "law-degree")
    assert (degree["months_from"], degree["fee_from"], degree["currency"]) == ("33", "21000", "GBP")
    assert (degree["ways_in"], degree["estimated"], degree["level"]) == ("2", "yes", "RQF 6")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\\t=", "＝", "|"])
def test_no_cell_of_the_table_is_a_formula(tmp_path: Path, start: str) -> None:
    pack = tmp_path / "evil"
    pack.mkdir()
    entry = f'- {{id: x, title: "{start}1+1", kind: exam, jurisdiction: england-wales}}\n'
    (pack / "qualifications.yaml").write_text(entry, encoding="utf-8")
    path = tmp_path / "credentials.csv"
    assert main(["data", "export", "--data", str(pack), "--output", str(path)]) == 0
    (title,) = [r["title"] for r in _rows(path) if r["id"] == "x"]
    assert title == f"'{start.removeprefix(TAB)}1+1"
