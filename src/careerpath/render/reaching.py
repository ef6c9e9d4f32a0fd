"""`reach` for people: one role a line, the best first; then what one more credential would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.months import format_month
from careerpath.render.lines import Line
from careerpath.render.phrases import clean, counted, money_text
from careerpath.render.terminal import Look, laid_out
from careerpath.render.what_if import gained_text, reach_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from careerpath.report.model import Subject
    from careerpath.report.what_if import Gained, PlusReport, ReachReport, Thing, WithinReach

_SHOWN = 15
"""Without -v, at a terminal: how many roles are listed before the rest is counted."""
_GAINS_SHOWN = 5
_NAMED = 8


def render_reach(report: ReachReport, look: Look) -> str:
    """What is in reach."""
    return laid_out(_lines(report, look), look)


def _lines(report: ReachReport, look: Look) -> Iterator[Line]:
    yield Line(_headline(report), style="bold")
    if report.roles:
        yield from _roles(report, look)
    yield from _rest(report, look)
    if report.plus is not None:
        yield from _plus(report.plus, report.currency, look)
    if report.roles:
        yield Line(
            clean(f"careerpath plan {_first(report).target.id}, with the same options"), "try"
        )


def _first(report: ReachReport) -> WithinReach:
    """The first role that there is something to plan for."""
    return next((r for r in report.roles if r.first is not None), report.roles[0])


def _headline(report: ReachReport) -> str:
    where = f" in {', '.join(report.places)}" if report.places else ""
    number = counted(len(report.roles), "role")
    looked_at = len(report.roles) + len(report.beyond) + len(report.undecided)
    return clean(f"{number} of {looked_at}{where} {_verb(report)} in reach{_limits(report)}.")


def _verb(report: ReachReport) -> str:
    return "is" if len(report.roles) == 1 else "are"


def _limits(report: ReachReport) -> str:
    limits = []
    if report.limits.within is not None:
        limits.append(f"by {format_month(report.start + report.limits.within)}")
    if report.limits.budget is not None:
        limits.append(f"for {money_text(report.limits.budget, report.currency)} at most")
    return f" {' and '.join(limits)}" if limits else ""


def _roles(report: ReachReport, look: Look) -> Iterator[Line]:
    if look.width is None:
        yield from (Line(reach_line(r, report.currency), "role") for r in report.roles)
        return
    open_now = [r for r in report.roles if r.first is None]
    rest = [r for r in report.roles if r.first is not None]
    usual = [r.target for r in open_now if not r.below_usual]
    if usual:
        yield Line(clean(_names(usual, look)), "open now")
    yield from _table(rest, report.currency, look)
    yield from (Line(text, style="dim") for text in _legend(report))
    on_paper = [r.target for r in open_now if r.below_usual]
    if on_paper:
        names = _names(on_paper, look)
        yield Line("")
        yield Line(clean(f"{names}: no rule forbids it, but more is usually asked"), "on paper")


def _table(rest: list[WithinReach], currency: str, look: Look) -> Iterator[Line]:
    """What there is a way to, a line a role."""
    if not rest or look.width is None:
        return
    shown = rest if look.verbose else rest[:_SHOWN]
    yield from (Line(""), Line(_heading(look.width), style="dim", cut=True))
    for role in shown:
        yield Line(_row(role, currency, look.width), cut=True)
    if len(shown) < len(rest):
        yield Line(f"… and {len(rest) - len(shown)} more (-v shows all)", style="dim")


def _heading(width: int) -> str:
    name, begin = _widths(width)
    return (
        f"{'role'.ljust(name)}  {'by':<7}  {'takes':<7}  {'fees':>10}  {'begin with'.ljust(begin)}"
    )


def _row(role: WithinReach, currency: str, width: int) -> str:
    from careerpath.render.step_rows import fitted

    name, begin = _widths(width)
    totals = role.totals
    years = f"{totals.months // 12}y" if totals.months >= 12 else ""
    takes = f"{years:<2} {totals.months % 12:>2}m" if totals.months else "now"
    fees = money_text(totals.fees, currency) if totals.fees else ""
    if totals.estimated_fees:
        fees = f"~{fees}"
    mark = "! " if role.below_usual else ""
    title = fitted(clean(f"{mark}{role.target.title}"), name)
    return (
        f"{title}  {format_month(role.finish):<7}  {takes:<7}  {fees:>10}  "
        f"{fitted(_begin(role), begin)}"
    ).rstrip()


def _begin(role: WithinReach) -> str:
    if role.first is None:
        return ""
    work = "work as " if role.first.is_work else ""
    return clean(f"{work}{role.first.title}")


def _widths(width: int) -> tuple[int, int]:
    """Columns for the role and for the first step."""
    room = width - 32
    return room // 2, room - room // 2


def _rest(report: ReachReport, look: Look) -> Iterator[Line]:
    if look.width is not None:
        yield Line("")
    if report.undecided:
        yield Line(
            clean(f"{_names(report.undecided, look)} (not decided in the time allowed)"), "open"
        )
    if report.beyond and look.verbose:
        yield Line(clean(_names(report.beyond, look)), "beyond")


def _legend(report: ReachReport) -> Iterator[str]:
    if any(r.totals.estimated_fees for r in report.roles):
        yield "~ fees that rest on estimates, in whole or in part"
    if any(r.below_usual and r.first is not None for r in report.roles):
        yield "! only with less than employers or providers usually ask"


def _names(things: Iterable[Thing | Subject], look: Look) -> str:
    names = [t.title for t in things]
    if look.verbose or look.width is None or len(names) <= _NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"


def _plus(plus: PlusReport, currency: str, look: Look) -> Iterator[Line]:
    yield Line("")
    about = " and ".join(t.title for t in plus.about)
    of_decided = "of what was decided in the time allowed, " if plus.undecided else ""
    if not plus.opens and not plus.saves:
        says = f"{of_decided}{about} would open nothing more and save nothing"
    else:
        says = (
            f"{of_decided}{about} would open {counted(len(plus.opens), 'role')} "
            f"and save something on the way to {counted(len(plus.saves), 'other')}"
        )
    yield Line(clean(f"{says}."), "plus")
    yield from _gains(plus.opens, "opens", currency, look)
    yield from _gains(plus.saves, "saves", currency, look)
    if plus.undecided:
        names = _names(plus.undecided, look)
        yield Line(clean(f"{names}: not decided in the time allowed"), "not known")


def _gains(gains: tuple[Gained, ...], label: str, currency: str, look: Look) -> Iterator[Line]:
    is_brief = look.width is not None and not look.verbose
    shown = gains[:_GAINS_SHOWN] if is_brief else gains
    yield from (Line(clean(gained_text(g, currency)), label) for g in shown)
    if len(shown) < len(gains):
        yield Line(f"and {len(gains) - len(shown)} more (-v shows all)", label)
