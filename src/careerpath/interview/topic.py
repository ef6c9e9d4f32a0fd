"""What a question is, and what can come of an answer to it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import Struct

from careerpath.wording import title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from careerpath.interview.answers import Answers
    from careerpath.interview.reading import Reader, Reading

YES = {"yes", "y", "yeah", "yep", "sure", "of course"}
NO = {"no", "n", "nope", "none", "nothing", "not yet", "never"}


class Done(Struct, frozen=True):
    """The answer was understood: what is known now, and what to say of it."""

    answers: Answers
    says: str = ""
    then: tuple[Reading, ...] = ()
    """More that was said in the same breath, still to be understood."""


class Again(Struct, frozen=True):
    """The answer was not understood, and why."""

    says: str


class Choice(Struct, frozen=True):
    """One of several meanings, each with what it leads to."""

    says: str
    options: tuple[tuple[str, Outcome], ...]


class More(Struct, frozen=True):
    """Something is missing: a second, smaller question."""

    topic: Topic


Outcome = Done | Again | Choice | More


@dataclass(frozen=True, slots=True)
class Topic(ABC):
    """One question, to somebody who has said `answers`."""

    answers: Answers
    reader: Reader
    key: str
    """By which it is remembered as asked."""

    @abstractmethod
    def question(self) -> str:
        """As it is put."""

    @abstractmethod
    def help(self) -> str:
        """What it is about, and what can be said."""

    @abstractmethod
    def read(self, text: str) -> Outcome:
        """The meaning of an answer; empty text is the Enter key."""

    def offers(self) -> Sequence[str]:
        """Names that can be completed."""
        return ()

    def unknown(self) -> Done:
        """The person does not know."""
        return Done(self.answers.settled(self.key), "Then it stays open.")

    def title(self, id_: str) -> str:
        """The title of an entry."""
        return title(self.reader.catalogue, id_)
