"""The questions that come first: where, what for, what is held, what was worked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from careerpath.errors import UsageError
from careerpath.interview.reading import Found, Reading, parse_dated, parse_duration
from careerpath.interview.topic import NO, Again, Choice, Done, More, Topic
from careerpath.lookup import ROLE_FIRST
from careerpath.months import duration_text, format_month, month_name
from careerpath.names import normal_name
from careerpath.wording import at_grade, joined, title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from careerpath.interview.answers import Answers
    from careerpath.interview.reading import Reader
    from careerpath.interview.topic import Outcome

DECEMBER = 12
_LISTED = 8
_SHORT = 30
"""Letters of a title that fits into a list within a sentence."""


class PlaceTopic(Topic):
    """Where the person is: it decides whose names, rules and fees count."""

    __slots__ = ()

    def question(self) -> str:
        """Where are you?"""
        return f"Where are you, or where do you want to work? (Enter: {self._usual()})"

    def _usual(self) -> str:
        catalogue = self.reader.catalogue
        return catalogue.place_title(catalogue.default_place or "")

    def help(self) -> str:
        """The countries there are."""
        known = joined(self._best_known(_LISTED), "and")
        return f"Rules and fees differ from place to place. This data knows most about {known}."

    def _such(self) -> str:
        """That a town is more than need be said."""
        return f"Say the country or state, such as {joined(self._best_known(3), 'or')}."

    def _best_known(self, number: int) -> list[str]:
        catalogue = self.reader.catalogue
        counts = Counter(
            e["jurisdiction"][0] for e in catalogue.entries.values() if e["kind"] == "role"
        )
        return [catalogue.place_title(p) for p, _ in counts.most_common(number)]

    def offers(self) -> Sequence[str]:
        """Every place."""
        return [p.title for p in self.reader.catalogue.places.values()]

    def read(self, text: str) -> Outcome:
        """A place by any of its names."""
        if not text:
            return Done(self.answers.settled(self.key), self._usual())
        try:
            place = self.reader.lookup.find_place(text)
        except UsageError as error:
            near = [d.partition(" — ")[2] for d in error.details]
            hint = f"Perhaps {joined(near, 'or')}?" if near else self._such()
            return Again(f"No place in this data is called {text!r}. {hint}")
        answers = replace(self.answers.settled(self.key), place=place)
        return Done(answers, self.reader.catalogue.place_title(place))

    def unknown(self) -> Done:
        """The usual place."""
        return Done(self.answers.settled(self.key), f"Then {self._usual()}.")


class TargetTopic(Topic):
    """What the plan leads to."""

    __slots__ = ()

    def question(self) -> str:
        """What would you like to become?"""
        return "What would you like to become, or to pass?"

    def help(self) -> str:
        """How to name it."""
        return (
            "A job or a qualification, in your own words; part of the name will do."
            " If you don't know yet, say \"don't know\" for a list of jobs."
        )

    def offers(self) -> Sequence[str]:
        """The roles of the place."""
        return [self.title(i) for i in self._roles()]

    def _roles(self) -> list[str]:
        """Those that need no career before them first, then those that the data tells most about."""
        entries, reader = self.reader.catalogue.entries, self.reader
        ids = [i for i in reader.here if entries[i]["kind"] == "role"]

        def rank(id_: str) -> tuple[bool, bool, bool, int, str]:
            entry, is_later = entries[id_], not reader.is_for_beginners(id_)
            known = "profile" not in entry, "salary" not in entry
            return is_later, *known, -reader.asked_for[id_], id_

        return sorted(ids, key=rank)

    def read(self, text: str) -> Outcome:
        """One that bears the name exactly, or the likeliest to choose from."""
        if not text:
            return Again('Type a name, or "don\'t know" for a list.')
        try:
            return self._done(self.reader.lookup.find(text, ROLE_FIRST))
        except UsageError:
            pass
        ids = [*self.reader.alike(text, roles=True), *self.reader.alike(text)][:_LISTED]
        if not ids:
            return Again(f"Nothing in this data is called {text!r}.")
        return self._choice("Which of these?", ids)

    def _done(self, id_: str) -> Done:
        answers = replace(self.answers.settled(self.key), target=id_)
        return Done(answers, self._label(id_))

    def _label(self, id_: str) -> str:
        """The title, with the kind of what is no job, and the place if it is another."""
        entry = self.reader.catalogue.entries[id_]
        places = entry["jurisdiction"]
        notes = [] if entry["kind"] == "role" else [entry["kind"]]
        if self.reader.place not in places:
            notes.append(self.reader.catalogue.place_title(places[0]))
        return f"{entry['title']} ({', '.join(notes)})" if notes else str(entry["title"])

    def _choice(self, says: str, ids: list[str]) -> Choice:
        return Choice(says, tuple((self._label(i), self._done(i)) for i in ids))

    def list_of_roles(self) -> Choice:
        """For those who don't know: there is no plan to nowhere."""
        return self._choice("Some of the jobs in this data:", self._roles()[: 2 * _LISTED])


class HaveTopic(Topic):
    """What is held, one thing after the other until there is nothing more."""

    __slots__ = ()

    def question(self) -> str:
        """What have you passed already?"""
        if self.answers.have:
            return "Anything else? (Enter: that is all)"
        named = " or ".join(f'"{e}"' for e in examples(self.reader))
        such = f" Such as {named}." if named else ""
        return (
            "What have you passed already, or are you taking now?"
            f"{such} One at a time. (Enter: nothing)"
        )

    def help(self) -> str:
        """How to say it."""
        return (
            "Say it as you would: what it is, the grade, and when. A date still to come means that"
            " you expect it. What isn't in this data makes no difference to the plan."
        )

    def offers(self) -> Sequence[str]:
        """Titles and everyday names."""
        reader = self.reader
        ids = [i for i in reader.here if reader.catalogue.entries[i]["kind"] != "role"]
        names = [n for i in ids for n in reader.catalogue.entries[i].get("aliases", ())]
        return [*(self.title(i) for i in ids), *names]

    def read(self, text: str) -> Outcome:
        """Something held; nothing more."""
        if not text or normal_name(text) in NO or text.casefold() in ("done", "that is all"):
            return Done(self.answers.settled(self.key))
        readings = self.reader.readings(text)
        return understood(self.answers, self.reader, readings[0], tuple(readings[1:]))

    def unknown(self) -> Done:
        """Nothing that they know of."""
        return Done(self.answers.settled(self.key), "Then nothing is taken as held.")


def examples(reader: Reader) -> list[str]:
    """Two everyday ways of saying what many people hold, in the words of the data."""
    entries = reader.catalogue.entries
    named = [i for i in reader.here if entries[i].get("aliases") and entries[i]["kind"] != "role"]
    graded = [i for i in named if entries[i].get("scale")]
    counts = Counter(a for i in reader.here for a, _ in entries[i].get("assumes", ()))
    basic = sorted((i for i in graded if counts[i]), key=lambda i: (-counts[i], i))[:1]
    above = sorted(
        (i for i in graded if any(a in basic for a, _ in entries[i].get("assumes", ()))),
        key=lambda i: (_level(entries[i]), -len(entries[i]["assumes"]), -_use(reader, i), i),
    )[:1]
    if not basic:
        own = [i for i in named if reader.place in entries[i]["jurisdiction"]]
        known = sorted(own, key=lambda i: (_level(entries[i]), -_use(reader, i), i))[:2]
        return [_everyday(reader, i) for i in known]
    said = [f"{_everyday(reader, i)} {_middling(reader, i)}" for i in basic]
    return said + [f"{_everyday(reader, i)} {_middling(reader, i)} next summer" for i in above]


def _use(reader: Reader, id_: str) -> int:
    """How many rules it can serve, by itself or as something broader."""
    return sum(reader.asked_for[i] for i in reader.catalogue.broader(id_))


def _level(entry: Mapping[str, Any]) -> int:
    value = str((entry.get("level") or {}).get("value", ""))
    return int(value) if value.isdigit() else 99


def _everyday(reader: Reader, id_: str) -> str:
    return str(min(reader.catalogue.entries[id_]["aliases"], key=len))


def _middling(reader: Reader, id_: str) -> str:
    scale = reader.catalogue[id_].scale
    assert scale is not None
    return scale.name(len(scale.positions) * 2 // 3)


def understood(
    answers: Answers, reader: Reader, reading: Reading, rest: tuple[Reading, ...]
) -> Outcome:
    """What to make of one thing said to be held."""
    if not reading.found:
        says = (
            f"Nothing in this data is like {reading.text!r}; if it isn't here, it doesn't matter."
        )
        return Done(answers, says, rest) if rest else Again(says)
    if reading.year is not None:
        return More(MonthTopic(answers, reader, "month", reading, rest))
    if reading.expected and reading.when is None:
        return More(MonthTopic(answers, reader, "month", reading, rest))
    if reading.exact:
        return held_so(answers, reader, reading.found[0], reading, rest)
    options = tuple(
        (_phrase(reader, f, reading), held_so(answers, reader, f, reading, rest))
        for f in reading.found
    )
    return Choice("Which do you mean?", options)


def held_so(
    answers: Answers, reader: Reader, found: Found, reading: Reading, rest: tuple[Reading, ...]
) -> Done:
    grade = f"={found.grade}" if found.grade is not None else ""
    when = f"@{format_month(reading.when)}" if reading.when is not None else ""
    statement = f"{found.id}{grade}{when}"
    return Done(answers.holding(found.id, statement), _phrase(reader, found, reading), rest)


def _phrase(reader: Reader, found: Found, reading: Reading) -> str:
    when = ""
    if reading.when is not None:
        word = "expected in" if reading.when > reader.now else "in"
        when = f", {word} {month_name(reading.when)}"
    return f"{at_grade(reader.catalogue, found.id, found.grade)}{when}"


@dataclass(frozen=True, slots=True)
class MonthTopic(Topic):
    """The month of something said to be held or expected."""

    reading: Reading
    rest: tuple[Reading, ...]

    def question(self) -> str:
        """In which month?"""
        if self.reading.year is None:
            return "When do you expect it? (such as June 2027, or next summer)"
        return f"In which month of {self.reading.year}?"

    def help(self) -> str:
        """Why it matters."""
        return "From that month on it can be used. A month by name or number will do."

    def read(self, text: str) -> Outcome:
        """A month, alone where the year is known."""
        year = self.reading.year
        dated = parse_dated(f"{text} {year or ''}", self.reader.now)
        when = dated.when
        if when is None and year is not None and text.isdigit() and 1 <= int(text) <= DECEMBER:
            when = year * 12 + int(text) - 1
        if when is None:
            return Again(f"{text!r} is not a month.") if text else self.unknown()
        return self._with(when)

    def _with(self, when: int | None) -> Outcome:
        reading = replace(self.reading, when=when, year=None, expected=False)
        return understood(self.answers, self.reader, reading, self.rest)

    def unknown(self) -> Done:
        """The end of a known year is the safe side; an unknown year stays open."""
        year = self.reading.year
        outcome = self._with(None if year is None else year * 12 + DECEMBER - 1)
        if isinstance(outcome, Done):
            return outcome
        return Done(self.answers, "Then please say it once more with the month.")


class WorkedTopic(Topic):
    """Work that counts, one job after the other."""

    __slots__ = ()

    def question(self) -> str:
        """Have you worked in a job that counts?"""
        if self.answers.worked:
            return "Any other job? (Enter: no)"
        names = [t for t in map(self.title, self._examples()) if len(t) <= _SHORT][:3]
        such = f" (such as {joined(names, 'or')})" if names else ""
        return f"Have you worked in a job that may count{such}? Which, and how long? (Enter: no)"

    def _examples(self) -> list[str]:
        """Jobs that many people have done: they need neither a licence nor a career before them."""
        entries, reader = self.reader.catalogue.entries, self.reader
        free = [i for i in self._roles() if not entries[i].get("regulated")]
        return [i for i in free if reader.is_for_beginners(i)]

    def _roles(self) -> list[str]:
        reader = self.reader
        roles = [i for i in reader.here if reader.catalogue.entries[i]["kind"] == "role"]
        counted = [i for i in roles if reader.asked_for[i]]
        return sorted(counted, key=lambda i: (-reader.asked_for[i], i))

    def help(self) -> str:
        """How to say it."""
        return 'The job and how long you did it, such as "18 months" or "since March 2024".'

    def offers(self) -> Sequence[str]:
        """The jobs whose experience some rule asks for."""
        return [self.title(i) for i in self._roles()]

    def read(self, text: str) -> Outcome:
        """A job and its months; no more."""
        if not text or normal_name(text) in NO:
            return Done(self.answers.settled(self.key))
        reading = self.reader.worked(text)
        if not reading.found:
            return Again(
                f"No job in this data is like {text!r}; if it isn't here, it doesn't count."
            )
        if reading.exact:
            return self._of(reading.found[0].id, reading)
        options = tuple((self.title(f.id), self._of(f.id, reading)) for f in reading.found)
        return Choice("Which job was nearest to it?", options)

    def _of(self, role: str, reading: Reading) -> Outcome:
        if reading.months is None:
            return More(LengthTopic(self.answers, self.reader, "length", role, reading.when))
        return worked_as(self.answers, self.reader, role, reading.months, reading.when)

    def unknown(self) -> Done:
        """None that they know of."""
        return Done(self.answers.settled(self.key))


def worked_as(answers: Answers, reader: Reader, role: str, months: int, until: int | None) -> Done:
    """So many months in a role."""
    at = f"@{format_month(until)}" if until is not None else ""
    says = f"{title(reader.catalogue, role)} for {duration_text(months)}"
    return Done(answers.working(role, f"{role}={months}{at}"), says)


@dataclass(frozen=True, slots=True)
class LengthTopic(Topic):
    """How long a job was done."""

    role: str
    until: int | None

    def question(self) -> str:
        """For how long?"""
        return f"For how long did you work as {self.title(self.role)}? (such as 18 months)"

    def help(self) -> str:
        """The unit."""
        return "Months, or years and months. A guess is better than nothing."

    def read(self, text: str) -> Outcome:
        """A length of time."""
        months = parse_duration(text)
        if months is None or months > 600:
            return Again(f"{text!r} is not a length of time; write months, such as 18.")
        return worked_as(self.answers, self.reader, self.role, months, self.until)

    def unknown(self) -> Done:
        """Work of unknown length can't be counted."""
        return Done(self.answers, "Then it can't be counted.")
