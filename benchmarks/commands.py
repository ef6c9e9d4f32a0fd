"""Whole commands, from the shell to the answer, against the floor: started in turn, warm cache."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.figures import median
from benchmarks.running import ENVIRONMENT

Json = dict[str, Any]

ROOT = Path(__file__).resolve().parents[1]
CAREERPATH = [sys.executable, "-m", "careerpath"]
SCHOOL = ["--have", "a-levels-three", "--as-of", "2026-11-26"]

COMMANDS = {
    "floor": [sys.executable, "-m", "benchmarks.floor"],
    "--help": [*CAREERPATH, "--help"],
    "plan --help": [*CAREERPATH, "plan", "--help"],
    "show": [*CAREERPATH, "show", "paralegal-ew"],
    "plan": [*CAREERPATH, "plan", "paralegal-ew", *SCHOOL],
    "plan --json": [*CAREERPATH, "plan", "paralegal-ew", *SCHOOL, "--json"],
    "plan, a long way": [*CAREERPATH, "plan", "licensed-conveyancer-ew", *SCHOOL],
    "plan --trade-offs": [*CAREERPATH, "plan", "paralegal-ew", *SCHOOL, "--trade-offs"],
    "why": [*CAREERPATH, "why", "--to", "paralegal-ew", *SCHOOL],
}
SLOW = {"reach": [*CAREERPATH, "reach", *SCHOOL]}
"""Started three times only."""

CHANGED = "plan, after a change of the data"
"""Of its largest file; the others are known."""
FIRST = "plan, the first time"
"""Nothing is known of any file."""

LARGEST = Path("data", "qualifications.yaml")


def measure(runs: int) -> Json:
    """Median and least seconds and the most memory (kB) of every command."""
    with tempfile.TemporaryDirectory() as folder:
        tree = _copied_to(Path(folder, "tree"))
        environment = _environment(Path(folder), tree)
        every = {**COMMANDS, **SLOW, CHANGED: COMMANDS["plan"], FIRST: COMMANDS["plan"]}
        taken: dict[str, list[float]] = {name: [] for name in every}
        for command in COMMANDS.values():
            _run(command, environment)
        for _ in range(runs):
            for name, command in COMMANDS.items():
                taken[name].append(_run(command, environment))
        for _ in range(min(runs, 5)):
            for name in (FIRST, CHANGED):
                _spoil_cache(name, tree, environment)
                taken[name].append(_run(every[name], environment))
        for _ in range(3):
            for name, command in SLOW.items():
                taken[name].append(_run(command, environment))
        memory = {}
        for name, command in every.items():
            _spoil_cache(name, tree, environment)
            memory[name] = _memory(command, environment)
    return {
        name: {
            "seconds": median(times),
            "least": min(times),
            "memory": memory[name],
            "runs": len(times),
        }
        for name, times in taken.items()
    }


def _copied_to(tree: Path) -> Path:
    """The checkout, as much as the commands need: its data is changed while they are measured."""
    for name in ("src", "data", "benchmarks"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "pyproject.toml", tree)
    return tree


def _spoil_cache(name: str, tree: Path, environment: dict[str, str]) -> None:
    """What two of the commands are about: the cache is gone, or one file is not what it was."""
    if name == FIRST:
        shutil.rmtree(environment["CAREERPATH_CACHE"])
    elif name == CHANGED:
        with (tree / LARGEST).open("a", encoding="utf-8") as file:
            file.write("# changed\n")


def _environment(folder: Path, tree: Path) -> dict[str, str]:
    """Compiled modules and the cache of the packs in a folder of their own, as after an installation."""
    own = {k: v for k, v in ENVIRONMENT.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {
        **own,
        "CAREERPATH_CACHE": str(folder / "cache"),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "PYTHONPATH": os.pathsep.join([str(tree / "src"), str(tree)]),
        "COLUMNS": "100",
    }


def _run(command: list[str], environment: dict[str, str]) -> float:
    """Wall seconds of one run; the status is of no matter but for a crash."""
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, env=environment, cwd=ROOT, check=False)
    took = time.perf_counter() - begun
    if done.returncode not in (0, 3):
        raise RuntimeError(f"{command} failed: {done.stderr.decode()}")
    return took


def _memory(command: list[str], environment: dict[str, str]) -> int:
    """The most memory of one more run, in kB."""
    python, _, module, *rest = command
    wrapped = [python, "-m", "benchmarks.memory", module, *rest]
    done = subprocess.run(wrapped, capture_output=True, env=environment, cwd=ROOT, check=True)
    return int(done.stdout)
