"""Measures, writes `benchmarks/results.json`, and from it `docs/performance.md`."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import ablation, commands, shipped
from benchmarks.families import Instance, build
from benchmarks.figures import spread
from benchmarks.page import page
from benchmarks.running import ask_all, workers
from benchmarks.settings import SETTINGS, Setting
from careerpath.graph import build_task
from careerpath.planner.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Json = dict[str, Any]

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = ROOT / "docs" / "performance.md"

SHIPPED_LIMIT = 20.0
"""What `careerpath plan` allows itself."""

PACKAGES = ("typer", "rich", "ortools", "highspy", "clingo")


def measure_commands(setting: Setting) -> Json:
    """Whole processes."""
    return commands.measure(setting.runs)


def measure_shipped(setting: Setting) -> list[Json]:
    """A sample of the questions about the shipped catalogue, some of them asked of CP-SAT too."""
    found = []
    asked = shipped.questions(shipped.load())[:: setting.shipped_stride]
    with workers("planner", "oracle") as started:
        for number, question in enumerate(asked):
            line = {"shipped": asdict(question), "limit": SHIPPED_LIMIT, "repeats": setting.repeats}
            names = started if number % setting.oracle_stride == 0 else ("planner",)
            answers = ask_all({n: started[n] for n in names}, line)
            found.append({"question": asdict(question), "answers": answers})
            _tell(question.role, answers)
    return found


def measure_survey(setting: Setting) -> list[Json]:
    """Every question about the shipped catalogue, asked once: figures by objective and hours."""
    answers: dict[tuple[str, int], list[Json]] = {}
    with workers("planner") as started:
        for question in shipped.questions(shipped.load())[:: setting.survey_stride]:
            line = {"shipped": asdict(question), "limit": setting.survey_limit, "repeats": 0}
            found = ask_all(started, line)["planner"]
            answers.setdefault((question.objective, question.hours), []).append(found)
            if not found["solved"]:
                _tell(question.role, {"planner": found})
    return [
        {"objective": objective, "hours": hours, **spread(found)}
        for (objective, hours), found in sorted(answers.items())
    ]


def measure_additive(setting: Setting) -> list[Json]:
    """Least fees, then fewest steps, where nothing takes time."""
    instances = [
        Instance(family, size, seed, False)
        for seed in range(setting.seeds)
        for family, sizes in (
            ("sectors-few", setting.sizes),
            ("sectors-many", setting.sizes),
            ("cover", setting.covers),
        )
        for size in sizes
    ]
    return list(_generated(setting, instances, "planner", "cpsat", "highs", "asp"))


def measure_timed(setting: Setting) -> list[Json]:
    """The whole problem: months, hours, jobs, experience."""
    instances = [Instance("random", 0, seed, True) for seed in range(setting.random)]
    instances += [
        Instance(family, size, seed, True)
        for seed in range(setting.seeds)
        for family, sizes in (
            ("sectors-few", setting.full_sizes),
            ("sectors-many", setting.full_sizes),
            ("crowd", (6, 9, 12)),
        )
        for size in sizes
    ]
    rows = list(_generated(setting, instances, "planner", "oracle"))
    sectors = [r for r in rows if r["instance"]["family"].startswith("sectors")]
    _ask_longer(setting, sectors)
    note_optimistic_months(sectors)
    return rows


def _ask_longer(setting: Setting, rows: list[Json]) -> None:
    """What the planner did not prove it is asked alone once more, with the time that was aimed at."""
    with workers("planner") as started:
        for row in rows:
            if not row["answers"]["planner"]["solved"]:
                line = {"generated": row["instance"], "limit": setting.longest, "repeats": 0}
                row["longer"] = ask_all(started, line)["planner"]


def note_optimistic_months(rows: list[Json]) -> None:
    """The month before which no plan can end (Knuth's bound), beside each answer."""
    for row in rows:
        task = build_task(*build(Instance(**row["instance"])), usual=True)
        row["optimistic"] = Prepared(task).optimistic.target


def measure_ablation(setting: Setting) -> Json:
    """The planner with one accelerator after the other switched off."""
    return ablation.measure(setting.repeats, setting.ablation_stride)


def _generated(setting: Setting, instances: list[Instance], *solvers: str) -> Iterator[Json]:
    with workers(*solvers) as started:
        for instance in instances:
            line = {
                "generated": asdict(instance),
                "limit": setting.limit,
                "repeats": setting.repeats,
            }
            answers = ask_all(started, line)
            _tell(instance.name, answers)
            yield {"instance": asdict(instance), "answers": answers}


def _tell(name: str, answers: Json) -> None:
    shown = "  ".join(
        f"{solver} {1000 * (a['build'] + a['solve']):.0f} ms{'' if a['solved'] else ' unsolved'}"
        for solver, a in answers.items()
    )
    print(f"{name}: {shown}", file=sys.stderr, flush=True)


PARTS: dict[str, Callable[[Setting], Any]] = {
    "commands": measure_commands,
    "shipped": measure_shipped,
    "survey": measure_survey,
    "additive": measure_additive,
    "timed": measure_timed,
    "ablation": measure_ablation,
}


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--setting", choices=SETTINGS, default="quick")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part alone")
    parser.add_argument("--page", action="store_true", help="only write the page again")
    arguments = parser.parse_args()
    results: Json = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    if not arguments.page:
        setting = SETTINGS[arguments.setting]
        before = results.get("setting", {}).get("name", setting.name)
        if arguments.only and before != setting.name:
            parser.error(f"the other parts were measured with --setting {before}; use that too")
        results["setting"] = asdict(setting)
        results["python"] = platform.python_version()
        results["packages"] = {name: version(name) for name in PACKAGES}
        for part in arguments.only or PARTS:
            print(f"== {part}", file=sys.stderr, flush=True)
            results[part] = PARTS[part](setting)
            RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(results), encoding="utf-8")


if __name__ == "__main__":
    main()
