"""Renderers place what the report found; each format is one module, named for its extension.

A renderer is a function from a report to text. To add a format, write `render` in a module here
called `<extension>_document`: nothing else names it.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from careerpath.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from careerpath.report import PlanReport, SeveralReports
    from careerpath.report.comparison import CompareReport

    Renderer = Callable[[PlanReport | SeveralReports], str]

_DOCUMENT = re.compile(r"([a-z]+)_document")


def _formats() -> dict[str, tuple[str, str]]:
    """The module and function of each extension, such as `.json`; found, not imported."""
    names = (_DOCUMENT.fullmatch(m.name) for m in iter_modules(__path__))
    found = [name for name in names if name is not None]
    return {f".{m[1]}": (f"{__name__}.{m[0]}", "render") for m in found}


FORMATS: dict[str, tuple[str, str]] = _formats()


COMPARE_FORMATS: dict[str, tuple[str, str]] = {
    ".json": ("careerpath.render.compare_json", "render"),
    ".md": ("careerpath.render.compare_markdown", "render"),
    ".csv": ("careerpath.render.compare_csv", "render"),
    ".html": ("careerpath.render.compare_html", "render"),
}
"""The same for comparisons: a function from a `CompareReport` to text."""


def check_output(path: str, formats: Iterable[str] = FORMATS) -> None:
    """Refuse a file name whose extension is no format, before any work is done."""
    extension = Path(path).suffix.casefold()
    if extension not in formats:
        raise UsageError(
            f"--output {path}: no format for {extension or 'a name without an extension'!r}",
            hint=f"Use one of: {' '.join(sorted(formats))}",
        )
    folder = Path(path).parent
    if not folder.is_dir():
        raise UsageError(f"--output {path}: there is no folder {str(folder)!r}")


def renderer_for(path: str) -> Renderer:
    """The renderer for a file of this name."""
    module, function = FORMATS[Path(path).suffix.casefold()]
    renderer: Renderer = getattr(import_module(module), function)
    return renderer


def write_report(report: PlanReport | SeveralReports, path: str) -> None:
    """Render the report and write it: the whole file, or on failure none."""
    check_output(path)
    write_text(renderer_for(path)(report), Path(path))


def write_comparison(report: CompareReport, path: str) -> None:
    """Render the comparison and write it: the whole file, or on failure none."""
    check_output(path, COMPARE_FORMATS)
    module, function = COMPARE_FORMATS[Path(path).suffix.casefold()]
    renderer: Callable[[CompareReport], str] = getattr(import_module(module), function)
    write_text(renderer(report), Path(path))


def write_text(text: str, path: Path, *, option: str = "--output", replace: bool = True) -> None:
    """Write atomically: a temporary file beside the target takes its place once complete.

    `option` is how errors name the path; with `replace=False` a file that is there stays.
    """
    refusal = f"{option} {path}: can't be written".strip()
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UsageError(f"{refusal}: {error.strerror}") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(0o666 & ~_umask())
        _put_in_place(Path(temporary), path, replace=replace)
    except BaseException as error:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        if isinstance(error, FileExistsError):
            raise UsageError(
                f"{refusal}: it is there already", hint="--force replaces it."
            ) from None
        if isinstance(error, OSError):
            raise UsageError(f"{refusal}: {error.strerror}") from None
        raise


def _put_in_place(temporary: Path, path: Path, *, replace: bool) -> None:
    if replace:
        temporary.replace(path)
        return
    try:
        # A second name fails where the first is taken, without a moment in between.
        os.link(temporary, path)
        temporary.unlink()
    except FileExistsError:
        raise
    except OSError:
        # Some file systems know no second names: an empty file claims the name first.
        path.touch(exist_ok=False)
        temporary.replace(path)


def _umask() -> int:
    """The process's file mode mask; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
