"""What only the whole catalogue shows: each seeded fault gives its one problem, at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from careerpath.packs.reading import read_packs
from tests.small_pack import ROLES, write_pack
from tests.test_reading import qualification, with_entry

if TYPE_CHECKING:
    from pathlib import Path

CITED = "sources: [regulator]"
ROUTE = "{id: r, months: 1, hours_per_week: 2, fee: 0, sources: [regulator]}"


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["requires: no-such-thing", CITED], "5: requires: `x`: `no-such-thing` is not in the data"),
        (["requires: {any: [sqe, {recent: {months: 6, of: nowhere}}]}", CITED],
         "5: requires: `x`: `nowhere` is not in the data"),
        (["requires: law-degree>=A*", CITED],
         "5: requires: `x`: `A*` is not a grade of `law-degree` (Third, 2:2, 2:1, First)"),
        (["requires: sqe>=pass", CITED], "5: requires: `x`: `sqe` has no scale of grades"),
        (["requires: paralegal-ew", CITED],
         "5: requires: `x`: `paralegal-ew` is a role; a requirement names roles only inside `experience`"),
        (["requires: {experience: {months: 1, in: [sqe]}}", CITED],
         "5: requires: `x`: `sqe` is not a role: experience is work"),
        (["requires: {experience: {months: 1, in: [judge]}}", CITED],
         "5: requires: `x`: the role `judge` is not in the data"),
        (["requires: {held_for: {months: 1, in: [gone]}}", CITED],
         "5: requires: `x`: `gone` is not in the data"),
        (["requires: sqe"], "1: `x`: a rule without a source: cite `sources`"),
        (["routes:", "  - {id: r, months: 1, hours_per_week: 2, fee: 0, requires: sqe}"],
         "6: routes[0]: `x`: route `r` has a rule without a source: cite `sources`"),
        (["routes:", "  - {id: r, months: 1, hours_per_week: 2, fee: 0}"],
         "6: routes[0]: `x`: route `r` has figures without a source, not marked estimated"),
        (["sources: [hearsay]"], "5: sources: `x`: the source `hearsay` is not in the data"),
        (["facts:", "  - {says: So it is said., source: hearsay}"],
         "6: facts[0].source: `x`: the source `hearsay` is not in the data"),
        (["counts_as: [gone]"], "5: counts_as[0]: `x`: `gone` is not in the data"),
        (["counts_as: [paralegal-ew]"],
         "5: counts_as[0]: `x`: `paralegal-ew`: a role counts as a role only"),
        (["scale: [a, b]", "counts_as: [{id: law-degree, grades: {c: First}}]"],
         "6: counts_as[0]: `x`: `c` is not a grade of this entry"),
        (["scale: [a, b]", "counts_as: [{id: law-degree, grades: {a: Fifth}}]"],
         "6: counts_as[0]: `x`: `Fifth` is not a grade of `law-degree`"),
        (["assumes: [gcse-english>=10]"],
         "5: assumes[0]: `x`: `10` is not a grade of `gcse-english` (1, 2, 3, 4, 5, 6, 7, 8, 9)"),
        ([f"routes: [{ROUTE.replace('sources', 'not_if_held: [gone], sources')}]"],
         "5: routes[0].not_if_held: `x`: `gone` is not in the data"),
        ([f"routes: [{ROUTE.replace('sources', 'gives: [{role: sqe, months: 1}], sources')}]"],
         "5: routes[0].gives: `x`: `sqe` is not a role"),
        (["aliases: [LLB]"], "5: aliases: `x`: the alias `LLB` also names `law-degree`"),
        ([f"routes: [{ROUTE.replace('fee: 0', 'fee: {amount: 1, currency: EUR}')}]"],
         "5: routes[0].fee: `x`: no exchange rate for EUR in rates.yaml"),
    ],
)  # fmt: skip
def test_a_fault_between_entries_is_named(tmp_path: Path, lines: list[str], problem: str) -> None:
    assert with_entry(tmp_path, qualification(*lines)) == [f"qualifications.yaml:{problem}"]


def test_an_everyday_word_may_mean_several_jobs(tmp_path: Path) -> None:
    """Who types it is asked which; of qualifications the same is a slip."""
    role = "\n- {id: clerk-ew, title: Clerk, aliases: [legal assistant], jurisdiction: england-wales, sources: [regulator]}\n"
    pack = write_pack(tmp_path / "small", roles=ROLES + role)
    assert not [p for p in read_packs([pack]).problems if "also names" in p.message]


def test_a_place_nobody_describes_is_a_warning(tmp_path: Path) -> None:
    entry = qualification().replace("england-wales", "atlantis")
    assert with_entry(tmp_path, entry) == [
        "qualifications.yaml:4: jurisdiction: `x`: "
        "the place `atlantis` is not described in places.yaml"
    ]


def test_a_requirement_that_mentions_its_own_credential_is_a_warning(tmp_path: Path) -> None:
    entry = qualification("requires: {any: [x, sqe]}", CITED)
    assert with_entry(tmp_path, entry) == [
        "qualifications.yaml:5: requires: `x`: "
        "the requirement mentions its own credential, which can't satisfy itself"
    ]


def test_a_cycle_of_counts_as_is_named_at_each_of_its_entries(tmp_path: Path) -> None:
    one = qualification("counts_as: [y]")
    other = one.replace("id: x", "id: y").replace("[y]", "[x]")
    cycle = "counts_as: `{}`: counts as itself, through a cycle"
    assert with_entry(tmp_path, one + other) == [
        f"qualifications.yaml:5: {cycle.format('x')}",
        f"qualifications.yaml:10: {cycle.format('y')}",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["requires: y", CITED, f"routes: [{ROUTE}]"], ["requires: x", CITED]),
        (["requires: {held_for: {months: 1, in: [y]}}", CITED], ["completes_with: x", CITED, f"routes: [{ROUTE}]"]),
        (["requires: {at_least: 2, of: [sqe, {any: [y]}]}", CITED], ["requires: [sqe, x]", CITED]),
    ],
)  # fmt: skip
def test_what_no_one_can_gain_is_named(tmp_path: Path, first: list[str], second: list[str]) -> None:
    other = qualification(*second).replace("id: x", "id: y")
    message = "no one can gain this: every way in needs something that needs it"
    found = with_entry(tmp_path, qualification(*first) + other)
    assert [p.partition(" ")[2] for p in found] == [f"`x`: {message}", f"`y`: {message}"]


def test_mutual_recognition_with_another_way_in_is_fine(tmp_path: Path) -> None:
    one = qualification("requires: {any: [sqe, y]}", CITED)
    other = qualification("requires: x", CITED).replace("id: x", "id: y")
    assert with_entry(tmp_path, one + other) == []


def test_a_role_may_not_name_a_role_as_its_requirement(tmp_path: Path) -> None:
    entry = (
        "- {id: judge-ew, title: Judge, jurisdiction: england-wales, requires: solicitor-ew,"
        " career_ends: [before, after], sources: [regulator]}\n"
    )
    assert with_entry(tmp_path, entry, "roles") == [
        "roles.yaml:1: requires: `judge-ew`: `solicitor-ew` is a role; "
        "a requirement names roles only inside `experience`"
    ]


def test_a_progression_to_nowhere_is_an_error(tmp_path: Path) -> None:
    entry = (
        "- {id: clerk, title: Clerk, jurisdiction: england-wales, career_ends: before,"
        " progresses_to: [gone]}\n"
    )
    assert with_entry(tmp_path, entry, "roles") == [
        "roles.yaml:1: progresses_to[0]: `clerk`: `gone` is not in the data"
    ]


WAYS = """
- id: judge-ew
  title: Judge
  jurisdiction: england-wales
  routes:
    - id: by-degree
      requires: law-degree
    - id: by-practice
      requires:
        any: [sqe, no-such-thing]
  sources: [regulator]
"""


def test_a_fault_in_a_way_into_a_role_is_named_where_it_stands(tmp_path: Path) -> None:
    """Though the reader folds ways in into the role's own condition."""
    problem = "routes[1].requires.any[1]: `judge-ew`: `no-such-thing` is not in the data"
    assert f"roles.yaml:10: {problem}" in with_entry(tmp_path, WAYS, "roles")


def test_a_source_unknown_to_a_way_in_is_named_where_it_stands(tmp_path: Path) -> None:
    entry = WAYS.replace("no-such-thing", "qwe").replace(
        "law-degree", "law-degree\n      sources: [rumour]"
    )
    problem = "routes[0].sources[0]: `judge-ew`: the source `rumour` is not in the data"
    assert f"roles.yaml:8: {problem}" in with_entry(tmp_path, entry, "roles")


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("- {id: kent, title: Kent, within: atlantis}\n",
         "1: within: `kent`: the place `atlantis` is not in the data"),
        ("- {id: kent, title: Kent, within: dover}\n- {id: dover, title: Dover, within: kent}\n",
         "1: within: `kent`: lies within itself, through a circle"),
        ("- {id: kent, title: Kent, default: true}\n",
         "1: default: `kent`: `england-wales` is the default place already"),
    ],
)  # fmt: skip
def test_a_fault_of_a_place_is_named(tmp_path: Path, entry: str, problem: str) -> None:
    assert f"places.yaml:{problem}" in with_entry(tmp_path, entry, "places")


def test_a_rate_cites_a_source_of_the_data(tmp_path: Path) -> None:
    rate = "- {currency: EUR, rate: '0.86', dated: 2026-11, source: rumour}\n"
    assert with_entry(tmp_path, rate, "rates") == [
        "rates.yaml:1: source: `EUR`: the source `rumour` is not in the data"
    ]


def test_warnings_are_told_from_errors(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack")
    (pack / "more").mkdir()
    entry = qualification("aliases: [LLB]", "counts_as: [gone]")
    (pack / "more" / "qualifications.yaml").write_text(entry, encoding="utf-8")
    found = {p.path: p.severity for p in read_packs([pack]).problems}
    assert found == {"counts_as[0]": "error", "aliases": "warning"}
