"""Whether something can still be begun: what `show` says of courses that closed, or open later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careerpath.months import format_month

if TYPE_CHECKING:
    from careerpath.months import Month
    from careerpath.records import Credential, Window

Json = dict[str, Any]

OPEN, CLOSED, NOT_YET = "open", "closed", "not-yet"


def availability_document(entry: Credential, as_of: Month | None) -> Json | None:
    """The state on that month, and the bound behind it; None where nothing is ever begun."""
    windows = [entry.window.narrowed_by(r.window) for r in entry.routes if r.first_time]
    if not windows or as_of is None:
        return None
    states = [_state(w, as_of) for w in windows]
    state = next((s for s in (OPEN, NOT_YET) if s in states), CLOSED)
    lasts = [_last_start(w) for w in windows]
    firsts = [w.first for w in windows if w.first is not None]
    last = None if None in lasts else max(m for m in lasts if m is not None)
    return {
        "state": state,
        "as_of": format_month(as_of),
        "first": format_month(min(firsts)) if state == NOT_YET else None,
        "last": format_month(last) if last is not None else None,
        "states": states,
    }


def is_closed(entry: Credential, as_of: Month) -> bool:
    """Nobody can begin any of its routes from that month on."""
    windows = [entry.window.narrowed_by(r.window) for r in entry.routes if r.first_time]
    return bool(windows) and all(_state(w, as_of) == CLOSED for w in windows)


def _state(window: Window, as_of: Month) -> str:
    last = _last_start(window)
    if last is not None and last < as_of:
        return CLOSED
    return NOT_YET if window.first is not None and window.first > as_of else OPEN


def _last_start(window: Window) -> Month | None:
    return min((m for m in (window.last_start, window.until) if m is not None), default=None)
