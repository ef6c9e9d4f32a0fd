"""What was aimed at, and what was reached: a row for each target, each figure out of the results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.figures import (
    geometric_mean,
    growth_of_sectors,
    median,
    milliseconds,
    percentile,
    ratios_to,
    seconds_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]
Row = tuple[str, str, str]
"""What, how much was aimed at, how much was reached."""

ORACLE_LIMIT = 20.0
"""Seconds that CP-SAT has for a question about the shipped catalogue."""

WHERE_IT_GOES = """Where a target is missed, this is where the time goes.

- **A whole `plan`.** Three fifths are Python, typer, msgspec and the imports of our own modules, a twelfth is reading the cache, the rest is planning: less than half of it the question itself, the rest the plans that stand in one line beside it (while earning, cheaper, with `--hopeful`, with `--abroad`), which are four questions more. Without an answer kept from before, a plan in Python can't be had for a third of what the floor takes. What helped: records that take no time to define (dataclasses took a quarter of a command), entries decoded only when read, an index of names, modules loaded when needed, one compiling for questions that differ in objective and limits alone, leaving out of it what does not fit the limits. Tried, and not worth it: to end the process without tidying up (2 ms).
- **`reach`** is some forty-five plans, each proven; the ten that take longest (judges, general counsel, in-house counsel) take four fifths of its time, half a millisecond a decision. `-n 3` proves some twenty-five plans.
- **The slow tail on the shipped catalogue.** Of all 11,004 questions, asked once each with 4 seconds on 26 November 2026, 103 were not proven, 101 of these at 37 hours a week: there a job fills the week, studies and jobs take turns, and which of many jobs goes between which studies is a puzzle that CP-SAT does not solve in a minute either. Tried: two clocks beside the calendar, months without work and months of work, whose sum bounds the target. That proves `cilex-advanced-paralegal-ew` from GCSE English in 5 s, helps no judge and no solicitor (jobs of 20 hours run beside studies, and calendars decide the last two months), and costs every other question a quarter to two fifths; left out.
- **The additive questions.** The planner begins with the catalogue, the others with what its pruning left: a fifth of its time on questions of 60 to 250 credentials is compiling and pruning. What helped most: sharing costs among landmarks by a small linear program (`planner.sharing`), in which a thousand contradictions become some ten, where a look at a sum took many; to ask near the least that a sum can come to; to keep for fewer actions what cuts have said of more, and to build a model of no more than plans within about that sum can contain (together a quarter to a half of the time on sectors). Tried, and dropped: the linear program for every question (it costs more than it saves where few contradictions are met); cuts from the other side, next to what costs nothing (half the bound); stopping each look at the target, or going on from the cuts that there are once actions are left out (worse bounds). Taken out, since they bought nothing: what must be held before an action can begin, whatever the plan (dominators of the graph), an eighth of the time; and that a job which another can stand in for is worked only beside that other.
- **Sectors with months.** The slowest is `sectors-few:1000:7`: some seven thousand contradictions of 2 to 3 ms, half of them about fees once the months are proven, where hours and dates decide which of the cheap plans fit. What helped: to look again only at pairs of which something has changed (a third of the time where there are many jobs and courses), and to ask for a better plan instead of halving what lies between it and the bound. Tried, and dropped: deciding first as the best plan known does, clauses shortened as far as reasons of reasons allow (an eighth shorter, no quicker), other restarts and memories, the months from above. Where the optimistic month (Knuth's bound) is met, compiling and pruning 1,000 credentials alone take longer than the 30 ms that were aimed at.
- **Compiled.** The planner compiled with mypyc takes half the time on generated questions of 1,000 credentials, and no less on the shipped ones (conditions of the graph are asked from outside, which costs more then); it takes a minute and a C compiler to build, and drops what a class says beside its bases, so that a frozen record is no longer frozen. Left out.
- **Crowds**, courses side by side in full weeks, are what CP-SAT is best at: its cumulative constraint sees more than timetable and energy do.
"""


def targets(results: Json) -> Iterator[Row]:
    """A row for each target about which something was measured."""
    yield from _of_commands(results.get("commands", {}))
    yield from _of_shipped(results.get("shipped", []))
    limit = results["setting"].get("limit", 0.0)
    yield from _of_additive(results.get("additive", []), limit)
    yield from _of_timed(results.get("timed", []), limit)


def _times(value: float) -> str:
    return f"{value:.2f} ×"


def _of_commands(found: Json) -> Iterator[Row]:
    if not found:
        return
    floor = found["floor"]["seconds"]
    yield "a whole `plan`, against the floor", "1.3 ×", _times(found["plan"]["seconds"] / floor)
    changed = found["plan, after a change of the data"]["seconds"]
    yield "the same after a change of the data", "5 ×", _times(changed / floor)
    for name in ("why", "plan --trade-offs", "reach"):
        yield f"`{name}`, the whole command", "300 ms", milliseconds(found[name]["seconds"])


def _of_shipped(rows: list[Json]) -> Iterator[Row]:
    if not rows:
        return
    own = [r["answers"]["planner"] for r in rows]
    times = [seconds_of(a) for a in own]
    yield "shipped catalogue, median", "15 ms", milliseconds(median(times))
    yield "shipped catalogue, p99", "150 ms", milliseconds(percentile(times, 0.99))
    unproven = sum(not a["solved"] for a in own)
    yield "shipped catalogue, unproven", "none", f"{unproven} of {len(own)}"
    compared = [r["answers"] for r in rows if "oracle" in r["answers"]]
    ratio = geometric_mean(ratios_to("oracle", compared, ORACLE_LIMIT))
    yield "shipped catalogue, against CP-SAT", "0.1 ×", f"{ratio:.3f} ×"


def _of_additive(rows: list[Json], limit: float) -> Iterator[Row]:
    if not rows:
        return
    answers = [r["answers"] for r in rows]
    for name, title, most in (
        ("cpsat", "CP-SAT", 0.3), ("highs", "HiGHS", 0.4), ("asp", "clingo", 2),
    ):  # fmt: skip
        reached = f"{geometric_mean(ratios_to(name, answers, limit)):.2f} ×"
        yield f"additive, against {title}", f"{most:g} ×", reached
    yield "additive, growth exponent", "1.3", f"{growth_of_sectors(rows)[1]:.2f}"


def _of_timed(rows: list[Json], limit: float) -> Iterator[Row]:
    small = [r["answers"] for r in rows if r["instance"]["family"] == "random"]
    if small:
        own = [a["planner"] for a in small]
        for seconds, aim in ((1, "99 %"), (10, "all")):
            within = sum(a["solved"] and seconds_of(a) <= seconds for a in own)
            yield f"small random, proven within {seconds} s", aim, f"{within} of {len(own)}"
        ratio = geometric_mean(ratios_to("oracle", small, limit))
        yield "small random, against CP-SAT", "0.12 ×", f"{ratio:.3f} ×"
    sectors = [r for r in rows if r["instance"]["family"].startswith("sectors")]
    if sectors:
        yield (
            "the whole problem, 60 to 1,000 credentials",
            "all within 20 s",
            _proven(sectors, limit),
        )
        yield from _where_knuth_is_met(sectors)


def _where_knuth_is_met(rows: list[Json]) -> Iterator[Row]:
    """By size, how long it takes where the plan ends in the optimistic month."""
    times: dict[int, list[float]] = {}
    for row in rows:
        answer = row["answers"]["planner"]
        if answer["solved"] and answer["value"] and answer["value"][0] == row.get("optimistic"):
            times.setdefault(row["instance"]["size"], []).append(seconds_of(answer))
    for size, found in sorted(times.items()):
        reached = (
            f"{milliseconds(min(found))} to {milliseconds(max(found))} ({len(found)} questions)"
        )
        yield f"the same, Knuth's bound met, {size:,} credentials", "30 ms", reached


def _proven(rows: list[Json], limit: float) -> str:
    """How many within the limit, how many with the time that was aimed at, and the slowest of all."""
    soon = sum(r["answers"]["planner"]["solved"] for r in rows)
    ends = [r.get("longer", r["answers"]["planner"]) for r in rows]
    times = [seconds_of(a) for a in ends if a["solved"]]
    slowest = f"the slowest in {milliseconds(max(times))}" if times else "none"
    return f"{len(times)} of {len(rows)}, {soon} within {limit:.0f} s; {slowest}"
