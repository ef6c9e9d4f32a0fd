"""Write what the docs take from the code: `python -m tests.docs.generate`, `--check` to compare.

Written are: `docs/commands.md` from the app, the fields in `docs/data-format.md` from the pydantic
models and those in `docs/json.md` from the schemas, `docs/coverage.md` from the shipped data, the
output below every `$` line of a `console` block (see `tests.docs.examples`), and two pictures of
the README's first: what a wide terminal shows, and what `--output plan.svg` writes.
"""

from __future__ import annotations

import difflib
import io
import re
import shlex
import sys
import tempfile
from contextlib import redirect_stderr
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.docs.coverage import coverage_page
from tests.docs.documents import documents
from tests.docs.examples import EXAMPLE, ROOT, commands_in, printed, shown, with_examples
from tests.docs.fields import fields_of_all_files
from tests.docs.picture import terminal_svg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

README = ROOT / "README.md"
COMMANDS = ROOT / "docs" / "commands.md"
COVERAGE = ROOT / "docs" / "coverage.md"
TERMINAL = ROOT / "docs" / "terminal.svg"
PLAN = ROOT / "docs" / "plan.svg"
DATA_FORMAT = ROOT / "docs" / "data-format.md"
JSON = ROOT / "docs" / "json.md"
PICTURE_WIDTH = 112

_FIELDS = re.compile(r"(?<=<!-- fields -->\n).*?(?=<!-- end of fields -->)", re.DOTALL)


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


def terminal_picture(command: str) -> str:
    """The command and its answer on a wide terminal in colour."""
    wide = shown(command, COLUMNS=str(PICTURE_WIDTH), TERM="xterm-256color")
    return terminal_svg(command, wide, PICTURE_WIDTH)


def plan_picture(command: str) -> str:
    """The picture that the command writes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.svg"
        with redirect_stderr(io.StringIO()):
            shown(f"{command} --output {shlex.quote(str(file))}")
        return file.read_text(encoding="utf-8")


def pages() -> dict[Path, Callable[[], str]]:
    """Every page that is written in part or whole, with what writes it as it should stand."""
    own = [README, *sorted((ROOT / "docs").glob("*.md")), ROOT / "examples" / "README.md"]
    texts = {
        page: page.read_text(encoding="utf-8") for page in own if page not in (COMMANDS, COVERAGE)
    }
    found: dict[Path, Callable[[], str]] = {
        page: partial(with_examples, text) for page, text in texts.items() if EXAMPLE.search(text)
    }
    first = commands_in(texts[README])[0]
    return found | {
        COMMANDS: commands_page,
        COVERAGE: coverage_page,
        TERMINAL: partial(terminal_picture, first),
        PLAN: partial(plan_picture, first),
        DATA_FORMAT: partial(_with_fields, texts[DATA_FORMAT], fields_of_all_files),
        JSON: partial(_with_fields, texts[JSON], documents),
    }


def _with_fields(text: str, fields: Callable[[], str]) -> str:
    return _FIELDS.sub(lambda _: f"\n{fields()}\n", with_examples(text))


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
    wanted = {page: write() for page, write in pages().items()}
    stale = {page: text for page, text in wanted.items() if differences(page, text)}
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
