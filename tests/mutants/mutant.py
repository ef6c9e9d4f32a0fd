"""What a mutant is: a patch with one fault, in words, and the tests that notice it.

A file of `patches` begins with its header, one `Name: text` a line, and goes on as a unified diff:

    Fault: what is wrong, in a sentence.
    Tests: what to run first, as arguments of pytest (more than one line, if they are many).
"""

from __future__ import annotations

import os
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

PATCHES = Path(__file__).parent / "patches"


class StaleError(Exception):
    """The patch no longer applies: the code has changed and the mutant must be made again."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One patch; `tests` are arguments of pytest."""

    name: str
    fault: str
    tests: tuple[str, ...]
    path: Path

    def apply_to(self, tree: Path) -> None:
        """Put the fault into the tree; StaleError if it no longer fits."""
        self._git_apply(tree)

    def check(self, tree: Path) -> None:
        """StaleError if it would no longer fit; the tree stays as it is."""
        self._git_apply(tree, "--check")

    def _git_apply(self, tree: Path, *options: str) -> None:
        done = subprocess.run(
            ["git", "apply", *options, str(self.path)],
            cwd=tree,
            env={**os.environ, "GIT_CEILING_DIRECTORIES": str(tree.parent)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise StaleError(f"{self.path.name} no longer applies: {done.stderr.strip()}")


def read_mutant(path: Path) -> Mutant:
    """A mutant from its file; ValueError if the header lacks something."""
    header = path.read_text(encoding="utf-8").partition("\n--- ")[0]
    said: dict[str, list[str]] = {"Fault": [], "Tests": []}
    for line in header.splitlines():
        name, colon, text = line.partition(": ")
        if not colon or name not in said:
            raise ValueError(f"{path.name}: not a line of the header: {line!r}")
        said[name].append(text)
    if not all(said.values()):
        raise ValueError(f"{path.name}: the header says Fault and Tests")
    tests = tuple(word for line in said["Tests"] for word in shlex.split(line))
    return Mutant(path.stem, " ".join(said["Fault"]), tests, path)


def all_mutants() -> tuple[Mutant, ...]:
    """Every mutant, by name."""
    return tuple(read_mutant(path) for path in sorted(PATCHES.glob("*.patch")))
