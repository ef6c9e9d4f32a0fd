"""The page of compared roles in a real browser: every row, on every width, on paper, for every reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from careerpath.render import compare_phrases as words
from careerpath.render import write_comparison
from careerpath.report.comparing import compare
from tests.browser.opening import LAPTOP, PHONE, Opener

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from careerpath.catalogue import Catalogue
    from careerpath.report.comparison import CompareReport

pytestmark = pytest.mark.browser

AS_OF = "2026-11-22"
ROLES = {
    "two": ["paralegal-ew", "legal-secretary-ew"],
    "three": ["solicitor-ew", "barrister-ew", "legal-executive-ew"],
    "four": ["solicitor-ew", "barrister-ew", "legal-executive-ew", "paralegal-ew"],
}


@pytest.fixture(scope="module")
def comparisons(shipped: Catalogue) -> dict[str, CompareReport]:
    """Real comparisons of the shipped data."""
    return {name: compare(shipped, ids, AS_OF) for name, ids in ROLES.items()}


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener[CompareReport]]:
    """Opens comparisons; closes what it opened."""
    opener = Opener(browser, tmp_path / "plan.html", write_comparison)
    yield opener
    opener.close()


@pytest.mark.parametrize("name", ROLES)
def test_it_opens_from_disk_without_a_request_or_a_message(
    name: str, opened: Opener[CompareReport], comparisons: dict[str, CompareReport]
) -> None:
    for size in (PHONE, LAPTOP):
        it = opened(comparisons[name], size)
        assert [u for u in it.asked if not u.endswith("/plan.html")] == []
        assert it.said == []
        assert it.page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_every_row_and_every_sentence_is_seen(
    size: tuple[int, int], opened: Opener[CompareReport], comparisons: dict[str, CompareReport]
) -> None:
    report = comparisons["four"]
    seen = " ".join(opened(report, size).page.inner_text("main").split()).casefold()
    for row in (*report.differences, *([report.hire] if report.hire else [])):
        assert row.title.casefold() in seen
        for cell in row.cells:
            for text in words.cell_texts(cell, brief=True):
                assert " ".join(text.split()).casefold() in seen
            for claim in (c for r in cell.remarks for c in r.claims):
                assert claim in seen


def test_on_a_phone_every_cell_says_of_which_role_it_is(
    opened: Opener[CompareReport], comparisons: dict[str, CompareReport]
) -> None:
    page = opened(comparisons["four"], PHONE).page
    marks: Any = page.eval_on_selector_all(
        ".roles tbody tr:first-child td",
        "all => all.map(e => getComputedStyle(e, '::before').content)",
    )
    assert marks[:4] == ['"Solicitor"', '"Barrister"', '"Legal Executive"', '"Paralegal"']


@pytest.mark.parametrize("name", ROLES)
def test_it_prints_its_tables_on_two_sheets_of_a4(
    name: str, opened: Opener[CompareReport], comparisons: dict[str, CompareReport]
) -> None:
    page = opened(comparisons[name]).page
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
    page.emulate_media(media="print")
    for table in page.locator("table.roles").all():
        assert table.is_visible()


def test_every_source_cited_is_a_link_to_it(
    opened: Opener[CompareReport], comparisons: dict[str, CompareReport]
) -> None:
    page = opened(comparisons["two"]).page
    broken: Any = page.eval_on_selector_all(
        ".cited a", "all => all.filter(a => !document.getElementById(a.hash.slice(1))).length"
    )
    assert broken == 0
    assert page.locator(".cited a").count() > 20


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", LAPTOP), ("dark", PHONE)], ids=["laptop", "dark-phone"]
)
def test_axe_finds_no_violation(
    scheme: str,
    size: tuple[int, int],
    opened: Opener[CompareReport],
    comparisons: dict[str, CompareReport],
    node_modules: Path,
) -> None:
    axe = (node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    for report in comparisons.values():
        page = opened(report, size, color_scheme=scheme, bypass_csp=True).page
        page.evaluate(axe)
        found: Any = page.evaluate("axe.run(document)")
        assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found["violations"]] == []
