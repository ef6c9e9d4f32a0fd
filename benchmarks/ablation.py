"""What each accelerator of the planner buys: the same questions with one of them switched off.

The planner has no switches. While a question is solved, a neutral version stands in the accelerator's
place: it leaves out nothing, pushes nothing or knows nothing, and keeps whatever a right answer
needs. So an answer that is proven with one of them off must be the answer of the whole planner.

Contradictions and decisions are counts, the same everywhere; seconds are those of the process, each
switch in turn, and tell something as ratios only.
"""

from __future__ import annotations

import gc
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any

from benchmarks import shipped
from benchmarks.families import Instance, build
from benchmarks.figures import median
from careerpath.graph import build_task
from careerpath.planner import engine, model, optimum, prepared, solve, weighing
from careerpath.planner.constraints import Energy, Room, Total
from careerpath.planner.engine import Clause, Engine
from careerpath.planner.landmarks import Costs, Thresholds
from careerpath.planner.objective import MONTHS, ORDER, WEIGHTS
from careerpath.planner.weighing import Affordable, Weighing
from tests.proof.random_catalogues import random_question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from careerpath.catalogue import Catalogue
    from careerpath.graph.task import Action, Task
    from careerpath.planner.constraints import Interval
    from careerpath.planner.engine import Atom
    from careerpath.planner.schedule import Schedule
    from careerpath.profile import Question

Json = dict[str, Any]

WHOLE = "nothing"
"""What is off in the planner as it is."""

CAP = 400
"""Contradictions, and every 64 decisions count as one, after which a search is stopped."""

ENOUGH = 0.06
"""Seconds; what has taken so long in all is not done again."""

NEVER_REACHED = 1 << 60

# neutral versions


def _no_cuts(
    _self: Weighing, actions: frozenset[int], _most: int, _tried: int, _should_stop: object
) -> Affordable:
    """Every plan costs nothing at least, and may contain everything."""
    return Affordable(actions, Costs(0, (), {}, {}))


def _plausible_by_its_own(
    self: Weighing, actions: frozenset[int], most: int
) -> frozenset[int] | None:
    """Cuts for a wider choice say nothing of a narrower one."""
    known = self._known.get(actions)
    return known.affordable(actions, most) if known else actions


def _costs_of_its_own(self: Weighing, actions: frozenset[int]) -> Costs:
    """The same of what plans cost."""
    return self._known.get(actions) or Thresholds(self._task, actions).costs(self.weights)


_complete = optimum._Minimisation._complete


def _complete_at_once(self: optimum._Minimisation, of: Weighing, most: int, _ample: int) -> None:
    """The first model for a sum holds whatever may be of use."""
    _complete(self, of, most, NEVER_REACHED << 100)


def _no_energy(*_: object) -> None:
    """What must lie within a span is not asked."""


_fits = Energy._fits


def _fits_as_it_is(self: Energy, pieces: Any, demands: Any, e: int) -> bool:  # noqa: ANN401
    """Hours are never rounded."""
    return e > 0 or _fits(self, pieces, demands, e)


_timetable, _order = Room._timetable, Room._order


def _timetable_at_the_end(self: Room, sure: list[int]) -> bool:
    """Too many hours in a month are seen once every date is decided; nothing is pushed before."""
    lo = self._engine.lo
    may = [i for i in self._intervals if lo[i.start[0]] < self._absent]
    ends = [s for i in may for s in (i.start[0], i.end[0])]
    decided = all(lo[s] == -lo[s ^ 1] for s in ends)
    return not decided or _timetable(self, sure)


def _no_order(self: Room, sure: list[int], _moved: object) -> bool:
    """Two that never overlap are only seen to do so once both are certain to run in a month."""
    lo = self._engine.lo

    def certain(interval: Interval) -> tuple[int, int]:
        (start, offset), (end, length) = interval.start, interval.end
        return offset - lo[start ^ 1], length + lo[end]

    for a, b in combinations(sure, 2):
        (first, until), (other_first, other_until) = (certain(self._intervals[n]) for n in (a, b))
        month = max(first, other_first)
        if month < min(until, other_until) and self._apart(a, b):
            return self._engine.fail(self._cover([a, b], month))
    return True


def _learn_once(self: Engine, atoms: list[Atom]) -> bool:
    """What was learned is followed once and not kept, but where it holds for good."""
    if len(atoms) == 1:
        self._post(*atoms[0])
        return True
    return self.raise_to(*atoms[0], Clause(atoms))


def _as_long(
    _self: Engine, needed: dict[int, tuple[int, int]], _own: int, _own_k: int
) -> list[tuple[int, int, int]]:
    """All that is needed, also what follows from the rest of it."""
    return [(side, k, position) for side, (k, position) in needed.items()]


def _no_tails(task: Task, _reading: object) -> tuple[int, ...]:
    """The target may hold as soon as anything ends."""
    return (0,) * len(task.actions)


def _whole_horizon(task: Task, _useful: object) -> int:
    """No gaps are cut out."""
    return task.horizon


_allowances = optimum._Minimisation._allowances


def _longer_at_once(self: optimum._Minimisation) -> Iterator[tuple[int, int | None]]:
    """Months for a first plan, without a look at the optimistic one."""
    every = _allowances(self)
    first = next(every)
    yield from (first,) if first[1] is None else every


def _same_model(self: optimum._Minimisation, latest: int) -> None:
    """An earlier end is held in the model that there is."""
    self._model.engine.always((self._model.goal ^ 1, -latest))


def _nothing(*_: object, **__: object) -> None:
    """Say nothing, do nothing."""


# switches

Patch = tuple[Any, str, object]
"""What has the name, the name, and what it stands for while the switch is off."""

_NO_RESTART: Patch = (engine, "FIRST_RESTART", NEVER_REACHED)

SWITCHES: dict[str, tuple[Patch, ...]] = {
    "landmark cuts": ((Weighing, "affordable", _no_cuts),),
    "cuts for a wider choice": (
        (Weighing, "plausible", _plausible_by_its_own),
        (Weighing, "_best", _costs_of_its_own),
    ),
    "models of what a sum allows": ((optimum._Minimisation, "_complete", _complete_at_once),),
    "landmark cuts during the search": ((Total, "share", _nothing),),
    "costs shared as well as can be": ((weighing, "LEAST_TRIED", NEVER_REACHED),),
    "horizon without gaps": ((prepared, "horizon_of", _whole_horizon),),
    "tails before the target": ((prepared, "tails_of", _no_tails),),
    "pairs in order": ((Room, "_order", _no_order),),
    "timetable": ((Room, "_timetable", _timetable_at_the_end),),
    "energy": ((model, "Energy", _no_energy),),
    "rounded hours in it": ((Energy, "_fits", _fits_as_it_is),),
    "keeping what was learned": ((Engine, "_learn_clause", _learn_once), _NO_RESTART),
    "shortening what was learned": ((Engine, "_shortened", _as_long),),
    "restarts": (_NO_RESTART,),
    "most active first": ((solve, "SETTLING_CONFLICTS", NEVER_REACHED),),
    "loop formulas": ((solve.Solver, "_look_for_circle", _nothing),),
    "a look at the optimistic month": ((optimum._Minimisation, "_allowances", _longer_at_once),),
    "longer allowances": ((optimum, "FIRST_CONTRADICTIONS", NEVER_REACHED),),
    "patience with one month or sum": ((optimum, "PATIENCE_CONTRADICTIONS", NEVER_REACHED),),
    "models made anew": ((optimum._Minimisation, "_narrow", _same_model),),
}


@contextmanager
def without(switch: str) -> Iterator[None]:
    """The planner with one accelerator off; with `WHOLE` as it is."""
    patches = SWITCHES[switch] if switch != WHOLE else ()
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in patches]
    try:
        for owner, name, neutral in patches:
            setattr(owner, name, neutral)
        yield
    finally:
        for owner, name, own in before:
            setattr(owner, name, own)


# questions

PEOPLE = (
    ("paralegal-ew", "a-levels-three", "", 50),
    ("licensed-conveyancer-ew", "a-levels-three", "", 50),
    ("licensed-conveyancer-ew", "gcse-english", "", 37),
    ("barrister-ew", "law-degree=2:1", "", 50),
    ("solicitor-ew", "gcse-english", "", 50),
    ("solicitor-ew", "a-levels-three", "paralegal-ew=24", 37),
    ("district-judge-ew", "law-degree=2:1", "", 37),
    ("lawyer-us", "us-high-school", "", 50),
)
"""Role, what is held and what was worked, hours a week, in the shipped catalogue."""

LINKS = ("few", "many")

GENERATED = (
    *(("sectors, no time", f"sectors-{f}", s, 0, False) for s in (60, 250) for f in LINKS),
    ("sectors, no time", "sectors-few", 250, 9, False),
    *(("cover, no time", "cover", size, 0, False) for size in (40, 60)),
    *(("sectors", f"sectors-{f}", s, 0, True) for s in (60, 250) for f in LINKS),
    *(("crowd", "crowd", size, seed, True) for size in (6, 9) for seed in (0, 1)),
)
"""Kind, family, size, seed, whether months and hours count."""

LARGER = (0, 1, 2, 4, 5, 7, 8, 9, 11, 13)
"""Seeds of larger random questions, with every construct of the language; those below 14 that are
answered without a contradiction are left out."""

INFEASIBLE = 101_658
"""Seed of a small random question that has no plan, however far one looks."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its name and its kind."""

    kind: str
    name: str
    make: Callable[[], tuple[Catalogue, Question]]


def questions() -> list[Asked]:
    """All of them, always in the same order."""
    return [*_shipped(), *_generated(), *_random()]


def _shipped() -> Iterator[Asked]:
    catalogue = shipped.load()
    for objective in ("time", "cost"):
        for role, have, worked, hours in PEOPLE:
            asked = shipped.Asked(role, have, worked, objective, hours)
            question = shipped.question_of(catalogue, asked)
            yield Asked(
                f"shipped, {objective}", f"{role} {have}", partial(_as_it_is, catalogue, question)
            )


def _as_it_is(catalogue: Catalogue, question: Question) -> tuple[Catalogue, Question]:
    return catalogue, question


def _generated() -> Iterator[Asked]:
    for kind, family, size, seed, timed in GENERATED:
        instance = Instance(family, size, seed, timed)
        yield Asked(kind, instance.name, partial(build, instance))


def _random() -> Iterator[Asked]:
    for seed in LARGER:
        yield Asked("random", f"larger:{seed}", partial(random_question, seed, "larger"))
    yield Asked("random", f"small:{INFEASIBLE}", partial(random_question, INFEASIBLE, "small"))


# measuring


@dataclass(frozen=True, slots=True)
class Run:
    """One search: the figures of the best plan if there is one, and what it took."""

    figures: tuple[int, ...] | None
    proven: bool
    contradictions: int
    decisions: int
    seconds: float


def run(task: Task, objective: str, switch: str, cap: int = CAP) -> Run:
    """Solve the task with one accelerator off."""
    left = iter(range(cap))
    with without(switch):
        begun = time.process_time()
        found = optimum.find_optimum(task, ORDER[objective], lambda: next(left, None) is None)
        took = time.process_time() - begun
    figures = _figures(task, objective, found.best)
    return Run(figures, found.proven, found.contradictions, found.decisions, took)


def _figures(task: Task, objective: str, plan: Schedule | None) -> tuple[int, ...] | None:
    if plan is None:
        return None
    actions: list[Action] = [task.actions[i] for i, _, _ in plan.spans]
    return tuple(
        plan.months if name == MONTHS else sum(map(WEIGHTS[name], actions))
        for name in ORDER[objective]
    )


def compare(asked: Asked, switches: Sequence[str], repeats: int, cap: int = CAP) -> Json:
    """One question, with each switch in turn; what was proven must be the same."""
    catalogue, question = asked.make()
    task = build_task(catalogue, question, usual=True)
    run(task, question.objective, WHOLE, cap)  # warms up
    runs: dict[str, list[Run]] = {switch: [] for switch in (WHOLE, *switches)}
    for number in range(repeats):
        gc.collect()
        # Each round begins elsewhere: the first after a pause is slower.
        first = number * len(runs) // repeats
        for switch in (*list(runs)[first:], *list(runs)[:first]):
            done = runs[switch]
            if sum(r.seconds for r in done) < ENOUGH:
                done.append(run(task, question.objective, switch, cap))
    _agree(asked, runs)
    return {"kind": asked.kind, "question": asked.name, "off": dict(_summed(runs))}


def _agree(asked: Asked, runs: dict[str, list[Run]]) -> None:
    """Fail where an accelerator changes a proven answer."""
    proven = {s: done[0].figures for s, done in runs.items() if done[0].proven}
    if len(set(proven.values())) > 1:
        raise AssertionError(f"{asked.kind}, {asked.name}: proven answers differ: {proven}")


def _summed(runs: dict[str, list[Run]]) -> Iterator[tuple[str, Json]]:
    for switch, done in runs.items():
        yield (
            switch,
            {
                "contradictions": done[0].contradictions,
                "decisions": done[0].decisions,
                "proven": done[0].proven,
                "seconds": median(r.seconds for r in done),
            },
        )


def measure(repeats: int, stride: int = 1) -> Json:
    """Every `stride`-th question of each kind, with every switch."""
    found = []
    seen: dict[str, int] = {}
    every = questions()
    gc.freeze()  # The catalogue is not gone through before every run.
    for asked in every:
        seen[asked.kind] = seen.get(asked.kind, -1) + 1
        if seen[asked.kind] % stride == 0:
            found.append(compare(asked, tuple(SWITCHES), repeats))
            print(f"{asked.kind}, {asked.name}", file=sys.stderr, flush=True)
    gc.unfreeze()
    return {"cap": CAP, "repeats": repeats, "questions": found}
