"""A picture of a terminal: what was printed, colours and all, as SVG that fetches no font."""

from __future__ import annotations

from io import StringIO

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

_PAPER, _INK, _QUIET, _ACCENT = (20, 23, 26), (235, 232, 226), (150, 158, 168), (116, 210, 194)

# The sixteen colours of a terminal, quiet enough for the program's one accent to be one.
_COLOURS = [
    (40, 44, 50), (232, 132, 120), (140, 206, 140), (222, 190, 110),
    (130, 170, 230), (196, 150, 220), _ACCENT, _INK,
]  # fmt: skip
THEME = TerminalTheme(_PAPER, _INK, [*_COLOURS], [_QUIET, *_COLOURS[1:]])

# Rich's own frame without the fonts that it would fetch.
FRAME = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>{unique_id}</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace; font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 17px; font-family: system-ui, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def terminal_svg(command: str, output: str, width: int) -> str:
    """The command at a prompt and its output with its escape sequences, drawn at this many columns."""
    console = Console(
        record=True, width=width, file=StringIO(), force_terminal=True, color_system="truecolor"
    )
    console.print(Text.assemble(("$ ", "cyan"), (command, "bold")), soft_wrap=True)
    console.print()
    console.print(Text.from_ansi(output.rstrip()), soft_wrap=True)
    drawn = console.export_svg(
        title="careerpath", theme=THEME, code_format=FRAME, unique_id="careerpath"
    )
    return "".join(f"{line.rstrip()}\n" for line in drawn.splitlines() if line.strip())
