"""The examples of the docs, run: every line of a `console` block that begins with `$`.

What a page's blocks write, later blocks of the page can read: they share an empty folder, in which
only the pack of `examples/` stands. A command sees a terminal of 80 columns without colour; behind
`|` or `>` it sees a pipe. All of them are asked on `AS_OF`, unless they name a day themselves.
Where an example shows only the beginning of its output, a line `…` ends it.

Beside `careerpath`, which runs in this process, a block may use `cat`, `head` and `jq`, and
`echo $?`. Where there is no `jq`, what stands in the page is left as it is.
"""

from __future__ import annotations

import contextlib
import functools
import io
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "2026-11-26"
WIDTH = 80
CUT = "…"
PROGRAMS = ("cat", "head", "jq")
QUIETLY = " 2>/dev/null"

EXAMPLE = re.compile(r"^```console\n(\$ .*?)^```$", re.MULTILINE | re.DOTALL)
_PROMPT = re.compile(r"^\$ ", re.MULTILINE)


class _Terminal(io.StringIO):
    """Standard output as a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def with_examples(text: str) -> str:
    """The text with the output of every example as it is today."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "examples").symlink_to(ROOT / "examples")
        shell = _Shell(Path(folder))
        return EXAMPLE.sub(lambda m: f"```console\n{shell.rewritten(m[1])}```", text)


def commands_in(text: str) -> list[str]:
    """What is typed in the examples of this text, line by line."""
    return [
        _command_of(entry)[0]
        for block in EXAMPLE.findall(text)
        for entry in _PROMPT.split(block)[1:]
    ]


def printed(command: str) -> str:
    """What `careerpath …` prints on a terminal, without blanks at the ends of lines."""
    return _tidy(shown(command, COLUMNS=str(WIDTH), NO_COLOR="1"))


def shown(command: str, **terminal: str) -> str:
    """All that `careerpath …` writes to a terminal with these environment variables."""
    out = _Terminal()
    with _environment(terminal), redirect_stdout(out):
        _call(shlex.split(command)[1:])
    return out.getvalue()


class _Shell:
    """As much of a shell as the examples need."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._status = 0

    def rewritten(self, block: str) -> str:
        """The commands of the block, each followed by what it prints."""
        return "".join(self._entry(entry) for entry in _PROMPT.split(block)[1:])

    def _entry(self, entry: str) -> str:
        command, typed, was = _command_of(entry)
        if "jq" in command and shutil.which("jq") is None:
            return f"$ {entry}"
        return f"$ {typed}\n{_as_much(self._run(command), was)}"

    def _run(self, command: str) -> str:
        if command == "echo $?":
            return f"{self._status}\n"
        stages, source, target = _parsed(command.replace(QUIETLY, ""))
        text = (self._folder / source).read_text(encoding="utf-8") if source else ""
        notes = ""
        for number, words in enumerate(stages, 1):
            is_last = number == len(stages) and target is None
            text, said = self._stage(words, text, to_terminal=is_last)
            notes += said
        if target is not None:
            (self._folder / target).write_text(text, encoding="utf-8")
            text = ""
        return _tidy(text if QUIETLY in command else text + notes)

    def _stage(self, words: list[str], text: str, *, to_terminal: bool) -> tuple[str, str]:
        """What one program writes to its two outputs."""
        program, *rest = words
        if program in PROGRAMS:
            done = subprocess.run(
                words, input=text, cwd=self._folder, capture_output=True, text=True, check=True
            )
            return done.stdout, done.stderr
        assert program == "careerpath", f"the docs can't run {program}"
        out = _Terminal() if to_terminal else io.StringIO()
        err = io.StringIO()
        source = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
        with (
            _environment({"COLUMNS": str(WIDTH), "NO_COLOR": "1"}),
            contextlib.chdir(self._folder),
            patch("sys.stdin", source),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            self._status = _call([*rest, *_day(rest)])
        return out.getvalue(), err.getvalue()


def _call(words: list[str]) -> int:
    from careerpath.cli import main

    # A machine that is busy must not decide what the docs say.
    with patch("careerpath.cli.session.DEFAULT_TIME_LIMIT", "10m"):
        return int(main(words))


@contextmanager
def _environment(terminal: Mapping[str, str]) -> Iterator[None]:
    """Nothing of whoever runs this decides what is printed."""
    own = ("CAREERPATH_", "NO_COLOR", "COLUMNS", "TERM")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(own)}
    with patch.dict(os.environ, {**kept, **terminal, "CAREERPATH_CACHE": _cache()}, clear=True):
        yield


@functools.cache
def _cache() -> str:
    """One for all commands: reading the data anew for each would take most of the time."""
    folder = tempfile.TemporaryDirectory()
    _kept.append(folder)
    return folder.name


_kept: list[Any] = []
"""Folders that last as long as the process."""


def _command_of(entry: str) -> tuple[str, str, str]:
    r"""The command in one line, as it is typed (`\` continues a line), and the output below it."""
    lines = entry.splitlines()
    last = next(n for n, line in enumerate(lines) if not line.endswith("\\"))
    typed = lines[: last + 1]
    joined = " ".join(line.removesuffix("\\").strip() for line in typed)
    return joined, "\n".join(typed), "\n".join(lines[last + 1 :])


def _parsed(command: str) -> tuple[list[list[str]], str | None, str | None]:
    """The programs of a pipeline, the file it reads, the file it writes."""
    stages: list[list[str]] = [[]]
    files: dict[str, str] = {}
    words = iter(_words(command))
    for word in words:
        if word == "|":
            stages.append([])
        elif word in "<>":
            files[word] = next(words)
        else:
            stages[-1].append(word)
    return stages, files.get("<"), files.get(">")


def _words(command: str) -> list[str]:
    lexer = shlex.shlex(command, posix=True, punctuation_chars="|<>")
    lexer.whitespace_split = True
    lexer.commenters = ""
    return list(lexer)


def _day(words: list[str]) -> list[str]:
    """`--as-of` for a command that takes it and was not given it."""
    if "--as-of" in words or not _takes_day(tuple(w for w in words[:2] if w.isalpha())):
        return []
    return ["--as-of", AS_OF]


@functools.cache
def _takes_day(names: tuple[str, ...]) -> bool:
    import typer

    from careerpath.cli import build_app

    command: Any = typer.main.get_command(build_app())
    for name in names:
        command = getattr(command, "commands", {}).get(name, command)
    return any("--as-of" in p.opts for p in command.params)


def _tidy(text: str) -> str:
    lines = text.strip("\n").splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _as_much(output: str, was: str) -> str:
    """The output, or as many lines of it as the page shows."""
    shown_before = was.splitlines()
    if not shown_before or shown_before[-1] != CUT:
        return output
    lines = output.splitlines()[: len(shown_before) - 1]
    return "".join(f"{line}\n" for line in [*lines, CUT])
