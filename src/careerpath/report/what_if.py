"""The figures of every what-if: other plans, the front, slack, what to ask, what is in reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from careerpath.months import format_month
from careerpath.report.build import figures_of, subject, total_figures
from careerpath.report.pressing import first_part
from careerpath.whatif import asking as ask
from careerpath.whatif.parts import part_id, part_route, parts_of
from careerpath.wording import title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from careerpath.catalogue import Catalogue
    from careerpath.months import Month
    from careerpath.planner import Plan
    from careerpath.profile import Limits, Profile, Question
    from careerpath.report.model import PlanFigures, Subject, TotalFigures
    from careerpath.statements import Asked
    from careerpath.whatif.alternatives import Alternatives
    from careerpath.whatif.front import Front
    from careerpath.whatif.parts import Part
    from careerpath.whatif.reach import Gain, Plus, Reach, Reached
    from careerpath.whatif.several import Common


class Thing(Struct, frozen=True):
    """A credential or role, by id and title; work in it is not holding it."""

    id: str
    title: str
    is_work: bool = False
    route_title: str = ""
    """By which route it is gained, where there are several."""


class OtherRoute(Struct, frozen=True):
    """The same credential, gained another way: titles of the route left and the route taken."""

    id: str
    title: str
    left: str
    taken: str


class Difference(Struct, frozen=True):
    """What a plan does that another doesn't, and the other way round."""

    routes: tuple[OtherRoute, ...] = ()
    added: tuple[Thing, ...] = ()
    dropped: tuple[Thing, ...] = ()


class Alternative(Struct, frozen=True):
    """Another plan, and in what it differs from the best."""

    plan: PlanFigures
    difference: Difference
    months: int
    """How much longer it is than the best (negative: shorter)."""
    fees: int
    """How much more it costs than the best, in minor units (negative: less)."""


class AlternativePlans(Struct, frozen=True):
    """The alternatives asked for, and whether these are all there are."""

    plans: tuple[Alternative, ...]
    asked: int
    complete: bool
    """False: the time allowed ended before the rest was proven."""


class TradeOff(Struct, frozen=True):
    """One point of the front, against the quickest."""

    totals: TotalFigures
    finish: Month
    months: int
    """How much longer it is than the quickest."""
    fees: int
    """How much less it costs than the quickest, in minor units."""
    difference: Difference
    steps: tuple[Thing, ...]
    first: Thing | None = None
    """With which of them to begin."""


class TradeOffs(Struct, frozen=True):
    """The front of months and fees, the quickest first."""

    points: tuple[TradeOff, ...]
    complete: bool


class Answer(Struct, frozen=True):
    """One answer to an open question: what it says, what to type for it, and the plan it leads to."""

    value: str
    option: str
    totals: TotalFigures | None
    """None: no plan is left."""
    finish: Month | None


class OpenQuestion(Struct, frozen=True):
    """Something that the person left open, and what it would change."""

    kind: str
    """grade, age, date, assumed, held, worked, hours, budget or deadline."""
    about: str
    title: str
    taken: str
    """What the plan takes for granted: a grade, a number of hours, an amount, a month."""
    keeps: str
    """What to type if the plan is right to do so; empty where it can't be said."""
    answers: tuple[Answer, ...]


class OpenQuestions(Struct, frozen=True):
    """What to ask first, then the rest; none: nothing left open would change the plan."""

    questions: tuple[OpenQuestion, ...]
    undecided: tuple[Thing, ...]
    """What could not be decided in the time allowed."""


class Price(Struct, frozen=True):
    """What beginning with a step costs on the way to a target."""

    target: Thing
    keeps: bool
    months: int | None = None
    """How much longer; None where it leads nowhere."""
    fees: int | None = None


class Beginning(Struct, frozen=True):
    """The first step that keeps most targets best."""

    id: str
    title: str
    route: str | None
    route_title: str
    start: Month
    prices: tuple[Price, ...]


class WithinReach(Struct, frozen=True):
    """A role that can be reached: the best plan to it in one line."""

    target: Subject
    totals: TotalFigures
    finish: Month
    first: Thing | None
    """None: nothing is left to do."""
    first_route: str = ""
    first_start: Month | None = None
    below_usual: bool = False
    """Only with less than what is usually asked."""


class Gained(Struct, frozen=True):
    """What one more credential opens or saves."""

    target: Subject
    totals: TotalFigures
    finish: Month
    months: int = 0
    fees: int = 0
    steps: int = 0
    """How much less than without it; all 0 where it opens the role."""


class PlusReport(Struct, frozen=True):
    """What `--plus` asked."""

    about: tuple[Thing, ...]
    opens: tuple[Gained, ...]
    saves: tuple[Gained, ...]
    undecided: tuple[Thing, ...]


class ReachReport(Struct, frozen=True):
    """Everything in reach."""

    as_of: str
    start: Month
    currency: str
    objective: str
    places: tuple[str, ...]
    """The titles of the places looked at; empty: everywhere."""
    profile: Profile
    limits: Limits
    roles: tuple[WithinReach, ...]
    beyond: tuple[Thing, ...]
    undecided: tuple[Thing, ...]
    plus: PlusReport | None = None


# other plans


def difference(catalogue: Catalogue, plan: Plan, from_: Plan) -> Difference:
    """In what a plan differs from another."""
    own, other = _parts(plan), _parts(from_)
    both = [k for k in own if k in other]
    return Difference(
        routes=tuple(
            _other_route(catalogue, own[k], other[k])
            for k in both
            if part_route(own[k]) != part_route(other[k])
        ),
        added=tuple(_added(catalogue, p) for k, p in own.items() if k not in other),
        dropped=tuple(_thing(catalogue, p) for k, p in other.items() if k not in own),
    )


def _parts(plan: Plan) -> dict[tuple[str, bool], Part]:
    return {(part_id(p), part_route(p) is None): p for p in parts_of(plan)}


def _thing(catalogue: Catalogue, part: Part) -> Thing:
    return Thing(part_id(part), title(catalogue, part_id(part)), part_route(part) is None)


def _added(catalogue: Catalogue, part: Part) -> Thing:
    """What another plan does instead: which way it goes tells it from others that do it too."""
    thing = _thing(catalogue, part)
    if thing.is_work or len(catalogue[thing.id].routes) < 2:
        return thing
    return replace(thing, route_title=_route_title(catalogue, part))


def _named(catalogue: Catalogue, ids: Iterable[str]) -> tuple[Thing, ...]:
    return tuple(Thing(i, title(catalogue, i)) for i in ids)


def _other_route(catalogue: Catalogue, taken: Part, left: Part) -> OtherRoute:
    return OtherRoute(
        part_id(taken),
        title(catalogue, part_id(taken)),
        left=_route_title(catalogue, left),
        taken=_route_title(catalogue, taken),
    )


def _route_title(catalogue: Catalogue, part: Part) -> str:
    route = part_route(part)
    return "" if route is None else catalogue[part_id(part)].route(route).title


def alternatives_figures(
    catalogue: Catalogue, asked: Asked, best: Plan, found: Alternatives, count: int
) -> AlternativePlans:
    """Every alternative in full, and what it changes."""
    plans = tuple(
        Alternative(
            figures_of(catalogue, asked, plan),
            difference(catalogue, plan, best),
            plan.totals.months - best.totals.months,
            plan.totals.fees - best.totals.fees,
        )
        for plan in found.plans
    )
    return AlternativePlans(plans, count, found.complete)


def front_figures(catalogue: Catalogue, question: Question, front: Front) -> TradeOffs:
    """The points of the front, each against the quickest."""
    quickest = front.plans[0] if front.plans else None
    return TradeOffs(
        tuple(_trade_off(catalogue, question, p, quickest) for p in front.plans if quickest),
        front.complete,
    )


def _trade_off(
    catalogue: Catalogue, question: Question, plan: Plan, quickest: Plan | None
) -> TradeOff:
    assert quickest is not None
    first = first_part(catalogue, question, plan)
    return TradeOff(
        totals=total_figures(catalogue, question, plan),
        finish=question.start + plan.totals.months,
        months=plan.totals.months - quickest.totals.months,
        fees=quickest.totals.fees - plan.totals.fees,
        difference=difference(catalogue, plan, quickest),
        steps=tuple(_thing(catalogue, p) for p in parts_of(plan)),
        first=None if first is None else _thing(catalogue, first),
    )


# what to ask


def open_questions(
    catalogue: Catalogue, question: Question, best: Plan, found: ask.Asked
) -> OpenQuestions:
    """What the person left open, the most telling first."""
    return OpenQuestions(
        tuple(_open_question(catalogue, question, best, a) for a in found.askings),
        tuple(Thing(about, _title_of(catalogue, about)) for _, about in found.open),
    )


def _title_of(catalogue: Catalogue, about: str) -> str:
    return title(catalogue, about) if about in catalogue else about


def _open_question(
    catalogue: Catalogue, question: Question, best: Plan, asking: ask.Asking
) -> OpenQuestion:
    taken, keeps = _taken(catalogue, question, best, asking)
    return OpenQuestion(
        kind=asking.kind,
        about=asking.about,
        title=_title_of(catalogue, asking.about),
        taken=taken,
        keeps=keeps,
        answers=tuple(_answer(catalogue, asking, outcome) for outcome in asking.outcomes),
    )


def _taken(
    catalogue: Catalogue, question: Question, best: Plan, asking: ask.Asking
) -> tuple[str, str]:
    """What the plan takes for granted, and how to state it."""
    id_, totals = asking.about, best.totals
    match asking.kind:
        case ask.GRADE:
            grade = _next_grade(catalogue, id_, asking.outcomes[0].reply.value)
            return grade, f"--have {id_}={grade}"
        case ask.DATE:
            return format_month(question.start), f"--have {id_}@{format_month(question.start)}"
        case ask.ASSUMED:
            return "held", f"--have {id_}"
        case ask.HELD:
            return "not held", f"--lack {id_}"
        case ask.HOURS:
            hours = question.profile.hours_per_week
            return str(hours), f"--hours-per-week {hours}"
        case ask.BUDGET:
            return str(totals.fees), f"--budget {amount(totals.fees)}"
        case ask.DEADLINE:
            return str(totals.months), f"--within {totals.months}m"
        case _:
            return asking.outcomes[0].reply.value, ""


def _next_grade(catalogue: Catalogue, id_: str, grade: str) -> str:
    scale = catalogue[id_].scale
    assert scale is not None
    rank = scale.rank(grade)
    assert rank is not None
    return scale.name(min(rank + 1, len(scale.positions) - 1))


def amount(minor: int) -> str:
    """Money as it is typed: `9000` or `99.50`."""
    return str(minor // 100) if minor % 100 == 0 else f"{minor // 100}.{minor % 100:02d}"


def _answer(catalogue: Catalogue, asking: ask.Asking, outcome: ask.Outcome) -> Answer:
    asked, plan = outcome.reply.question, outcome.plan
    return Answer(
        value=outcome.reply.value,
        option=_option(asking, outcome.reply),
        totals=None if plan is None else total_figures(catalogue, asked, plan),
        finish=None if plan is None else asked.start + plan.totals.months,
    )


def _option(asking: ask.Asking, reply: ask.Reply) -> str:
    """What to type for the answer."""
    id_, limits = asking.about, reply.question.limits
    match asking.kind:
        case ask.GRADE:
            return f"--have {id_}={reply.value}"
        case ask.DATE:
            held = next(h for h in reply.question.profile.holds if h.id == id_)
            grade = f"={held.grade}" if held.grade is not None else ""
            return f"--have {id_}{grade}@{format_month(held.since or 0)}"
        case ask.ASSUMED:
            return f"--lack {id_}"
        case ask.HELD:
            return f"--have {id_}"
        case ask.WORKED:
            return f"--worked {id_}={reply.value}"
        case ask.HOURS:
            return f"--hours-per-week {reply.value}"
        case ask.BUDGET:
            return f"--budget {amount(limits.budget or 0)}"
        case ask.DEADLINE:
            return f"--within {limits.within}m"
        case _:
            return f"--age {reply.value}"


# several targets


def beginning(catalogue: Catalogue, start: Month, common: Common) -> Beginning | None:
    """The first step without regret, and what it costs where it is not best."""
    first = common.first
    if first is None:
        return None
    prices = []
    for effect in first.effects:
        target = Thing(effect.target, title(catalogue, effect.target))
        price = Price(target, effect.keeps)
        if not effect.keeps and effect.plan is not None and effect.best is not None:
            price = replace(
                price,
                months=effect.plan.totals.months - effect.best.totals.months,
                fees=effect.plan.totals.fees - effect.best.totals.fees,
            )
        prices.append(price)
    return Beginning(
        id=first.id,
        title=title(catalogue, first.id),
        route=part_route(first.part),
        route_title=_route_title(catalogue, first.part),
        start=start + first.part.start,
        prices=tuple(prices),
    )


# reach


def reach_report(
    catalogue: Catalogue,
    asked: Asked,
    found: Reach,
    places: Iterable[str],
    plus: PlusReport | None,
) -> ReachReport:
    """Everything in reach; `asked` is the question about any of the roles."""
    question = asked.question
    return ReachReport(
        as_of=asked.as_of,
        start=question.start,
        currency=question.currency,
        objective=question.objective,
        places=tuple(catalogue.place_title(p) for p in places),
        profile=question.profile,
        limits=question.limits,
        roles=tuple(_within_reach(catalogue, r) for r in found.reached),
        beyond=_named(catalogue, found.beyond),
        undecided=_named(catalogue, found.open),
        plus=plus,
    )


def _within_reach(catalogue: Catalogue, reached: Reached) -> WithinReach:
    question, plan = reached.question, reached.plan
    totals = total_figures(catalogue, question, plan)
    first = first_part(catalogue, question, plan)
    line = WithinReach(
        subject(catalogue, question.target),
        totals,
        question.start + totals.months,
        None,
        below_usual=not plan.usual and not question.limits.bare_minimum,
    )
    if first is None:
        return line
    return replace(
        line,
        first=_thing(catalogue, first),
        first_route=_route_title(catalogue, first),
        first_start=question.start + first.start,
    )


def plus_report(catalogue: Catalogue, about: Iterable[str], found: Plus) -> PlusReport:
    """What one more credential opens and saves."""
    return PlusReport(
        about=_named(catalogue, about),
        opens=tuple(_gained(catalogue, g) for g in found.opens),
        saves=tuple(_gained(catalogue, g) for g in found.saves),
        undecided=_named(catalogue, found.open),
    )


def _gained(catalogue: Catalogue, gain: Gain) -> Gained:
    question, plan = gain.question, gain.plan
    totals = total_figures(catalogue, question, plan)
    line = Gained(subject(catalogue, question.target), totals, question.start + totals.months)
    if gain.before is None:
        return line
    before = gain.before.totals
    return replace(
        line,
        months=before.months - plan.totals.months,
        fees=before.fees - plan.totals.fees,
        steps=before.steps - plan.totals.steps,
    )
