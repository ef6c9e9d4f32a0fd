"""`docs/performance.md`, made from the results and nothing else."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from benchmarks.figures import (
    geometric_mean,
    growth_of_sectors,
    median,
    milliseconds,
    par2,
    percentile,
    ratios_to,
    seconds_of,
)
from benchmarks.targets import ORACLE_LIMIT, WHERE_IT_GOES, targets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Json = dict[str, Any]

HEAD = """# How fast it is

Written by `python -m benchmarks --setting {setting}` from `benchmarks/results.json`; Python {python}, {packages}.
Ratios come first, since they were measured side by side in one run; a time says as much about the machine, and stands beside its ratio.
Every solver has a process of its own and one thread, and is asked the same question in turn; one warm-up, then the median of {repeats} (a question that takes longer than a second is asked once).
What was not proven within the limit counts twice the limit (PAR-2).
"""

NAMES = {"oracle": "CP-SAT", "cpsat": "CP-SAT", "highs": "HiGHS", "asp": "clingo"}


def page(results: Json) -> str:
    """The whole page; parts that were not measured are left out."""
    packages = ", ".join(f"{n} {v}" for n, v in results["packages"].items())
    setting = results["setting"]
    head = HEAD.format(
        setting=setting["name"],
        python=results["python"],
        packages=packages,
        repeats=setting["repeats"],
    )
    writers: dict[str, Callable[[Any, Json], str]] = {
        "commands": _commands,
        "shipped": _shipped,
        "survey": _survey,
        "additive": _additive,
        "timed": _timed,
        "ablation": _ablation,
    }
    parts = [write(results[name], setting) for name, write in writers.items() if name in results]
    return "\n".join([head, _targets(results), *parts])


def _targets(results: Json) -> str:
    table = _table(("what", "aim", "reached"), targets(results))
    return f"## Aimed at, and reached\n\n{table}\n{WHERE_IT_GOES}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _ratio(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.3g}"


# whole commands


def _commands(found: Json, _setting: Json) -> str:
    floor = found["floor"]
    rows = [
        (
            f"`{name}`" if name != "floor" else "the floor: typer and Rich print a table",
            _ratio(one["seconds"] / floor["seconds"]),
            _ratio(one["least"] / floor["least"]),
            milliseconds(one["seconds"]),
            f"{one['memory'] // 1024} MB",
            str(one["runs"]),
        )
        for name, one in found.items()
    ]
    head = ("command", "× floor (median)", "× floor (least)", "median", "memory", "runs")
    return (
        "## From the shell to the answer\n\nWarm cache unless it says otherwise; "
        "`benchmarks/floor.py` is the floor.\n\n" + _table(head, rows)
    )


# the shipped catalogue


def _shipped(rows: list[Json], setting: Json) -> str:
    lines = []
    for objective in ("time", "cost", "steps", "study", "all"):
        own = [r["answers"] for r in rows if objective in (r["question"]["objective"], "all")]
        if own:
            lines.append((objective, *_shipped_row(own)))
    worst = max(rows, key=lambda r: seconds_of(r["answers"]["planner"]))["question"]
    head = (
        "objective", "questions", "÷ CP-SAT", "both proved", "agree", "median", "p99", "worst",
        "unproven",
    )  # fmt: skip
    return (
        "## The shipped catalogue\n\n"
        f"Every {setting['shipped_stride']}th of all questions: each role of the person's place, "
        "from every school credential and five richer profiles, four objectives, 20, 37 and 50 "
        f"hours a week; every {setting['oracle_stride']}th of these was asked of CP-SAT too "
        "(the model of `tests/proof/cpsat.py`). The ratio is a geometric mean, PAR-2 at 20 s.\n\n"
        + _table(head, lines)
        + f"\nThe slowest: `{worst['role']}` from `{worst['have']}`, `{worst['objective']}`, "
        f"{worst['hours']} hours.\n"
    )


def _shipped_row(answers: list[Json]) -> tuple[str, ...]:
    times = [seconds_of(a["planner"]) for a in answers]
    compared = [a for a in answers if "oracle" in a]
    ratio = geometric_mean(ratios_to("oracle", compared, ORACLE_LIMIT))
    both = [a for a in compared if a["planner"]["solved"] and a["oracle"]["solved"]]
    agree = sum(a["planner"]["value"] == a["oracle"]["value"] for a in both)
    return (
        str(len(times)), _ratio(ratio), f"{len(both)} of {len(compared)}", f"{agree} of {len(both)}",
        milliseconds(median(times)), milliseconds(percentile(times, 0.99)),
        milliseconds(max(times)), str(sum(not a["planner"]["solved"] for a in answers)),
    )  # fmt: skip


def _survey(rows: list[Json], setting: Json) -> str:
    lines = [
        (
            row["objective"], str(row["hours"]), str(row["count"]), milliseconds(row["median"]),
            milliseconds(row["p90"]), milliseconds(row["p99"]), str(row["unproven"]),
        )
        for row in rows
    ]  # fmt: skip
    asked, unproven = (sum(row[name] for row in rows) for name in ("count", "unproven"))
    every = "All" if setting["survey_stride"] == 1 else f"Every {setting['survey_stride']}th of the"
    head = ("objective", "hours", "questions", "median", "p90", "p99", "unproven")
    return (
        f"{every} questions about the shipped catalogue, asked of the planner once, without warm-up, "
        f"for {setting['survey_limit']:.0f} s each: {asked} questions, {unproven} not proven.\n\n"
        + _table(head, lines)
    )


# generated


def _groups(rows: list[Json]) -> dict[tuple[str, int], list[Json]]:
    found: dict[tuple[str, int], list[Json]] = {}
    for row in rows:
        key = row["instance"]["family"], row["instance"]["size"]
        found.setdefault(key, []).append(row["answers"])
    return found


def _additive(rows: list[Json], setting: Json) -> str:
    others = ("cpsat", "highs", "asp")
    text = (
        "## Least fees, then fewest steps, no time\n\n"
        "Generated graphs with circles, at-least-n and one to four routes. The planner begins with "
        "the catalogue, the others with what its pruning left. "
        f"{setting['seeds']} seeds a size, {setting['limit']:.0f} s.\n\n"
    )
    return text + _generated(rows, others, setting)


def _timed(rows: list[Json], setting: Json) -> str:
    planner = [r["answers"]["planner"] for r in rows if r["instance"]["family"] == "random"]
    within = [sum(a["solved"] and seconds_of(a) <= s for a in planner) for s in (1, 10)]
    text = (
        "## The whole problem\n\n"
        "Months, hours a week, one job at a time, experience. CP-SAT is the model of "
        "`tests/proof/cpsat.py`; the others have no model of it. "
        f"{setting['limit']:.0f} s. `random` holds every construct of the language: of "
        f"{len(planner)}, {within[0]} were proven within 1 s and {within[1]} within 10 s.\n\n"
    )
    return text + _generated(rows, ("oracle",), setting)


def _generated(rows: list[Json], others: tuple[str, ...], setting: Json) -> str:
    limit = setting["limit"]
    lines = [
        (f"{family} {size or ''}".strip(), *_generated_row(answers, others, limit))
        for (family, size), answers in _groups(rows).items()
    ]
    lines.append(("all", *_generated_row([r["answers"] for r in rows], others, limit)))
    ratios = [text for o in others for text in (f"÷ {NAMES[o]}", "p99")]
    solved = [f"unsolved: {n}" for n in ("ours", *(NAMES[o] for o in others))]
    head = ("family", *ratios, "median", *solved, "disagree")
    return _table(head, lines) + _growth(rows)


def _generated_row(answers: list[Json], others: tuple[str, ...], limit: float) -> tuple[str, ...]:
    ratios = [
        _ratio(figure)
        for other in others
        for found in [ratios_to(other, answers, limit)]
        for figure in (geometric_mean(found), percentile(found, 0.99))
    ]
    times = [par2(seconds_of(a["planner"]), limit, solved=a["planner"]["solved"]) for a in answers]
    unsolved = [str(sum(not a[s]["solved"] for a in answers)) for s in ("planner", *others)]
    return (*ratios, milliseconds(median(times)), *unsolved, str(_disagreeing(answers, others)))


def _disagreeing(answers: list[Json], others: tuple[str, ...]) -> int:
    """Proven answers that differ; months are left out where the other has none."""
    count = 0
    for answer in answers:
        own = answer["planner"]
        for other in (answer[o] for o in others):
            if own["solved"] and other["solved"]:
                count += _comparable(own["value"], other["value"]) != other["value"]
    return count


def _comparable(own: list[int] | None, other: list[int] | None) -> list[int] | None:
    if own is None or other is None or len(own) == len(other):
        return own
    return [own[0], own[2]]


def _growth(rows: list[Json]) -> str:
    count, exponent = growth_of_sectors(rows)
    if math.isnan(exponent):
        return ""
    return f"\nGrowth of time with size over the {count} sectors proven: exponent {exponent:.2f}.\n"


# accelerators


def _ablation(found: Json, _setting: Json) -> str:
    rows: list[Json] = found["questions"]
    switches = list(rows[0]["off"])
    kinds = list(dict.fromkeys(r["kind"] for r in rows))
    every = [(s, *_off(rows, s), _ratio(_time_off(rows, s, max))) for s in switches]
    of_kind = {k: [r for r in rows if r["kind"] == k] for k in kinds}
    head = [f"{k} ({len(of_kind[k])})" for k in kinds]
    by_kind = [(s, *(_off_in_kind(of_kind[k], s) for k in kinds)) for s in switches]
    return (
        "## What each accelerator buys\n\n"
        f"{len(rows)} questions, asked of the planner as it is and with one accelerator switched "
        "off (`benchmarks/ablation.py` puts a neutral version in its place). Contradictions and "
        "decisions are sums of counts, the same on every machine. Time is that of the process from "
        "the compiled question on, as a ratio to the planner as it is: the geometric mean, and the "
        f"most on one question; medians of up to {found['repeats']}, fewer where one takes long. "
        f"A search is stopped after {found['cap']} contradictions (64 decisions count as one); what "
        "was not proven then counts twice the time it had. Proven answers were the same with every "
        "switch.\n\n"
        + _table(("off", "contradictions", "decisions", "not proven", "× time", "most"), every)
        + "\nThe same by kind of question (and how many): × time, and contradictions.\n\n"
        + _table(("off", *head), by_kind)
        + _idle(of_kind, switches)
    )


def _count(rows: list[Json], switch: str, what: str) -> int:
    return sum(r["off"][switch][what] for r in rows)


def _unproven(rows: list[Json], switch: str) -> int:
    return len(rows) - _count(rows, switch, "proven")


def _time_off(rows: list[Json], switch: str, summed: Callable[[list[float]], float]) -> float:
    """The time with the accelerator off over that of the planner as it is."""
    whole, *_ = rows[0]["off"]
    return summed([_spent(r["off"][switch]) / _spent(r["off"][whole]) for r in rows])


def _spent(run: Json) -> float:
    seconds: float = max(run["seconds"], 1e-6)
    return par2(seconds, seconds, solved=run["proven"])


def _off(rows: list[Json], switch: str) -> tuple[str, ...]:
    return (
        f"{_count(rows, switch, 'contradictions'):,}",
        f"{_count(rows, switch, 'decisions'):,}",
        str(_unproven(rows, switch)),
        _ratio(_time_off(rows, switch, geometric_mean)),
    )


def _off_in_kind(rows: list[Json], switch: str) -> str:
    ratio = _time_off(rows, switch, geometric_mean)
    return f"{_ratio(ratio)} ({_count(rows, switch, 'contradictions'):,})"


def _idle(of_kind: dict[str, list[Json]], switches: list[str]) -> str:
    """Which accelerators save no contradictions on any kind of these questions; what time they do."""
    whole, *rest = switches
    idle = [
        f"{s} (× {_ratio(max(_time_off(rows, s, geometric_mean) for rows in of_kind.values()))})"
        for s in rest
        if not any(
            _count(rows, s, "contradictions") > _count(rows, whole, "contradictions")
            or _unproven(rows, s) > _unproven(rows, whole)
            for rows in of_kind.values()
        )
    ]
    return (
        "\nWithout these no kind has more contradictions or more questions not proven; in brackets "
        "the most time that a kind takes without it, and where that is about 1 or less it buys "
        f"nothing here: {', '.join(idle) or 'none'}.\n"
    )
