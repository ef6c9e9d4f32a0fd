"""The conversation: asks the next question, takes back, explains, and ends when nothing is open."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from careerpath.interview.first_topics import (
    HaveTopic,
    PlaceTopic,
    TargetTopic,
    WorkedTopic,
    understood,
)  # fmt: skip
from careerpath.interview.plan_topics import UnknownTopic
from careerpath.interview.reading import Reader
from careerpath.interview.topic import Again, Choice, Done, More
from careerpath.interview.unknowns import next_unknown
from careerpath.names import normal_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from careerpath.catalogue import Catalogue
    from careerpath.interview.answers import Answers
    from careerpath.interview.reading import Reading
    from careerpath.interview.topic import Outcome, Topic
    from careerpath.months import Month
    from careerpath.report import PlanReport

_UNKNOWN = {
    "dont know",
    "don t know",
    "i dont know",
    "dk",
    "dunno",
    "not sure",
    "no idea",
    "unsure",
}
# No single letters: they are grades.
_BACK = {"back", "go back", "undo"}
_HELP = {"help", "?"}
_ENOUGH = {"enough", "stop", "plan", "show me the plan"}

WELCOME = (
    "A few questions, one at a time; answer in your own words or with a number. At any of them:"
    ' "?" explains it, "back" takes back your last answer, "don\'t know" is an answer,'
    ' "enough" goes to the plan, and Ctrl-C leaves without a trace.'
)


class Console(Protocol):
    """Where the conversation takes place."""

    def say(self, text: str) -> None:
        """Show a line, wrapped as it needs."""

    def put(self, question: str) -> None:
        """Show a question, set off from what was said before."""

    def ask(self, offers: Sequence[str]) -> str:
        """One line typed; `offers` are names to complete."""


class _Back(Exception):  # noqa: N818 - a turn of the conversation, not an error
    pass


class _Enough(Exception):  # noqa: N818
    pass


class Dialogue:
    """One interview. `plan_of` answers what the answers so far come to; None if it can't tell."""

    def __init__(
        self,
        catalogue: Catalogue,
        console: Console,
        now: Month,
        plan_of: Callable[[Answers], PlanReport | None],
    ) -> None:
        self._catalogue = catalogue
        self._console = console
        self._now = now
        self._plan_of = plan_of
        self._plans: dict[Answers, PlanReport | None] = {}

    def run(self, answers: Answers) -> Answers:
        """Ask until nothing is left to ask."""
        self._console.say(WELCOME)
        before: list[Answers] = []
        while True:
            topic = self._next(answers)
            if topic is None:
                return answers
            try:
                after = self._settle(topic)
            except _Back:
                if before:
                    answers = before.pop()
                else:
                    self._console.say("This is the first question.")
                continue
            except _Enough:
                if answers.target is not None:
                    return answers
                self._console.say("First, what would you like to become?")
                continue
            before.append(answers)
            answers = after

    # what is next

    def _next(self, answers: Answers) -> Topic | None:
        reader = Reader(self._catalogue, answers.place, self._now)
        for key, kind in (
            ("place", PlaceTopic),
            ("target", TargetTopic),
            ("have", HaveTopic),
            ("worked", WorkedTopic),
        ):
            if key not in answers.asked:
                topic: Topic = kind(answers, reader, key)
                return topic
        return self._about_the_plan(answers, reader)

    def _about_the_plan(self, answers: Answers, reader: Reader) -> Topic | None:
        report = self._plan(answers)
        if report is None or not report.plans:
            return None
        unknown = next_unknown(self._catalogue, report, answers)
        if unknown is None:
            return None
        return UnknownTopic(answers, reader, unknown.key, unknown, report)

    def _plan(self, answers: Answers) -> PlanReport | None:
        # What has been asked changes no plan, only what has been answered.
        said = replace(answers, asked=frozenset())
        if said not in self._plans:
            self._plans[said] = self._plan_of(said)
        return self._plans[said]

    # one question

    def _settle(self, topic: Topic) -> Answers:
        """Ask until the answer is understood, with all that it said."""
        done = self._done(topic, None)
        queue: deque[Reading] = deque(done.then)
        while queue:
            reader = Reader(self._catalogue, done.answers.place, self._now)
            outcome = understood(done.answers, reader, queue.popleft(), ())
            done = self._done(topic, outcome, done.answers)
        return done.answers

    def _done(self, main: Topic, outcome: Outcome | None, so_far: Answers | None = None) -> Done:
        """Go on until the answer is understood. `so_far`: what the same answer has brought already,
        which stays even if the rest of it is given up."""
        topic = main
        while not isinstance(outcome, Done):
            if isinstance(outcome, Again):
                self._console.say(f"  {outcome.says}")
                if so_far is not None:
                    return Done(so_far)
            try:
                if isinstance(outcome, More):
                    topic = outcome.topic
                outcome = (
                    self._choose(outcome) if isinstance(outcome, Choice) else self._asked(topic)
                )
            except _Back:
                if so_far is not None:
                    return Done(so_far)
                if topic is main and not isinstance(outcome, Choice):
                    raise
                # Out of a smaller question, to the one it came from.
                topic, outcome = main, None
        if outcome.says:
            self._console.say(f"  {outcome.says}")
        return outcome

    def _choose(self, choice: Choice) -> Outcome:
        """One of the meanings by its number; none of them asks the question again."""
        self._console.say(choice.says)
        for number, (label, _) in enumerate(choice.options, 1):
            self._console.say(f"  {number:>2}  {label}")
        self._console.say("   0  none of these")
        while True:
            text = self._console.ask([label for label, _ in choice.options]).strip()
            if self._command(text) == "unknown" or text in ("0", "", "none"):
                raise _Back
            picked = _picked(choice, text)
            if picked is not None:
                return picked
            self._console.say(f"  Type a number from 0 to {len(choice.options)}.")

    def _asked(self, topic: Topic) -> Outcome:
        while True:
            self._console.put(topic.question())
            text = self._console.ask(topic.offers()).strip()
            match self._command(text):
                case "help":
                    self._console.say(f"  {topic.help()}")
                case "unknown" if isinstance(topic, TargetTopic):
                    return topic.list_of_roles()
                case "unknown":
                    return topic.unknown()
                case _:
                    return topic.read(text)

    def _command(self, text: str) -> str:
        """The words that mean the same at every question; `back` and `enough` leave it."""
        plain = "?" if text == "?" else normal_name(text)
        if plain in _BACK:
            raise _Back
        if plain in _ENOUGH:
            raise _Enough
        if plain in _HELP:
            return "help"
        return "unknown" if plain in _UNKNOWN else ""


def _picked(choice: Choice, text: str) -> Outcome | None:
    if text.isdigit() and 1 <= int(text) <= len(choice.options):
        return choice.options[int(text) - 1][1]
    alike = [o for label, o in choice.options if normal_name(label) == normal_name(text)]
    return alike[0] if len(alike) == 1 else None
