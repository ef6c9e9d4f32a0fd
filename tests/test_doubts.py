"""What a careful editor asks about: each doubt seeded into the small pack gives that doubt alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from careerpath.datafiles import shipped_pack
from careerpath.months import parse_month
from careerpath.packs.doubts import DOUBTS, doubts
from careerpath.packs.reading import read_packs
from careerpath.report.checking import check_document
from tests.small_pack import QUALIFICATIONS, RATES, ROLES, SOURCES, write_pack
from tests.test_reading import qualification

if TYPE_CHECKING:
    from pathlib import Path

    from careerpath.packs.doubts import Doubt

HEARSAY = """
- {id: blog, title: A blog, publisher: Somebody, address: https://example.org/blog, authority: secondary, checked: 2026-11-01}
"""
CITED = ["checked: 2026-11-01", "sources: [regulator]"]


def calm(*lines: str) -> str:
    """An entry that nobody would doubt but for these lines."""
    return qualification(*lines, *CITED)


def route(more: str = "", **fields: object) -> str:
    """One route in one line: `route("sat: [6]", months=3)`."""
    stated = {"id": "r", "months": 3, "hours_per_week": 2, "fee": 0, **fields}
    words = [f"{k}: {v}" for k, v in stated.items()] + ([more] if more else [])
    return f"routes: [{{{', '.join(words)}, sources: [regulator]}}]"


def doubted(folder: Path, as_of: str = "2026-11", **files: str) -> list[Doubt]:
    """The doubts about the small pack, but for the entries it leaves without a `checked` day."""
    reading = read_packs([write_pack(folder / "pack", **files)])
    assert [str(p) for p in reading.problems if p.severity == "error"] == []
    found = doubts(reading, parse_month(as_of))
    return [d for d in found if d.code != "unchecked"]


def said(found: list[Doubt]) -> list[str]:
    return [f"{d.code}: {f.problem}" for d in found for f in d.found]


def with_entry(folder: Path, entry: str, as_of: str = "2026-11") -> list[str]:
    return said(doubted(folder, as_of, qualifications=QUALIFICATIONS + entry))


LINE = QUALIFICATIONS.count("\n")
"""The line before a further entry."""


def at(line: int, path: str) -> str:
    return f"pack/qualifications.yaml:{LINE + line}: {path}: `x`:"


def test_nothing_is_doubtful_about_the_small_pack(tmp_path: Path) -> None:
    assert said(doubted(tmp_path)) == []


def test_an_entry_nobody_has_checked_is_doubtful(tmp_path: Path) -> None:
    entry = qualification("sources: [regulator]", route())
    reading = read_packs([write_pack(tmp_path / "pack", qualifications=entry, roles="")])
    (doubt,) = doubts(reading, parse_month("2026-11"))
    assert said([doubt]) == [
        "unchecked: pack/qualifications.yaml:1: `x`: no `checked` day: nobody can tell how old it is"
    ]


@pytest.mark.parametrize(
    ("lines", "doubt"),
    [
        ([route("available: {from: 2027-01}"), "available: {last_start: 2026-06}"],
         "routes[0]: `x`: route `r` can never be used: it opens in 2027-01, and no start after 2026-06 can be in time"),
        ([route("available: {from: 2027-01, until: 2027-03}", months=6)],
         "routes[0]: `x`: route `r` can never be used: it opens in 2027-01, and no start after 2026-09 can be in time"),
        ([route("starts: [9], available: {from: 2027-01, last_start: 2027-04}")],
         "routes[0]: `x`: route `r` can never be used: it starts in September, and may start from 2027-01 to 2027-04 alone"),
        ([route("sat: [6, 7], available: {from: 2027-05, last_start: 2027-08}", months=1)], ""),
        ([route("sat: [6], available: {from: 2027-06, last_start: 2027-08}", months=1)],
         "routes[0]: `x`: route `r` can never be used: it is sat in June, and may start from 2027-06 to 2027-08 alone"),
        ([route("requires: y, available: {last_start: 2028-01}")],
         "routes[0]: `x`: route `r` can never be used: "
         "what it requires can't be held before 2028-04, and the last start is in 2028-01"),
        ([route("completes_with: y, available: {until: 2028-01}")],
         "routes[0]: `x`: route `r` can never be used: "
         "what the award asks can't be held before 2028-04, and the last award is in 2028-01"),
        ([route("requires: y, available: {last_start: 2028-04}")], ""),
        ([route("requires: {any: [y, sqe]}, available: {last_start: 2028-01}")], ""),
        ([route("requires: {held_for: {months: 6, in: [y]}}, available: {last_start: 2028-06}")],
         "routes[0]: `x`: route `r` can never be used: "
         "what it requires can't be held before 2028-10, and the last start is in 2028-06"),
        ([route("available: {last_start: 2020-01}")], ""),
    ],
)  # fmt: skip
def test_a_route_that_no_date_suits_is_doubtful(
    tmp_path: Path, lines: list[str], doubt: str
) -> None:
    later = calm(route("available: {from: 2028-01}")).replace("id: x", "id: y")
    expected = [f"never-usable: pack/qualifications.yaml:{LINE + 5}: {doubt}"] if doubt else []
    assert with_entry(tmp_path, calm(*lines) + later) == expected


def test_a_route_that_opens_when_its_requirement_has_closed_is_doubtful(tmp_path: Path) -> None:
    lines = [route("requires: old-course, available: {from: 2025-01}")]
    assert with_entry(tmp_path, calm(*lines)) == [
        f"closed-before-open: {at(5, 'routes[0].available')} route `r` opens in 2025-01, "
        "and what it requires could last be gained in 2022-06"
    ]
    noted = [*lines, "unmodelled: [{says: Only for who holds it already., source: regulator}]"]
    assert with_entry(tmp_path / "noted", calm(*noted)) == []


ROLE = (
    "- {id: diver, title: Diver, jurisdiction: england-wales, requires: old-course,"
    " checked: 2026-11-01, sources: [regulator]}\n"
)


def test_a_role_that_nobody_who_leaves_school_can_reach_is_doubtful(tmp_path: Path) -> None:
    line = ROLES.count("\n") + 1
    assert said(doubted(tmp_path, roles=ROLES + ROLE)) == [
        f"no-way-from-school: pack/roles.yaml:{line}: requires: `diver`: "
        "no way in from school: nobody can come to hold `old-course`"
    ]


def test_a_role_that_only_a_course_abroad_leads_to_is_doubtful(tmp_path: Path) -> None:
    role = ROLE.replace("old-course", "law-degree").replace("england-wales", "united-states")
    (found,) = said(doubted(tmp_path, roles=ROLES + role))
    assert found.endswith("no way in from school: nobody can come to hold `law-degree`")


def test_a_role_that_says_when_it_closed_is_not_doubtful(tmp_path: Path) -> None:
    closed = ROLE.replace("requires:", "available: {until: 2021-09}, requires:")
    assert said(doubted(tmp_path, roles=ROLES + closed)) == []


def test_a_role_was_reachable_while_its_course_was_open(tmp_path: Path) -> None:
    assert said(doubted(tmp_path, "2021-08", roles=ROLES + ROLE)) == []


def courses(fee: int, months: int = 3) -> str:
    """Ten courses alike, then one of this fee and length."""
    alike = [
        calm(route(fee=f"{{amount: {100 + n}, currency: GBP}}")).replace("id: x", f"id: c{n}")
        for n in range(10)
    ]
    return "".join(alike) + calm(route(fee=f"{{amount: {fee}, currency: GBP}}", months=months))


ODD = 10 * 7
"""The lines of ten such courses."""


def test_a_fee_far_from_its_peers_is_doubtful(tmp_path: Path) -> None:
    assert with_entry(tmp_path, courses(1050)) == [
        f"odd-fee: {at(ODD + 5, 'routes[0].fee')} the fee of route `r`, 1,050 GBP, "
        "is 10 times the median of 10 peers"
    ]
    assert with_entry(tmp_path / "less", courses(1000)) == []


def test_a_fee_of_a_tenth_is_doubtful_too(tmp_path: Path) -> None:
    (found,) = with_entry(tmp_path, courses(10))
    assert found.endswith("the fee of route `r`, 10 GBP, is 1/10 of the median of 10 peers")


def test_an_estimate_says_what_it_rests_on_and_is_not_doubted(tmp_path: Path) -> None:
    odd = courses(1050).rpartition("currency: GBP}")
    explained = "currency: GBP, estimated: true, basis: with a year's lodging}"
    assert with_entry(tmp_path, odd[0] + explained + odd[2]) == []


def test_a_fee_that_says_why_it_is_so_high_is_not_doubted(tmp_path: Path) -> None:
    odd = courses(1050).rpartition("currency: GBP}")
    assert with_entry(tmp_path, f"{odd[0]}currency: GBP, basis: lodging included}}{odd[2]}") == []


def test_a_length_far_from_its_peers_is_doubtful(tmp_path: Path) -> None:
    assert with_entry(tmp_path, courses(100, months=36)) == [
        f"odd-months: {at(ODD + 5, 'routes[0].months')} the length of route `r`, 36 months, "
        "is 12 times the median of 11 peers"
    ]


def test_pay_far_from_that_of_other_roles_is_doubtful(tmp_path: Path) -> None:
    roles = [
        f"- {{id: r{n}, title: R, jurisdiction: england-wales, checked: 2026-11-01,"
        f" salary: {{typical: {30000 + n}, currency: GBP, year: 2026}}, sources: [regulator]}}\n"
        for n in range(10)
    ]
    odd = roles[0].replace("r0", "x").replace("30000", "310000")
    line = ROLES.count("\n") + 11
    assert said(doubted(tmp_path, roles=ROLES + "".join(roles) + odd)) == [
        f"odd-pay: pack/roles.yaml:{line}: salary.typical: `x`: the typical pay, "
        "310,000 GBP, is 10 times the median of 10 peers"
    ]


def test_a_rule_with_nothing_but_hearsay_behind_it_is_doubtful(tmp_path: Path) -> None:
    ruled = calm("requires: sqe", route()).replace("[regulator]", "[blog]")
    of_route = calm(route("requires: sqe")).replace("id: x", "id: y").replace(
        "[regulator]}]", "[blog]}]"
    )  # fmt: skip
    both = calm("requires: sqe", route()).replace("id: x", "id: z").replace(
        "  sources: [regulator]", "  sources: [regulator, blog]"
    )  # fmt: skip
    found = doubted(
        tmp_path, sources=SOURCES + HEARSAY, qualifications=QUALIFICATIONS + ruled + of_route + both
    )
    why = "rests on `blog`: no regulator, awarding body or official page"
    assert said(found) == [
        f"secondary-rule: pack/qualifications.yaml:{LINE + 8}: sources: `x`: its rule {why}",
        f"secondary-rule: pack/qualifications.yaml:{LINE + 13}: routes[0].sources: `y`: "
        f"the rule of route `r` {why}",
    ]


def test_a_source_that_nothing_cites_is_doubtful(tmp_path: Path) -> None:
    line = SOURCES.count("\n") + 2
    assert said(doubted(tmp_path, sources=SOURCES + HEARSAY)) == [
        f"unused-source: pack/sources.yaml:{line}: `blog`: no entry cites this source"
    ]


def test_facts_older_than_a_year_are_doubtful_by_kind(tmp_path: Path) -> None:
    found = doubted(tmp_path, "2027-12")
    assert {d.code: [f.id for f in d.found] for d in found} == {
        "old-check": ["law-degree", "sqe", "paralegal-ew"],
        "old-source": ["regulator"],
        "old-rate": ["GBP", "USD"],
    }
    assert doubted(tmp_path, "2027-11") == []


def test_prices_and_pay_of_the_year_before_last_are_doubtful(tmp_path: Path) -> None:
    found = {d.code: d for d in doubted(tmp_path, "2028-01")}
    assert found["old-fee"].says == "Fees at prices of 2026 or earlier"
    assert [f.id for f in found["old-fee"].found] == ["law-degree", "law-degree"]
    assert [str(f.problem).partition(" ")[2] for f in found["old-pay"].found] == [
        "salary: `paralegal-ew`: the pay is that of 2026"
    ]


def test_a_rate_of_last_month_is_not_old(tmp_path: Path) -> None:
    rates = RATES.replace("'0.75', dated: 2026-11", "'0.75', dated: 2025-10")
    assert said(doubted(tmp_path, rates=rates)) == [
        "old-rate: pack/rates.yaml:3: dated: `USD`: the rate is that of 2025-10"
    ]


def test_the_author_of_a_further_pack_is_told_of_its_doubts_alone(tmp_path: Path) -> None:
    shipped = write_pack(tmp_path / "shipped")
    own = tmp_path / "college"
    own.mkdir()
    entry = qualification("sources: [regulator]", route())
    (own / "qualifications.yaml").write_text(entry, encoding="utf-8")
    document = check_document(read_packs([shipped, own]), parse_month("2029-01"))
    assert [(w["code"], w["file"]) for w in document["warnings"]] == [
        ("unchecked", "college/qualifications.yaml")
    ]
    assert len(check_document(read_packs([shipped]), parse_month("2029-01"))["doubts"]) > 3


FEW = 12
"""Lines of warnings that a person still reads."""


def test_the_shipped_data_has_no_error_and_few_kinds_of_doubt() -> None:
    reading = read_packs([shipped_pack()])
    assert [str(p) for p in reading.problems if p.severity == "error"] == []
    found = doubts(reading, parse_month("2026-11"))
    assert len(found) <= FEW
    impossible = ("never-usable", "closed-before-open", "no-way-from-school")
    assert [str(f.problem) for d in found if d.code in impossible for f in d.found] == []


def test_every_doubt_has_its_own_code_and_advice(tmp_path: Path) -> None:
    found = doubted(tmp_path, "2040-01")
    assert len({d.code for d in found}) == len(found) >= 5
    assert all(d.advice.endswith(".") and d.says[0].isupper() for d in found)
    assert len(DOUBTS) == 14
