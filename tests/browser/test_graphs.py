"""The graphs and the picture as other people's programs read them."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from careerpath.render import dot_document, layout, mmd_document, write_report
from tests.hostile import poisoned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from careerpath.report import PlanReport

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"


def _drawn(text: str) -> ET.Element:
    dot = shutil.which("dot") or pytest.fail("no dot: .ci/browser installs Graphviz")
    done = subprocess.run([dot, "-Tsvg"], input=text, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return ET.fromstring(done.stdout)


def _count(root: ET.Element, kind: str) -> int:
    return sum(e.get("class") == kind for e in root.iter(f"{SVG}g"))


def test_graphviz_draws_every_station_and_line(reports: dict[str, PlanReport]) -> None:
    for report in reports.values():
        root = _drawn(dot_document.render(report))
        maps = [layout.requirement_map(p) for p in report.plans]
        assert _count(root, "node") == (sum(len(m.rows) for m in maps) or 1)
        assert _count(root, "edge") == sum(len(m.links) for m in maps)


def test_graphviz_reads_hostile_text_as_text(reports: dict[str, PlanReport]) -> None:
    report = reports["long"]
    root = _drawn(dot_document.render(poisoned(report)))
    assert _count(root, "node") == len(layout.requirement_map(report.plans[0]).rows)
    words = " ".join("".join(t.itertext()) for t in root.iter(f"{SVG}text"))
    assert "<script>document.title='fired'</script>" in words
    assert "&amp; \\N ]]" in words


@pytest.fixture(scope="module")
def mermaid(browser: Browser, node_modules: Path) -> Iterator[Any]:
    """A page with the real Mermaid."""
    page: Any = browser.new_page()
    page.set_content("<!DOCTYPE html><title>quiet</title><p></p>")
    page.add_script_tag(path=str(node_modules / "mermaid" / "dist" / "mermaid.min.js"))
    page.evaluate("mermaid.initialize({startOnLoad: false, maxTextSize: 1000000})")
    yield page
    page.close()


def test_mermaid_parses_and_draws_every_station(
    mermaid: Any,  # noqa: ANN401 - playwright's Page
    reports: dict[str, PlanReport],
) -> None:
    for report in reports.values():
        text = mmd_document.render(report)
        assert mermaid.evaluate("t => mermaid.parse(t)", text)["diagramType"].startswith(
            "flowchart"
        )
        drawn = mermaid.evaluate("async t => (await mermaid.render('drawn', t)).svg", text)
        for plan in report.plans:
            for step in plan.steps:
                assert step.title.partition(" (")[0] in drawn


def test_mermaid_reads_hostile_text_as_text(
    mermaid: Any,  # noqa: ANN401 - playwright's Page
    reports: dict[str, PlanReport],
) -> None:
    text = mmd_document.render(poisoned(reports["long"]))
    drawn = mermaid.evaluate("async t => (await mermaid.render('hostile', t)).svg", text)
    mermaid.evaluate("svg => { document.querySelector('p').innerHTML = svg }", drawn)
    mermaid.wait_for_timeout(200)
    assert mermaid.title() == "quiet"
    assert mermaid.locator("p script, p img").count() == 0
    assert "script" in mermaid.inner_text("p")


def test_the_picture_opens_alone_without_a_request(
    browser: Browser, reports: dict[str, PlanReport], tmp_path: Path
) -> None:
    for name, report in reports.items():
        file = tmp_path / f"{name}.svg"
        write_report(report, str(file))
        asked: list[str] = []
        page: Any = browser.new_page()
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(file.as_uri())
        assert asked == [file.as_uri()]
        sticks_out = page.evaluate(
            "[...document.querySelectorAll('text:not(.short)')].filter(t =>"
            " t.getBoundingClientRect().right > innerWidth + 1000 ||"
            " t.getBBox().x < -2).length"
        )
        assert sticks_out == 0
        page.close()
