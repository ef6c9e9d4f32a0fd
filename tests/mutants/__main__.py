"""Shows which test notices each mutant: `python -m tests.mutants [NAME…]`.

Each patch is applied to a copy of the tree, never to the tree itself. The tests named in its header
run first, then the quick set; the first test that fails is shown. A mutant that none notices, and a
patch that no longer applies, is an error.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.mutants.mutant import Mutant, StaleError, all_mutants

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]

COPIED = (
    "src",
    "tests",
    "benchmarks",
    "data",
    "docs",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
)

QUICK = (
    ("tests/proof/test_planner_agrees.py", "-k", "by_hand"),
    ("tests/test_report.py", "tests/test_explain.py", "tests/test_json_document.py"),
    ("tests/proof/test_planner_agrees.py::test_planner_agrees_with_enumeration[0]",),
    ("tests/proof/hard",),
)
"""What every mutant is shown to, one after the other, until a test fails."""

PATIENCE_SECONDS = 300

FAILED = re.compile(r"^FAILED (?P<test>\S+(?:\[.*?\])?)", re.MULTILINE)


class BrokenError(Exception):
    """The tests could not be run at all."""


def copy_tree(to: Path) -> None:
    """What the tests need, without compiled files: they could hide a patch."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy2(source, to / name)


def first_failure(tree: Path, tests: Sequence[str]) -> str | None:
    """The first test of these that fails in the tree, or None if all pass."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-rf", *tests]
    path = os.pathsep.join((str(tree / "src"), str(tree)))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, text=True, check=False,
            timeout=PATIENCE_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise BrokenError(f"no end within {PATIENCE_SECONDS} s: {' '.join(tests)}") from None
    if done.returncode == 0:
        return None
    failed = FAILED.search(done.stdout)
    if done.returncode != 1 or failed is None:
        raise BrokenError(f"the tests did not run: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return failed["test"]


def noticed_by(mutant: Mutant) -> str | None:
    """The test that notices the mutant, or None."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        tree = Path(folder)
        copy_tree(tree)
        mutant.apply_to(tree)
        for tests in (mutant.tests, *QUICK):
            failure = first_failure(tree, tests)
            if failure is not None:
                return failure
    return None


def faults_without_a_mutant(mutants: Sequence[Mutant]) -> str | None:
    """A test that fails even without any mutant: it would notice nothing."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        tree = Path(folder)
        copy_tree(tree)
        for tests in dict.fromkeys((*(m.tests for m in mutants), *QUICK)):
            failure = first_failure(tree, tests)
            if failure is not None:
                return failure
    return None


def report_on(mutants: Sequence[Mutant]) -> int:
    """Say of each mutant what notices it; how many nothing notices, or are stale."""
    missed = 0
    for mutant in mutants:
        try:
            test = noticed_by(mutant)
        except (StaleError, BrokenError) as error:
            test, why = None, str(error)
        else:
            why = "NOTHING NOTICES IT"
        missed += test is None
        print(f"{mutant.name}: {mutant.fault}\n    {test or why}", flush=True)  # noqa: T201
    print(f"{len(mutants) - missed} of {len(mutants)} mutants are caught")  # noqa: T201
    return missed


def main() -> int:
    """All mutants, or those named; exit status 1 if any is missed or stale."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="mutants to try, all by default")
    parser.add_argument("--no-baseline", action="store_true",
                        help="don't first run the tests on the tree as it is")  # fmt: skip
    said = parser.parse_args()
    mutants = [m for m in all_mutants() if not said.names or m.name in said.names]
    unknown = set(said.names) - {m.name for m in mutants}
    if unknown:
        parser.error(f"no mutant is called {', '.join(sorted(unknown))}")
    if not said.no_baseline and (failure := faults_without_a_mutant(mutants)) is not None:
        print(f"fails without any mutant: {failure}")  # noqa: T201
        return 1
    return 1 if report_on(mutants) else 0


if __name__ == "__main__":
    sys.exit(main())
