"""What could be reached at all, how soon and for how little, if nothing competed for hours or jobs.

A necessary test, made to be asked often: what it rules out has no plan, what it lets through may
have none either. Times and fees are least fixed points (Knuth's generalised Dijkstra, by correcting
labels), so that circles of requirements prove nothing. Months are relative to the question's start.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from careerpath.graph.standing import Standing
from careerpath.profile import HORIZON_MONTHS
from careerpath.requirements import (
    Age,
    AllOf,
    AnyOf,
    AtLeast,
    Experience,
    Held,
    HeldFor,
    Recent,
    Requirement,
    all_of,
    credentials_named,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.profile import Question
    from careerpath.records import Credential, Route, Window

NEVER = 10**9
STUDY_HOURS_LIMIT = 20
"""`--earning` refuses routes of this many hours a week that are no job."""


class Reach:
    """Optimistic labels of everything that bears on the target of one question."""

    def __init__(self, catalogue: Catalogue, question: Question, *, usual: bool = False) -> None:
        self.catalogue = catalogue
        self.question = question
        self.standing = Standing(catalogue, question)
        self._usual = usual
        self._atoms: dict[Held, tuple[int, tuple[str, ...]]] = {}
        self._readers: dict[str, dict[str, None]] = {}
        self._read: dict[str, list[str]] = {}
        self._able: dict[Held, tuple[str, ...]] = {}
        self._both: dict[tuple[str, str], tuple[Requirement, Requirement]] = {}
        self._ways: dict[str, list[Route]] = {}
        self._month: dict[str, int] = {}
        self._fee: dict[str, int] = {}
        self._month_of_route: dict[tuple[str, str], int] = {}
        self._givers = _givers(catalogue)
        self._close_backwards()
        self._settle(self._months_of, self._month)

    # the answers

    @property
    def relevant(self) -> tuple[str, ...]:
        """Every entry that could play a part, the target first."""
        return tuple(self._readers)

    @cached_property
    def months(self) -> int:
        """No plan reaches the target earlier; NEVER if none reaches it."""
        month = self.earliest(self._goal, 0)
        target = self.catalogue[self.question.target]
        if not target.is_role or self.standing.has_worked(target.id):
            return month
        return self._span_from(target.window, month)

    @cached_property
    def fees(self) -> int:
        """No plan costs less, in minor units."""
        self._settle(self._fees_of, self._fee)
        return self._least_fee(self._goal)

    @property
    def is_refuted(self) -> bool:
        """There is certainly no plan."""
        limits = self.question.limits
        if self.months > self._latest:
            return True
        return limits.budget is not None and self.fees > limits.budget

    @property
    def _latest(self) -> int:
        within = self.question.limits.within
        return HORIZON_MONTHS if within is None else min(within, HORIZON_MONTHS)

    def month(self, id_: str) -> int:
        """When a credential could be gained, or work in a role begun; NEVER if it can't."""
        return self._month.get(id_, NEVER)

    def is_open(self, entry: Credential, route: Route) -> bool:
        """The route could be finished."""
        return (entry.id, route.id) in self._month_of_route

    def tells_from(self, other: Reach) -> bool:
        """Whether it can matter for a plan that another person is asked about, same limits and all.

        Not if whatever could begin in time asks for nothing that one of them holds and the other
        does not, and both may go to the same places.
        """
        entries = [self.catalogue[i] for i in (self.question.target, *self.relevant)]
        if any(self.standing.is_allowed(e) != other.standing.is_allowed(e) for e in entries):
            return True
        in_time = [e for e in entries if self.month(e.id) <= self._latest]
        asked = {h for e in in_time for c in self._conditions(e) for h in credentials_named(c)}
        asked |= set(credentials_named(self._goal))
        return any(self.standing.passing(h) != other.standing.passing(h) for h in asked)

    def demands(self, entry: Credential | Route) -> Requirement:
        """What is asked before the start, usual practice only if it binds."""
        return all_of(entry.requires, entry.usually) if self._usual else entry.requires

    # what bears on the target

    @cached_property
    def _goal(self) -> Requirement:
        parts = [self._goal_of(self.question.target)]
        for id_ in self.question.limits.via:
            is_role = self.catalogue[id_].is_role
            parts.append(Experience(1, "months", (id_,)) if is_role else Held(id_))
        return all_of(*parts)

    def _goal_of(self, target: str) -> Requirement:
        entry = self.catalogue[target]
        if not entry.is_role:
            return Held(target)
        return AllOf(()) if self.standing.has_worked(target) else self.demands(entry)

    def _close_backwards(self) -> None:
        queue: list[str] = []

        def read(requirement: Requirement, reader: str) -> None:
            for provider in self._providers(requirement):
                if provider not in self._readers:
                    self._readers[provider] = {}
                    queue.append(provider)
                if reader not in self._readers[provider]:
                    self._readers[provider][reader] = None
                    self._read.setdefault(reader, []).append(provider)

        read(self._goal, "")
        for id_ in queue:
            entry = self.catalogue[id_]
            for requirement in self._conditions(entry):
                read(requirement, id_)

    def _providers(self, requirement: Requirement) -> Iterator[str]:
        for node in walk(requirement):
            match node:
                case Held():
                    yield from self._atom(node)[1]
                case HeldFor(ids=ids):
                    for id_ in ids:
                        yield from self._atom(Held(id_))[1]
                case Recent(of=of):
                    for held in of:
                        yield from self._steps_for(held)
                case Experience():
                    yield from self._experience_providers(node)
                case _:
                    pass

    def _experience_providers(self, wanted: Experience) -> Iterator[str]:
        for role in self._counted(wanted):
            if self.standing.is_allowed(self.catalogue[role]):
                yield role
            for giver in self._givers.get(role, ()):
                if self._may_gain(giver):
                    yield giver
        for id_ in wanted.after:
            yield from self._atom(Held(id_))[1]

    def _counted(self, wanted: Experience) -> list[str]:
        return sorted({n for r in wanted.roles for n in self.catalogue.narrower(r)})

    def _conditions(self, entry: Credential) -> Iterator[Requirement]:
        if entry.is_role or entry.is_derived:
            yield self.demands(entry)
            return
        for route in self.ways(entry):
            yield from self.conditions(entry, route)

    def conditions(self, entry: Credential, route: Route) -> tuple[Requirement, Requirement]:
        """What is asked before the start, and before the award."""
        key = entry.id, route.id
        if key not in self._both:
            before = all_of(self.demands(entry), self.demands(route))
            self._both[key] = before, all_of(entry.completes_with, route.completes_with)
        return self._both[key]

    def _atom(self, held: Held) -> tuple[int, tuple[str, ...]]:
        """Month from which the profile satisfies it, and what else could."""
        found = self._atoms.get(held)
        if found is None:
            stated = min((p.moment for p in self.standing.passing(held)), default=NEVER)
            able = self._steps_for(held) if stated > 0 else ()
            found = self._atoms[held] = stated, able
        return found

    def _steps_for(self, held: Held) -> tuple[str, ...]:
        """Everything that could still be gained and would satisfy it."""
        if held not in self._able:
            names = sorted(self.catalogue.narrower(held.id))
            self._able[held] = tuple(
                i for i in names if self._may_gain(i) and self.reaches(i, held)
            )
        return self._able[held]

    def _may_gain(self, id_: str) -> bool:
        entry = self.catalogue[id_]
        if entry.is_derived:
            return True
        return not (entry.is_role or entry.is_stated_only) and self.standing.is_allowed(entry)

    def reaches(self, id_: str, held: Held) -> bool:
        """A step of `id_` can be good enough for the atom."""
        rank = self.catalogue.lowest_grade(id_, held.id, held.grade)
        return rank is not None and (rank < 0 or not self.standing.is_frozen_below(id_, rank))

    def ways(self, entry: Credential) -> list[Route]:
        """The routes that the question's limits and the profile leave."""
        if entry.id not in self._ways:
            held = self.standing.holds(entry.id)
            self._ways[entry.id] = [r for r in entry.routes if self._is_usable(entry, r, held=held)]
        return self._ways[entry.id]

    def _is_usable(self, entry: Credential, route: Route, *, held: bool) -> bool:
        limits, hours = self.question.limits, route.hours_per_week
        return (
            (route.retake if held else route.first_time)
            and dict(limits.routes).get(entry.id, route.id) == route.id
            and (limits.hopeful or not route.discretion)
            and not (limits.earning and not route.employed and hours >= STUDY_HOURS_LIMIT)
            and (not route.months or hours <= self.question.profile.hours_per_week)
            and not any(self.standing.holds(i) for i in route.not_if_held)
            and self.price(route) is not None
        )

    def price(self, route: Route) -> int | None:
        """The fee in the question's currency; None without a rate."""
        fee = route.fee
        return self.catalogue.convert(fee.minor, fee.currency, self.question.currency)

    # labels

    @cached_property
    def _upwards(self) -> tuple[str, ...]:
        """What is read before what reads it, circles apart, so that few labels need correcting."""
        order: list[str] = []
        seen = {""}
        path = [("", iter(self._read.get("", ())))]
        while path:
            reader, left = path[-1]
            new = next((p for p in left if p not in seen), None)
            if new is not None:
                seen.add(new)
                path.append((new, iter(self._read.get(new, ()))))
            else:
                order.append(reader)
                path.pop()
        return tuple(order[:-1])

    def _settle(self, label_of: Callable[[Credential], int], labels: dict[str, int]) -> None:
        queue = list(self._upwards)
        queued = set(queue)
        for id_ in queue:
            queued.discard(id_)
            label = label_of(self.catalogue[id_])
            if label >= labels.get(id_, NEVER):
                continue
            labels[id_] = label
            for reader in self._readers[id_]:
                if reader and reader not in queued:
                    queued.add(reader)
                    queue.append(reader)

    # months

    def _months_of(self, entry: Credential) -> int:
        if entry.is_derived:
            return self.earliest(self.demands(entry), 0)
        if entry.is_role:
            return self._months_of_role(entry)
        ends = [(self._end(entry, route), route.id) for route in self.ways(entry)]
        for end, route_id in ends:
            if end < NEVER:
                self._month_of_route[entry.id, route_id] = end
        return min((end for end, _ in ends), default=NEVER)

    def _months_of_role(self, role: Credential) -> int:
        """When work in it could begin."""
        if not any(p <= self.question.profile.hours_per_week for p in role.paces):
            return NEVER
        worked = self.standing.has_worked(role.id)
        start = 0 if worked else self.earliest(self.demands(role), 0)
        until = role.window.until
        if until is not None and max(start, 0) >= until - self.question.start:
            return NEVER
        return self._span_from(role.window, start)

    def _span_from(self, window: Window, month: int) -> int:
        """The first month from `month` on in which something in this window may begin."""
        start = self.question.start
        if month >= NEVER:
            return NEVER
        if window.first is not None:
            month = max(month, window.first - start)
        lasts = [m - start for m in (window.last_start, window.until) if m is not None]
        return month if month <= min(lasts, default=NEVER) else NEVER

    def _end(self, entry: Credential, route: Route) -> int:
        window = entry.window.narrowed_by(route.window)
        start = self._start(entry, route, window)
        if start >= NEVER:
            return NEVER
        ready = start + route.months + route.results
        end = self.earliest(self.conditions(entry, route)[1], ready)
        until = NEVER if window.until is None else window.until - self.question.start
        return end if end <= until else NEVER

    def _start(self, entry: Credential, route: Route, window: Window) -> int:
        wanted = self.conditions(entry, route)[0]
        month = self.standing.held_from(entry.id) or 0
        while True:
            allowed = self._in_calendar(route, self._span_from(window, month))
            allowed = self._span_from(window, allowed)
            if allowed >= NEVER:
                return NEVER
            month = self.earliest(wanted, allowed)
            if month == allowed or month >= NEVER:
                return month

    def _in_calendar(self, route: Route, month: int) -> int:
        if month >= NEVER or not (route.starts or route.sat):
            return month
        offered = route.starts or tuple((m - 1 - route.months) % 12 + 1 for m in route.sat)
        while (self.question.start + month) % 12 + 1 not in offered:
            month += 1
        return month

    def earliest(self, requirement: Requirement, t: int) -> int:
        """The first month from `t` on in which the requirement could hold; NEVER if in none."""
        match requirement:
            case Held():
                return max(t, self._gained(requirement))
            case AllOf(parts=parts):
                return self._all(parts, t)
            case AnyOf(parts=parts):
                return min((self.earliest(p, t) for p in parts), default=NEVER)
            case AtLeast(count=count, parts=parts):
                times = sorted(self.earliest(p, t) for p in parts)
                return times[count - 1] if len(times) >= count else NEVER
            case Experience():
                return self._experience(requirement, t)
            case HeldFor():
                return self._held_for(requirement, t)
            case Recent():
                return self._recent(requirement, t)
            case Age():
                return self._age(requirement, t)

    def _all(self, parts: tuple[Requirement, ...], t: int) -> int:
        while True:
            latest = t
            for part in parts:
                latest = max(latest, self.earliest(part, latest))
                if latest >= NEVER:
                    return NEVER
            if latest == t:
                return t
            t = latest

    def _gained(self, held: Held) -> int:
        month, able = self._atom(held)
        for id_ in able:
            month = min(month, self._month.get(id_, NEVER))
        return month

    def _held_for(self, wanted: HeldFor, t: int) -> int:
        months = [
            max(p.moment, p.gained + wanted.months)
            for i in wanted.ids
            for p in self.standing.standpoints(i)
        ]
        gains = [self._month.get(n, NEVER) for i in wanted.ids for n in self._atom(Held(i))[1]]
        months += [g + wanted.months for g in gains if g < NEVER]
        return max(t, min(months, default=NEVER))

    def _recent(self, wanted: Recent, t: int) -> int:
        months = []
        for held in wanted.of:
            for point in self.standing.passing(held):
                if max(t, point.moment) <= point.gained + wanted.months:
                    months.append(max(t, point.moment))
            months += [max(t, self._month.get(i, NEVER)) for i in self._steps_for(held)]
        return min(months, default=NEVER)

    def _age(self, wanted: Age, t: int) -> int:
        born = self.question.profile.born
        if born is None:
            return t
        birth = born - self.question.start
        month = t if wanted.at_least is None else max(t, birth + 12 * wanted.at_least)
        if wanted.under is not None and month >= birth + 12 * wanted.under:
            return NEVER
        return month

    def _experience(self, wanted: Experience, t: int) -> int:
        """All that may be credited counts whole, and a month at most once, at the best rate."""
        since = self._since(wanted)
        if since >= NEVER:
            return NEVER
        needed, begin, rate = _amount(wanted) - self._past(wanted), NEVER, 0
        for role in self._counted(wanted):
            needed -= self._credited(wanted, role)
            start = self._month.get(role, NEVER)
            if start < NEVER:
                begin = min(begin, max(start, since))
                rate = max(rate, *(_rate(wanted, p) for p in self.catalogue[role].paces))
        if needed <= 0:
            return t
        return max(t, begin + -(-needed // rate)) if rate else NEVER

    def _since(self, wanted: Experience) -> int:
        if not wanted.after:
            return -NEVER
        atoms = [Held(i) for i in wanted.after]
        gains = [p.gained for a in atoms for p in self.standing.passing(a)]
        gains += [self._month.get(n, NEVER) for a in atoms for n in self._atom(a)[1]]
        return min(gains, default=NEVER)

    def _past(self, wanted: Experience) -> int:
        counted = set(self._counted(wanted))
        return sum(
            w.months * _rate(wanted, w.hours_per_week or self.catalogue[w.role].usual_pace)
            for w in self.question.profile.worked
            if w.role in counted
        )

    def _credited(self, wanted: Experience, role: str) -> int:
        total = 0
        for giver in self._givers.get(role, ()):
            if self._month.get(giver, NEVER) < NEVER:
                total += max(
                    sum(g.months * _rate(wanted, 168) for g in r.gives if g.role == role)
                    for r in self.catalogue[giver].routes
                )
        return total

    # fees

    def _fees_of(self, entry: Credential) -> int:
        if self._month.get(entry.id, NEVER) >= NEVER:
            return NEVER
        if entry.is_derived:
            return self._least_fee(self.demands(entry))
        if entry.is_role:
            worked = self.standing.has_worked(entry.id)
            return 0 if worked else self._least_fee(self.demands(entry))
        prices = [self._fee_by(entry, r) for r in self.ways(entry) if self.is_open(entry, r)]
        return min(prices, default=NEVER)

    def _fee_by(self, entry: Credential, route: Route) -> int:
        wanted = AllOf(self.conditions(entry, route))
        return min(NEVER, self._least_fee(wanted) + (self.price(route) or 0))

    def _least_fee(self, requirement: Requirement) -> int:
        """The dearest of what all is needed, the cheapest of what any will do: never too much."""
        match requirement:
            case Held():
                stated, able = self._atom(requirement)
                return 0 if stated < NEVER else self._cheapest(able)
            case AllOf(parts=parts):
                return max((self._least_fee(p) for p in parts), default=0)
            case AnyOf(parts=parts):
                return min((self._least_fee(p) for p in parts), default=NEVER)
            case AtLeast(count=count, parts=parts):
                fees = sorted(self._least_fee(p) for p in parts)
                return fees[count - 1] if len(fees) >= count else NEVER
            case HeldFor(ids=ids):
                return self._fee_of_any(Held(i) for i in ids)
            case Recent(of=of):
                return self._fee_of_any(of)
            case Experience():
                return self._fee_of_experience(requirement)
            case Age():
                return 0

    def _fee_of_any(self, atoms: Iterable[Held]) -> int:
        return min((self._least_fee(a) for a in atoms), default=NEVER)

    def _cheapest(self, ids: Iterable[str]) -> int:
        return min((self._fee.get(i, NEVER) for i in ids), default=NEVER)

    def _fee_of_experience(self, wanted: Experience) -> int:
        if self._past(wanted) >= _amount(wanted):
            return 0
        roles = self._counted(wanted)
        return self._cheapest((*roles, *(g for r in roles for g in self._givers.get(r, ()))))


def _givers(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """By role, the credentials of which a route credits work in it."""
    found: dict[str, list[str]] = {}
    for id_, roles in catalogue.credited_roles.items():
        for role in roles:
            found.setdefault(role, []).append(id_)
    return {role: tuple(ids) for role, ids in found.items()}


def _amount(wanted: Experience) -> int:
    if wanted.unit == "hours":
        return 12 * wanted.amount
    return wanted.amount * (wanted.full_time or 1)


def _rate(wanted: Experience, hours: int) -> int:
    if wanted.unit == "hours":
        return 52 * hours
    return min(hours, wanted.full_time) if wanted.full_time else 1
