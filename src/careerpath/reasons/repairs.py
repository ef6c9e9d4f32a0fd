"""Single changes with which there is a plan: every one re-planned, none offered that does not work.

Which changes are looked at is said in docs/semantics.md: each limit lifted or, where it is a figure,
made just large enough; consent; other countries; whatever can't be gained, had the person got it;
the roles from which people usually come to the target.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from careerpath.months import format_month, month_name
from careerpath.profile import Holding
from careerpath.reasons import items as of
from careerpath.reasons.asking import ENOUGH, LITTLE, MUCH, Asker, Undecided
from careerpath.reasons.causes import limit_text, plain_amount
from careerpath.reasons.hindsight import may_have_been_gained
from careerpath.reasons.items import (
    MAX_HOURS,
    Item,
    conditions_of,
    everything,
    relaxed,
    stages_of,
)
from careerpath.reasons.reach import NEVER, Reach
from careerpath.report import total_figures
from careerpath.report.model import Repair
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
)
from careerpath.wording import joined, money_text, title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.planner.plan import Plan
    from careerpath.profile import Question
    from careerpath.records import Credential

LATER, BUDGET, HOURS, LIFT = "later", "budget", "hours", "lift"
HOPEFUL, ABROAD, CREDENTIAL, TARGET, TOGETHER = (
    "hopeful", "abroad", "credential", "target", "together",
)  # fmt: skip

_TO_KEEP = (
    of.HOURS, of.HOPEFUL, of.ABROAD, of.EARNING, of.ROUTE, of.VIA, of.WITHOUT, of.BUDGET, of.WITHIN,
)  # fmt: skip
"""What is rather kept than lifted, where one of them is enough."""

_LIMITS = (LATER, BUDGET, HOURS, LIFT)
_RANK = (LATER, BUDGET, HOURS, LIFT, HOPEFUL, ABROAD, TOGETHER, TARGET, CREDENTIAL)
"""What can be done comes before what may only have been left unsaid."""


class _Change(Struct, frozen=True):
    kind: str
    option: str
    says: str
    question: Question


def repairs_of(
    catalogue: Catalogue, question: Question, asker: Asker
) -> tuple[tuple[Repair, ...], tuple[str, ...]]:
    """Every single change that works, and those of which it could not be told.

    If no limit alone can be changed, the fewest that have to go together besides.
    """
    finder = _Finder(catalogue, question, asker)
    found = list(finder.single())
    if not any(r.kind in _LIMITS for r in found):
        known = {r.change for r in found}
        allowed = any(r.kind in (HOPEFUL, ABROAD) for r in found)
        found += [r for r in finder.together(own=allowed) if r.change not in known]
    return tuple(sorted(found, key=_order)), tuple(finder.undecided)


def that_could_be_held(catalogue: Catalogue, question: Question) -> list[str]:
    """What a person may hold without having said so: asked for, and out of reach; broad first."""
    return _Finder(catalogue, question, Asker(lambda: False)).that_could_be_held()


def shortest_months(entry: Credential) -> int:
    """How long its shortest route takes; nothing for what has none."""
    return min((r.months for r in entry.routes), default=0)


def _order(repair: Repair) -> tuple[int, int, int, str]:
    totals = repair.totals
    return _RANK.index(repair.kind), totals.months, totals.fees, repair.change


class _Finder:
    def __init__(self, catalogue: Catalogue, question: Question, asker: Asker) -> None:
        self._catalogue = catalogue
        self._question = question
        self._asker = asker
        self.undecided: list[str] = []
        """Changes, as they are typed, of which it was not found whether they work."""
        self._unsettled = 0
        """How many questions the planner left open."""
        self._soonest: int | None = None
        """How long the quickest plan takes if it may be later, where that is asked."""

    def single(self) -> Iterator[Repair]:
        """One change each."""
        limits = self._question.limits
        if limits.within is not None:
            yield from self._noted("--by", self._later())
        if limits.budget is not None:
            yield from self._noted("--budget", self._larger_budget())
        if self._question.profile.hours_per_week < MAX_HOURS:
            yield from self._noted("--hours-per-week", self._more_hours())
        for change in (*self._lifts(), *self._allowances()):
            yield from self._noted(change.option, self._working(change))
        yield from self._held()
        yield from self._nearby()

    def _noted(self, option: str, repairs: Iterator[Repair]) -> list[Repair]:
        """The repairs; without any, but with something left open, the option is noted."""
        before = self._unsettled
        found = list(repairs)
        if not found and self._unsettled > before:
            self.undecided.append(option)
        return found

    # figures, each the least that works

    def _later(self) -> Iterator[Repair]:
        free = self._lifted(Item(of.WITHIN))
        found = self._best(replace(free, objective="time"), MUCH)
        if found is not None:
            months = self._soonest = found.totals.months
            by = self._question.start + months
            option, says = f"--by {format_month(by)}", f"allow until {month_name(by)}"
            enough = self._limited(within=months)
            plan = found if enough.objective == "time" else self._best(enough, LITTLE) or found
            yield self._told(LATER, option, says, enough, plan, found.optimal)

    def _larger_budget(self) -> Iterator[Repair]:
        free = self._lifted(Item(of.BUDGET))
        found = self._best(replace(free, objective="cost"), MUCH)
        if found is not None:
            fees = found.totals.fees
            option = f"--budget {plain_amount(fees)}"
            says = f"a budget of {money_text(fees, self._question.currency)}"
            enough = self._limited(budget=fees)
            plan = self._best(enough, LITTLE) or found
            yield self._told(BUDGET, option, says, enough, plan, found.optimal)

    def _more_hours(self) -> Iterator[Repair]:
        """The fewest hours a week with which there is a plan, by halving."""
        before, best = self._unsettled, self._with_hours(MAX_HOURS)
        too_few, enough = self._question.profile.hours_per_week, MAX_HOURS
        while best is not None and enough - too_few > 1:
            middle = (too_few + enough) // 2
            # Where one number of hours is hard to tell, so are those near it.
            checks = ENOUGH if self._unsettled == before else ENOUGH // 5
            found = self._with_hours(middle, checks)
            if found is None:
                too_few = middle
            else:
                enough, best = middle, found
        if best is not None:
            option, question = f"--hours-per-week {enough}", self._hours(enough)
            settled = self._unsettled == before
            plan = self._best(question, LITTLE) or best
            yield self._told(HOURS, option, f"{enough} hours a week", question, plan, settled)

    def _with_hours(self, hours: int, checks: int = ENOUGH) -> Plan | None:
        return self._any(self._hours(hours), checks)

    def _hours(self, hours: int) -> Question:
        return replace(
            self._question, profile=replace(self._question.profile, hours_per_week=hours)
        )

    def _told(
        self, kind: str, option: str, says: str, question: Question, plan: Plan, least: bool = True
    ) -> Repair:
        totals = total_figures(self._catalogue, question, plan)
        finish = question.start + totals.months
        return Repair(option, says, totals, finish, kind, (option,), least, plan.optimal)

    # limits that are kept or not

    def _lifts(self) -> Iterator[_Change]:
        limits = self._question.limits
        items = [
            *(Item(of.WITHOUT, i) for i in limits.without),
            *(Item(of.VIA, i) for i in limits.via),
            *(Item(of.ROUTE, c, r) for c, r in limits.routes),
            *([Item(of.EARNING)] if limits.earning else []),
        ]
        for item in items:
            option, _ = limit_text(self._catalogue, item)
            yield _Change(LIFT, f"without {option}", "lift this limit", self._lifted(item))

    def _allowances(self) -> Iterator[_Change]:
        if not self._question.limits.hopeful:
            says = "count on routes that need somebody's consent"
            yield _Change(HOPEFUL, "--hopeful", says, self._lifted(Item(of.HOPEFUL)))
        if not self._question.limits.abroad:
            says = "gain credentials of any country"
            yield _Change(ABROAD, "--abroad", says, self._lifted(Item(of.ABROAD)))

    def _lifted(self, *items: Item) -> Question:
        return relaxed(self._catalogue, self._question, items)[1]

    def _limited(self, **changed: int) -> Question:
        limits = replace(self._question.limits, **changed)
        return replace(self._question, limits=limits)

    # what a person might hold

    def _held(self) -> Iterator[Repair]:
        """Of what counts as each other the broadest that works: the narrower would do as well."""
        working: set[str] = set()
        own = self._asker.reach(self._catalogue, self._question)
        for id_ in self.that_could_be_held():
            if not working.isdisjoint(self._catalogue.broader(id_)):
                continue
            holds = (*self._question.profile.holds, Holding(id_))
            profile = replace(self._question.profile, holds=holds)
            says = f"if you held {title(self._catalogue, id_)}"
            question = replace(self._question, profile=profile)
            if not self._asker.reach(self._catalogue, question).tells_from(own):
                continue
            change = _Change(CREDENTIAL, f"--have {id_}", says, question)
            for repair in self._noted(change.option, self._working(change)):
                if not self._is_nearer(id_, question):
                    continue
                working.add(id_)
                # What leaves nothing to do is the target by another name.
                if repair.totals.steps or self._catalogue[id_].is_stated_only:
                    yield repair

    def _is_nearer(self, id_: str, held: Question) -> bool:
        """It takes no longer by itself than it saves: else it is as far away as the target."""
        if self._soonest is None:
            return True
        quickest = self._best(replace(held, objective="time"), LITTLE)
        saved = self._soonest - quickest.totals.months if quickest else 0
        return shortest_months(self._catalogue[id_]) <= saved

    def that_could_be_held(self) -> list[str]:
        """What is asked for and out of reach whatever time, money and study there is, broad first."""
        figures = [Item(of.WITHIN), Item(of.BUDGET), Item(of.HOURS), Item(of.EARNING)]
        reach = self._asker.reach(*relaxed(self._catalogue, self._question, figures))
        asked = (self._catalogue[i] for i in (self._question.target, *reach.relevant))
        named = dict.fromkeys(
            n
            for entry in asked
            for condition in conditions_of(entry)
            for held in credentials_named(condition)
            for n in self._catalogue.narrower(held.id)
        )
        able = [i for i in named if self._may_be_held(reach, self._catalogue[i])]
        once = self._at_some_time()
        true = [
            i
            for i in able
            if self._catalogue[i].is_stated_only
            or (once.month(i) < NEVER and self._is_next(reach, self._catalogue[i]))
        ]
        return sorted(true, key=lambda i: (len(self._catalogue.broader(i)), i))

    def _at_some_time(self) -> Reach:
        """What somebody with this person's grades may have gained once, somewhere, by leave."""
        items = everything(self._catalogue, self._question, self._asker)
        open_ = [i for i in items if i.kind not in (of.GRADE, of.RECENT, of.LAST, of.WITHOUT)]
        return self._asker.reach(*relaxed(self._catalogue, self._question, open_))

    def _is_next(self, reach: Reach, entry: Credential) -> bool:
        """What it asks for is held or can be gained: it is the first thing out of reach, not the next."""
        return any(
            self._is_met(reach, all_of(entry.requires, entry.completes_with, r.requires))
            and self._is_met(reach, r.completes_with)
            for r in entry.routes
        )

    def _is_met(self, reach: Reach, requirement: Requirement) -> bool:
        """At some time: what was too long ago or too old by now may have been neither once."""
        match requirement:
            case AllOf(parts=parts):
                return all(self._is_met(reach, p) for p in parts)
            case AnyOf(parts=parts):
                return any(self._is_met(reach, p) for p in parts)
            case AtLeast(count=count, parts=parts):
                return sum(self._is_met(reach, p) for p in parts) >= count
            case Recent(of=parts):
                return any(self._is_met(reach, p) for p in parts)
            case Age():
                return True
            case Held(id=id_):
                return self._is_within(reach, requirement, (id_,))
            case HeldFor(ids=ids):
                return self._is_within(reach, requirement, ids)
            case Experience(roles=roles):
                return self._is_within(reach, replace(requirement, last=None), roles)

    def _is_within(self, reach: Reach, leaf: Requirement, ids: tuple[str, ...]) -> bool:
        """The leaf can hold; where nothing else bears on what it names, that is looked at by itself."""
        if reach.earliest(leaf, 0) < NEVER:
            return True
        apart = [i for i in ids if i not in reach.relevant]
        others = [
            self._asker.reach(reach.catalogue, replace(reach.question, target=i)) for i in apart
        ]
        return any(
            (r.months if r.catalogue[r.question.target].is_role else r.earliest(leaf, 0)) < NEVER
            for r in others
        )

    def _may_be_held(self, reach: Reach, entry: Credential) -> bool:
        """Not known already, not contradicted by what is known, not the target by another name."""
        broader = self._catalogue.broader(entry.id)
        standing, limits = reach.standing, self._question.limits
        return not (
            entry.is_role
            or entry.is_derived
            # What is gained where nothing else of this question is, is what --abroad is about.
            or not (entry.is_stated_only or standing.is_allowed(entry))
            or any(reach.month(n) < NEVER for n in self._catalogue.narrower(entry.id))
            or standing.holds(entry.id)
            or self._question.target in broader
            or not may_have_been_gained(standing, entry, self._question)
            or any(
                b in self._question.profile.lacks or b in limits.without or standing.is_frozen(b)
                for b in broader
            )
        )

    # targets nearby

    def _nearby(self) -> Iterator[Repair]:
        """Roles from which people usually come to the target, in one of its places."""
        target = self._catalogue[self._question.target]
        for id_ in self._catalogue.ids:
            leads_to = [p["id"] for p in self._catalogue.entries[id_].get("progresses_to", ())]
            if target.id in leads_to and self._is_near(self._catalogue[id_], target):
                yield from self._instead_of(id_)

    def _instead_of(self, id_: str) -> Iterator[Repair]:
        """The role, if there is more to it than being let in against usual practice."""
        question = replace(self._question, target=id_)
        found = self._best(question, LITTLE)
        if found is not None and found.usual and (found.steps or found.stretches):
            name = title(self._catalogue, id_)
            yield self._told(TARGET, id_, f"aim for {name} instead", question, found)

    def _is_near(self, entry: Credential, target: Credential) -> bool:
        """In one of its places, not ruled out, and worked at hours that the person has."""
        limits, hours = self._question.limits, self._question.profile.hours_per_week
        ruled_out = any(b in limits.without for b in self._catalogue.broader(entry.id))
        too_long = entry.paces and min(entry.paces) > hours
        return not (ruled_out or too_long) and any(
            self._catalogue.same_place(a, b)
            for a in entry.jurisdiction
            for b in target.jurisdiction
        )

    # several at once

    def together(self, *, own: bool) -> Iterator[Repair]:
        """The fewest limits that have to go together, and a plan without them.

        `own`: only of those that the person set, since consent or another country alone is enough.
        """
        gone = self._enough_to_lift(own=own)
        for item in gone:
            rest = [i for i in gone if i != item]
            if rest and self._any(self._lifted(*rest)) is not None:
                gone = rest
        if not gone:
            return
        question = self._lifted(*gone)
        found = self._best(question, MUCH) or self._any(question)
        if found is not None:
            options = tuple(self._instead(i, found) for i in gone)
            change = joined(options, "and")
            told = self._told(TOGETHER, change, "only together", question, found, found.optimal)
            yield replace(told, changes=options)

    def _enough_to_lift(self, *, own: bool) -> list[Item]:
        """Limits without which there is a plan: those that were set, or all; those to keep first."""
        first, hours, _, _, most = [
            [i for i in stage if i.kind in of.LIMITS or i.kind in of.ALLOWANCES]
            for stage in islice(stages_of(self._catalogue, self._question, self._asker), 5)
        ]
        for stage in (first, hours) if own else (first, hours, most):
            if stage and self._any(self._lifted(*stage)) is not None:
                return sorted(stage, key=lambda i: _TO_KEEP.index(i.kind))
        return []

    def _instead(self, item: Item, plan: Plan) -> str:
        """What to type instead of a limit so that this plan fits."""
        finish = self._question.start + plan.totals.months
        figures = {
            of.WITHIN: f"--by {format_month(finish)}",
            of.BUDGET: f"--budget {plain_amount(plan.totals.fees)}",
            of.HOURS: f"--hours-per-week {self._busiest(plan)}",
            of.HOPEFUL: "--hopeful",
            of.ABROAD: "--abroad",
        }
        return figures.get(item.kind) or f"without {limit_text(self._catalogue, item)[0]}"

    def _busiest(self, plan: Plan) -> int:
        """The hours of the plan's fullest week."""
        spans = [(s.start, s.end, s.hours) for s in plan.stretches]
        for step in plan.steps:
            route = self._catalogue[step.id].route(step.route)
            spans.append((step.start, step.start + route.months, route.hours_per_week))
        months = [month for month, _, _ in spans]
        weeks = [sum(h for start, end, h in spans if start <= m < end) for m in months]
        return max(weeks, default=0)

    # asking

    def _working(self, change: _Change) -> Iterator[Repair]:
        found = self._best(change.question, LITTLE)
        if found is not None:
            yield self._told(change.kind, change.option, change.says, change.question, found)

    def _any(self, question: Question, checks: int = ENOUGH) -> Plan | None:
        try:
            return self._asker.any_plan(self._catalogue, question, checks)
        except Undecided:
            self._unsettled += 1
            return None

    def _best(self, question: Question, checks: int) -> Plan | None:
        try:
            return self._asker.best_plan(self._catalogue, question, checks)
        except Undecided:
            self._unsettled += 1
            return None
