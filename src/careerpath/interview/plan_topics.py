"""The questions about the plan: each about one thing that it depends on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from careerpath.errors import UsageError
from careerpath.interview.first_topics import DECEMBER, held_so, understood, worked_as
from careerpath.interview.reading import Found, Reading, parse_dated
from careerpath.interview.topic import NO, YES, Again, Done, Topic
from careerpath.interview.unknowns import (
    AGE,
    BUDGET,
    DATE,
    EARNING,
    FREE,
    GRADE,
    HELD,
    SUGGESTED,
    UNTIL,
    Unknown,
)  # fmt: skip
from careerpath.months import format_month, month_name
from careerpath.names import normal_name
from careerpath.render.phrases import money_text
from careerpath.statements import MAX_AGE, parse_amount

if TYPE_CHECKING:
    from careerpath.interview.answers import Answers
    from careerpath.interview.topic import Outcome
    from careerpath.report import PlanReport

_AFTER_YES_OR_NO = re.compile(r"^(?:yes|no)\b[,;:]?\s*(?:but\b)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UnknownTopic(Topic):
    """One of the things that the plan depends on."""

    unknown_: Unknown
    report: PlanReport

    @property
    def _about(self) -> str:
        return self.unknown_.about

    def question(self) -> str:
        """In the words of its kind."""
        return _QUESTIONS[self.unknown_.kind](self)

    def help(self) -> str:
        """Why it is asked: the plan as it stands depends on it."""
        return f"{_HELP[self.unknown_.kind]} If you don't know, say so: the plan will say what depends on it."

    def read(self, text: str) -> Outcome:
        """By its kind; the Enter key is *don't know*."""
        return _READERS[self.unknown_.kind](self, text) if text else self.unknown()

    @property
    def settled(self) -> Answers:
        """The answers with this question behind us."""
        return self.answers.settled(self.key)

    def name(self) -> str:
        """The title of what it is about."""
        return self.title(self._about)

    def held_now(self) -> tuple[str | None, int | None]:
        """Grade and date stated so far."""
        for holding in self.report.profile.holds:
            if holding.id == self._about:
                return holding.grade, holding.since
        return None, None

    def hold(self, grade: str | None, since: int | None) -> Done:
        """Hold it so."""
        found = Found(self._about, grade)
        reading = Reading((found,), exact=True, when=since)
        return held_so(self.settled, self.reader, found, reading, ())


def _ask_grade(topic: UnknownTopic) -> str:
    scale = topic.reader.catalogue[topic.unknown_.about].scale
    assert scale is not None
    worst, best = scale.name(0), scale.name(len(scale.positions) - 1)
    return f"Which grade is your {topic.name()}? ({worst} to {best})"


def _read_grade(topic: UnknownTopic, text: str) -> Outcome:
    words = parse_dated(text, topic.reader.now).words
    for candidate in (text, " ".join(words), "".join(words)):
        grade = topic.reader.grade(topic.unknown_.about, candidate)
        if grade is not None:
            return topic.hold(grade, topic.held_now()[1])
    return Again(f"{text!r} is not one of its grades.")


def _ask_date(topic: UnknownTopic) -> str:
    return f"When did you get your {topic.name()}? (such as June 2024)"


def _read_date(topic: UnknownTopic, text: str) -> Outcome:
    dated = parse_dated(text, topic.reader.now)
    when = dated.when
    if when is None and dated.year is not None:
        when = dated.year * 12 + DECEMBER - 1
    if when is None:
        return Again(f"{text!r} is not a date; write a month and a year.")
    return topic.hold(topic.held_now()[0], when)


def _ask_until(topic: UnknownTopic) -> str:
    return f'When did your work as {topic.name()} end? (a month and a year, or "still there")'


def _read_until(topic: UnknownTopic, text: str) -> Outcome:
    if normal_name(text) in {"still there", "still", "now", "not yet", "no", "it hasn't"}:
        return Done(topic.settled)
    when = parse_dated(text, topic.reader.now).when
    if when is None or when > topic.reader.now:
        return Again(f"{text!r} is not a month that has passed.")
    months = next(w.months for w in topic.report.profile.worked if w.role == topic.unknown_.about)
    return worked_as(topic.settled, topic.reader, topic.unknown_.about, months, when)


def _ask_suggested(topic: UnknownTopic) -> str:
    says = next(a.says for a in topic.report.assumes if a.about == topic.unknown_.about)
    return f"The plan takes it that {says.partition(' (if not')[0]}. Is that so? (yes, no, or the grade)"


def _read_suggested(topic: UnknownTopic, text: str) -> Outcome:
    plain = normal_name(text)
    if plain in YES:
        return Done(topic.settled)
    if plain in NO:
        return Done(topic.settled.lacking(topic.unknown_.about), f"No {topic.name()}, then.")
    return _read_held(topic, text)


def _ask_held(topic: UnknownTopic) -> str:
    return (
        f"The plan has you take {topic.name()}. Do you have it already?"
        " (no, yes with grade and date, or what you have in its place)"
    )


def _read_held(topic: UnknownTopic, text: str) -> Outcome:
    plain = normal_name(text)
    if plain in NO:
        return Done(topic.settled)
    if plain in YES:
        return topic.hold(None, None)
    said = _AFTER_YES_OR_NO.sub("", text)
    dated = parse_dated(said, topic.reader.now)
    grade = topic.reader.grade(topic.unknown_.about, " ".join(dated.words))
    if dated.words and grade is None:
        return _read_instead(topic, said)
    when = dated.when
    if when is None and dated.year is not None:
        when = dated.year * 12 + DECEMBER - 1
    return topic.hold(grade, when)


def _read_instead(topic: UnknownTopic, text: str) -> Outcome:
    """Something else that is held: it may do as well."""
    reading = topic.reader.held(text)
    if not reading.found:
        return Again('Please say "yes", "no", "don\'t know", or what you have in its place.')
    return understood(topic.settled, topic.reader, reading, ())


def _ask_free(topic: UnknownTopic) -> str:
    _, since = topic.held_now()
    return (
        f"Until you have {topic.name()}, in {month_name(since or 0)}: can you work or study for"
        " something else beside it already? (yes or no)"
    )


def _read_free(topic: UnknownTopic, text: str) -> Outcome:
    plain = normal_name(text)
    if plain in YES:
        return Done(topic.settled)
    if plain not in NO:
        return Again('Please say "yes" or "no".')
    _, since = topic.held_now()
    answers = replace(topic.settled, start=format_month(since or 0))
    return Done(answers, f"Then everything begins in {month_name(since or 0)}.")


def _ask_age(_topic: UnknownTopic) -> str:
    return "How old are you, or when were you born? (such as 17, or March 2009)"


def _read_age(topic: UnknownTopic, text: str) -> Outcome:
    plain = text.strip()
    if plain.isdigit() and len(plain) < 4:
        if not 5 <= int(plain) <= MAX_AGE:
            return Again(f"{plain} can't be an age.")
        return Done(replace(topic.settled, age=str(int(plain)), born=None), f"{int(plain)} years")
    born = parse_dated(text, topic.reader.now).when
    if born is None or not 0 <= topic.reader.now - born <= 12 * MAX_AGE:
        return Again(f"{text!r} is neither an age nor a month of birth.")
    answers = replace(topic.settled, born=format_month(born), age=None)
    return Done(answers, f"born in {month_name(born)}")


def _ask_earning(topic: UnknownTopic) -> str:
    return "The plan has times of full-time study. Must you be able to earn meanwhile? (yes or no)"


def _read_earning(topic: UnknownTopic, text: str) -> Outcome:
    plain = normal_name(text)
    if plain in YES:
        return Done(replace(topic.settled, earning=True), "No full-time study, then.")
    return Done(topic.settled) if plain in NO else Again('Please say "yes" or "no".')


def _ask_budget(topic: UnknownTopic) -> str:
    fees = money_text(topic.report.plans[0].totals.fees, topic.report.currency)
    return (
        f"The plan costs {fees} in fees. Is there a limit to what you can pay? (an amount, or no)"
    )


def _read_budget(topic: UnknownTopic, text: str) -> Outcome:
    if normal_name(text) in NO:
        return Done(topic.settled)
    try:
        parse_amount(text, topic.report.currency)
    except UsageError as error:
        return Again(f"{error.message}. {error.hint}".strip())
    plain = text.strip()
    return Done(replace(topic.settled, budget=plain), f"at most {plain}")


_QUESTIONS = {
    GRADE: _ask_grade,
    DATE: _ask_date,
    UNTIL: _ask_until,
    SUGGESTED: _ask_suggested,
    HELD: _ask_held,
    FREE: _ask_free,
    AGE: _ask_age,
    EARNING: _ask_earning,
    BUDGET: _ask_budget,
}
_READERS = {
    GRADE: _read_grade,
    DATE: _read_date,
    UNTIL: _read_until,
    SUGGESTED: _read_suggested,
    HELD: _read_held,
    FREE: _read_free,
    AGE: _read_age,
    EARNING: _read_earning,
    BUDGET: _read_budget,
}
_HELP = {
    GRADE: "Some step of the plan asks for a grade.",
    DATE: "Some step of the plan asks how long ago it was gained.",
    UNTIL: "Some step of the plan asks for recent work.",
    SUGGESTED: "People who hold what you hold usually have it, so it was taken as held.",
    HELD: "If you have it, the plan is shorter or another one.",
    FREE: "The plan begins before then; without time for that, it has to begin later.",
    AGE: "Some step of the plan has a lowest or highest age.",
    EARNING: "Without full-time study the plan is another one, and usually longer.",
    BUDGET: "Under a limit the plan may be another one.",
}
