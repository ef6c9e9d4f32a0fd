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

FIRST = "plan, after a change of the data"


def measure(runs: int) -> Json:
    """Median seconds and most memory (kB) of every command."""
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        taken: dict[str, list[tuple[float, int]]] = {name: [] for name in (*COMMANDS, FIRST, *SLOW)}
        for command in COMMANDS.values():
            _run(command, environment)
        for _ in range(runs):
            for name, command in COMMANDS.items():
                taken[name].append(_run(command, environment))
        for _ in range(min(runs, 5)):
            shutil.rmtree(environment["CAREERPATH_CACHE"])
            taken[FIRST].append(_run(COMMANDS["plan"], environment))
        for _ in range(3):
            for name, command in SLOW.items():
                taken[name].append(_run(command, environment))
    return {
        name: {
            "seconds": median(s for s, _ in runs_),
            "least": min(s for s, _ in runs_),
            "memory": max(m for _, m in runs_),
            "runs": len(runs_),
        }
        for name, runs_ in taken.items()
    }


def _environment(folder: Path) -> dict[str, str]:
    """Compiled modules and the cache of the packs in a folder of their own, as after an installation."""
    own = {k: v for k, v in ENVIRONMENT.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {
        **own,
        "CAREERPATH_CACHE": str(folder / "cache"),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "COLUMNS": "100",
    }


def _run(command: list[str], environment: dict[str, str]) -> tuple[float, int]:
    """Wall seconds and the most memory of one run; the status is of no matter but for a crash."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, cwd=ROOT
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode not in (0, 3):
        raise RuntimeError(f"{command} failed: {said.decode()}")
    return took, usage.ru_maxrss
