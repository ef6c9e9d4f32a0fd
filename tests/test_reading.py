"""Each fault in one entry gives exactly one problem, with file, line, path and sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from careerpath.catalogue import NO_CURRENCY
from careerpath.errors import InvalidDataError
from careerpath.packs.reading import load_packs, read_packs
from tests.small_pack import QUALIFICATIONS, write_pack

if TYPE_CHECKING:
    from pathlib import Path

ROUTE = "{id: r, months: 1, hours_per_week: 2, fee: 0, sources: [regulator]}"


def problems_of(folder: Path, **files: str) -> list[str]:
    """All problems of the small pack with these files, those of a further folder among them."""
    return [str(p) for p in read_packs([write_pack(folder / "pack", **files)]).problems]


def with_entry(folder: Path, entry: str, name: str = "qualifications") -> list[str]:
    """The problems of the small pack and, in a folder inside it, one more entry."""
    pack = write_pack(folder / "pack")
    (pack / "more").mkdir()
    (pack / "more" / f"{name}.yaml").write_text(entry, encoding="utf-8")
    return [str(p).removeprefix("pack/more/") for p in read_packs([pack]).problems]


def qualification(*lines: str) -> str:
    """An entry whose first three lines are right."""
    head = ("- id: x", "  title: X", "  kind: diploma", "  jurisdiction: england-wales")
    return "\n".join([*head, *(f"  {line}" for line in lines)]) + "\n"


def test_the_small_pack_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == []


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["colour: red"], "5: colour: `x`: `colour` is not a field this entry has"),
        (["source: regulator"], "5: source: `x`: `source` is not a field this entry has; a fact has one"),
        (["require: sqe"], "5: require: `x`: `require` is not a field this entry has; did you mean `requires`?"),
        (["facts: So it is."], "5: facts: `x`: expected a list; found 'So it is.'"),
        (["facts: [So it is.]"], "5: facts[0]: `x`: expected a mapping, such as {key: value}; found 'So it is.'"),
        (["routes: [{id: r, months: 1, hours_per_week: 1, fee: 0, offer: 'yes'}]"],
         "5: {route}.offer: `x`: expected true or false; found 'yes'"),
        (["confidence: total"], "5: confidence: `x`: expected 'high', 'medium' or 'low'; found 'total'"),
        (["notes: ''"], "5: notes: `x`: expected a value that is not empty; found ''"),
        (["notes:"], "5: notes: `x`: {null}"),
        (["requires:"], "5: requires: `x`: {null}"),
        (["requires: {any: [sqe, ~]}", "sources: [regulator]"],
         "5: requires.any[1]: `x`: {null}"),
        (["routes: [{id: r, months: 1, fee: 0}]"], "5: {route}.hours_per_week: `x`: {hours}"),
        (["routes: [{id: r, months: null, hours_per_week: 1, fee: 0}]"], "5: {route}.months: `x`: {null}"),
        (["routes:", "  - id: r", "    months: 1", "    hours_per_week: 169", "    fee: 0"],
         "8: {route}.hours_per_week: `x`: expected at most 168; found 169"),
        (["routes:", "  - id: r", "    months: '9'", "    hours_per_week: 1", "    fee: 0"],
         "7: {route}.months: `x`: expected a whole number; found the text '9': leave out the quotes"),
        (["routes: [{id: r, months: true, hours_per_week: 1, fee: 0}]"],
         "5: {route}.months: `x`: expected a whole number; found true"),
        (["routes: [{id: r, months: 1, hours_per_week: 1, fee: {amount: '1.005', currency: GBP}}]"],
         "5: {route}.fee: `x`: `1.005` is not an amount of money from 0, to the penny"),
        (["routes: [{id: r, months: 1, hours_per_week: 1, fee: {amount: -1, currency: GBP}}]"],
         "5: {route}.fee: `x`: `-1` is not an amount of money from 0, to the penny"),
        (["routes: [{id: r, months: 1, hours_per_week: 1, fee: {amount: 1, currency: GBP, estimated: true}}]"],
         "5: {route}.fee: `x`: an estimated fee states its `basis`"),
        (["routes: [{id: r, months: 1, hours_per_week: 1, fee: 0, estimated: true}]"],
         "5: {route}: `x`: estimated figures state their `basis`"),
        (["routes: [{id: r, months: 1, hours_per_week: 1, fee: 0, starts: 9, sat: 6}]"],
         "5: {route}: `x`: give `starts` or `sat`, not both"),
        (["routes: [{id: r, months: 1, hours_per_week: 1, fee: 0, starts: 13}]"],
         "5: {route}.starts[0]: `x`: expected at most 12; found 13"),
        (["routes: [{id: r, months: 1, hours_per_week: 1, fee: 0, apply_by: 13-01}]"],
         "5: {route}.apply_by: `x`: `apply_by` is a month and a day of the year, such as 01-29"),
        (["routes: [{id: r, months: 1, hours_per_week: 1, fee: 0, available: {until: 2026-13}}]"],
         "5: {route}.available.until: `x`: '2026-13' is not a month: {month}"),
        (["routes: [{id: r, months: 1, hours_per_week: 1, fee: 0, available: {from: 2027-01, until: 2026-01}}]"],
         "5: {route}.available: `x`: the window ends before it begins"),
        ([f"routes: [{ROUTE}, {ROUTE}]"], "1: `x`: two routes have the same id"),
        ([f"routes: [{ROUTE}]", "retake: [s]"],
         "1: `x`: `retake` names `s`, which is no route of this entry"),
        (["scale: [a, b, A]"], "5: scale: `x`: a scale lists each grade once, and has at least one"),
        (["scale: other-thing"], "5: scale: `x` shares the scale of `other-thing`, which has none"),
        (["requires: {at_least: 3, of: [sqe, qwe, sqe]}", "sources: [regulator]"],
         "5: requires: `x`: at least 3 of 2 different parts can't be met"),
        (["requires: {some: [sqe]}"],
         "5: requires: `x`: `some` is not a requirement; expected one of {kinds}"),
        (["requires: {any: []}"], "5: requires: `x`: `any` needs a list of at least one requirement"),
        (["requires: Sqe"], "5: requires: `x`: `Sqe` is not an id with an optional grade, {such}"),
        (["requires: {all: [sqe], any: [qwe]}"],
         "5: requires: `x`: a requirement has one of {kinds}; found `all`, `any` together"),
        (["requires: {experience: {in: [paralegal-ew]}}"],
         "5: requires: `x`: `experience` needs months or hours, and in"),
        (["requires: {experience: {months: 1, at: [paralegal-ew]}}"],
         "5: requires: `x`: `experience` has no field `at`"),
        (["requires: {held_for: {months: 1}}"],
         "5: requires: `x`: `held_for` needs exactly in and months"),
        (["requires: {age: {at_least: 22, under: 22}}"],
         "5: requires: `x`: nobody is both: `under` must be above `at_least`"),
        (["checked: yesterday"],
         "5: checked: `x`: `yesterday` is not a date: YYYY, YYYY-MM or YYYY-MM-DD"),
        (["counts_as: [Law Degree]"], "5: counts_as[0].id: `x`: `Law Degree` is not an id: {id}"),
    ],
)  # fmt: skip
def test_a_fault_in_an_entry_is_named(tmp_path: Path, lines: list[str], problem: str) -> None:
    known = {
        "{null}": "no value: leave the field out, or state the value (estimates are marked)",
        "{hours}": "`hours_per_week` is missing",
        "{route}": "routes[0]",
        "{month}": "write it as YYYY-MM, for example 2027-09",
        "{kinds}": "all, any, at_least (with of), experience, held_for, recent, age",
        "{such}": "such as some-degree>=2:2",
        "{id}": "lower-case letters, digits and single hyphens",
    }
    for short, long in known.items():
        problem = problem.replace(short, long)
    found = with_entry(tmp_path, qualification(*lines))
    assert found == [f"qualifications.yaml:{problem}"]


@pytest.mark.parametrize(
    ("name", "entry", "problem"),
    [
        ("roles", "- {id: x, title: X, jurisdiction: england-wales, kind: role, completes_with: sqe}\n",
         "1: `x`: a role has no `completes_with`: it is worked in, not awarded"),
        ("roles", "- {id: x, title: X, jurisdiction: england-wales, routes: [{fee: {amount: 1, currency: GBP}}]}\n",
         "1: routes[0]: `x`: a way into a role has no fee: put it on the licence or course"),
        ("qualifications", "- {id: x, title: X, jurisdiction: england-wales, kind: role}\n",
         "1: `x`: a role belongs into roles.yaml"),
        ("qualifications", "- {title: X, jurisdiction: england-wales, kind: exam}\n",
         "1: id: `entry 1`: `id` is missing"),
        ("qualifications", "- just text\n", "1: an entry is a mapping that begins with its id"),
        ("qualifications", "id: x\n", "1: the file must be one list of entries"),
        ("sources", "- {id: y, title: Y, publisher: P, authority: official, address: 'javascript:alert(1)'}\n",
         "1: `y`: `address` is a web address beginning with http:// or https://"),
        ("sources", "- {id: y, title: Y, publisher: P, authority: hearsay, address: 'https://example.org'}\n",
         "1: authority: `y`: expected 'regulator', 'awarding-body', 'official' or 'secondary'; found 'hearsay'"),
        ("rates", "- {currency: EUR, rate: 0, dated: 2026-11}\n", "1: `EUR`: `0` is not a rate above 0"),
        ("rates", "- {currency: euro, rate: 1, dated: 2026-11}\n",
         "1: currency: `euro`: expected a currency: its code of three capital letters; found 'euro'"),
    ],
)  # fmt: skip
def test_a_fault_of_a_kind_of_file_is_named(
    tmp_path: Path, name: str, entry: str, problem: str
) -> None:
    assert with_entry(tmp_path, entry, name) == [f"{name}.yaml:{problem}"]


def test_a_duplicate_id_names_both_places(tmp_path: Path) -> None:
    texts = QUALIFICATIONS + qualification().replace("id: x", "id: sqe")
    first, second = (n for n, line in enumerate(texts.splitlines(), 1) if line == "- id: sqe")
    assert problems_of(tmp_path, qualifications=texts) == [
        f"pack/qualifications.yaml:{second}: id: `sqe` is already defined "
        f"at pack/qualifications.yaml:{first}"
    ]


def test_a_fault_of_yaml_is_a_problem_of_the_file(tmp_path: Path) -> None:
    entry = qualification("notes: one", "notes: two")
    assert with_entry(tmp_path, entry) == [
        "qualifications.yaml:6: [0]: the key `notes` is written twice"
    ]


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack")
    (pack / "skills.yaml").write_bytes(b"\xff\xfe")
    (problem,) = read_packs([pack]).problems
    assert str(problem).startswith("pack/skills.yaml: not readable: 'utf-8' codec can't decode")


def test_every_problem_is_reported_not_the_first(tmp_path: Path) -> None:
    entries = "- {id: x}\n- {id: y, title: Y, kind: exam, jurisdiction: england-wales, months: 3}\n"
    assert with_entry(tmp_path, entries) == [
        "qualifications.yaml:1: title: `x`: `title` is missing",
        "qualifications.yaml:1: jurisdiction: `x`: `jurisdiction` is missing",
        "qualifications.yaml:1: kind: `x`: `kind` is missing",
        "qualifications.yaml:2: months: `y`: `months` is not a field this entry has; a route has one",
    ]


def test_invalid_packs_are_refused_with_every_error(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", roles="- {id: x}\n", rates="- {currency: GBP}\n")
    with pytest.raises(InvalidDataError) as refused:
        load_packs([pack])
    error = refused.value
    assert error.message == f"the data has {len(error.problems)} problems"
    assert error.hint == "`careerpath data check` lists them all."
    assert {p.file for p in error.problems} >= {"pack/roles.yaml", "pack/rates.yaml"}
    assert error.details == tuple(str(p) for p in error.problems)


def test_short_forms_are_read_in_full(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack")
    (pack / "more").mkdir()
    entry = qualification(
        "scale: {grades: [U, 4, 5], equivalents: {C: 4}}",
        "counts_as: [old-course]",
        "assumes: gcse-english>=4",
        "requires: [gcse-english>=C]",
        "routes:",
        "  - {months: 1, hours_per_week: 2, fee: 0, starts: 9, gives: {months: 3, in: paralegal-ew}}",
        "  - {months: 2, hours_per_week: 1, fee: {amount: '12.50', currency: GBP}}",
        "retake: [route-2]",
        "sources: regulator",
    )
    (pack / "more" / "qualifications.yaml").write_text(entry, encoding="utf-8")
    own = load_packs([pack])["credentials"]["x"]
    assert own["scale"] == [["U"], ["4", "C"], ["5"]]
    assert own["counts_as"] == [{"id": "old-course"}]
    assert own["assumes"] == [["gcse-english", "4"]]
    assert own["requires"] == ["gcse-english", "C"]
    assert own["jurisdiction"] == ["england-wales"]
    first, second = own["routes"]
    assert (first["id"], first["starts"], first["fee"]) == (
        "route-1", [9], {"minor": 0, "currency": NO_CURRENCY},
    )  # fmt: skip
    assert first["gives"] == [{"role": "paralegal-ew", "months": 3}]
    assert (second["id"], second["fee"]["minor"], second["retake"]) == ("route-2", 1250, True)
