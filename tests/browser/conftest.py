"""Chromium as `.ci/browser` installs it, and the reports that are looked at in it."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from careerpath.datafiles import shipped_pack
from careerpath.packs.store import load
from careerpath.statements import Said, Statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from careerpath.catalogue import Catalogue
    from careerpath.report import PlanReport

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

QUESTIONS: dict[str, dict[str, object]] = {
    "short": {"targets": ["solicitor"], "have": ["bachelors-degree=2:1"], "worked": ["paralegal=24"]},
    "long": {"targets": ["legal-executive"], "have": ["gcse-english=5", "gcse-maths=5"], "age": "19"},
    "abroad": {"targets": ["lawyer-us"], "have": ["us-bachelors-degree"]},
    "infeasible": {"targets": ["solicitor"], "have": ["law-degree=2:1"], "by": "2027-06"},
}  # fmt: skip
"""Real questions to the shipped data, from the smallest page to a full one."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or pytest.fail("no chromium: .ci/browser installs it")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The folder into which `.ci/browser` has npm put axe and Mermaid."""
    folder = os.environ.get("NODE_MODULES_OF_TESTS")
    return Path(folder or pytest.fail("NODE_MODULES_OF_TESTS is not set: run .ci/browser"))


@pytest.fixture(scope="session")
def shipped() -> Catalogue:
    """The data as it ships."""
    return load([shipped_pack()])


@pytest.fixture(scope="session")
def reports(shipped: Catalogue) -> dict[str, PlanReport]:
    """The answers to the questions, by name."""
    return {name: _report(shipped, said) for name, said in QUESTIONS.items()}


def _report(catalogue: Catalogue, said: dict[str, object]) -> PlanReport:
    from careerpath.cli.plan import answer
    from careerpath.cli.what_if import Wishes
    from careerpath.report import PlanReport

    lists = {k: tuple(Said(t, k) for t in v) for k, v in said.items() if isinstance(v, list)}
    texts = {k: Said(v, k) for k, v in said.items() if isinstance(v, str)}
    statements = Statements(
        **{**lists, **texts, "as_of": Said("2026-11-22", "as_of")}  # type: ignore[arg-type]
    )
    assert date(2026, 11, 22) < date.today()
    report = answer(catalogue, statements, lambda: False, Wishes(others=True))
    assert isinstance(report, PlanReport)
    return report
