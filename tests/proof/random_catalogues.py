"""Random questions that hold every construct of the language, the same for the same seed.

A catalogue is put together from *motifs*: small structures as they occur in real careers (a course
with an alternative, an exam with sittings, work that several requirements count, a licence
recognised in return for another). Each motif may ask for what earlier ones made, which is how
prerequisites come to be shared, and hands back a requirement that the target or a later motif asks.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from careerpath.profile import OBJECTIVES, Holding, Limits, Profile, Question, Worked
from tests.proof.building import (
    DEGREE,
    GRADES,
    START,
    Json,
    age,
    any_of,
    at_least,
    both,
    catalogue,
    credential,
    held_for,
    hours_in,
    months_in,
    recent,
    role,
    route,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from careerpath.catalogue import Catalogue

LETTERS = [["CCC"], ["BBB"], ["AAA"]]
TARIFF = [["96"], ["120"], ["144"]]


@dataclass(frozen=True, slots=True)
class Size:
    """How large a family's catalogues are."""

    motifs: tuple[int, int]
    longest: int
    work: tuple[int, int]
    most: int
    """No further motif once there are so many qualifications."""


SIZES = {
    "small": Size((2, 3), 5, (2, 5), 7),
    "larger": Size((5, 9), 24, (6, 24), 22),
}


def random_question(seed: int, size: str = "small") -> tuple[Catalogue, Question]:
    """A catalogue and a question about it, determined by `seed` and `size` alone."""
    maker = _Maker(random.Random(f"{size}-{seed}"), SIZES[size])
    return maker.make()


Piece = Any
"""A requirement in its JSON form."""


@dataclass(slots=True)
class _Maker:
    rng: random.Random
    size: Size
    entries: dict[str, Json] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    """What the target will ask, unless a later motif asks for it."""
    steps: list[str] = field(default_factory=list)
    """Credentials with routes, to ask for again and to limit."""
    roles: list[str] = field(default_factory=list)
    holds: list[Holding] = field(default_factory=list)
    worked: list[Worked] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)
    born: int | None = None
    start: int = START

    def make(self) -> tuple[Catalogue, Question]:
        rng = self.rng
        self.start = START + rng.randrange(12)
        for _ in range(rng.randint(1, 2) if self.size.most < 10 else rng.randint(2, 4)):
            self._new_role()
        motifs = self._motifs()
        for motif in rng.choices([m for m, _ in motifs], [w for _, w in motifs], k=self._count()):
            if sum("paces" not in e for e in self.entries.values()) < self.size.most:
                self.pieces.append(motif())
        target = self._target()
        cat = catalogue(*self.entries.values())
        return cat, Question(
            target, self.start, "GBP", self._profile(), self._objective(), self._limits(target)
        )

    def _count(self) -> int:
        return self.rng.randint(*self.size.motifs)

    def _motifs(self) -> list[tuple[Callable[[], Piece], int]]:
        return [
            (self._chain, 4), (self._parallel, 10), (self._alternatives, 4), (self._some_of, 4),
            (self._retake, 18), (self._overrun, 15), (self._closing, 15), (self._release, 17),
            (self._split, 24), (self._work, 5), (self._apprenticeship, 4), (self._mutual, 12),
            (self._fresh, 6), (self._seasoned, 3), (self._of_age, 3), (self._sitting, 4),
            (self._derived, 3), (self._mapped, 2), (self._frozen, 2), (self._expected, 3),
            (self._registration, 3), (self._foreign, 3), (self._shortcut, 4), (self._assumed, 3),
            (self._accomplices, 1), (self._excluded, 3),
        ]  # fmt: skip

    # small choices

    def _chance(self, percent: int) -> bool:
        return self.rng.randrange(100) < percent

    def _months(self, low: int = 1, high: int | None = None) -> int:
        high = self.size.longest if high is None else high
        return max(low, min(self.rng.randint(low, high), self.rng.randint(low, high)))

    def _long(self) -> int:
        return self.rng.randint(self.size.longest // 2, self.size.longest)

    def _short(self) -> int:
        return self.rng.randint(1, max(2, self.size.longest // 6))

    def _work_months(self) -> int:
        return self.rng.randint(*self.size.work)

    def _light(self) -> int:
        return self.rng.choice((5, 8, 10, 12, 15))

    def _heavy(self) -> int:
        return self.rng.choice((26, 30, 35, 40))

    def _any_hours(self) -> int:
        return self._heavy() if self._chance(40) else self._light()

    def _fee(self) -> int | Json:
        minor = self.rng.choice((0, 100, 100, 200, 300, 500, 900))
        if self._chance(8):
            return {"minor": minor + 25, "currency": "USD"}
        return minor

    def _calendar(self, some: int = 12) -> Json:
        """In a few catalogues' routes: fixed starting months or an early end of the offer."""
        if not self._chance(some):
            return {}
        first = self.rng.randrange(1, 13)
        starts = sorted({first, (first + 5) % 12 + 1} if self._chance(60) else {first})
        return {"starts": starts}

    def _estimates(self) -> Json:
        if not self._chance(15):
            return {}
        figures = ["fee", "hours_per_week", "months"]
        return {"estimated": sorted(self.rng.sample(figures, self.rng.randint(1, 3)))}

    def _route(self, months: int, hours: int, **more: Any) -> Json:  # noqa: ANN401 - JSON is any
        fee = more.pop("fee", None)
        return route(
            months,
            hours,
            self._fee() if fee is None else fee,
            **self._estimates(),
            **({} if "sat" in more or "starts" in more else self._calendar()),
            **more,
        )

    def _name(self, stem: str) -> str:
        return f"{stem}-{len(self.entries)}"

    def _add(self, entry: Json) -> str:
        id_: str = entry["id"]
        self.entries[id_] = entry
        if entry.get("routes"):
            self.steps.append(id_)
        return id_

    def _prior(self, percent: int = 45) -> Piece | None:
        """Something made before, to ask for: taken off the target's list, or shared with it."""
        if not self.pieces or not self._chance(percent):
            return None
        index = self.rng.randrange(len(self.pieces))
        return self.pieces[index] if self._chance(25) else self.pieces.pop(index)

    def _requires(self, *parts: Piece | None, percent: int = 45) -> Json:
        """A `requires` of the parts and perhaps of something made before."""
        asked = [p for p in (*parts, self._prior(percent)) if p is not None]
        if not asked:
            return {}
        return {"requires": asked[0] if len(asked) == 1 else both(*asked)}

    def _usually(self) -> Json:
        return {"usually": self.rng.choice(self.steps)} if self.steps and self._chance(8) else {}

    # roles

    def _new_role(self, **more: Any) -> str:  # noqa: ANN401 - JSON is any
        paces = self.rng.choice(((37,), (37,), (37, 20), (20,), (30, 14)))
        entry = role(self._name("role"), *paces, **self._usually(), **more)
        self.roles.append(self._add(entry))
        return self.roles[-1]

    def _role(self) -> str:
        return self.rng.choice(self.roles) if self._chance(75) else self._new_role()

    def _two_roles(self) -> tuple[str, str]:
        while len(self.roles) < 2:
            self._new_role()
        a, b = self.rng.sample(self.roles, 2)
        return a, b

    # motifs: each adds entries and returns what can be asked for

    def _chain(self) -> Piece:
        last: Piece | None = None
        for _ in range(self.rng.randint(1, 3)):
            own = self._route(self._months(), self._any_hours())
            last = self._add(credential(self._name("course"), own, **self._requires(last)))
        return last

    def _parallel(self) -> Piece:
        """Courses that don't fit beside each other."""
        shared = self._requires()
        courses = [
            self._add(
                credential(self._name("full"), self._route(self._months(), self._heavy()), **shared)
            )
            for _ in range(2)
        ]
        return both(*courses)

    def _alternatives(self) -> Piece:
        """A quick dear course and slow cheap ones, told apart by hours too."""
        quick = self._route(self._short() + 1, self._heavy(), fee=self.rng.choice((500, 900)))
        slow = self._route(self._long(), self._light(), fee=self.rng.choice((0, 100)))
        if self._chance(50):
            return self._add(
                credential(self._name("either"), quick, slow, **self._requires(), **self._usually())
            )
        umbrella = self._add(credential(self._name("umbrella")))
        for own in (quick, slow):
            self._add(credential(self._name("kind"), own, counts_as=[umbrella], **self._requires()))
        return umbrella

    def _some_of(self) -> Piece:
        parts = [
            self._add(
                credential(self._name("part"), self._route(self._months(), self._any_hours()))
            )
            for _ in range(3 if self.size.most > 10 or self._chance(50) else 2)
        ]
        if self.steps and self._chance(40):
            parts.append(self.rng.choice(self.steps))
        unique = list(dict.fromkeys(parts))
        return at_least(min(2, len(unique)), *unique)

    def _retake(self) -> Piece:
        """A grade held too low, and a route that raises it."""
        id_ = self._name("school")
        again = self._route(self._short() + 1, self._any_hours(), retake=True, first_time=False)
        first = self._route(1, 5, id="first")
        self._add(credential(id_, first, {**again, "id": "again"}, scale=GRADES))
        if self._chance(85):
            held = self.rng.choice(("fail", "fail", "pass", None))
            since = self.start + self.rng.randint(-9, 3) if self._chance(40) else None
            self.holds.append(Holding(id_, held, since))
        return [id_, "merit"]

    def _overrun(self) -> Piece:
        """An award that waits for something begun meanwhile."""
        kind = self.rng.randrange(4)
        if kind == 0:
            wanted: Piece = months_in(self._work_months(), self._role())
        elif kind == 1:
            wanted = months_in(self._work_months(), *self._two_roles())
        elif kind == 2:
            own = self._route(self._long(), self._light())
            wanted = self._add(credential(self._name("besides"), own, **self._requires(percent=20)))
        else:
            own = self._route(0, 0)
            member = self._add(credential(self._name("member"), own))
            wanted = held_for(self._work_months(), member)
        taught = self._route(self._short(), self._any_hours())
        where = {"completes_with": wanted}
        if self._chance(50):
            return self._add(credential(self._name("award"), {**taught, **where}))
        return self._add(credential(self._name("award"), taught, **where, **self._requires()))

    def _closing(self) -> Piece:
        """An old route that closes about when it could just be reached, and a worse new one."""
        prerequisite = self._route(self._months(), self._any_hours())
        before = self._add(credential(self._name("before"), prerequisite))
        months = self._months(2)
        reached = prerequisite["months"] + months
        until = self.start + reached + self.rng.randint(-1, 2)
        window = {"until": until} if self._chance(60) else {"last_start": until - months}
        old = self._route(months, self._any_hours(), available=window)
        worse = {"fee": self.rng.choice((300, 900))}
        new = self._route(months + self._short() + 1, self._any_hours(), **worse)
        routes = [old, new] if self._chance(75 if self.size.most < 10 else 90) else [old]
        return self._add(credential(self._name("closing"), *routes, requires=before))

    def _release(self) -> Piece:
        """Something that begins on a fixed date, and a course that would be in its way."""
        begins = self.start + self.rng.randint(1, 3 if self.size.most < 10 else 6)
        heavy = self._heavy()
        if self._chance(50):
            dated = {"available": {"from": begins, "last_start": begins + self.rng.randint(0, 1)}}
            own = self._route(self._short(), heavy, **dated)
        else:
            own = self._route(self._short(), heavy, starts=[begins % 12 + 1])
        fixed = self._add(credential(self._name("dated"), own))
        long = self._route(self._long(), self._heavy())
        course = self._add(credential(self._name("long"), long))
        return both(fixed, course)

    def _split(self) -> Piece:
        """Work in two roles counts for one requirement, and neither alone is best."""
        a, b = self._two_roles()
        months = self._work_months() + 1
        kind = self.rng.randrange(5)
        more: Json = {}
        if kind == 0:
            self.entries[a].setdefault("available", {"until": self.start + months - 1})
        elif kind == 1:
            licence = self._add(credential(self._name("entry"), self._route(self._short(), 8)))
            self.entries[b].setdefault("requires", licence)
            self.entries[a].setdefault(
                "available", {"until": self.start + self.rng.randint(1, months)}
            )
        elif kind == 2:
            self.worked.append(
                Worked(a, self.rng.randint(1, months - 1), *self._until(), self._pace())
            )
            self.entries[a].setdefault("available", {"until": self.start})
            more = {"full_time": 35} if self._chance(40) else {}
        elif kind == 3:
            begins = self.start + self.rng.randint(1, months - 1)
            dated = {"available": {"from": begins, "last_start": begins}}
            own = self._route(self._short(), 40, **dated)
            course = self._add(credential(self._name("between"), own))
            return both(course, months_in(months, a, b))
        else:
            more = {"full_time": 35}
            licence = self._add(credential(self._name("entry"), self._route(self._short(), 8)))
            self.entries[b].setdefault("requires", licence)
        if self._chance(15):
            more["last"] = months + self.rng.randint(0, 3)
        return months_in(months, a, b, **more)

    def _until(self) -> tuple[int | None]:
        return (self.start - self.rng.randint(0, 4) if self._chance(30) else None,)

    def _pace(self) -> int | None:
        return self.rng.choice((None, None, 20, 37))

    def _work(self) -> Piece:
        """Plain experience: in months or hours, after a licence, in an umbrella of roles."""
        role_ = self._role()
        months = self._work_months()
        kind = self.rng.randrange(4)
        if kind == 0:
            if self._chance(40):
                self.worked.append(
                    Worked(role_, self.rng.randint(1, 2), *self._until(), self._pace())
                )
            return hours_in(months * self.rng.choice((80, 120, 160)), role_)
        if kind == 1:
            licence = self._add(
                credential(self._name("licence"), self._route(self._short(), self._light()),
                           **self._requires())
            )  # fmt: skip
            if self._chance(20):
                self.holds.append(Holding(licence, None, self.start - self.rng.randint(0, 4)))
                self.worked.append(Worked(role_, self.rng.randint(1, months)))
            return months_in(months, role_, after=[licence])
        if kind == 2:
            umbrella = self._add(role(self._name("any-role"), requires=self._lost()))
            self.entries[role_]["counts_as"].append({"id": umbrella})
            return months_in(months, umbrella)
        course = self._add(credential(self._name("intro"), self._route(self._short(), 10)))
        self.entries[role_].setdefault("requires", course)
        return months_in(months, role_, last=months + self.rng.randint(0, 4))

    def _lost(self) -> str:
        if "circumstance" not in self.entries:
            self._add(credential("circumstance"))
        return "circumstance"

    def _apprenticeship(self) -> Piece:
        """A job that is a route, and what it gives; or the same by work."""
        role_ = self._role()
        months = self._work_months()
        gives: Json = {"role": role_, "months": months}
        if self._chance(25):
            gives["hours_per_week"] = 30
        own = self._route(months, self.rng.choice((20, 30, 37)), employed=True, offer=True,
                          gives=[gives])  # fmt: skip
        self._add(credential(self._name("apprenticeship"), own, **self._requires(percent=25)))
        entry = self._add(
            credential(self._name("entry"), self._route(self._months(2), self._light()))
        )
        self.entries[role_].setdefault("requires", entry)
        return months_in(months - self.rng.randint(0, 1), role_)

    def _mutual(self) -> Piece:
        """Licences recognised in return for each other, one or both with a way in of its own."""
        a, b = self._name("licence-a"), self._name("licence-b")
        way_in = self._route(self._months(), self._any_hours(), **self._requires())
        by_a = self._route(self.rng.choice((0, 0, 1)), 5, requires=a)
        by_b = self._route(self.rng.choice((0, 0, 1)), 5, requires=b)
        routes_b = [by_a]
        if self._chance(45):
            dear = self._route(self._months(), self._any_hours(), fee=900)
            routes_b.append(dear)
        self._add(credential(a, by_b, way_in) if self._chance(90) else credential(a, by_b))
        self._add(credential(b, *routes_b))
        return b if self._chance(80) else both(a, b)

    def _fresh(self) -> Piece:
        """A pass that must not be old when the target is reached."""
        exam = self._name("exam")
        sat = self._route(1, self._light())
        waits: Json = {}
        if self._chance(20):
            sat["available"] = {"last_start": self.start + self.rng.randint(0, 2)}
            paper = self._route(self._short(), self._light())
            waits = {"completes_with": self._add(credential(self._name("paper"), paper))}
        self._add(credential(exam, sat, **waits, **self._requires(percent=20)))
        own = self._route(self._long(), self._any_hours())
        course = self._add(credential(self._name("course"), own))
        wanted = recent(self.rng.randint(1, max(2, self.size.longest // 3)), exam)
        if self._chance(25):
            passed = self._add(credential(self._name("passed"), requires=exam))
            wanted = recent(self.rng.randint(1, self.size.longest // 2), passed)
        if self._chance(20):
            self.holds.append(Holding(exam, None, self.start - self.rng.randint(0, 2)))
        return both(wanted, course)

    def _seasoned(self) -> Piece:
        """Membership that must have been held for a while."""
        own = self._route(self.rng.choice((0, 0, 1)), 0)
        member = self._add(credential(self._name("member"), own, **self._requires(percent=30)))
        if self._chance(25):
            since = self.start - self.rng.randint(0, 3) if self._chance(60) else None
            self.holds.append(Holding(member, None, since))
        return held_for(self._work_months(), member)

    def _of_age(self) -> Piece:
        """A route for the young, one for adults."""
        birthday = self.start + self.rng.randint(1, self.size.longest + 2)
        if self.born is None:
            self.born = birthday - 18 * 12
        young = self._route(self._months(), self._light(), requires=age(under=18))
        adult = self._route(self._months(), self._any_hours(), requires=age(18))
        routes = self.rng.choice(([adult], [young, adult], [young]))
        return self._add(credential(self._name("aged"), *routes, **self._requires()))

    def _sitting(self) -> Piece:
        """An exam with sittings and results."""
        first = self.rng.randrange(1, 13)
        sat = sorted({first, (first + self.rng.choice((3, 5))) % 12 + 1})
        own = self._route(
            self._short(), self._any_hours(), sat=sat, results=self.rng.choice((0, 1, 2))
        )
        return self._add(credential(self._name("sitting"), own, **self._requires(percent=60)))

    def _derived(self) -> Piece:
        parts = [p for p in (self._prior(90), self._prior(50)) if p is not None]
        if self.steps:
            parts.append(self.rng.choice(self.steps))
        if not parts:
            return self._chain()
        rule = any_of(*parts) if self._chance(40) else both(*parts)
        return self._add(credential(self._name("derived"), requires=rule))

    def _mapped(self) -> Piece:
        """Letters carry over to points."""
        tariff = self._add(credential(self._name("tariff"), scale=TARIFF))
        letters = self._name("letters")
        own = self._route(self._months(), self._any_hours(), retake=self._chance(50))
        link = {"id": tariff, "grades": {"CCC": "96", "BBB": "120"}}
        self._add(credential(letters, own, scale=LETTERS, counts_as=[link]))
        points = self._route(self._months(2), self._any_hours())
        self._add(credential(self._name("points"), points, scale=TARIFF, counts_as=[tariff]))
        if self._chance(70):
            self.holds.append(Holding(letters, self.rng.choice(("CCC", "BBB", "AAA", None))))
        return [tariff, self.rng.choice(("96", "120", "120", "144"))]

    def _frozen(self) -> Piece:
        """A degree class that cannot be raised, and a way round it."""
        degree = self._add(credential(self._name("degree"), scale=DEGREE))
        law_route = self._route(self._months(2), self._light())
        law = self._add(
            credential(self._name("law-degree"), law_route, scale=DEGREE, counts_as=[degree])
        )
        other_route = self._route(self._months(2), self._any_hours())
        other = self._add(credential(self._name("conversion"), other_route))
        self.holds.append(Holding(degree, self.rng.choice(("3", "2:2", "2:2", "1", None))))
        grade = self.rng.choice(("2:2", "2:1"))
        wanted: Piece = [law if self._chance(50) else degree, grade]
        return any_of(wanted, other) if self._chance(75) else wanted

    def _expected(self) -> Piece:
        """Something expected soon, and a way to gain it sooner."""
        umbrella = self._add(credential(self._name("umbrella"), scale=GRADES))
        own = self._route(self._months(), self._any_hours())
        self._add(credential(self._name("sooner"), own, scale=GRADES, counts_as=[umbrella]))
        since = self.start + self.rng.randint(1, self.size.longest)
        self.holds.append(Holding(umbrella, self.rng.choice(("pass", "merit", None)), since))
        return [umbrella, "pass"] if self._chance(60) else umbrella

    def _registration(self) -> Piece:
        """Steps of no time, one upon the other."""
        first = self._add(
            credential(self._name("form"), self._route(0, 0), **self._requires(percent=90))
        )
        return self._add(credential(self._name("register"), self._route(0, 0), requires=first))

    def _foreign(self) -> Piece:
        """A quick way abroad, a slow one at home; or favour instead of rule."""
        quick = self._route(1, self._light())
        if self._chance(40):
            quick["strength"] = "discretion"
            slow = self._route(self._long(), self._any_hours())
            return self._add(credential(self._name("favour"), quick, slow))
        place = self.rng.choice(("new-york", "united-states", "scotland", "united-kingdom"))
        there = self._add(credential(self._name("abroad"), quick, jurisdiction=[place]))
        slow = self._route(self._long(), self._any_hours())
        recognised = self._route(0, 0, requires=there)
        return self._add(credential(self._name("home"), slow, recognised))

    def _shortcut(self) -> Piece:
        """x needs a or b, the target x and a: b is not needed, but with it x starts sooner."""
        a = self._add(credential(self._name("a"), self._route(self._long(), self._light())))
        b = self._add(credential(self._name("b"), self._route(self._short(), self._light())))
        own = self._route(self._months(2), self._light())
        x = self._add(credential(self._name("x"), own, requires=any_of(a, b)))
        return both(x, a)

    def _assumed(self) -> Piece:
        """What a degree lets one take for granted."""
        own = self._route(self._months(2), self._any_hours())
        gcse = self._add(credential(self._name("gcse"), own, scale=GRADES))
        degree = self._add(credential(self._name("held"), assumes=[[gcse, "merit"]]))
        self.holds.append(Holding(degree))
        if self._chance(50):
            self.lacks.append(gcse)
        return [gcse, "merit"] if self._chance(60) else both(degree, gcse)

    def _accomplices(self) -> Piece:
        """Two awards that wait for each other, and perhaps a way round."""
        a, b = self._name("left"), self._name("right")
        self._add(credential(a, self._route(1, 8), completes_with=b))
        around = self._route(self._months(2), self._any_hours(), completes_with=both())
        routes = [self._route(1, 8, completes_with=a)]
        self._add(credential(b, *routes, *([around] if self._chance(70) else [])))
        return a

    def _excluded(self) -> Piece:
        """A route closed to those who hold something."""
        id_ = self._name("excluded")
        held = [h.id for h in self.holds] or [self._lost()]
        quick = self._route(self._short(), self._light(), not_if_held=[self.rng.choice(held)])
        slow = self._route(self._long(), self._any_hours())
        return self._add(credential(id_, quick, slow, **self._requires()))

    # the question

    def _target(self) -> str:
        wanted = self.pieces or [self._chain()]
        extra = self._usually()
        if self._chance(12):
            return self._add(credential("target", requires=both(*wanted), **extra))
        if self._chance(12):
            own = self._route(self._short(), self._any_hours())
            return self._add(credential("target", own, requires=both(*wanted), **extra))
        window: Json = {}
        if self._chance(10):
            window = {"available": {"from": self.start + self.rng.randint(1, self.size.longest)}}
        if self._chance(12) and len(wanted) > 2:
            return self._add(role("target", requires=at_least(len(wanted) - 1, *wanted), **window))
        return self._add(role("target", requires=both(*wanted), **window, **extra))

    def _profile(self) -> Profile:
        if self._chance(10) and self.steps:
            self.holds.append(Holding(self.rng.choice(self.steps), None, self._past_date()))
        if self._chance(10) and self.roles:
            self.worked.append(Worked(self.rng.choice(self.roles), self.rng.randint(1, 4)))
        return Profile(
            holds=tuple({h.id: h for h in self.holds if h.id != "target"}.values()),
            worked=tuple(self.worked),
            lacks=tuple(self.lacks),
            born=self.born,
            hours_per_week=self.rng.choice((50, 50, 50, 45, 40, 60)),
            place="united-states" if self._chance(5) else None,
        )

    def _past_date(self) -> int | None:
        return self.start - self.rng.randint(0, 20) if self._chance(50) else None

    def _objective(self) -> str:
        return self.rng.choices(OBJECTIVES, (55, 19, 13, 13))[0]

    def _limits(self, target: str) -> Limits:
        rng = self.rng
        named = [s for s in self.steps if s != target]
        chosen: Json = {"abroad": self._chance(10), "hopeful": self._chance(10)}
        if self._chance(5):
            chosen["earning"] = True
        if self._chance(10):
            scale = 1 if self.size.most < 10 else 4
            chosen["budget"] = scale * rng.choice((200, 500, 800, 1200, 2000))
        if self._chance(10):
            chosen["within"] = rng.randint(self.size.longest, 5 * self.size.longest)
        if named and self._chance(6):
            chosen["without"] = (rng.choice(named),)
        if named and self._chance(6):
            chosen["via"] = (rng.choice(named) if self._chance(70) else rng.choice(self.roles),)
        if named and self._chance(6):
            id_ = rng.choice(named)
            chosen["routes"] = ((id_, rng.choice(self.entries[id_]["routes"])["id"]),)
        return Limits(**chosen)
