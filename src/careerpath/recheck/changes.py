"""What the data says otherwise than when a plan was locked: what is gone, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careerpath.locks import RULES, Basis, basis
from careerpath.months import duration_text, month_name
from careerpath.months import name_of_month_of_year as name_of_month
from careerpath.recheck.model import FEE, GONE, HOURS, LENGTH, RULE, WINDOW, Amount, Change, Failure
from careerpath.wording import joined, title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from careerpath.locks import Locked

Json = dict[str, Any]

# what is gone


def gone_from(catalogue: Catalogue, locked: Locked) -> Iterator[Failure]:
    """Entries, routes and grades that the plan names and the data does not."""
    question, titles = locked.question, locked.titles
    named = {question.target, *question.limits.via}
    named.update(s.id for s in locked.plan.steps)
    named.update(s.role for s in locked.plan.stretches)
    named.update(h.id for h in question.profile.holds)
    named.update(w.role for w in question.profile.worked)
    for id_ in sorted(named):
        if id_ not in catalogue:
            yield Failure(id_, titles.get(id_, id_), "is no longer in the data")
    yield from _gone_routes(catalogue, locked)
    for holding in question.profile.holds:
        if holding.grade is not None and holding.id in catalogue:
            scale = catalogue[holding.id].scale
            if scale is None or scale.rank(holding.grade) is None:
                says = f"no longer has the grade {holding.grade}"
                yield Failure(holding.id, title(catalogue, holding.id), says)


def _gone_routes(catalogue: Catalogue, locked: Locked) -> Iterator[Failure]:
    for step in locked.plan.steps:
        if step.id in catalogue and not any(r.id == step.route for r in catalogue[step.id].routes):
            yield Failure(
                step.id, title(catalogue, step.id), f"has no route {step.route!r} any more"
            )
    for stretch in locked.plan.stretches:
        if stretch.role in catalogue and not catalogue[stretch.role].is_role:
            yield Failure(stretch.role, title(catalogue, stretch.role), "is no role any more")


# what changed


def changes_of(catalogue: Catalogue, locked: Locked) -> Iterator[Change]:
    routes = {s.id: s.route for s in locked.plan.steps}
    for was in locked.rests_on:
        if was.id not in catalogue:
            yield Change(was.id, was.title, GONE, "is no longer in the data", was.id in routes)
            continue
        now = basis(catalogue, was.id, routes.get(was.id), used=was.used)
        if now.fingerprint != was.fingerprint:
            yield from _Comparison(was, now).changes()


class _Comparison:
    """One entry, then and now."""

    def __init__(self, was: Basis, now: Basis) -> None:
        self._was = was
        self._now = now

    def changes(self) -> Iterator[Change]:
        yield from self._of_part(self._was.facts, self._now.facts, "")
        was, now = self._was.facts.get("route"), self._now.facts.get("route")
        if isinstance(was, dict) and now is None:
            yield self._change(GONE, "its route is no longer offered", breaks=True)
        elif isinstance(was, dict) and isinstance(now, dict):
            yield from self._of_part(was, now, "route.")

    def _of_part(self, was: Json, now: Json, prefix: str) -> Iterator[Change]:
        for key in sorted({*was, *now} - {"route"}):
            if was.get(key) != now.get(key):
                yield self._of_field(key, was.get(key), now.get(key), prefix)

    def _of_field(self, key: str, was: object, now: object, prefix: str) -> Change:
        match key:
            case "fee":
                return self._of_fee(was, now)
            case "months" | "results":
                what = "takes" if key == "months" else "waits for its results"
                says = f"it {what} {_length(now)}; it was {_length(was)}"
                return self._change(LENGTH, says, breaks=True)
            case "hours_per_week":
                says = f"it takes {now} hours a week; it took {was}"
                return self._change(HOURS, says, breaks=True)
            case "available" | "starts" | "sat":
                return self._change(WINDOW, f"{_calendar(key, now)}; {_calendar(key, was)} before")
            case _ if key in RULES:
                return self._of_rule(f"{prefix}{key}", key)
            case _:
                return self._change(RULE, f"{_FIELDS.get(key, key)} changed")

    def _of_fee(self, was: object, now: object) -> Change:
        says = f"the fee is {_money(now)}; it was {_money(was)}"
        amounts = _amount(now), _amount(was)
        return Change(self._was.id, self._now.title, FEE, says, breaks=True, fees=amounts)

    def _of_rule(self, name: str, key: str) -> Change:
        verb = {"usually": "usually asks for", "completes_with": "is awarded only with"}
        word = verb.get(key, "asks for")
        was = self._was.asks.get(name) or "nothing"
        now = self._now.asks.get(name) or "nothing"
        return self._change(RULE, f"it {word} {now}; before: {was}")

    def _change(self, kind: str, says: str, *, breaks: bool = False) -> Change:
        return Change(self._was.id, self._now.title, kind, says, breaks)


_FIELDS = {
    "counts_as": "what it counts as",
    "scale": "its grades",
    "assumes": "what holding it suggests",
    "paces": "its hours a week",
    "strength": "whether it is a right",
    "offer": "whether its place must be won",
    "employed": "whether it is a job itself",
    "gives": "the experience it gives",
    "not_if_held": "who may not take it",
    "retake": "whether it can raise a grade",
    "first_time": "whether it can be taken for the first time",
}


def _amount(fee: object) -> Amount:
    minor = fee.get("minor") if isinstance(fee, dict) else None
    currency = fee.get("currency") if isinstance(fee, dict) else None
    return minor if isinstance(minor, int) else 0, str(currency)


def _money(fee: object) -> str:
    """An amount in its own currency, by its code."""
    minor, currency = _amount(fee)
    return f"{currency} {minor / 100:,.2f}".removesuffix(".00") if minor else "nothing"


def _length(months: object) -> str:
    return duration_text(months) if isinstance(months, int) and months > 0 else "no time"


def _calendar(key: str, value: object) -> str:
    if key == "available":
        bounds = value if isinstance(value, dict) else {}
        parts = [f"{_BOUNDS.get(k, k)} {_month(bounds[k])}" for k in sorted(bounds)]
        return f"it is open {joined(parts, 'and')}" if parts else "it is open without limit"
    months = [m for m in value if isinstance(m, int)] if isinstance(value, list) else []
    names = [name_of_month(m) for m in months if 1 <= m <= 12]
    what = "begins" if key == "starts" else "is sat"
    return f"it {what} in {joined(names, 'and')}" if names else f"it {what} in any month"


_BOUNDS = {"from": "from", "until": "for awards until", "last_start": "for starts until"}


def _month(value: object) -> str:
    return month_name(value) if isinstance(value, int) else "an unknown month"
