"""Locked plans: a plan together with the facts of the data that it rests on, as they were.

A fingerprint covers what planning reads (rules, lengths, fees, windows, scales, what counts as what)
of the entries and routes the plan uses, and nothing else: a corrected sentence breaks no lock.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from careerpath.errors import InvalidDataError
from careerpath.months import parse_month
from careerpath.planner.plan import Plan, Step, Stretch, Totals
from careerpath.profile import Holding, Limits, Profile, Question, Worked
from careerpath.report.model import QUALIFICATION, WORK
from careerpath.report.replay import Replay
from careerpath.requirements import from_json
from careerpath.wording import requirement_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.packs.lock_schema import Document, LockFile
    from careerpath.report import PlanFigures, PlanReport

Json = dict[str, Any]

MAX_BYTES = 5_000_000

RULES = ("requires", "usually", "completes_with")
_OF_ANY = ("counts_as", "scale", "assumes")
_OF_USED = (*RULES, "available", "paces")
_OF_ROUTE = (
    *RULES, "available", "months", "hours_per_week", "fee", "starts", "sat", "results", "strength",
    "offer", "employed", "gives", "not_if_held", "retake", "first_time",
)  # fmt: skip


class Basis(Struct, frozen=True):
    """One entry a plan rests on: the facts that planning read of it, and its rules in words."""

    id: str
    title: str
    facts: Json
    asks: dict[str, str]
    used: bool = True
    """The plan takes, works or aims at it, so its rules bind; else it is only held or counted as."""

    @property
    def fingerprint(self) -> str:
        """The same for the same facts, whatever their order."""
        text = json.dumps(self.facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


class Locked(Struct, frozen=True):
    """A plan read back from its lock."""

    question: Question
    plan: Plan
    target_title: str
    titles: dict[str, str]
    grades: dict[str, str]
    """By step, the grade that the plan asked of it."""
    fees: int
    """What it was to cost, in minor units of the question's currency."""
    estimated_fees: int
    as_of: str
    rests_on: tuple[Basis, ...]


# what a plan rests on


def rests_on(catalogue: Catalogue, report: PlanReport) -> tuple[Basis, ...]:
    """The entries that the report's one plan uses, counts on or leads to, by id."""
    plan = plan_of(report.plans[0])
    question = question_of(report)
    routes = {s.id: s.route for s in plan.steps}
    replay = Replay(catalogue, question, plan)
    used = _ids_used(replay)
    ids = used | _ids_held(replay)
    return tuple(basis(catalogue, i, routes.get(i), used=i in used) for i in sorted(ids))


def _ids_used(replay: Replay) -> set[str]:
    plan = replay.plan
    ids = {replay.question.target, *replay.question.limits.via, *replay.derived}
    ids.update(s.id for s in plan.steps)
    ids.update(s.role for s in plan.stretches)
    return ids


def _ids_held(replay: Replay) -> set[str]:
    """What is held or gained, and all that it counts as."""
    profile = replay.question.profile
    ids = {h.id for h in profile.holds} | {w.role for w in profile.worked}
    ids.update(a.id for a in replay.standing.assumed)
    return {b for i in ids | _ids_used(replay) for b in replay.broader(i)}


def basis(catalogue: Catalogue, id_: str, route: str | None, *, used: bool) -> Basis:
    """The facts of an entry, and of the one route of it that is used."""
    entry = catalogue.entries[id_]
    facts: Json = {k: entry[k] for k in (*_OF_ANY, *(_OF_USED if used else ())) if k in entry}
    if route is not None:
        taken = next((r for r in entry.get("routes", ()) if r["id"] == route), None)
        facts["route"] = taken and {k: taken[k] for k in _OF_ROUTE if k in taken}
    return Basis(id_, entry["title"], facts, dict(_asks(catalogue, facts)), used)


def _asks(catalogue: Catalogue, facts: Json) -> Iterator[tuple[str, str]]:
    for prefix, part in (("", facts), ("route.", facts.get("route") or {})):
        for rule in RULES:
            if rule in part:
                yield f"{prefix}{rule}", requirement_text(catalogue, from_json(part[rule]))


def plan_of(figures: PlanFigures) -> Plan:
    """The plan behind the figures of a report."""
    steps = [s for s in figures.steps if s.kind == QUALIFICATION]
    work = [s for s in figures.steps if s.kind == WORK]
    totals = figures.totals
    return Plan(
        steps=tuple(Step(s.id, s.route or "", s.start_month, s.end_month) for s in steps),
        stretches=tuple(
            Stretch(s.id, s.hours_per_week, s.start_month, s.end_month) for s in work
        ),
        totals=Totals(totals.months, totals.fees, totals.steps, totals.study_hours * 12, 0),
        # A plan that meets all usual practice holds with it; one that falls short was made without.
        usual=not figures.below_usual,
    )  # fmt: skip


def question_of(report: PlanReport) -> Question:
    """The question that a report answers."""
    return Question(
        report.target.id, report.start, report.currency, report.profile, report.objective,
        report.limits,
    )  # fmt: skip


# reading a lock


def load_lock(path: str) -> Locked:
    """The plan of a lock file; InvalidDataError says what is wrong with it."""
    from careerpath.packs.lock_schema import read_lock

    lock = read_lock(_parsed(path), path)
    if isinstance(lock, list):
        raise InvalidDataError(
            f"{path} is not a valid lock",
            tuple(lock),
            hint="Write one with `careerpath plan … --lock FILE`.",
        )
    return _locked(lock, path)


def _parsed(path: str) -> object:
    try:
        with Path(path).open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InvalidDataError(f"{path}: the lock can't be read: {error.strerror}") from None
    if len(raw) > MAX_BYTES:
        raise InvalidDataError(f"{path}: larger than a lock can be ({MAX_BYTES:,} bytes)")
    try:
        data: object = json.loads(raw)
    except (ValueError, RecursionError):
        raise InvalidDataError(f"{path}: not valid JSON") from None
    return data


def _locked(lock: LockFile, path: str) -> Locked:
    bases = tuple(Basis(b.id, b.title, b.facts, b.asks, b.used) for b in lock.rests_on)
    edited = [b.id for b, kept in zip(bases, lock.rests_on, strict=True) if _edited(b, kept)]
    if edited:
        raise InvalidDataError(
            f"{path}: what is locked of {', '.join(edited[:3])} doesn't fit its fingerprint",
            hint="The file was changed by hand; lock the plan again.",
        )
    document = lock.plan
    planned = document.plans[0]
    return Locked(
        question=_question(document),
        plan=_plan(document),
        target_title=document.target.title,
        titles={b.id: b.title for b in bases} | {s.id: s.title for s in planned.steps},
        grades={s.id: s.grade for s in planned.steps if s.grade is not None},
        fees=round(planned.totals.fees * 100),
        estimated_fees=round(planned.totals.estimated_fees * 100),
        as_of=document.as_of,
        rests_on=bases,
    )


def _edited(basis_: Basis, kept: Any) -> bool:  # noqa: ANN401 - packs.lock_schema.Basis
    return bool(basis_.fingerprint != kept.fingerprint)


def _plan(document: Document) -> Plan:
    planned = document.plans[0]
    totals = planned.totals
    return Plan(
        steps=tuple(
            Step(s.id, s.route or "", s.start_month, s.end_month)
            for s in planned.steps
            if s.kind == QUALIFICATION
        ),
        stretches=tuple(
            Stretch(s.id, s.hours_per_week, s.start_month, s.end_month)
            for s in planned.steps
            if s.kind == WORK
        ),
        totals=Totals(
            totals.months, round(totals.fees * 100), totals.steps, totals.study_hours * 12, 0
        ),
        usual=not planned.below_usual and not document.limits.bare_minimum,
    )


def _question(document: Document) -> Question:
    person, limits = document.profile, document.limits
    return Question(
        target=document.target.id,
        start=parse_month(document.start),
        currency=document.currency,
        profile=Profile(
            holds=tuple(Holding(h.id, h.grade, _month(h.since)) for h in person.holds),
            worked=tuple(Worked(w.id, w.months, _month(w.until)) for w in person.worked),
            lacks=tuple(person.lacks),
            born=_month(person.born),
            hours_per_week=person.hours_per_week,
            place=person.place,
        ),
        objective=document.objective,
        limits=Limits(
            budget=None if limits.budget is None else round(limits.budget * 100),
            within=limits.within,
            without=tuple(limits.without),
            via=tuple(limits.via),
            routes=tuple((c.id, c.route) for c in limits.routes),
            earning=limits.earning,
            hopeful=limits.hopeful,
            bare_minimum=limits.bare_minimum,
            abroad=limits.abroad,
        ),
    )


def _month(text: str | None) -> int | None:
    return None if text is None else parse_month(text)
