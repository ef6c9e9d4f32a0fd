"""What every command looks like at a terminal of 80 and of 120 columns, in colour and plain.

The small pack stands for all data, so that a view changes only where the program does. After a change
that is meant: `UPDATE_GOLDEN=1 pytest tests/test_terminal_views.py`, and every difference is looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from careerpath.cli import main
from careerpath.render.terminal import Look
from tests.golden import assert_golden
from tests.small_pack import write_pack

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = ["--as-of", "2026-11-22"]
VIEWS: dict[str, tuple[int, list[str]]] = {
    "plan-long": (0, ["plan", "solicitor", *AS_OF]),
    "plan-short": (0, ["plan", "law-degree", "--have", "gcse-english=5", *AS_OF]),
    "plan-expected": (0, ["plan", "solicitor", "--have", "law-degree=2:1@2027-07", *AS_OF]),
    "plan-already": (0, ["plan", "paralegal", "--have", "gcse-english=5", *AS_OF]),
    "plan-infeasible": (3, ["plan", "solicitor", "--by", "2027-06", "--budget", "500", *AS_OF]),
    "plan-several": (0, ["plan", "solicitor", "law-degree", *AS_OF]),
    "plan-all": (0, ["plan", "solicitor", "-n", "2", "--trade-offs", "--ask", *AS_OF]),
    "plan-verbose": (0, ["plan", "solicitor", "-v", "--have", "law-degree=2:1", *AS_OF]),
    "why-step": (0, ["why", "sqe", "--to", "solicitor", *AS_OF]),
    "why-target": (0, ["why", "--to", "solicitor", *AS_OF]),
    "why-not": (0, ["why", "old-course", "--to", "solicitor", *AS_OF]),
    "reach": (0, ["reach", "--have", "gcse-english=5", *AS_OF]),
    "find": (0, ["find"]),
}
"""Exit status and command of each view."""


@pytest.mark.parametrize("color", [False, True], ids=["plain", "colour"])
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_as_it_was_looked_at(
    view: str,
    width: int,
    color: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pack = write_pack(tmp_path / "small")
    monkeypatch.setattr("careerpath.cli.session.shipped_pack", lambda: pack)
    monkeypatch.setattr(
        "careerpath.cli.session.look",
        lambda *, verbose=False, no_color=False: Look(width, color=color, verbose=verbose),
    )
    for name in ("CAREERPATH_DATA", "CAREERPATH_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    status, words = VIEWS[view]
    assert main(words) == status
    text = capsys.readouterr().out
    kind = "colour" if color else "plain"
    if not color:
        assert max(map(len, text.splitlines())) <= width
        assert "\x1b" not in text
    assert_golden(f"views/{view}-{width}-{kind}.txt", text)
