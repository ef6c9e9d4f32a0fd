"""What many tests stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.small_pack import small_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue

CENSUS = "census"
"""The property under which a test hands its figures to the summary, from other processes too."""


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The small pack, read once."""
    return small_catalogue(tmp_path_factory.mktemp("packs"))


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing is read from, or left in, the cache of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAREERPATH_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the random catalogues exercised, if that was measured in this run."""
    reports = [r for rs in terminalreporter.stats.values() for r in rs]
    lines = [
        str(line)
        for report in reports
        if getattr(report, "when", None) == "call"
        for name, line in report.user_properties
        if name == CENSUS
    ]
    if lines:
        terminalreporter.section("what the random catalogues exercise")
        for line in lines:
            terminalreporter.write_line(line)
