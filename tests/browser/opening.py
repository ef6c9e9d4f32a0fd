"""Opens what a writer has written, from disk, and hears what the page asks for and complains of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

Report = TypeVar("Report")

PHONE, LAPTOP = (390, 844), (1280, 800)

# What Chromium shows of an element's colours can't be compared before a transition has ended.
STILL = {"reduced_motion": "reduce"}


class Opened:
    """A page from disk, and all that it asked for or complained of."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.asked: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.goto(file.as_uri())


class Opener(Generic[Report]):
    """Writes a report as a page and opens it."""

    def __init__(
        self, browser: Browser, file: Path, write: Callable[[Report, str], object]
    ) -> None:
        self._browser, self._file, self._write = browser, file, write
        self._contexts: list[Any] = []

    def __call__(
        self,
        report: Report,
        size: tuple[int, int] = LAPTOP,
        **options: Any,  # noqa: ANN401 - playwright's
    ) -> Opened:
        self._write(report, str(self._file))
        viewport = {"width": size[0], "height": size[1]}
        wanted: dict[str, Any] = {"viewport": viewport, **STILL, **options}
        context: Any = self._browser.new_context(**wanted)
        self._contexts.append(context)
        return Opened(context.new_page(), self._file)

    def close(self) -> None:
        """Every context that was opened."""
        for context in self._contexts:
            context.close()
