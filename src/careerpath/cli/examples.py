"""Help that begins with examples from the data, put in when a command is called by its name."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

from careerpath.datafiles import examples

PLACE = "{examples}"
"""Where the help of a command wants its examples."""


def with_examples(text: str, command: str) -> str:
    """The text with the examples of this command, one a line, at the indent of their place."""
    line = next((t for t in text.splitlines() if PLACE in t), "")
    shown = "\n".join(line.replace(PLACE, example) for example in examples(command))
    return text.replace(line, shown) if line else text


class GroupWithExamples(TyperGroup):
    """The command that holds all others: each finds its examples under its name, `data check`."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - click's
        self.help = with_examples(self.help or "", ctx.info_name or "")
        super().format_help_text(ctx, formatter)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - click's
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            _put_in(command, cmd_name)
        return command


def _put_in(command: Any, name: str) -> None:  # noqa: ANN401 - click's
    command.help = with_examples(command.help or "", name)
    for inner_name, inner in getattr(command, "commands", {}).items():
        _put_in(inner, f"{name} {inner_name}")
