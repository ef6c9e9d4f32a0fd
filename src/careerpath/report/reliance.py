"""What a plan relies on that is not certain: grades to get, grades and dates nobody stated, an age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from careerpath.months import format_month, month_name
from careerpath.report.model import Assumption
from careerpath.report.replay import ASSUMED, NEVER, STATED, STEP, Gain, Life, Replay
from careerpath.requirements import Age, Experience, HeldFor, Requirement, walk
from careerpath.wording import at_grade, grade_text, requirement_text, title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.statements import Asked

_BELOW_ALL = -1


class Reliance(Struct, frozen=True):
    """`grades`: by step, the grade the plan asks of it; `assumes`: in words, and about what."""

    grades: dict[str, str]
    assumes: tuple[Assumption, ...]


def reliance(replay: Replay, asked: Asked) -> Reliance:
    """Weaken one thing after the other as far as the plan's conditions allow."""
    finder = _Finder(replay, asked)
    finder.leave_age_aside()
    grades = finder.grades_of_steps()
    return Reliance(grades, tuple(finder.assumptions()))


class _Finder:
    def __init__(self, replay: Replay, asked: Asked) -> None:
        self._replay = replay
        self._asked = asked
        self._catalogue = replay.catalogue
        self._life = replay.life
        # Conditions that fail from the start can't tell what relies on what.
        self._broken = frozenset(map(id, replay.failing(self._life)))

    def _still_works(self, life: Life) -> bool:
        return all(id(c) in self._broken for c in self._replay.failing(life))

    def _weaken(self, life: Life) -> bool:
        """Go on with the weaker life if the plan still works in it."""
        works = self._still_works(life)
        if works:
            self._life = life
        return works

    def leave_age_aside(self) -> None:
        """Rely on an unstated age only if nothing else will do: a grade can be worked for."""
        if self._replay.question.profile.born is None:
            self._weaken(replace(self._life, age_counts=False))

    def grades_of_steps(self) -> dict[str, str]:
        """The lowest grade of each step with which every condition holds; nothing where any will do."""
        found = {}
        for gain in self._replay.life.gains:
            if gain.key[0] == STEP and (grade := self._lowest_grade(gain)) is not None:
                found[gain.id] = grade
        return found

    def _lowest_grade(self, gain: Gain) -> str | None:
        scale = self._catalogue[gain.id].scale
        if scale is None or self._weaken(self._life.with_gain(replace(gain, rank=_BELOW_ALL))):
            return None
        for rank in range(len(scale.positions)):
            if self._weaken(self._life.with_gain(replace(gain, rank=rank))):
                return scale.name(rank)
        return None

    def assumptions(self) -> Iterator[Assumption]:
        """Everything the plan takes as true without its being stated."""
        for gain in self._replay.life.gains:
            if gain.key[0] == STATED:
                yield from self._of_stated(gain)
        for gain in self._replay.life.gains:
            if gain.key[0] == ASSUMED and not self._weaken(self._life.without(gain.key)):
                yield self._of_assumed(gain)
        yield from self._of_work()
        yield from dict.fromkeys(self._of_age())

    def _of_stated(self, gain: Gain) -> Iterator[Assumption]:
        holding = next(h for h in self._asked.question.profile.holds if h.id == gain.id)
        name = title(self._catalogue, gain.id)
        expected = holding.since is not None and holding.since > self._asked.as_of_month
        if expected and not self._still_works(self._life.without(gain.key)):
            yield Assumption(self._expected_text(name, holding.grade, holding.since), gain.id)
        if expected and holding.since is not None and self._is_busy_before(holding.since):
            when, option = month_name(holding.since), f"--start {format_month(holding.since)}"
            yield Assumption(
                f"getting {name} by {when} leaves time for what begins before (if not: {option})",
                gain.id,
            )
        if holding.grade is None and (grade := self._lowest_grade(gain)) is not None:
            shown = grade_text(self._catalogue, gain.id, grade)
            yield Assumption(f"if your {name} is {shown}", gain.id)
        if holding.since is None:
            yield from self._of_undated(gain, name)

    def _is_busy_before(self, month: int) -> bool:
        """Something that takes hours begins before then: what is expected takes none of them."""
        plan, start = self._replay.plan, self._asked.question.start
        routes = [(s.start, self._catalogue[s.id].route(s.route)) for s in plan.steps]
        begun = [m for m, r in routes if r.months and r.hours_per_week]
        begun += [s.start for s in plan.stretches]
        return any(start + m < month for m in begun)

    def _expected_text(self, name: str, grade: str | None, since: int | None) -> str:
        when = f" by {month_name(since)}" if since is not None else ""
        return f"if you get {grade} in {name}{when}" if grade else f"if you get {name}{when}"

    def _of_undated(self, gain: Gain, name: str) -> Iterator[Assumption]:
        long_ago = replace(gain, gained=-NEVER)
        if not self._still_works(self._life.with_gain(long_ago)):
            yield Assumption(
                f"if your {name} is recent enough: no date was given, so it counts as recent",
                gain.id,
            )
        elif self._is_timed(gain.id):
            yield Assumption(
                f"your {name} has no date, so its time held counts from the start of the plan",
                gain.id,
            )
        elif self._dates_past_work(gain.id):
            yield Assumption(
                f"your {name} has no date, so no work before the start of the plan counts as done "
                "while holding it",
                gain.id,
            )

    def _is_timed(self, id_: str) -> bool:
        """Some condition of the plan asks for how long it has been held."""
        return any(
            not self._replay.broader(id_).isdisjoint(node.ids)
            for requirement in self._requirements()
            for node in walk(requirement)
            if isinstance(node, HeldFor)
        )

    def _dates_past_work(self, id_: str) -> bool:
        """Some condition counts only the work done since, and such work was done before."""
        past = self._asked.question.profile.worked
        return any(
            not self._replay.broader(id_).isdisjoint(node.after)
            and any(not self._replay.broader(w.role).isdisjoint(node.roles) for w in past)
            for requirement in self._requirements()
            for node in walk(requirement)
            if isinstance(node, Experience)
        )

    def _requirements(self) -> Iterator[Requirement]:
        yield from (c.requirement for c in self._replay.consumers)
        yield from (self._replay.demands(i) for i in self._replay.derived)

    def _of_assumed(self, gain: Gain) -> Assumption:
        grade = self._lowest_grade(gain)
        name = at_grade(self._catalogue, gain.id, grade, least=True)
        because = self._who_assumes(gain.id)
        why = f", to judge by your {title(self._catalogue, because)}" if because else ""
        return Assumption(f"you hold {name}{why} (if not: --lack {gain.id})", gain.id)

    def _who_assumes(self, id_: str) -> str | None:
        profile = self._asked.question.profile
        own = [*(h.id for h in profile.holds), *(w.role for w in profile.worked)]
        for holder in [*own, *(p.id for p in self._replay.standing.assumed)]:
            for broader in self._catalogue.broader(holder):
                if any(assumed == id_ for assumed, _ in self._catalogue[broader].assumes):
                    return holder
        return None

    def _of_work(self) -> Iterator[Assumption]:
        for number, work in enumerate(self._asked.question.profile.worked):
            key = (f"past {number}", work.role)
            if work.until is None and not self._still_works(_long_ago(self._life, key)):
                name = title(self._catalogue, work.role)
                yield Assumption(
                    f"your work as {name} has no end date, so it counts as lasting until the start",
                    work.role,
                )

    def _of_age(self) -> Iterator[Assumption]:
        ages = [
            (c, node)
            for c in self._replay.consumers
            for node in walk(c.requirement)
            if isinstance(node, Age)
        ]
        if not ages:
            return
        if self._asked.age is not None:
            born = self._replay.question.profile.born
            assert born is not None, "an age was stated"
            says = f"you were born in {month_name(born)}, reckoned from your age; --born is exact"
            yield Assumption(says, "age")
        elif self._replay.question.profile.born is None:
            life = replace(self._life, age_counts=False)
            failing = {id(c) for c in self._replay.failing(life)} - self._broken
            for consumer, node in ages:
                if id(consumer) in failing:
                    yield self._age_text(consumer.id, consumer.moment, node)

    def _age_text(self, id_: str, moment: int, age: Age) -> Assumption:
        wanted = requirement_text(self._catalogue, age).removeprefix("an age ").removeprefix("of ")
        when = month_name(self._replay.question.start + moment)
        name = title(self._catalogue, id_)
        return Assumption(f"if you are {wanted} in {when}, as {name} asks", "age")


def _long_ago(life: Life, key: tuple[str, str]) -> Life:
    """The same life with this work done so long ago that no recent month counts."""
    blocks = tuple(
        replace(b, start=b.start - NEVER, end=b.end - NEVER) if b.key == key else b
        for b in life.blocks
    )
    return replace(life, blocks=blocks)
