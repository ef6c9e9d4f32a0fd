"""Questions about the shipped catalogue: every role of a place from what people there hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from careerpath.catalogue import Catalogue
from careerpath.datafiles import shipped_pack
from careerpath.packs.reading import load_packs
from careerpath.profile import OBJECTIVES
from careerpath.statements import Said, Statements, ask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.profile import Question

AS_OF = date(2026, 11, 26)
HOURS = (20, 37, 50)

RICHER = (
    ("bachelors-degree=2:1", ""),
    ("law-degree=2:1", ""),
    ("a-levels-three", "paralegal-ew=24"),
    ("cilex-l3-diploma", "legal-secretary-ew=12"),
    ("chartered-legal-executive", "legal-executive-ew=60"),
)
"""Held, and worked, by people further on; their place is that of what they hold."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a person types it."""

    role: str
    have: str
    worked: str
    objective: str
    hours: int


def load() -> Catalogue:
    """The catalogue, from its files."""
    return Catalogue(load_packs([shipped_pack()]))


def questions(catalogue: Catalogue) -> list[Asked]:
    """All of them, always in the same order."""
    return [
        Asked(role, have, worked, objective, hours)
        for have, worked in (*((s, "") for s in _school(catalogue)), *RICHER)
        for role in _roles_near(catalogue, have.partition("=")[0])
        for objective in OBJECTIVES
        for hours in HOURS
    ]


def _school(catalogue: Catalogue) -> Iterator[str]:
    """What one has on leaving school; a single subject is not enough for anything."""
    return (i for i in catalogue.ids if catalogue.entries[i]["kind"] == "school")


def _roles_near(catalogue: Catalogue, held: str) -> Iterator[str]:
    """The roles of the place of what is held, in the order of ids."""
    home = catalogue.entries[held]["jurisdiction"]
    for id_ in catalogue.ids:
        entry = catalogue.entries[id_]
        near = any(catalogue.same_place(a, b) for a in home for b in entry["jurisdiction"])
        if entry["kind"] == "role" and near:
            yield id_


def question_of(catalogue: Catalogue, asked: Asked) -> Question:
    """What the planner is asked."""
    said = Statements(
        targets=(Said(asked.role, ""),),
        have=(Said(asked.have, "--have"),),
        worked=(Said(asked.worked, "--worked"),) if asked.worked else (),
        objective=Said(asked.objective, "--objective"),
        hours_per_week=Said(str(asked.hours), "--hours-per-week"),
    )
    (found,) = ask(catalogue, said, AS_OF)
    return found.question
