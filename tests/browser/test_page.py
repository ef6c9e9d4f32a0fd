"""The page in a real browser: it fetches nothing, shows what the JSON says, and serves every reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from careerpath.cli.plan import answer
from careerpath.cli.what_if import Wishes
from careerpath.months import month_name
from careerpath.render import write_report
from careerpath.render.json_document import plan_document
from careerpath.report.model import PlanReport, TotalFigures
from careerpath.report.several import several_reports
from careerpath.report.what_if import Difference, Thing, TradeOff, TradeOffs
from careerpath.statements import Said, Statements
from tests.browser.conftest import QUESTIONS
from tests.browser.opening import LAPTOP, PHONE, Opener
from tests.hostile import poisoned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from careerpath.catalogue import Catalogue
    from careerpath.report import SeveralReports

pytestmark = pytest.mark.browser

NAMES = sorted(QUESTIONS)
PLANS = [n for n in NAMES if n != "infeasible"]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener[PlanReport | SeveralReports]]:
    """Opens reports; closes what it opened."""
    opener = Opener(browser, tmp_path / "plan.html", write_report)
    yield opener
    opener.close()


@pytest.mark.parametrize("name", NAMES)
def test_it_opens_from_disk_without_a_request_or_a_message(
    name: str, opened: Opener[PlanReport | SeveralReports], reports: dict[str, PlanReport]
) -> None:
    for size in (PHONE, LAPTOP):
        it = opened(reports[name], size)
        assert [u for u in it.asked if not u.endswith("/plan.html")] == []
        assert it.said == []
        width = it.page.evaluate("document.documentElement.scrollWidth")
        assert width <= size[0], "nothing sticks out to the side"


@pytest.mark.parametrize("name", PLANS)
def test_every_step_and_total_equals_the_json(
    name: str, opened: Opener[PlanReport | SeveralReports], reports: dict[str, PlanReport]
) -> None:
    (plan,) = plan_document(reports[name])["plans"]
    page = opened(reports[name]).page
    totals: Any = page.eval_on_selector_all(
        "[data-total]", "all => Object.fromEntries(all.map(e => [e.dataset.total, +e.dataset.value]))"
    )  # fmt: skip
    wanted = {k: plan["totals"][k] for k in ("months", "steps", "study_hours")}
    assert totals == {**wanted, "fees": round(plan["totals"]["fees"] * 100)}
    steps: Any = page.eval_on_selector_all(
        ".step", "all => all.map(e => ({...e.dataset, text: e.innerText}))"
    )
    assert len(steps) == len(plan["steps"])
    for shown, step in zip(steps, plan["steps"], strict=True):
        assert shown["step"] == step["id"]
        assert [shown["start"], shown["end"]] == [str(step["start_month"]), str(step["end_month"])]
        assert step["title"] in shown["text"]
        assert _month(step["start"]) in shown["text"]
        assert _month(step["end"]) in shown["text"]
        if step["fee"]["amount"]:
            assert f"{step['fee']['amount']:,}" in shown["text"]
        for reason in step["satisfies"]:
            assert reason[1:] in shown["text"]


def _month(text: str) -> str:
    return month_name(int(text[:4]) * 12 + int(text[5:]) - 1)


@pytest.mark.parametrize("picture", [".timeline", ".map"])
def test_the_pictures_answer_to_the_keyboard(
    picture: str, opened: Opener[PlanReport | SeveralReports], reports: dict[str, PlanReport]
) -> None:
    page = opened(reports["long"]).page
    items: Any = page.locator(f"{picture} a.item")
    focused = (
        f"document.activeElement.matches('{picture} a.item') && document.activeElement.dataset.id"
    )
    while not page.evaluate(focused):
        page.keyboard.press("Tab")
    first = page.evaluate(focused)
    assert first == items.first.get_attribute("data-id")
    caption: Any = page.locator(f"{picture} + .caption")
    assert caption.inner_text() == items.first.locator("title").text_content()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == items.nth(1).get_attribute("data-id")
    page.keyboard.press("End")
    last = items.last.get_attribute("data-id")
    assert page.evaluate(focused) == last
    page.keyboard.press("Enter")
    assert page.locator(f".step.is-chosen[data-id='{last}']").count() == 1
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.id") == last
    assert page.evaluate("document.activeElement.matches('.step')"), "twice goes to the step"


def test_escape_lets_go_of_what_was_chosen(
    opened: Opener[PlanReport | SeveralReports], reports: dict[str, PlanReport]
) -> None:
    page = opened(reports["long"]).page
    page.locator(".map a.item").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".map.has-focus").count() == 1
    page.keyboard.press("Escape")
    page.locator(".map a.item").first.blur()
    assert page.locator(".has-focus, .is-chosen").count() == 0


@pytest.mark.parametrize("picture", [".timeline", ".map"])
def test_the_pictures_answer_to_the_pointer(
    picture: str, opened: Opener[PlanReport | SeveralReports], reports: dict[str, PlanReport]
) -> None:
    page = opened(reports["long"]).page
    item: Any = page.locator(f"{picture} a.item").nth(1)
    item.hover()
    assert page.locator(f"{picture}.has-focus").count() == 1
    lit: Any = page.eval_on_selector_all(".map .is-lit.item", "all => all.map(e => e.dataset.id)")
    assert item.get_attribute("data-id") in lit
    assert 1 < len(lit) < page.locator(".map a.item").count() + 1
    assert page.locator(".map .link.is-lit").count() > 0
    item.click()
    page.mouse.move(0, 0)
    chosen = item.get_attribute("data-id")
    assert page.locator(f".step.is-chosen[data-id='{chosen}']").count() == 1


def test_lighting_a_station_lights_what_it_needs_and_opens_and_nothing_else(
    opened: Opener[PlanReport | SeveralReports], reports: dict[str, PlanReport]
) -> None:
    report = reports["long"]
    (plan,) = plan_document(report)["plans"]
    opens = {s["id"]: set(s["needed_for"]) for s in plan["steps"]}
    wanted = plan["steps"][2]["id"]

    def closure(start: str, edges: dict[str, set[str]]) -> set[str]:
        found = {start}
        while more := {b for a in found for b in edges.get(a, ())} - found:
            found |= more
        return found

    needs = {b: {a for a in opens if b in opens[a]} for b in opens}
    family = closure(wanted, opens) | closure(wanted, needs)
    page = opened(report).page
    page.locator(f".map a.item[data-id='p1-{wanted}']").hover()
    lit: Any = page.eval_on_selector_all(".map .is-lit.item", "all => all.map(e => e.dataset.id)")
    assert {i.removeprefix("p1-") for i in lit if "given" not in i} == family


def test_without_script_every_item_is_a_link_to_its_step(
    opened: Opener[PlanReport | SeveralReports], reports: dict[str, PlanReport]
) -> None:
    page = opened(reports["long"], java_script_enabled=False).page
    page.locator(".timeline a.item").nth(2).click()
    assert re.search(r"#p1-[a-z0-9-]+$", page.url)
    assert page.locator(".step:target").count() == 1


@pytest.mark.parametrize("name", NAMES)
def test_it_prints_on_two_sheets_of_a4(
    name: str, opened: Opener[PlanReport | SeveralReports], reports: dict[str, PlanReport]
) -> None:
    pdf = opened(reports[name]).page.pdf(prefer_css_page_size=True)
    assert _sheets(pdf) == (1 if name == "infeasible" else 2)
    assert re.search(rb"/MediaBox \[0 0 59[45][.\d]* 84[12]", pdf), "A4"


def _sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_a_plan_of_twenty_steps_prints_on_two_sheets_too(
    opened: Opener[PlanReport | SeveralReports], reports: dict[str, PlanReport]
) -> None:
    report = reports["long"]
    plan = report.plans[0]
    steps = [replace(s, id=f"{s.id}-{n}", needed_for=()) for n in range(3) for s in plan.steps]
    longer = replace(report, plans=(replace(plan, steps=tuple(steps[:20])),))
    assert _sheets(opened(longer).page.pdf(prefer_css_page_size=True)) == 2


def test_a_plan_with_all_that_can_be_asked_beside_it_prints_on_two_sheets_too(
    opened: Opener[PlanReport | SeveralReports], shipped: Catalogue
) -> None:
    statements = Statements(
        targets=(Said("solicitor", ""),),
        have=(Said("a-levels-three=BBB", ""),),
        as_of=Said("2026-11-22", ""),
    )
    wishes = Wishes(others=True, alternatives=3, trade_offs=True, ask=True)
    report = answer(shipped, statements, lambda: False, wishes)
    assert _sheets(opened(report).page.pdf(prefer_css_page_size=True)) == 2


def _with_trade_offs(report: PlanReport) -> PlanReport:
    plan = report.plans[0]
    slower = TotalFigures(plan.totals.months + 30, 38_700, 0, 4, 900)
    first, second = (Thing(s.id, s.title) for s in plan.steps[:2])
    points = (
        TradeOff(plan.totals, plan.finish, 0, 0, Difference(), (first,)),
        TradeOff(slower, plan.finish + 30, 30, 1_000_000, Difference(), (second,)),
    )
    front = TradeOffs(points, complete=False)
    return replace(report, trade_offs=front)


def _variants(reports: dict[str, PlanReport]) -> Iterator[PlanReport | SeveralReports]:
    yield from reports.values()
    yield _with_trade_offs(reports["long"])
    yield several_reports((reports["short"], reports["abroad"]))


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", LAPTOP), ("dark", PHONE)], ids=["laptop", "dark-phone"]
)
def test_axe_finds_no_violation(
    scheme: str,
    size: tuple[int, int],
    opened: Opener[PlanReport | SeveralReports],
    reports: dict[str, PlanReport],
    node_modules: Path,
) -> None:
    axe = (node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    for report in _variants(reports):
        page = opened(report, size, color_scheme=scheme, bypass_csp=True).page
        page.eval_on_selector_all("details", "all => all.forEach(d => d.open = true)")
        page.evaluate(axe)
        for chosen in (False, True):
            if chosen and page.locator(".map a.item").count():
                page.locator(".map a.item").nth(1).click()
                page.mouse.move(0, 0)
            found: Any = page.evaluate("axe.run(document)")
            assert [
                (v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found["violations"]
            ] == []


def test_hostile_text_neither_runs_nor_is_fetched(
    opened: Opener[PlanReport | SeveralReports], reports: dict[str, PlanReport]
) -> None:
    it = opened(poisoned(_with_trade_offs(reports["long"])))
    for item in it.page.locator(".map a.item").all():
        item.hover()
    it.page.wait_for_timeout(200)
    assert it.page.title() != "fired"
    assert it.page.locator("img, main script").count() == 0
    assert [u for u in it.asked if not u.endswith("/plan.html")] == []
    assert it.said == []


def test_the_policy_stops_whatever_might_slip_in(
    opened: Opener[PlanReport | SeveralReports], reports: dict[str, PlanReport]
) -> None:
    """The content-security-policy holds even for markup that an escape had missed."""
    it = opened(reports["short"])
    it.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend',"
        ' \'<img src="https://example.org/x.png" onerror="document.title=1">\')'
    )
    it.page.wait_for_timeout(200)
    assert len(it.said) >= 1
    assert all("Content Security Policy" in said for said in it.said)
    assert it.page.title() != "1"
