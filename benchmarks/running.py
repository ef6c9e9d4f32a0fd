"""Asks several solvers the same questions in turn, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

ENVIRONMENT = {
    **{
        k: v
        for k, v in os.environ.items()
        if not k.startswith("CAREERPATH_") and k != "PYTHONDONTWRITEBYTECODE"
    },
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
"""Nothing of whoever starts this, modules compiled once as for any user, and one thread."""


class Worker:
    """One solver."""

    def __init__(self, solver: str) -> None:
        command = [sys.executable, "-m", "benchmarks.worker", solver]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
        )
        self.solver = solver
        self.import_seconds: float = self._read()["import"]

    def ask(self, question: Json) -> Json:
        """Its answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> Json:
        """The next line that is an answer; some solvers greet."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("{"):
                found: Json = json.loads(line)
                return found
        raise RuntimeError(f"the process of {self.solver} has ended")

    def end(self) -> None:
        """Close its input, which ends it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


@contextmanager
def workers(*solvers: str) -> Iterator[dict[str, Worker]]:
    """A process for each, ended at the end."""
    started = {name: Worker(name) for name in solvers}
    try:
        yield started
    finally:
        for worker in started.values():
            worker.end()


def ask_all(started: dict[str, Worker], question: Json) -> dict[str, Json]:
    """The same question to each, one after the other, so that they share the machine's moods."""
    return {name: worker.ask(question) for name, worker in started.items()}
