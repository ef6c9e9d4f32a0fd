"""What a person has said so far, in the words of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import fields, replace

from careerpath.statements import Said, Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FLAGS = {
    "earning": "--earning",
    "hopeful": "--hopeful",
    "bare_minimum": "--bare-minimum",
    "abroad": "--abroad",
}


class Answers(Struct, frozen=True):
    """Immutable, so that *back* is the value before. Each text is what an option would be given."""

    target: str | None = None
    have: tuple[str, ...] = ()
    worked: tuple[str, ...] = ()
    lack: tuple[str, ...] = ()
    age: str | None = None
    born: str | None = None
    place: str | None = None
    budget: str | None = None
    start: str | None = None
    earning: bool = False
    asked: frozenset[str] = frozenset()
    """The keys of the questions that are settled, also by *don't know*."""

    def settled(self, *keys: str) -> Answers:
        """The same, with these questions behind us."""
        return replace(self, asked=self.asked | set(keys))

    def holding(self, id_: str, statement: str) -> Answers:
        """With a statement about a credential, in place of an earlier one."""
        others = tuple(h for h in self.have if _id_of(h) != id_)
        lack = tuple(i for i in self.lack if i != id_)
        return replace(self, have=(*others, statement), lack=lack)

    def working(self, role: str, statement: str) -> Answers:
        """With a statement about work in a role, in place of an earlier one."""
        others = tuple(w for w in self.worked if _id_of(w) != role)
        return replace(self, worked=(*others, statement))

    def lacking(self, id_: str) -> Answers:
        """With a credential that nothing may assume."""
        return replace(self, lack=(*(i for i in self.lack if i != id_), id_))

    def statements(self, base: Statements) -> Statements:
        """The question these answers ask, over what was stated before the interview."""
        own = Statements(
            targets=(Said(self.target, ""),) if self.target else (),
            have=tuple(Said(t, f"--have {t}") for t in self.have),
            worked=tuple(Said(t, f"--worked {t}") for t in self.worked),
            lack=tuple(Said(t, f"--lack {t}") for t in self.lack),
            age=_said(self.age, "--age"),
            born=_said(self.born, "--born"),
            place=_said(self.place, "--in"),
            budget=_said(self.budget, "--budget"),
            start=_said(self.start, "--start"),
            earning=self.earning,
        )
        return own.over(base)


def words_of(statements: Statements) -> Iterator[str]:
    """The words after `careerpath plan` that state what these do, but for what a file states."""
    for said in statements.targets:
        yield said.text
    for field in fields(Statements):
        value = getattr(statements, field.name)
        if field.name in _FLAGS:
            yield from [_FLAGS[field.name]] if value else []
        elif field.name != "targets":
            yield from _options(value if isinstance(value, tuple) else (value,))


def _options(said: Iterable[Said | None]) -> Iterator[str]:
    for one in said:
        if one is not None and not one.file:
            # A statement names its option, alone or followed by its text.
            yield one.where.split(" ", 1)[0]
            yield one.text


def _said(text: str | None, option: str) -> Said | None:
    return None if text is None else Said(text, option)


def _id_of(statement: str) -> str:
    return statement.partition("@")[0].partition("=")[0]
