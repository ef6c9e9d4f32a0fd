"""Faults in the shipped rules that no single entry shows."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from careerpath.catalogue import Catalogue
from careerpath.datafiles import shipped_pack
from careerpath.packs.reading import load_packs
from careerpath.report.browse import every_source
from careerpath.requirements import AnyOf, Held, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.records import Credential
    from careerpath.requirements import Requirement


def test_no_alternative_makes_a_grade_asked_beside_it_mean_nothing() -> None:
    """`any: [certificate>=160, level-3]` asks nothing of a certificate that counts as level 3."""
    catalogue = Catalogue(load_packs([shipped_pack()]))
    void = [
        (entry.id, f"{graded.id}>={graded.grade}", wider.id)
        for entry in catalogue
        for graded, wider in _pairs(entry)
        if graded.grade and wider.grade is None and wider.id in catalogue.broader(graded.id)
    ]
    assert void == []


def test_every_source_says_what_rests_on_it() -> None:
    """A remark on a route, pay, a rate and a skill are uses too: `data check` counts them."""
    catalogue = Catalogue(load_packs([shipped_pack()]))
    assert [i["id"] for i in every_source(catalogue) if not i["used_by"]] == []


def _pairs(entry: Credential) -> Iterator[tuple[Held, Held]]:
    for rule in _rules(entry):
        for node in walk(rule):
            if isinstance(node, AnyOf):
                held = [part for part in node.parts if isinstance(part, Held)]
                yield from itertools.permutations(held, 2)


def _rules(entry: Credential) -> Iterator[Requirement]:
    yield from (entry.requires, entry.usually, entry.completes_with)
    for route in entry.routes:
        yield from (route.requires, route.usually, route.completes_with)
