"""What could be otherwise about a question: the limits set, facts about the person, dates, rules.

An item is one such thing. To relax it is to ask a changed question, or the same question of a
catalogue with a rule less; relaxing never takes a plan away. That is what makes a smallest set of
items without a plan an explanation. docs/semantics.md says what relaxing each means.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from careerpath.profile import DEFAULT_HOURS_PER_WEEK, Holding, Limits, Profile, Question
from careerpath.reasons import overlay
from careerpath.reasons.reach import NEVER
from careerpath.requirements import (
    Age,
    AnyOf,
    Experience,
    Recent,
    Requirement,
    credentials_named,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.reasons.asking import Asker
    from careerpath.reasons.reach import Reach
    from careerpath.records import Credential, Window

Json = dict[str, Any]

MAX_HOURS = 168

# What an item is. Limits first, then what needs consent or another country, then dates, bars, facts.
BUDGET, WITHIN, HOURS = "budget", "within", "hours_per_week"
WITHOUT, VIA, ROUTE, EARNING = "without", "via", "route", "earning"
HOPEFUL, ABROAD = "hopeful", "abroad"
CLOSED, BAR, RECENT, LAST, AGE = "closed", "bar", "recent", "last", "age"
GRADE, GIVEN, NO_PACE = "grade", "given", "no-pace"

LIMITS = (BUDGET, WITHIN, HOURS, WITHOUT, VIA, ROUTE, EARNING)
ALLOWANCES = (HOPEFUL, ABROAD)


class Item(Struct, frozen=True):
    """One thing that could be otherwise. `about` is an id or empty, `detail` a route's id."""

    kind: str
    about: str = ""
    detail: str = ""
    requirement: Requirement | None = None


def stages_of(
    catalogue: Catalogue, question: Question, asker: Asker, *, keeping: tuple[str, ...] = ()
) -> Iterator[tuple[Item, ...]]:
    """What could be otherwise, in ever larger sets: the first that leaves a plan explains best.

    The limits that were set; then also what is known of the person; then also what closed or will;
    then also consent and other countries; then also what a person may hold though nobody can gain it; last what this data
    knows no way to. `keeping` are the `via` that stay as they are.
    """
    limits = tuple(_of_limits(question, keeping))
    usual_hours = question.profile.hours_per_week == DEFAULT_HOURS_PER_WEEK
    yield tuple(i for i in limits if i.kind != HOURS or not usual_hours)
    yield limits
    facts, allowances = _of_facts(catalogue, question, limits, asker)
    yield (*limits, *(i for i in facts if i.kind != CLOSED))
    yield (*limits, *facts)
    items = (*limits, *allowances, *facts)
    yield items
    for more in (_of_gaps, _of_data):
        reach = asker.reach(*relaxed(catalogue, question, items))
        items += tuple(i for i in dict.fromkeys(more(reach)) if i not in items)
        yield items


def everything(catalogue: Catalogue, question: Question, asker: Asker) -> tuple[Item, ...]:
    """The last stage but what this data knows no way to."""
    return list(stages_of(catalogue, question, asker))[-2]


def _of_facts(
    catalogue: Catalogue, question: Question, limits: tuple[Item, ...], asker: Asker
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Dates, bars and facts about the person; and what is not counted on unless it is said."""
    allowances = tuple(_of_allowances(question))
    grades = [Item(GRADE, h.id, h.grade) for h in question.profile.holds if h.grade is not None]
    found: dict[Item, None] = {}
    while True:
        # What is relaxed lets more play a part, and among that there may be more to relax.
        gone = [*limits, *allowances, *grades, *found]
        reach = asker.reach(*relaxed(catalogue, question, gone))
        new = [i for i in (*_of_entries(reach), *_of_person(reach)) if i not in found]
        if not new:
            return (*_least_telling_first(found), *grades), allowances
        found.update(dict.fromkeys(new))


def _least_telling_first(found: Iterable[Item]) -> Iterator[Item]:
    """What is tried first is named last: of what closed, that nearest to the target is named."""
    items = list(found)
    yield from reversed([i for i in items if i.kind in (CLOSED, BAR)])
    yield from (i for i in items if i.kind not in (CLOSED, BAR))


def _of_limits(question: Question, keeping: tuple[str, ...]) -> Iterator[Item]:
    limits = question.limits
    if limits.budget is not None:
        yield Item(BUDGET)
    if limits.within is not None:
        yield Item(WITHIN)
    if question.profile.hours_per_week < MAX_HOURS:
        yield Item(HOURS)
    yield from (Item(WITHOUT, i) for i in limits.without)
    yield from (Item(VIA, i) for i in limits.via if i not in keeping)
    yield from (Item(ROUTE, c, r) for c, r in limits.routes)
    if limits.earning:
        yield Item(EARNING)


def _of_allowances(question: Question) -> Iterator[Item]:
    if not question.limits.hopeful:
        yield Item(HOPEFUL)
    if not question.limits.abroad:
        yield Item(ABROAD)


def _entries(reach: Reach) -> Iterator[Credential]:
    """Whatever could play a part; the target among it, also where it is a role."""
    ids = (reach.question.target, *reach.question.limits.via, *reach.relevant)
    return (reach.catalogue[i] for i in dict.fromkeys(ids))


def _of_entries(reach: Reach) -> Iterator[Item]:
    for entry in _entries(reach):
        if _closes(entry.window):
            yield Item(CLOSED, entry.id)
        held = reach.standing.holds(entry.id)
        for route in entry.routes:
            if not (route.retake if held else route.first_time):
                continue
            if _closes(route.window):
                yield Item(CLOSED, entry.id, route.id)
            if any(reach.standing.holds(i) for i in route.not_if_held):
                yield Item(BAR, entry.id, route.id)


def _closes(window: Window) -> bool:
    return window.until is not None or window.last_start is not None


def _of_person(reach: Reach) -> Iterator[Item]:
    nodes = dict.fromkeys(
        node for entry in _entries(reach) for c in conditions_of(entry) for node in walk(c)
    )
    for node in nodes:
        if isinstance(node, Recent) and any(reach.standing.passing(h) for h in node.of):
            yield Item(RECENT, node.of[0].id, requirement=node)
        if isinstance(node, Experience) and node.last is not None and _has_worked(reach, node):
            yield Item(LAST, node.roles[0], requirement=node)
    if reach.question.profile.born is not None and any(isinstance(n, Age) for n in nodes):
        yield Item(AGE, "age")


def _of_gaps(reach: Reach) -> Iterator[Item]:
    """What is asked for, not held, and never gained: a person has it or has not."""
    named = (h.id for e in _entries(reach) for c in conditions_of(e) for h in credentials_named(c))
    ids = dict.fromkeys((reach.question.target, *reach.question.limits.via, *named))
    missing = [i for i in ids if not reach.standing.holds(i)]
    gaps = dict.fromkeys(g for i in missing for g in _ungainable(reach.catalogue, i))
    # What counts as another of them says nothing of its own.
    broadest = [g for g in gaps if not any(b in gaps for b in reach.catalogue.broader(g)[1:])]
    yield from (Item(GIVEN, g) for g in broadest)


def _ungainable(catalogue: Catalogue, id_: str) -> Iterator[str]:
    """The credential itself if all that counts as it is only stated; else what of that is."""
    under = [catalogue[n] for n in catalogue.narrower(id_)]
    if all(n.is_stated_only for n in under):
        yield id_
    else:
        yield from (n.id for n in under if n.is_stated_only and n.id != id_)


def _has_worked(reach: Reach, wanted: Experience) -> bool:
    return any(reach.standing.has_worked(r) for r in wanted.roles)


def conditions_of(entry: Credential) -> tuple[Requirement, ...]:
    """Its rules; usual practice gives way by itself."""
    own = [entry.requires, entry.completes_with]
    return tuple(own + [c for r in entry.routes for c in (r.requires, r.completes_with)])


def _of_data(reach: Reach) -> Iterator[Item]:
    """What is out of reach though everything else is granted: this data knows no way to it."""
    for entry in _entries(reach):
        if entry.is_role and not entry.paces:
            yield Item(NO_PACE, entry.id)
        elif entry.routes and reach.month(entry.id) >= NEVER:
            yield Item(GIVEN, entry.id)


# relaxing


def relaxed(
    catalogue: Catalogue, question: Question, items: Iterable[Item]
) -> tuple[Catalogue, Question]:
    """The catalogue and the question without these items."""
    changes = _Changes(catalogue, question)
    for item in items:
        changes.relax(item)
    return overlay.overlaid(catalogue, changes.entries), changes.question()


class _Changes:
    """Collects what relaxing some items changes."""

    def __init__(self, catalogue: Catalogue, question: Question) -> None:
        self.entries: dict[str, Json] = {}
        self._catalogue = catalogue
        self._question = question
        self._limits: Limits = question.limits
        self._profile: Profile = question.profile

    def question(self) -> Question:
        return replace(self._question, limits=self._limits, profile=self._profile)

    def relax(self, item: Item) -> None:
        if item.kind in LIMITS or item.kind in ALLOWANCES:
            self._lift(item)
        elif item.kind in (AGE, GRADE):
            self._forget(item)
        elif item.kind in (RECENT, LAST):
            self._rewrite(item)
        else:
            self._open(item)

    def _lift(self, item: Item) -> None:
        limits = self._limits
        if item.kind == HOURS:
            self._profile = replace(self._profile, hours_per_week=MAX_HOURS)
            return
        changed: dict[str, object] = {
            BUDGET: None,
            WITHIN: None,
            WITHOUT: tuple(i for i in limits.without if i != item.about),
            VIA: tuple(i for i in limits.via if i != item.about),
            ROUTE: tuple(r for r in limits.routes if r[0] != item.about),
            EARNING: False,
            HOPEFUL: True,
            ABROAD: True,
        }
        name = "routes" if item.kind == ROUTE else item.kind
        self._limits = replace(limits, **{name: changed[item.kind]})

    def _forget(self, item: Item) -> None:
        """As if it had not been said: what is unknown counts as good enough."""
        if item.kind == AGE:
            self._profile = replace(self._profile, born=None)
            return
        holds = tuple(
            Holding(h.id, None, h.since) if h.id == item.about else h for h in self._profile.holds
        )
        self._profile = replace(self._profile, holds=holds)

    def _rewrite(self, item: Item) -> None:
        rewrite = _rewriting(item.requirement)
        for id_ in _naming(self._catalogue, item.requirement):
            self.entries[id_] = overlay.rewritten(self._entry(id_), rewrite)

    def _open(self, item: Item) -> None:
        entry = self._entry(item.about)
        if item.kind == CLOSED:
            new = overlay.without_closing(entry, item.detail)
        elif item.kind == BAR:
            new = overlay.without_bar(entry, item.detail)
        elif item.kind == NO_PACE:
            new = overlay.workable(entry)
        else:
            new = overlay.given(entry, self._question.currency)
        self.entries[item.about] = new

    def _entry(self, id_: str) -> Json:
        return self.entries.get(id_) or self._catalogue.entries[id_]


@lru_cache(maxsize=64)
def _naming(catalogue: Catalogue, requirement: Requirement | None) -> tuple[str, ...]:
    """The entries whose rules hold this requirement: all are read, so it is remembered."""
    return tuple(
        i
        for i in catalogue.ids
        if any(node == requirement for c in conditions_of(catalogue[i]) for node in walk(c))
    )


def _rewriting(old: Requirement | None) -> Callable[[Requirement], Requirement]:
    """However long ago it was: the requirement without its period."""
    new: Requirement
    match old:
        case Recent(of=of):
            new = AnyOf(of)
        case Experience():
            new = replace(old, last=None)
        case _:
            raise AssertionError(old)
    return lambda node: new if node == old else node
