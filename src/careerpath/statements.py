"""What a person says, from the command line or a file, read into one planning question.

Reading happens in two steps: `Statements` keeps every statement with where it was made; `ask` checks
them against a catalogue. Whatever can't be read is refused with the option or the place in the file,
the value, and what was expected. Nothing is put right silently.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from careerpath.datafiles import understood_signs
from careerpath.errors import CareerPathError, InvalidDataError, UnknownIdError, UsageError
from careerpath.lookup import ANYTHING, QUALIFICATION_FIRST, ROLE_FIRST, ROLES_ONLY, Lookup
from careerpath.months import format_month, parse_month
from careerpath.profile import (
    DEFAULT_HOURS_PER_WEEK,
    HORIZON_MONTHS,
    OBJECTIVES,
    Holding,
    Limits,
    Profile,
    Question,
    Worked,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from careerpath.catalogue import Catalogue
    from careerpath.months import Month

MAX_AGE = 120
MAX_WEEKLY_HOURS = 168

_Value = TypeVar("_Value")

_SPAN = re.compile(
    r"(?:(\d{1,3})\s*(?:y|yrs?|years?))?\s*(?:(\d{1,4})\s*(?:m|mos?|months?))?", re.I
)


class Said(Struct, frozen=True):
    """One statement: its text, and the option or the place in a file where it was made."""

    text: str
    where: str
    file: str = ""

    def refuse(self, error: CareerPathError) -> CareerPathError:
        """The same complaint, naming where the statement was made."""
        if self.file:
            message = f"{self.file}: {self.where}: {error.message}"
            refused: CareerPathError = InvalidDataError(message, hint=error.hint)
            refused.details = error.details
            return refused
        kind = UnknownIdError if isinstance(error, UnknownIdError) else UsageError
        where = f"{self.where}: " if self.where else ""
        return kind(f"{where}{error.message}", hint=error.hint, details=error.details)


class Statements(Struct, frozen=True):
    """Everything a question may state. Empty: not stated."""

    have: tuple[Said, ...] = ()
    worked: tuple[Said, ...] = ()
    lack: tuple[Said, ...] = ()
    age: Said | None = None
    born: Said | None = None
    place: Said | None = None
    hours_per_week: Said | None = None
    objective: Said | None = None
    budget: Said | None = None
    by: Said | None = None
    within: Said | None = None
    start: Said | None = None
    as_of: Said | None = None
    without: tuple[Said, ...] = ()
    via: tuple[Said, ...] = ()
    routes: tuple[Said, ...] = ()
    earning: bool = False
    hopeful: bool = False
    bare_minimum: bool = False
    abroad: bool = False
    targets: tuple[Said, ...] = ()

    def over(self, base: Statements) -> Statements:
        """These statements laid over those of a profile file: they override and extend it."""
        merged: dict[str, object] = {}
        for name in self.__struct_fields__:
            own, other = getattr(self, name), getattr(base, name)
            if isinstance(own, tuple):
                # The first statement about a credential decides, so a person's own come first.
                merged[name] = own + other
            elif isinstance(own, bool):
                merged[name] = own or other
            else:
                merged[name] = own if own is not None else other
        if self.targets:
            merged["targets"] = self.targets
        # An age in the one and a month of birth in the other say the same thing twice.
        if self.age or self.born:
            merged["age"], merged["born"] = self.age, self.born
        if self.by or self.within:
            merged["by"], merged["within"] = self.by, self.within
        return Statements(**merged)  # type: ignore[arg-type] # every field, by its own name


class Asked(Struct, frozen=True):
    """A question, and what was taken from the clock or reckoned to ask it."""

    question: Question
    as_of: str
    as_of_month: Month
    age: int | None = None
    """The age stated, from which the month of birth was reckoned."""


# reading single values


def parse_span(text: str) -> int:
    """Months in `18m`, `3y` or `1y6m`.

    >>> parse_span("18m"), parse_span("3y"), parse_span("1y6m")
    (18, 36, 18)
    """
    match = _SPAN.fullmatch(text.strip())
    if not match or not (match[1] or match[2]):
        raise UsageError(
            f"{text!r} is not a length of time", hint="Write months as 18m or years as 3y."
        )
    return 12 * int(match[1] or 0) + int(match[2] or 0)


def parse_amount(text: str, currency: str) -> int:
    """An amount of money in minor units: `31400`, `£31,400` or `99.50`."""
    plain = text.strip()
    sign = plain[:1]
    if sign in understood_signs():
        if currency not in understood_signs()[sign]:
            raise UsageError(
                f"{text!r} is not in {currency}, in which this plan is counted",
                hint=f"Write the amount in {currency}, without a sign.",
            )
        plain = plain[1:].strip()
    if not re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d{1,2})?|\d{1,12}(\.\d{1,2})?", plain):
        raise UsageError(
            f"{text!r} is not an amount of money", hint="Write it as 20000, 20,000 or 19999.50."
        )
    try:
        return int(Decimal(plain.replace(",", "")) * 100)
    except InvalidOperation:
        raise UsageError(f"{text!r} is not an amount of money") from None


def parse_as_of(text: str) -> tuple[str, Month]:
    """The date as written, and its month."""
    month = parse_month(text)
    if len(text.strip()) > len("2026-11"):
        try:
            date.fromisoformat(text.strip())
        except ValueError:
            raise UsageError(f"{text!r} is not a date", hint="Write it as YYYY-MM-DD.") from None
    return text.strip(), month


def parse_whole(text: str, low: int, high: int, unit: str) -> int:
    """A whole number from `low` to `high`."""
    plain = text.strip()
    if not re.fullmatch(r"\d{1,6}", plain) or not low <= int(plain) <= high:
        raise UsageError(
            f"{text!r} is not a number of {unit}", hint=f"Write a whole number, {low} to {high}."
        )
    return int(plain)


def _read(said: Said, parse: Callable[[str], _Value]) -> _Value:
    """Parse the statement, naming where it was made if it can't be read."""
    try:
        return parse(said.text)
    except UsageError as error:
        raise said.refuse(error) from None


def _split_date(text: str) -> tuple[str, Month | None]:
    name, at, when = text.rpartition("@")
    return (name, parse_month(when)) if at else (text, None)


# from statements to a question


def ask(catalogue: Catalogue, statements: Statements, today: date) -> list[Asked]:
    """One question a target, in the order in which the targets were named."""
    return [_Asking(catalogue, statements, today).ask(target) for target in statements.targets]


def ask_of_person(catalogue: Catalogue, statements: Statements, today: date) -> Asked:
    """A question without a target, counted in the money of where the person is."""
    return _Asking(catalogue, statements, today).ask_of_person()


class _Asking:
    """Reads the statements for one target: money and places depend on it."""

    def __init__(self, catalogue: Catalogue, statements: Statements, today: date) -> None:
        self._catalogue = catalogue
        self._said = statements
        self._as_of, self._as_of_month = self._clock(today)
        self._start = self._when(statements.start, self._as_of_month + 1)
        place = statements.place
        self._place = _read(place, Lookup(catalogue).find_place) if place else None
        self._lookup = Lookup(catalogue, self._place)

    def ask(self, target: Said) -> Asked:
        id_ = _read(target, lambda text: self._lookup.find(text, ROLE_FIRST))
        asked = self._asked(id_, self._catalogue[id_].jurisdiction[0])
        self._refuse_contradictions(asked.question)
        return asked

    def ask_of_person(self) -> Asked:
        return self._asked("", self._place or self._catalogue.default_place or "")

    def _asked(self, id_: str, place: str) -> Asked:
        currency = self._catalogue.currency_of(place)
        said = self._said
        question = Question(
            target=id_,
            start=self._start,
            currency=currency,
            profile=self._profile(),
            objective=_read(said.objective, _objective) if said.objective else "time",
            limits=self._limits(currency),
        )
        age = _read(said.age, _age) if said.age else None
        return Asked(question, self._as_of, self._as_of_month, age)

    def _clock(self, today: date) -> tuple[str, Month]:
        said = self._said.as_of
        return _read(said, parse_as_of) if said else parse_as_of(today.isoformat())

    def _when(self, said: Said | None, otherwise: Month) -> Month:
        return _read(said, parse_month) if said else otherwise

    # the person

    def _profile(self) -> Profile:
        said = self._said
        hours = said.hours_per_week
        holds, lacks = self._holds_and_lacks()
        return Profile(
            holds=holds,
            worked=self._worked(),
            lacks=lacks,
            born=self._born(),
            hours_per_week=_read(hours, _weekly_hours) if hours else DEFAULT_HOURS_PER_WEEK,
            place=self._place,
        )

    def _holds_and_lacks(self) -> tuple[tuple[Holding, ...], tuple[str, ...]]:
        held: dict[str, tuple[Holding, Said]] = {}
        for said in self._said.have:
            holding = _read(said, self._holding)
            earlier = held.get(holding.id)
            if earlier is None:
                held[holding.id] = holding, said
            elif earlier[1].file == said.file:
                held[holding.id] = self._same(earlier[0], holding, said), said
        lacked: dict[str, Said] = {}
        for said in self._said.lack:
            lacked.setdefault(self._named(said, QUALIFICATION_FIRST), said)
        for id_ in [i for i in lacked if i in held]:
            if lacked[id_].file == held[id_][1].file:
                raise lacked[id_].refuse(UsageError(f"{id_} is stated as held too"))
            # The command line has the last word over the file.
            del (held if held[id_][1].file else lacked)[id_]
        return tuple(h for h, _ in held.values()), tuple(lacked)

    def _same(self, first: Holding, second: Holding, said: Said) -> Holding:
        """Two statements about one credential, if they agree."""
        for name in ("grade", "since"):
            a, b = getattr(first, name), getattr(second, name)
            if a is not None and b is not None and a != b:
                what = "grades" if name == "grade" else "dates"
                shown = (
                    f"{a} and {b}"
                    if name == "grade"
                    else f"{format_month(a)} and {format_month(b)}"
                )
                raise said.refuse(
                    UsageError(f"{first.id} is given two {what}, {shown}", hint="Give it once.")
                )
        return replace(
            first,
            grade=first.grade if first.grade is not None else second.grade,
            since=first.since if first.since is not None else second.since,
        )

    def _holding(self, text: str) -> Holding:
        rest, since = _split_date(text)
        name, equals, grade = rest.partition("=")
        id_ = self._lookup.find(name, QUALIFICATION_FIRST)
        return Holding(id_, self._grade(id_, grade.strip()) if equals else None, since)

    def _grade(self, id_: str, grade: str) -> str:
        scale = self._catalogue[id_].scale
        if scale is None:
            raise UsageError(f"{id_} has no grades", hint=f"Write --have {id_}")
        rank = scale.rank(grade)
        if rank is None:
            names = [scale.name(n) for n in range(len(scale.positions))]
            raise UsageError(
                f"{grade!r} is not a grade of {id_}",
                hint=f"Its grades, worst to best: {_shortened(names)}",
            )
        return scale.name(rank)

    def _worked(self) -> tuple[Worked, ...]:
        stated = [(s, _read(s, self._work)) for s in self._said.worked]
        own = {w.role for s, w in stated if not s.file}
        return tuple(w for s, w in stated if not s.file or w.role not in own)

    def _work(self, text: str) -> Worked:
        rest, until = _split_date(text)
        name, equals, months = rest.partition("=")
        if not equals:
            raise UsageError(f"{text!r} lacks the months", hint="Write it as ROLE=MONTHS.")
        role = self._lookup.find(name, ROLES_ONLY)
        if until is not None and until > self._as_of_month:
            raise UsageError(
                f"work until {format_month(until)} lies in the future",
                hint="State only what has been worked; the plan adds what is still needed.",
            )
        return Worked(role, _months_worked(months), until)

    def _born(self) -> Month | None:
        said = self._said
        if said.age and said.born:
            raise said.born.refuse(UsageError("give --age or --born, not both"))
        if said.age:
            return self._as_of_month - 12 * _read(said.age, _age)
        if said.born is None:
            return None
        born = _read(said.born, parse_month)
        if not 0 <= self._as_of_month - born <= 12 * MAX_AGE:
            raise said.born.refuse(
                UsageError(f"{said.born.text!r} can't be a month of birth", hint="Write YYYY-MM.")
            )
        return born

    # the limits

    def _limits(self, currency: str) -> Limits:
        said = self._said
        return Limits(
            budget=_read(said.budget, lambda t: parse_amount(t, currency)) if said.budget else None,
            within=self._within(),
            without=_unique(self._named(s, ANYTHING) for s in said.without),
            via=_unique(self._named(s, ANYTHING) for s in said.via),
            routes=self._routes(),
            earning=said.earning,
            hopeful=said.hopeful,
            bare_minimum=said.bare_minimum,
            abroad=said.abroad,
        )

    def _named(self, said: Said, prefer: str) -> str:
        return _read(said, lambda text: self._lookup.find(text, prefer))

    def _within(self) -> int | None:
        said = self._said
        if said.by and said.within:
            raise said.by.refuse(UsageError("give --by or --within, not both"))
        if said.within:
            return min(_read(said.within, parse_span), HORIZON_MONTHS)
        if said.by is None:
            return None
        months = _read(said.by, parse_month) - self._start
        if months < 0:
            raise said.by.refuse(
                UsageError(f"{said.by.text} is before the start, {format_month(self._start)}")
            )
        return months

    def _routes(self) -> tuple[tuple[str, str], ...]:
        chosen: dict[str, str] = {}
        for said in self._said.routes:
            credential, route = _read(said, self._route)
            if chosen.setdefault(credential, route) != route:
                raise said.refuse(UsageError(f"{credential} is given two routes"))
        return tuple(chosen.items())

    def _route(self, text: str) -> tuple[str, str]:
        name, equals, route = text.partition("=")
        if not equals:
            raise UsageError(f"{text!r} lacks the route", hint="Write it as ID=ROUTE.")
        id_ = self._lookup.find(name, QUALIFICATION_FIRST)
        return id_, self._lookup.find_route(id_, route)

    def _refuse_contradictions(self, question: Question) -> None:
        without = question.limits.without
        for id_ in (question.target, *question.limits.via):
            excluded = [x for x in self._catalogue.broader(id_) if x in without]
            if excluded:
                what = "the target" if id_ == question.target else f"--via {id_}"
                raise UsageError(f"--without {excluded[0]} rules out {what}")


def _objective(text: str) -> str:
    if text.casefold() not in OBJECTIVES:
        raise UsageError(
            f"{text!r} is not an objective", hint=f"Write one of: {', '.join(OBJECTIVES)}."
        )
    return text.casefold()


def _age(text: str) -> int:
    return parse_whole(text, 1, MAX_AGE, "years")


def _weekly_hours(text: str) -> int:
    return parse_whole(text, 1, MAX_WEEKLY_HOURS, "hours a week")


def _months_worked(text: str) -> int:
    if re.fullmatch(r"\s*\d+\s*", text):
        return parse_whole(text, 1, HORIZON_MONTHS, "months worked")
    months = parse_span(text)
    return parse_whole(str(months), 1, HORIZON_MONTHS, "months worked")


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _shortened(names: list[str]) -> str:
    """A scale of points can have hundreds of grades: its ends say enough."""
    if len(names) > 16:
        names = [*names[:4], "…", *names[-4:]]
    return ", ".join(names)
