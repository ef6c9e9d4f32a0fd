"""Draw facts to check afresh against their sources: `python -m tests.audit --seed 2026 --draw 40`.

What can be drawn is what decides plans and was read somewhere: rules, fees, durations and dates that
cite a source and are no estimates. A fact is drawn by the hash of the seed and of where it stands,
not of what it says, so that correcting one changes no later draw. `docs/audit.md` keeps the findings.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerpath.catalogue import Catalogue
from careerpath.datafiles import shipped_pack
from careerpath.months import format_month
from careerpath.packs.reading import load_packs
from careerpath.requirements import ALWAYS, Requirement
from careerpath.wording import requirement_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from careerpath.records import Credential, Route, Window

DRAW = 40
SEED = 2026


@dataclass(frozen=True, slots=True)
class Drawn:
    """One fact: where it stands (`sqe1.routes.self-study.fee`), what it says and what it cites."""

    where: str
    kind: str
    says: str
    sources: tuple[str, ...]


def facts(catalogue: Catalogue) -> Iterator[Drawn]:
    """Every rule, fee, duration and date of the catalogue that cites a source."""
    for entry in catalogue:
        for fact in (*_of_entry(catalogue, entry), *_of_routes(catalogue, entry)):
            if fact.sources:
                yield fact


def draw(catalogue: Catalogue, seed: int, count: int) -> list[Drawn]:
    """`count` facts of the catalogue, the same for the same seed."""

    def lot(fact: Drawn) -> str:
        return hashlib.sha256(f"{seed} {fact.where}".encode()).hexdigest()

    return sorted(facts(catalogue), key=lot)[:count]


def _of_entry(catalogue: Catalogue, entry: Credential) -> Iterator[Drawn]:
    rules = {"requires": entry.requires, "completes_with": entry.completes_with}
    yield from _rules(catalogue, entry.id, rules, entry.sources)
    yield from _dates(entry.id, entry.window, entry.sources)


def _of_routes(catalogue: Catalogue, entry: Credential) -> Iterator[Drawn]:
    for route in entry.routes:
        where = f"{entry.id}.routes.{route.id}"
        rules = {"requires": route.requires, "completes_with": route.completes_with}
        yield from _rules(catalogue, where, rules, route.sources)
        yield from _dates(where, route.window, route.sources)
        yield from _figures(where, route)
        yield from _calendar(where, route)


def _rules(
    catalogue: Catalogue, where: str, rules: dict[str, Requirement], sources: tuple[str, ...]
) -> Iterator[Drawn]:
    for field, rule in rules.items():
        if rule != ALWAYS:
            yield Drawn(f"{where}.{field}", "rule", requirement_text(catalogue, rule), sources)


def _dates(where: str, window: Window, sources: tuple[str, ...]) -> Iterator[Drawn]:
    for field, month in (
        ("from", window.first),
        ("last_start", window.last_start),
        ("until", window.until),
    ):
        if month is not None:
            yield Drawn(f"{where}.available.{field}", "date", format_month(month), sources)


def _figures(where: str, route: Route) -> Iterator[Drawn]:
    if "fee" not in route.estimated:
        amount = f"{route.fee.minor / 100:.2f} {route.fee.currency} ({route.fee.year or 'no year'})"
        says = amount if route.fee.minor else "free"
        yield Drawn(f"{where}.fee", "fee", says, route.sources)
    if "months" not in route.estimated and route.months:
        yield Drawn(f"{where}.months", "duration", f"{route.months} months", route.sources)


def _calendar(where: str, route: Route) -> Iterator[Drawn]:
    for field, months in (("starts", route.starts), ("sat", route.sat)):
        if months:
            says = f"months {', '.join(map(str, months))}"
            yield Drawn(f"{where}.{field}", "date", says, route.sources)
    if route.apply_by:
        says = "month {}, day {}".format(*route.apply_by)
        yield Drawn(f"{where}.apply_by", "date", says, route.sources)


def _table(catalogue: Catalogue, drawn: Sequence[Drawn]) -> Iterator[str]:
    for number, fact in enumerate(drawn, 1):
        yield f"{number}. {fact.where} ({fact.kind}): {fact.says}\n"
        for id_ in fact.sources:
            source = catalogue.source(id_)
            assert source is not None
            yield f"   {id_}: {source.title}, {source.publisher}, {source.address}\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the draw with its sources."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--draw", type=int, default=DRAW)
    asked = parser.parse_args(arguments)
    catalogue = Catalogue(load_packs([shipped_pack()]))
    sys.stdout.writelines(_table(catalogue, draw(catalogue, asked.seed, asked.draw)))


if __name__ == "__main__":
    main()
