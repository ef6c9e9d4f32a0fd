"""The planner's answers to random questions, and what the laws compare of them.

Run as a program it prints the answers to some seeds, for a comparison between processes.
"""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import asdict, replace

from careerpath.catalogue import Catalogue
from careerpath.planner import plan
from tests.proof.random_catalogues import random_question

if TYPE_CHECKING:
    from careerpath.planner import Plan, Result
    from careerpath.profile import Limits, Profile, Question

SEEDS = 5_000
PATIENCE = 100
"""Looks at the clock, each 64 states apart: counted, so that a law fails alike everywhere."""


class TooHardError(Exception):
    """The question takes more than a test should; the law says nothing of it here."""


def answer(catalogue: Catalogue, question: Question) -> Result:
    """The proven answer, or TooHardError."""
    looks = iter(range(PATIENCE))
    try:
        result = plan(catalogue, question, should_stop=lambda: next(looks, None) is None)
    except TimeoutError:
        raise TooHardError from None
    if result.plan is not None and not result.plan.optimal:
        raise TooHardError
    return result


def vector(question: Question, found: Plan) -> tuple[int, ...]:
    """What the objective compares, then the estimates."""
    totals = found.totals
    figures = {
        "time": (totals.months, totals.fees, totals.steps),
        "cost": (totals.fees, totals.months, totals.steps),
        "steps": (totals.steps, totals.months, totals.fees),
        "study": (totals.study, totals.months, totals.fees),
    }
    return (*figures[question.objective], totals.estimates)


def worsened(question: Question, before: Result, after: Result) -> str:
    """How `after` is worse than `before`; empty if it is not.

    A plan that keeps to usual practice where there was only one that does not may be longer: the
    two answer different questions.
    """
    if before.plan is None:
        return ""
    if after.plan is None:
        return "there is no plan any more"
    if before.plan.usual != after.plan.usual:
        return "" if after.plan.usual else "usual practice is kept no more"
    own, other = vector(question, before.plan), vector(question, after.plan)
    return "" if other <= own else f"{own} became {other}"


def as_json(result: Result) -> str:
    """Every figure and date of an answer, and the work it took."""
    return msgspec.json.encode(result).decode()


def with_limits(question: Question, **changed: Any) -> Question:  # noqa: ANN401 - any limit
    """The same question within other limits."""
    limits: Limits = replace(question.limits, **changed)
    return replace(question, limits=limits)


def with_profile(question: Question, **changed: Any) -> Question:  # noqa: ANN401 - any field
    """The same question by another person."""
    profile: Profile = replace(question.profile, **changed)
    return replace(question, profile=profile)


def shuffled(catalogue: Catalogue, seed: int) -> Catalogue:
    """The same data with its entries, and the keys of everything in them, in another order."""
    rng = random.Random(seed)
    return Catalogue(
        {
            "credentials": _shuffled(dict(catalogue.entries), rng),
            "sources": {},
            "places": {i: _plain(p) for i, p in _mixed(catalogue.places, rng)},
            "rates": {i: _plain(r) for i, r in _mixed(catalogue.rates, rng)},
            "skills": {},
            "packs": ["shuffled"],
            "digest": "shuffled",
        }
    )


def _mixed(items: dict[str, Any], rng: random.Random) -> list[tuple[str, Any]]:
    return rng.sample(sorted(items.items()), len(items))


def _plain(record: Any) -> dict[str, Any]:  # noqa: ANN401 - a place or a rate
    own = asdict(record)
    if "millionths" in own:
        own.pop("currency")
    return own


def _shuffled(value: Any, rng: random.Random) -> Any:  # noqa: ANN401 - JSON is any
    if isinstance(value, dict):
        keys = rng.sample(sorted(value), len(value))
        return {k: _shuffled(value[k], rng) for k in keys}
    if isinstance(value, list):
        return [_shuffled(item, rng) for item in value]
    return value


def main(seeds: list[str]) -> None:
    """One line of JSON for each seed."""
    for seed in map(int, seeds):
        try:
            line = as_json(answer(*random_question(seed, "small")))
        except TooHardError:
            line = "too hard"
        sys.stdout.write(f"{seed} {line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
