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
    from collections.abc import Callable

    from careerpath.report import PlanReport, SeveralReports

    Renderer = Callable[[PlanReport | SeveralReports], str]

_DOCUMENT = re.compile(r"([a-z]+)_document")


def _formats() -> dict[str, tuple[str, str]]:
    """The module and function of each extension, such as `.json`; found, not imported."""
    names = (_DOCUMENT.fullmatch(m.name) for m in iter_modules(__path__))
    found = [name for name in names if name is not None]
    return {f".{m[1]}": (f"{__name__}.{m[0]}", "render") for m in found}


FORMATS: dict[str, tuple[str, str]] = _formats()


def check_output(path: str) -> None:
    """Refuse a file name whose extension is no format, before any work is done."""
    extension = Path(path).suffix.casefold()
    if extension not in FORMATS:
        raise UsageError(
            f"--output {path}: no format for {extension or 'a name without an extension'!r}",
            hint=f"Use one of: {' '.join(sorted(FORMATS))}",
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


def write_text(text: str, path: Path) -> None:
    """Write atomically: a temporary file beside the target takes its place once complete."""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UsageError(f"--output {path}: can't be written: {error.strerror}") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        if isinstance(error, OSError):
            reason = error.strerror
            raise UsageError(f"--output {path}: can't be written: {reason}") from None
        raise


def _umask() -> int:
    """The process's file mode mask; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
