"""Why something is in the best plan, why not, and what every plan passes through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from careerpath.explain import explain, smallest_conflict
from careerpath.planner import Result, Statistics
from careerpath.reasons import items as of
from careerpath.reasons.asking import LITTLE, Asker, Undecided
from careerpath.reasons.causes import causes_of
from careerpath.reasons.derivation import derivation_of
from careerpath.reasons.limits import by_way_of_it
from careerpath.reasons.passing import by_way_of, members, passing, without
from careerpath.report import build_report, subject, total_figures
from careerpath.report import why as word
from careerpath.report.model import RULE, USUAL, Infeasibility
from careerpath.report.replay import STEP, WORK, Replay, World
from careerpath.wording import title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.planner.plan import Plan
    from careerpath.profile import Question
    from careerpath.report import PlanReport, StepFigures
    from careerpath.report.replay import Key
    from careerpath.report.why import Asking, Citation, OtherPlan, Passage, WhyReport
    from careerpath.requirements import Requirement
    from careerpath.statements import Asked

CHECKS = 300
"""Checks that proving a plan the best may take here."""

_VERDICTS = (
    (word.CLOSED, (of.CLOSED,)),
    (word.BARRED, (of.BAR, of.AGE, of.GRADE, of.RECENT, of.LAST)),
    (word.MISSING, (of.GIVEN,)),
    (word.ELSEWHERE, (of.ABROAD,)),
    (word.CONSENT, (of.HOPEFUL,)),
    (word.LIMITED, of.LIMITS),
)
"""Which kind of cause says most about why something can't be part of a plan."""


def why(
    catalogue: Catalogue, asked: Asked, id_: str | None, should_stop: Callable[[], bool]
) -> WhyReport:
    """The answer about `id_`; without one, about what every plan passes through.

    TimeoutError if nothing at all was found in the time allowed.
    """
    # What every plan passes through can be told from any plan; only figures need the best.
    checks = LITTLE if id_ is None else CHECKS
    return _Why(catalogue, asked, should_stop, checks).about(id_)


class _Why:
    def __init__(
        self, catalogue: Catalogue, asked: Asked, should_stop: Callable[[], bool], checks: int
    ) -> None:
        self._catalogue = catalogue
        self._asked = asked
        self._question = asked.question
        self._should_stop = should_stop
        self._asker = Asker(should_stop)
        try:
            self._best = self._asker.best_plan(catalogue, self._question, checks)
        except Undecided:
            raise TimeoutError from None

    def about(self, id_: str | None) -> WhyReport:
        if self._best is None:
            return self._titled(self._no_plan(id_))
        if id_ is None:
            return self._titled(self._passages(self._best))
        return self._titled(self._of(id_, self._best))

    def _base(self, status: str, id_: str | None, verdict: str = "") -> WhyReport:
        question = self._question
        return word.WhyReport(
            status=status,
            verdict=verdict,
            target=subject(self._catalogue, question.target),
            about=None if id_ is None else subject(self._catalogue, id_),
            objective=question.objective,
            as_of=self._asked.as_of,
            start=question.start,
            currency=question.currency,
            profile=question.profile,
            limits=question.limits,
        )

    def _with_best(self, best: Plan, id_: str | None, verdict: str = "") -> WhyReport:
        totals = total_figures(self._catalogue, self._question, best)
        status = Result(best, Statistics(0, 0)).status
        return replace(self._base(status, id_, verdict), best=totals, optimal=best.optimal)

    def _no_plan(self, id_: str | None) -> WhyReport:
        found = explain(self._catalogue, self._question, self._should_stop)
        return replace(self._base("infeasible", id_), infeasible=found)

    # what every plan passes through

    def _passages(self, best: Plan) -> WhyReport:
        found = passing(self._catalogue, self._question, best, self._asker)
        report = self._report_on(best, self._question)
        passages = tuple(self._passage(i, found.strengths, best, report) for i in found.strengths)
        return replace(self._with_best(best, None), passages=passages, undecided=found.undecided)

    def _passage(
        self, id_: str, strengths: dict[str, str], best: Plan, report: PlanReport
    ) -> Passage:
        through = members(self._catalogue, best, id_)
        steps = [s for s in report.plans[0].steps if s.id in through]
        narrower = (n for n in self._catalogue.narrower(id_)[1:] if n in strengths)
        return word.Passage(
            id=id_,
            title=title(self._catalogue, id_),
            strength=strengths[id_],
            through=through,
            asked_by=tuple(dict.fromkeys(n for s in steps for n in s.needed_for)),
            narrowest=next(narrower, None) is None,
            is_target=id_ in self._catalogue.broader(self._question.target),
        )

    def _report_on(self, plan: Plan, question: Question) -> PlanReport:
        result = Result(plan, Statistics(0, 0))
        return build_report(self._catalogue, replace(self._asked, question=question), result)

    # one id

    def _of(self, id_: str, best: Plan) -> WhyReport:
        replay = Replay(self._catalogue, self._question, best)
        held = self._held_by(id_, replay)
        if id_ in self._catalogue.broader(self._question.target):
            return self._with_best(best, id_, word.TARGET)
        through = members(self._catalogue, best, id_)
        if through:
            return self._of_step(id_, through, best)
        if held:
            return replace(self._with_best(best, id_, word.HELD), held_by=held)
        if self._follows(id_, replay):
            return self._of_derived(id_, best, replay)
        return self._of_absent(id_, best)

    def _held_by(self, id_: str, replay: Replay) -> tuple[str, ...]:
        standing = replay.standing
        points = [p.id for p in standing.standpoints(id_)]
        worked = [
            w.role for w in self._question.profile.worked if id_ in self._catalogue.broader(w.role)
        ]
        return tuple(dict.fromkeys((*points, *worked)))

    # in the plan

    def _of_step(self, id_: str, through: tuple[str, ...], best: Plan) -> WhyReport:
        report = self._report_on(best, self._question)
        steps = tuple(s for s in report.plans[0].steps if s.id in through and s.kind != "role")
        base = replace(
            self._with_best(best, id_),
            steps=steps,
            asked=tuple(self._askings(id_, steps)),
            unlocks=tuple(dict.fromkeys(n for s in steps for n in s.needed_for)),
        )
        changed = without(self._question, id_)
        try:
            other = self._asker.best_plan(self._catalogue, changed, CHECKS)
        except Undecided:
            return replace(base, verdict=word.UNDECIDED)
        if other is None:
            return replace(base, verdict=word.NEEDED, every_plan=RULE)
        every = USUAL if best.usual and not other.usual else None
        return replace(
            base,
            verdict=word.NEEDED if every else word.REPLACEABLE,
            every_plan=every,
            other=self._other(f"--without {id_}", changed, other, best),
        )

    def _askings(self, id_: str, steps: Iterable[StepFigures]) -> Iterator[Asking]:
        """What the steps meet; where a step does more than stand for `id_`, only what asks for that."""
        broader = self._catalogue.broader(id_)
        for step in steps:
            own = [a for a in step.asked if not set(broader).isdisjoint(a.about)]
            for asked in own if own and step.id != id_ else step.asked:
                sources = tuple(self._citations(asked.sources))
                yield word.Asking(asked.by, asked.says, asked.strength, sources)

    def _citations(self, ids: Iterable[str]) -> Iterator[Citation]:
        for id_ in ids:
            source = self._catalogue.source(id_)
            if source is not None:
                yield word.Citation(
                    id_, source.title, source.publisher, source.address, source.authority
                )

    def _other(self, option: str, changed: Question, other: Plan, best: Plan) -> OtherPlan:
        totals = total_figures(self._catalogue, changed, other)
        own = {s.id for s in best.steps} | {s.role for s in best.stretches}
        begun = [(s.start, s.id) for s in other.steps] + [
            (s.start, s.role) for s in other.stretches
        ]
        return word.OtherPlan(
            option=option,
            totals=totals,
            finish=changed.start + totals.months,
            months_more=other.totals.months - best.totals.months,
            fees_more=other.totals.fees - best.totals.fees,
            steps_more=other.totals.steps - best.totals.steps,
            optimal=other.optimal and best.optimal,
            below_usual=not other.usual,
            steps=tuple(i for _, i in sorted(begun) if i not in own),
        )

    # met on the way

    def _follows(self, id_: str, replay: Replay) -> bool:
        entry, months = self._catalogue[id_], replay.plan.totals.months
        if not entry.is_derived:
            return False
        return replay.world.holds(replay.demands(id_), months)

    def _of_derived(self, id_: str, best: Plan, replay: Replay) -> WhyReport:
        """Held from the moment its rule holds; what meets the rule is what is in the plan for it."""
        report = self._report_on(best, self._question)
        demand, months = replay.demands(id_), best.totals.months
        used = [
            key[1] for key in self._keys(best) if not _holds_without(replay, key, demand, months)
        ]
        steps = tuple(s for s in report.plans[0].steps if s.id in used and s.kind != "role")
        return replace(self._with_best(best, id_, word.FOLLOWS), steps=steps)

    def _keys(self, plan: Plan) -> Iterator[Key]:
        yield from ((STEP, s.id) for s in plan.steps)
        yield from ((WORK, s.role) for s in plan.stretches)

    # not in the plan

    def _of_absent(self, id_: str, best: Plan) -> WhyReport:
        changed = by_way_of(self._question, id_)
        base = self._with_best(best, id_)
        try:
            other = self._asker.best_plan(self._catalogue, changed, CHECKS)
        except Undecided:
            return replace(base, verdict=word.UNDECIDED)
        if other is None:
            return self._impossible(id_, changed, base)
        figures = self._other(f"--via {id_}", changed, other, best)
        return replace(base, verdict=self._verdict_on(id_, other, figures), other=figures)

    def _impossible(self, id_: str, changed: Question, base: WhyReport) -> WhyReport:
        conflict = smallest_conflict(self._catalogue, changed, self._asker, keeping=(id_,))
        causes = causes_of(self._catalogue, changed, conflict, self._asker)
        kinds = {i.kind for i in conflict.items}
        verdict = next((v for v, own in _VERDICTS if kinds & set(own)), word.NOT_IN_DATA)
        if verdict == word.MISSING and all(c.kind == "not-in-this-data" for c in causes):
            verdict = word.NOT_IN_DATA
        found = Infeasibility(
            tuple(by_way_of_it(self._catalogue, changed, c, self._asker) for c in causes),
            repairs=(),
            minimal=conflict.is_minimal,
            derivation=derivation_of(self._catalogue, conflict, self._asker),
        )
        return replace(base, verdict=verdict, infeasible=found)

    def _verdict_on(self, id_: str, other: Plan, figures: OtherPlan) -> str:
        if not self._is_used(id_, other):
            return word.NOT_NEEDED
        if self._question.objective == "time" and figures.months_more > 0:
            return word.LATER
        if not figures.optimal and figures.months_more <= 0 and figures.fees_more <= 0:
            return word.EQUAL
        if figures.fees_more > 0:
            return word.DEARER
        if figures.months_more > 0:
            return word.LATER
        same = figures.steps_more == 0 and figures.months_more == 0 and figures.fees_more == 0
        return word.EQUAL if same else word.WORSE

    def _is_used(self, id_: str, other: Plan) -> bool:
        """The plan would fail without it even if nobody had asked to go that way."""
        replay = Replay(self._catalogue, self._question, other)
        if self._catalogue[id_].is_derived:
            return True
        through = members(self._catalogue, other, id_)
        return any(
            replay.needs(replay.life.without(key)) for key in self._keys(other) if key[1] in through
        )

    # titles

    def _titled(self, report: WhyReport) -> WhyReport:
        ids = {report.target.id, *report.unlocks, *report.held_by, *report.undecided}
        ids |= {a.by for a in report.asked}
        ids |= {i for s in report.steps for i in (s.id, *s.needed_for)}
        ids |= {i for p in report.passages for i in (*p.through, *p.asked_by)}
        ids |= set(report.other.steps) if report.other else set()
        named = sorted(i for i in ids if i in self._catalogue)
        return replace(report, titles=tuple((i, title(self._catalogue, i)) for i in named))


def _holds_without(replay: Replay, key: Key, demand: Requirement, months: int) -> bool:
    return World(replay, replay.life.without(key)).holds(demand, months)
