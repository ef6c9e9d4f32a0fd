"""How much work answers take, in counts: the same on every machine, so that a test can hold them.

`python -m benchmarks.work` writes `benchmarks/work.json` afresh; `tests/test_benchmarks.py` compares.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import shipped
from benchmarks.families import Instance, build
from careerpath.planner import plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.profile import Question

Json = dict[str, Any]

ROOT = Path(__file__).resolve().parents[1]
RECORDED = ROOT / "benchmarks" / "work.json"

MARGIN = 1.25
"""What a count may grow to before the test fails, besides `SLACK`."""
SLACK = {"decisions": 200, "contradictions": 20, "modules": 2}

MOST_CHECKS = 400
"""How often a search may ask whether to stop: one that has gone wild ends, and shows."""

ASKED = (
    ("paralegal-ew", "a-levels-three"),
    ("legal-secretary-ew", "gcse-english"),
    ("licensed-conveyancer-ew", "a-levels-three"),
    ("barrister-ew", "law-degree=2:1"),
    ("paralegal-us", "us-high-school"),
    ("legal-executive-nz", "ncea-level-3"),
)
"""Role, and what is held, of the shipped catalogue; under every objective."""

RANDOM = range(40)

COMMANDS = {
    "--help": ["--help"],
    "plan": ["plan", "paralegal-ew", "--have", "a-levels-three", "--as-of", "2026-11-26"],
}


def searches() -> dict[str, dict[str, int]]:
    """Decisions and contradictions, summed over each kind of question."""
    return {
        **{f"shipped, {o}": _work(_shipped(o)) for o in ("time", "cost", "steps", "study")},
        "random": _work(build(Instance("random", 0, seed, True)) for seed in RANDOM),
        "sectors": _work(
            build(Instance(family, 60, seed, True))
            for family in ("sectors-few", "sectors-many")
            for seed in range(3)
        ),
        "no time": _work(
            build(Instance(family, size, seed, False))
            for family, size in (("sectors-few", 60), ("sectors-many", 60), ("cover", 40))
            for seed in range(3)
        ),
    }


def _shipped(objective: str) -> Iterator[tuple[Catalogue, Question]]:
    catalogue = shipped.load()
    for role, have in ASKED:
        asked = shipped.Asked(role, have, "", objective, 50)
        yield catalogue, shipped.question_of(catalogue, asked)


def _work(questions: Iterator[tuple[Catalogue, Question]]) -> dict[str, int]:
    work = {"decisions": 0, "contradictions": 0, "unproven": 0}
    for catalogue, question in questions:
        left = iter(range(MOST_CHECKS))
        try:
            result = plan(catalogue, question, should_stop=lambda: next(left, None) is None)  # noqa: B023
        except TimeoutError:
            work["unproven"] += 1
            continue
        work["decisions"] += result.statistics.decisions
        work["contradictions"] += result.statistics.contradictions
        work["unproven"] += result.plan is not None and not result.plan.optimal
    return work


def modules(arguments: list[str], cache: Path) -> list[str]:
    """What `careerpath …` imports of its own, and the packages of others; the packs are in the cache.

    What comes with Python differs with its version, and is left out.
    """
    code = (
        "import sys\n"
        "from careerpath.cli import main\n"
        f"main({arguments!r})\n"
        "sys.stderr.write('\\n'.join(sys.modules))\n"
    )
    environment = {**os.environ, "CAREERPATH_CACHE": str(cache)}
    _run(code, environment)
    names = set(_run(code, environment).split())
    others = {n.partition(".")[0] for n in names} - set(sys.stdlib_module_names)
    own = {n for n in names if n.startswith("careerpath.")}
    return sorted(own | {n for n in others if not n.startswith("_")})


def _run(code: str, environment: dict[str, str]) -> str:
    """What it writes to standard error."""
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, check=True
    ).stderr


def main() -> None:
    """Write the record afresh."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        imported = {name: modules(c, Path(folder)) for name, c in COMMANDS.items()}
    record = {"searches": searches(), "modules": imported}
    RECORDED.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
