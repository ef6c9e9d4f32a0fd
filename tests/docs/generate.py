"""Write what the docs take from the code: `python -m tests.docs.generate`, `--check` to compare.

Five things are written: `docs/commands.md` from the app, the fields in `docs/data-format.md` from
the pydantic models, `docs/coverage.md` from the shipped data, the output below every
`$ careerpath …` line of a `console` block, and two pictures of the README's first: what a wide
terminal shows, and what `--output plan.svg` writes.
"""

from __future__ import annotations

import difflib
import io
import os
import re
import shlex
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from tests.docs.coverage import coverage_page
from tests.docs.fields import fields_of_all_files
from tests.docs.picture import terminal_svg

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
COMMANDS = ROOT / "docs" / "commands.md"
COVERAGE = ROOT / "docs" / "coverage.md"
TERMINAL = ROOT / "docs" / "terminal.svg"
PLAN = ROOT / "docs" / "plan.svg"
DATA_FORMAT = ROOT / "docs" / "data-format.md"
WIDTH = 80
PICTURE_WIDTH = 112

_EXAMPLE = re.compile(r"^```console\n\$ (careerpath .*)\n(?:.*\n)*?```$", re.MULTILINE)
_FIELDS = re.compile(r"(?<=<!-- fields -->\n).*?(?=<!-- end of fields -->)", re.DOTALL)


class _Terminal(io.StringIO):
    """Standard output as a terminal of 80 columns without colour."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def printed(command: str) -> str:
    """What `careerpath …` prints on such a terminal, without blanks at the ends of lines."""
    lines = shown(command, COLUMNS=str(WIDTH), NO_COLOR="1").strip().splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def shown(command: str, **terminal: str) -> str:
    """All that `careerpath …` writes to a terminal with these environment variables."""
    from careerpath.cli import main

    own = ("CAREERPATH_", "NO_COLOR", "COLUMNS", "TERM")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(own)}
    environment |= {**terminal, "CAREERPATH_CACHE": "off"}
    out = _Terminal()
    with patch.dict(os.environ, environment, clear=True), redirect_stdout(out):
        main(shlex.split(command)[1:])
    return out.getvalue()


def with_examples(text: str) -> str:
    """The text with the output of every example as it is today."""

    def rewritten(match: re.Match[str]) -> str:
        return f"```console\n$ {match[1]}\n{printed(match[1])}```"

    return _EXAMPLE.sub(rewritten, text)


def commands() -> Iterator[str]:
    """Every command as it is typed: `careerpath`, `careerpath plan`, …"""
    import typer

    from careerpath.cli import NAME, build_app

    yield NAME
    yield from _below(typer.main.get_command(build_app()), NAME)


def _below(command: Any, name: str) -> Iterator[str]:  # noqa: ANN401 - click's, wherever it lives
    for word, inner in getattr(command, "commands", {}).items():
        if not inner.hidden:
            yield f"{name} {word}"
            yield from _below(inner, f"{name} {word}")


def commands_page() -> str:
    """`docs/commands.md`."""
    parts = ["# Commands\n\nWritten by `python -m tests.docs.generate` from the app itself.\n"]
    parts += [f"## {name}\n\n```text\n{printed(f'{name} --help')}```\n" for name in commands()]
    return "\n".join(parts)


def pictures(command: str) -> Iterator[tuple[Path, str]]:
    """The command and its answer on a wide terminal in colour, and the picture that it writes."""
    wide = shown(command, COLUMNS=str(PICTURE_WIDTH), TERM="xterm-256color")
    yield TERMINAL, terminal_svg(command, wide, PICTURE_WIDTH)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.svg"
        with redirect_stderr(io.StringIO()):
            shown(f"{command} --output {shlex.quote(str(file))}")
        yield PLAN, file.read_text(encoding="utf-8")


def pages() -> dict[Path, str]:
    """Every page that is written in part or whole, as it should stand."""
    own = [README, *sorted((ROOT / "docs").glob("*.md"))]
    texts = {
        page: page.read_text(encoding="utf-8") for page in own if page not in (COMMANDS, COVERAGE)
    }
    found = {page: with_examples(text) for page, text in texts.items() if _EXAMPLE.search(text)}
    found[COMMANDS] = commands_page()
    found[COVERAGE] = coverage_page()
    found |= dict(pictures(_EXAMPLE.findall(texts[README])[0]))
    found[DATA_FORMAT] = _FIELDS.sub(lambda _: f"\n{fields_of_all_files()}\n", texts[DATA_FORMAT])
    return found


def differences(page: Path, wanted: str) -> str:
    """How the page differs from what it should be; empty if it does not."""
    current = page.read_text(encoding="utf-8") if page.exists() else ""
    name = page.relative_to(ROOT).as_posix()
    lines = difflib.unified_diff(
        current.splitlines(), wanted.splitlines(), name, f"{name}, generated", lineterm=""
    )
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` say how they differ."""
    stale = {page: text for page, text in pages().items() if differences(page, text)}
    for page, text in stale.items():
        if "--check" in arguments:
            sys.stderr.write(differences(page, text) + "\n")
        else:
            page.write_text(text, encoding="utf-8")
            sys.stdout.write(f"wrote {page.relative_to(ROOT)}\n")
    if stale and "--check" in arguments:
        sys.stderr.write("Run: python -m tests.docs.generate\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
