"""What pictures say of a step or of what is given: names, periods, whole sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from careerpath.months import duration_text, month_name
from careerpath.render import phrases
from careerpath.report.model import ASSUMED, ROLE, WORK, WORKED, StepFigures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from careerpath.report.model import GivenFigures


ABBREVIATION = re.compile(r" \([A-Z]\w{1,7}\)$")
"""At the end of a title: what tells it from its like."""
_HEAD = 8
"""Characters left for the beginning of a text of which the end is kept."""


def period_text(step: StepFigures) -> str:
    """`September 2027 to June 2028`; the month alone where a step takes no time."""
    if step.start == step.end:
        return month_name(step.start)
    return f"{month_name(step.start)} to {month_name(step.end)}"


def given_text(given: GivenFigures) -> str:
    """`you hold this: 2:1`, `24 months worked`, `taken as held`."""
    if given.kind == WORKED:
        return f"{duration_text(given.months)} worked already"
    if given.kind == ASSUMED:
        return "taken as held"
    return f"you hold this: {given.grade}" if given.grade is not None else "you hold this"


def item_name(item: StepFigures | GivenFigures) -> str:
    """What a station of the map is called."""
    if isinstance(item, StepFigures) and item.kind == WORK:
        return f"Work as {item.title}"
    return item.title


def item_note(item: StepFigures | GivenFigures) -> str:
    """The line under its name: when, and how much of the week."""
    if not isinstance(item, StepFigures):
        return given_text(item)
    if item.kind == ROLE:
        return f"{period_text(item)}, the target"
    return f"{period_text(item)}, {phrases.hours_text(item)}"


def item_short_note(item: StepFigures | GivenFigures) -> str:
    """The same in figures alone, for little room."""
    if not isinstance(item, StepFigures):
        return given_text(item)
    hours = f", {item.hours_per_week} h a week" if item.hours_per_week and item.months else ""
    return f"{phrases.span_text(item)}{hours}"


def item_sentence(
    number: int | None, item: StepFigures | GivenFigures, titles: dict[str, str]
) -> str:
    """All of it in one sentence, for a reader who does not see the picture."""
    head = item_name(item) if number is None else f"{number} {item_name(item)}"
    parts = [f"{head}: {item_note(item)}"]
    if isinstance(item, StepFigures) and item.kind != ROLE:
        parts.append(phrases.fee_text(item))
    opens = [titles.get(i, i) for i in item.needed_for]
    needed = f". Needed for {', '.join(opens)}." if opens else "."
    return ", ".join(parts) + needed


def shortened(text: str, most: int, others: Iterable[str] = ()) -> str:
    """The text in at most so many characters, cut at a word where one ends nearby.

    An abbreviation at its end is kept; so are the words that tell it from others cut alike.

    >>> shortened("Final Examination in Plumbing 2 (FEP2)", 26)
    'Final Examination… (FEP2)'
    """
    if len(text) <= most:
        return text
    cut = _cut(text, most)
    alike = [o for o in others if o != text and len(o) > most and _cut(o, most) == cut]
    return told_apart(text, alike, most) if alike else cut


def _cut(text: str, most: int) -> str:
    short = ABBREVIATION.search(text)
    if short is not None and most > len(short[0]) + _HEAD:
        return _cut_at_word(text[: short.start()], most - len(short[0])) + short[0]
    return _cut_at_word(text, most)


def _cut_at_word(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    cut = text[: max(most - 1, 1)]
    head, space, _ = cut.rpartition(" ")
    return f"{(head if space and len(head) > most * 0.6 else cut).rstrip(' ,;:(')}…"


def told_apart(text: str, alike: Iterable[str], most: int) -> str:
    """The text, cut in the middle, so that the words are kept from which on it differs.

    >>> told_apart("Award in Plumbing and Heating, second stage",
    ...            ["Award in Plumbing and Heating, first stage"], 24)
    'Award in… second stage'
    """
    words = text.split()
    start = max((_alike(words, o.split()) for o in alike), default=0)
    if start in (0, len(words)):
        return _cut(text, most)
    tail = _cut_at_word(" ".join(words[start:]), most - _HEAD)
    head = " ".join(words[:start])
    while len(head) + 2 + len(tail) > most and " " in head:
        head = head.rpartition(" ")[0]
    return _cut_at_word(f"{head.rstrip(',')}… {tail}", most)


def _alike(words: list[str], others: list[str]) -> int:
    """With how many words both begin."""
    pairs = zip(words, others, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(words), len(others)))


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def day_text(day: str) -> str:
    """A date for people.

    >>> day_text("2026-11-22"), day_text("2026-11")
    ('22 November 2026', 'November 2026')
    """
    year, number, *rest = (int(n) for n in day.split("-"))
    month = month_name(year * 12 + number - 1)
    return " ".join([*map(str, rest), month])
