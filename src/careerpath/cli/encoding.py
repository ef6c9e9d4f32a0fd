"""Text for a terminal that can't show every character: something near stands in, columns stay."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_NEAR = {
    "–": "-", "—": "-", "−": "-", "…": "~", "━": "=", "─": "-", "│": "|", "•": "*", "·": ".",
    "‘": "'", "’": "'", "“": '"', "”": '"', "→": "->", "←": "<-", "≥": ">=", "≤": "<=", "×": "x",
}  # fmt: skip


def encodable(text: str, encoding: str) -> str:
    """The text in characters that this encoding has.

    A sign of a currency becomes its code. What is longer than the character that it stands for
    takes its room from the blanks before it, if there are enough of them, so that columns hold.

    >>> encodable("1–2   café  →5", "ascii")
    '1-2   cafe  ->5'
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return re.sub(r" *[^\x00-\x7f]", lambda m: _replaced(m[0], encoding), text)
    return text


def _replaced(found: str, encoding: str) -> str:
    blanks, character = found[:-1], found[-1]
    near = _near(character, encoding)
    spare = len(blanks) - len(near)
    return f"{blanks[: len(blanks) - len(near) + 1] if spare > 0 else blanks}{near}"


@cache
def _near(character: str, encoding: str) -> str:
    """Itself, if it can be written."""
    from careerpath.datafiles import written_signs

    codes = {sign: f"{code} " for code, sign in written_signs().items()}
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    for near in (character, _NEAR.get(character), codes.get(character), plain):
        if near and near.encode(encoding, "ignore").decode(encoding) == near:
            return near
    return "?"
