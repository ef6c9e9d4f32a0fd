"""Texts that are looked at once and then kept: `UPDATE_GOLDEN=1 pytest …` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def assert_golden(name: str, text: str) -> None:
    """The text is byte for byte that of `tests/golden/NAME`."""
    file = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.is_file(), f"{name}: look at the text, then write it with UPDATE_GOLDEN=1"
    assert text == file.read_text(encoding="utf-8")
