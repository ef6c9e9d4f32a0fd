"""From a smallest set of items to causes: what is known of each, and the sentence last of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from careerpath.months import duration_text, format_month, month_name
from careerpath.profile import HORIZON_MONTHS, Holding
from careerpath.reasons import items as of
from careerpath.reasons.asking import LITTLE, Undecided
from careerpath.reasons.items import Item, conditions_of, relaxed
from careerpath.report.model import Cause
from careerpath.requirements import Age, Requirement, all_of, credentials_named, walk
from careerpath.wording import (
    at_grade,
    joined,
    money_text,
    requirement_text,
    title,
    with_article,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.planner.plan import Step
    from careerpath.profile import Question
    from careerpath.reasons.asking import Asker
    from careerpath.reasons.conflict import Conflict
    from careerpath.records import Credential, Route

MISSING, NOT_TOGETHER, TOO_LATE = "missing", "not-together", "too-late"
OVER_BUDGET, NOT_IN_DATA = "over-budget", "not-in-this-data"

FACT, LIMIT, DATE, RULE, DATA = "fact", "limit", "date", "rule", "data"

_TELLING = (MISSING, TOO_LATE, OVER_BUDGET, NOT_TOGETHER, NOT_IN_DATA)
"""What is about the person comes first, what is about this data last."""

_MOST_NAMED = 3


def causes_of(
    catalogue: Catalogue, question: Question, conflict: Conflict, asker: Asker
) -> tuple[Cause, ...]:
    """The causes that a conflict found consists of, most telling first."""
    teller = _Teller(catalogue, question, conflict, asker)
    causes = [teller.cause(item) for item in conflict.items] or [_no_order(catalogue, question)]
    return tuple(sorted(causes, key=_telling))


def _telling(cause: Cause) -> tuple[int, bool, bool]:
    closes = cause.rests_on == DATE and cause.when is not None
    return _TELLING.index(cause.kind), closes, cause.option == "--abroad"


def _no_order(catalogue: Catalogue, question: Question) -> Cause:
    years = HORIZON_MONTHS // 12
    name = title(catalogue, question.target)
    says = f"no order of the steps in this data leads to {name} within {years} years"
    return Cause(NOT_TOGETHER, says, question.target, DATA)


class _Teller:
    def __init__(
        self, catalogue: Catalogue, question: Question, conflict: Conflict, asker: Asker
    ) -> None:
        self._catalogue = catalogue
        self._question = question
        self._conflict = conflict
        self._asker = asker

    def cause(self, item: Item) -> Cause:
        """What an item is, as a cause."""
        tellers: dict[str, Callable[[Item], Cause]] = {
            of.BUDGET: self._budget, of.WITHIN: self._within, of.HOURS: self._hours,
            of.WITHOUT: self._limit, of.VIA: self._limit, of.ROUTE: self._limit,
            of.EARNING: self._limit, of.HOPEFUL: self._hopeful, of.ABROAD: self._abroad,
            of.CLOSED: self._closed, of.BAR: self._bar, of.RECENT: self._recent,
            of.LAST: self._recent, of.AGE: self._age, of.GRADE: self._grade,
            of.GIVEN: self._given, of.NO_PACE: self._no_pace,
        }  # fmt: skip
        return tellers[item.kind](item)

    # the limits

    def _budget(self, _: Item) -> Cause:
        budget = self._question.limits.budget or 0
        shown = money_text(budget, self._question.currency)
        says = f"fees may come to at most {shown}"
        option = f"--budget {plain_amount(budget)}"
        return Cause(OVER_BUDGET, says, "budget", LIMIT, option, held=shown)

    def _within(self, _: Item) -> Cause:
        within = self._question.limits.within or 0
        by = self._question.start + within
        says = f"it is to be reached by {month_name(by)}, in {duration_text(within)}"
        return Cause(TOO_LATE, says, "within", LIMIT, f"--by {format_month(by)}", when=by)

    def _hours(self, _: Item) -> Cause:
        hours = self._question.profile.hours_per_week
        says = f"work and study may take at most {hours} hours a week"
        option = f"--hours-per-week {hours}"
        return Cause(NOT_TOGETHER, says, "hours_per_week", LIMIT, option, held=str(hours))

    def _limit(self, item: Item) -> Cause:
        option, says = limit_text(self._catalogue, item)
        about = item.about or self._question.target
        return Cause(NOT_TOGETHER, f"{says} ({option})", about, LIMIT, option)

    def _hopeful(self, item: Item) -> Cause:
        steps = [s for s in self._hopeful_steps(item) if self._route(s).discretion]
        named = self._way(steps[0]) if steps else "some way in"
        more = len(steps) - 1
        others = f" and {more} more way{'s' if more > 1 else ''} in need" if more > 0 else " needs"
        says = f"{named}{others} somebody's consent, which is not counted on"
        about = steps[0].id if steps else self._question.target
        sources = self._sources(*(s.id for s in steps))
        return Cause(NOT_TOGETHER, says, about, LIMIT, "--hopeful", sources=sources)

    def _hopeful_steps(self, item: Item) -> tuple[Step, ...]:
        """Those of the best plan with consent, if consent is all that is lacking."""
        _, hopeful = relaxed(self._catalogue, self._question, [item])
        try:
            found = self._asker.best_plan(self._catalogue, hopeful, LITTLE)
        except Undecided:
            found = None
        return found.steps if found else self._witness_steps(item)

    def _abroad(self, item: Item) -> Cause:
        standing = self._asker.reach(self._catalogue, self._question).standing
        plan = self._conflict.witnesses.get(item)
        used = [s.id for s in plan[2].steps] if plan else []
        used += [s.role for s in plan[2].stretches] if plan else []
        there = [self._catalogue[i] for i in used if not standing.is_allowed(self._catalogue[i])]
        places = dict.fromkeys(
            self._catalogue.place_title(p) for e in there for p in e.jurisdiction
        )
        named = joined([e.title for e in there[:2]], "and") or "what would help"
        where = joined(list(places), "and") or "another country"
        says = f"{named} would be gained in {where}, and only --abroad goes there"
        about = there[0].id if there else self._question.target
        return Cause(NOT_TOGETHER, says, about, LIMIT, "--abroad")

    def _witness_steps(self, item: Item) -> tuple[Step, ...]:
        """The steps of a plan that there would be, were this otherwise."""
        found = self._conflict.witnesses.get(item)
        return found[2].steps if found else ()

    def _route(self, step: Step) -> Route:
        return next(
            r
            for catalogue in (self._catalogue, *self._witness_catalogues())
            for r in catalogue[step.id].routes
            if r.id == step.route
        )

    def _witness_catalogues(self) -> Iterator[Catalogue]:
        yield from (w[0] for w in self._conflict.witnesses.values())

    def _way(self, step: Step) -> str:
        return way_text(self._catalogue[step.id], self._route(step))

    # dates and bars

    def _closed(self, item: Item) -> Cause:
        entry = self._catalogue[item.about]
        route = entry.route(item.detail) if item.detail else None
        window = route.window if route else entry.window
        lasts = [m for m in (window.last_start, window.until) if m is not None]
        says = f"{way_text(entry, route)} {closing_text(window.last_start, window.until, self._question.start)}"
        sources = route.sources if route and route.sources else entry.sources
        return Cause(TOO_LATE, says, entry.id, DATE, when=min(lasts), sources=sources)

    def _bar(self, item: Item) -> Cause:
        entry = self._catalogue[item.about]
        route = entry.route(item.detail)
        standing = self._asker.reach(self._catalogue, self._question).standing
        barring = next(i for i in route.not_if_held if standing.holds(i))
        says = f"{way_text(entry, route)} is not for people with {title(self._catalogue, barring)}"
        sources = route.sources or entry.sources
        return Cause(NOT_TOGETHER, says, entry.id, RULE, held=barring, sources=sources)

    def _recent(self, item: Item) -> Cause:
        assert item.requirement is not None, "it stands for a period"
        wanted = requirement_text(self._catalogue, item.requirement)
        askers = self._askers(lambda r: r == item.requirement)
        fate = "older" if item.kind == of.RECENT else "longer ago"
        says = f"{self._asking(askers)} for {wanted}, and yours is {fate}"
        return Cause(
            TOO_LATE, says, item.about, DATE, asked_by=askers, sources=self._sources(*askers)
        )

    def _age(self, item: Item) -> Cause:
        born = self._question.profile.born
        assert born is not None, "an unknown age is never a cause"
        years = (self._question.start - born) // 12
        asked = [(i, n) for i, r in self._rules_met(item) for n in walk(r) if isinstance(n, Age)]
        failing = [(i, n) for i, n in asked if _fails(n, years)]
        by, node = (failing or asked or [(self._question.target, Age())])[0]
        says = f"{self._asking((by,))} for {requirement_text(self._catalogue, node)}, and you are {years}"
        kind = TOO_LATE if node.under is not None and years >= node.under else NOT_TOGETHER
        return Cause(
            kind, says, "age", FACT, held=str(years), asked_by=(by,), sources=self._sources(by)
        )

    def _rules_met(self, item: Item) -> Iterator[tuple[str, Requirement]]:
        """Whose rules a plan would meet, were this otherwise: those nearest to the target first."""
        yield self._question.target, self._catalogue[self._question.target].requires
        for step in reversed(self._witness_steps(item)):
            entry = self._catalogue[step.id]
            yield step.id, all_of(entry.requires, self._route(step).requires)

    def _relevant(self) -> tuple[str, ...]:
        return self._asker.reach(*self._conflict.without(self._conflict.items)).relevant

    def _askers(self, matches: Callable[[Requirement], bool]) -> tuple[str, ...]:
        """Whose rules hold such a requirement, among what could play a part."""
        # What closed long ago asks nothing of anybody any more.
        ids = [i for i in (self._question.target, *self._relevant()) if not self._is_over(i)]
        return tuple(
            i
            for i in dict.fromkeys(ids)
            if any(matches(n) for c in conditions_of(self._catalogue[i]) for n in walk(c))
        )[:_MOST_NAMED]

    def _is_over(self, id_: str) -> bool:
        window = self._catalogue[id_].window
        lasts = [m for m in (window.last_start, window.until) if m is not None]
        return min(lasts, default=self._question.start) < self._question.start

    def _asking(self, askers: tuple[str, ...]) -> str:
        if not askers:
            return "the rules ask"
        return f"{title(self._catalogue, askers[0])} asks"

    # what is held, and what is not

    def _grade(self, item: Item) -> Cause:
        entry = self._catalogue[item.about]
        wanted = self._least_grade(item)
        askers = self._askers(lambda r: self._is_threshold(r, item, wanted))
        better = f"{entry.title} at a better grade"
        shown = at_grade(self._catalogue, entry.id, wanted, least=True) if wanted else better
        counted = entry.scale is not None and entry.scale.is_count
        held = f"you have {item.detail}" if counted else f"yours is {with_article(item.detail)}"
        raised = any(r.retake for r in entry.routes)
        fate = "" if raised else ", which can't be raised"
        says = f"{self._asking(askers)} for {shown}; {held}{fate}"
        return Cause(
            MISSING, says, entry.id, FACT, held=item.detail, wanted=wanted, asked_by=askers,
            sources=self._sources(*askers),
        )  # fmt: skip

    def _least_grade(self, item: Item) -> str | None:
        """The lowest grade with which there would be a plan."""
        scale = self._catalogue[item.about].scale
        if scale is None:
            return None
        catalogue, question = self._conflict.without(self._conflict.items)
        held = scale.rank(item.detail)
        low, high = -1 if held is None else held, len(scale.positions) - 1
        if not self._is_enough(catalogue, question, item.about, scale.name(high)):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            if self._is_enough(catalogue, question, item.about, scale.name(middle)):
                high = middle
            else:
                low = middle
        return scale.name(high)

    def _is_enough(self, catalogue: Catalogue, question: Question, id_: str, grade: str) -> bool:
        holds = tuple(
            Holding(h.id, grade, h.since) if h.id == id_ else h for h in question.profile.holds
        )
        better = replace(question, profile=replace(question.profile, holds=holds))
        try:
            return self._asker.any_plan(catalogue, better) is not None
        except Undecided:
            return False

    def _is_threshold(self, node: Requirement, item: Item, wanted: str | None) -> bool:
        """The node asks for more than what is held, and the grade wanted would do."""
        scale = self._catalogue[item.about].scale
        if scale is None or wanted is None:
            return False
        held, enough = scale.rank(item.detail) or 0, scale.rank(wanted) or 0
        for atom in credentials_named(node) if not _is_compound(node) else ():
            if atom.grade is not None and item.about in self._catalogue.narrower(atom.id):
                rank = self._catalogue.lowest_grade(item.about, atom.id, atom.grade)
                if rank is not None and held < rank <= enough:
                    return True
        return False

    def _given(self, item: Item) -> Cause:
        entry = self._catalogue[item.about]
        askers = tuple(i for i in self._askers(lambda r: _names(r, entry.id)) if i != entry.id)
        sources = self._sources(*askers)
        if entry.kind == "circumstance":
            says = (
                f"{self._asking(askers)} for {entry.title}: true of a person or not, never gained"
            )
            return Cause(MISSING, says, entry.id, FACT, asked_by=askers, sources=sources)
        says = f"this data knows no way to gain {entry.title}"
        return Cause(NOT_IN_DATA, says, entry.id, DATA, asked_by=askers, sources=sources)

    def _no_pace(self, item: Item) -> Cause:
        says = f"this data does not say how {title(self._catalogue, item.about)} is worked"
        return Cause(NOT_IN_DATA, says, item.about, DATA)

    def _sources(self, *ids: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s for i in ids for s in self._catalogue[i].sources))


def limit_text(catalogue: Catalogue, item: Item) -> tuple[str, str]:
    """A limit as it is typed, and what it says."""
    if item.kind == of.EARNING:
        return "--earning", "no full-time study"
    name = title(catalogue, item.about)
    if item.kind == of.ROUTE:
        route = catalogue[item.about].route(item.detail).title
        return f"--route {item.about}={item.detail}", f"{name} is to be gained by {route} only"
    if item.kind == of.VIA:
        return f"--via {item.about}", f"it is to go by way of {name}"
    return f"--without {item.about}", f"{name} is ruled out"


def way_text(entry: Credential, route: Route | None) -> str:
    """A credential, with the route where only that is meant."""
    return f"{entry.title} ({route.title})" if route else entry.title


def closing_text(last_start: int | None, until: int | None, start: int) -> str:
    """`closed in September 2021`, or when it will."""
    month = min(m for m in (last_start, until) if m is not None)
    if month < start:
        return f"closed in {month_name(month)}"
    if month == last_start:
        return f"takes nobody after {month_name(month)}"
    return f"must be complete by {month_name(month)}"


def plain_amount(minor: int) -> str:
    """An amount as it is typed: without sign or commas."""
    return str(minor // 100) if minor % 100 == 0 else f"{minor / 100:.2f}"


def _is_compound(node: Requirement) -> bool:
    return next(iter(walk(node)), node) is not node or len(list(walk(node))) > 1


def _names(node: Requirement, id_: str) -> bool:
    return any(h.id == id_ for h in credentials_named(node))


def _fails(age: Age, years: int) -> bool:
    return (age.under is not None and years >= age.under) or (
        age.at_least is not None and years < age.at_least
    )
