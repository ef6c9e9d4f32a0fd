"""What every command does first and last: load the data, ask the planner, write the answer."""

from __future__ import annotations

import copy
import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import typer

from careerpath.datafiles import shipped_pack
from careerpath.errors import InvalidDataError, SearchStoppedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from careerpath.catalogue import Catalogue
    from careerpath.planner import Planner, Result
    from careerpath.profile import Question
    from careerpath.render.terminal import Look

PROGRESS_AFTER = 0.5
"""Seconds until something slow says that it is still at work."""


def data_folders(folders: list[str] | None) -> list[Path]:
    """The packs to read, in order: the shipped one, those of CAREERPATH_DATA, those of --data."""
    named = [p for p in os.environ.get("CAREERPATH_DATA", "").split(os.pathsep) if p]
    return [shipped_pack(), *(pack_folder(p, "--data ") for p in (*named, *(folders or ())))]


def pack_folder(name: str, option: str = "") -> Path:
    """The folder of this name; InvalidDataError, naming the option it came from, if there is none."""
    path = Path(name)
    if not path.is_dir():
        raise InvalidDataError(
            f"{option}{name}: no such folder",
            hint="A pack is a folder that holds roles.yaml or qualifications.yaml.",
        )
    return path


def load_catalogue(folders: list[str] | None) -> Catalogue:
    """The catalogue of the shipped pack and those laid over it."""
    return load(data_folders(folders))


def load(folders: list[Path]) -> Catalogue:
    """One catalogue from these packs."""
    from careerpath.packs.store import load as load_packs

    # Only packs that are not in the cache take long enough for this to be seen.
    with Progress("careerpath: reading the data …"):
        return load_packs(folders)


DEFAULT_TIME_LIMIT = "20s"
"""Most questions are proven in a second; the few that are not should not keep anyone waiting."""


class Patience:
    """How long the planner may search: `--time-limit`, counted from the start of the command."""

    def __init__(self, limit: str | None) -> None:
        self._seconds = parse_seconds(limit or DEFAULT_TIME_LIMIT)
        self._deadline = time.monotonic() + self._seconds

    def share(self, number: int, count: int) -> Patience:
        """The patience for the first `number` of `count` questions: what they save is passed on."""
        share = copy.copy(self)
        share._deadline = self._deadline - self._seconds * (count - number) / count
        return share

    def is_over(self) -> bool:
        """True once the time is used up."""
        return time.monotonic() >= self._deadline


def parse_seconds(text: str) -> float:
    """`30`, `30s`, `0.5` or `2m`.

    >>> parse_seconds("30s"), parse_seconds("2m")
    (30.0, 120.0)
    """
    plain = text.strip().casefold()
    factor = 60.0 if plain.endswith("m") else 1.0
    try:
        seconds = float(plain.removesuffix("s").removesuffix("m")) * factor
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 1_000_000:
        raise UsageError(
            f"--time-limit: {text!r} is not a time", hint="Write seconds, such as 30 or 30s."
        )
    return seconds


def find_plan(planner: Planner, question: Question, should_stop: Callable[[], bool]) -> Result:
    """Ask the planner."""
    try:
        return planner.plan(question, should_stop=should_stop)
    except TimeoutError:
        raise SearchStoppedError(
            f"--time-limit ended the search for {question.target} before any plan was found",
            hint="Allow more time, or narrow the question with --via, --without or --by.",
        ) from None


class Waiting:
    """What is said on standard error to whoever waits at a terminal.

    `hushed` under `--json`: who reads JSON is a program, which nothing needs to be told meanwhile.
    """

    hushed: ClassVar[bool] = False

    def __init__(self) -> None:
        self._shown = ""
        self._quiet = self.hushed or not sys.stderr.isatty()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._shown:
            sys.stderr.write("\r" + " " * len(self._shown) + "\r")
            sys.stderr.flush()

    def _say(self, message: str) -> None:
        from careerpath.cli.encoding import encodable

        self._shown = encodable(message, sys.stderr.encoding or "utf-8")
        sys.stderr.write(f"\r{self._shown}")
        sys.stderr.flush()


class Progress(Waiting):
    """Says that the answer is being looked for, if that takes a while."""

    def __init__(self, message: str) -> None:
        super().__init__()
        self._timer = threading.Timer(PROGRESS_AFTER, self._say, [message])

    def __enter__(self) -> None:
        if not self._quiet:
            self._timer.daemon = True
            self._timer.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        super().__exit__(kind, error, traceback)


class Counter(Waiting):
    """Says how much of a long task is done, once it has taken a while."""

    def __init__(self, total: int, what: str) -> None:
        super().__init__()
        self._total = total
        self._what = what
        self._done = 0
        self._begun = time.monotonic()

    def __enter__(self) -> Counter:
        return self

    def advance(self) -> None:
        """One more is done."""
        self._done += 1
        if not self._quiet and time.monotonic() - self._begun >= PROGRESS_AFTER:
            self._say(f"careerpath: {self._done} of {self._total} {self._what} …")


def look(*, verbose: bool, no_color: bool) -> Look:
    """How to write for whatever standard output is."""
    from careerpath.render.terminal import look_for

    return look_for(sys.stdout, verbose=verbose, no_color=no_color)


def emit(text: str) -> None:
    """Write to standard output; a reader that has gone away (`| head`) ends the command quietly."""
    try:
        sys.stdout.write(_encodable(text))
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


def emit_json(document: dict[str, Any]) -> None:
    """Write one JSON document; ASCII alone where the terminal can't say more."""
    import json

    from careerpath.render.json_document import text_of

    text = text_of(document)
    if _encodable(text) != text:
        text = json.dumps(document, indent=2) + "\n"
    emit(text)


def note(text: str) -> None:
    """A remark for people, beside the answer."""
    from careerpath.cli.encoding import encodable

    sys.stderr.write(encodable(f"{text}\n", sys.stderr.encoding or "utf-8"))


def _encodable(text: str) -> str:
    from careerpath.cli.encoding import encodable

    return encodable(text, sys.stdout.encoding or "utf-8")
