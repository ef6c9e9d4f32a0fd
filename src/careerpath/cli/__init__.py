"""The command line: the app, and `main`, the one place where errors become words and numbers."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

from careerpath.cli.examples import GroupWithExamples, with_examples
from careerpath.cli.exit_status import ExitStatus, status_of
from careerpath.cli.session import Waiting
from careerpath.errors import CareerPathError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "careerpath"

# Typer may carry click inside itself or import it; either way this is its base of errors.
_ClickError: Any = typer.BadParameter.__mro__[2]

TOUR = """The best path from what you hold to the role you want, proven, with its sources.

  {examples}

Every command takes --json; `careerpath COMMAND --help` begins with examples.
"""


def _as_help(tour: str) -> str:
    """The tour for `--help`, its examples marked as lines to be kept as they are."""
    summary, examples, note = tour.strip().split("\n\n")
    return f"{summary}\n\n\b\n{examples}\n\n{note}"


class InterruptedByUserError(CareerPathError):
    """Ctrl-C: said like any other error, so that `--json` still gets its document."""

    code = "interrupted"


_COMMANDS = {
    "plan": "the best plan to a role",
    "why": "why a step, why not, what every plan passes",
    "reach": "every role that can be reached",
    "show": "one credential: ways in, where it leads",
    "find": "what there is, by text, kind, place",
    "compare": "roles, or the plans to them",
    "cohort": "plans for a whole file of people",
}
"""Each is a function in the module of its name, which holds its `HELP`."""

_GROUPS = ("profile", "data")
"""Each is an `app` in the module of its name."""


def build_app(only: str = "") -> typer.Typer:
    """The whole command line, or, as a quicker start, as much of it as the one command needs."""
    app = typer.Typer(
        name=NAME,
        cls=GroupWithExamples,
        help=_as_help(TOUR),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_tour)
    for name in [only] if only else [*_COMMANDS, *_GROUPS]:
        module = import_module(f"careerpath.cli.{name}")
        if name in _GROUPS:
            app.add_typer(module.app, name=name)
        else:
            command = getattr(module, name)
            app.command(name, help=module.HELP, short_help=_COMMANDS[name])(command)
    return app


def _named_in(argv: Sequence[str]) -> str:
    """The command that comes first, if one does."""
    return argv[0] if argv and argv[0] in (*_COMMANDS, *_GROUPS) else ""


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"{NAME} {version(NAME)}")
        raise typer.Exit


def _tour(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(with_examples(TOUR, NAME), nl=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    Every error a user can cause becomes one message on standard error, and under `--json` a
    document on standard output. An exception that nobody foresaw keeps its traceback.
    """
    argv = list(sys.argv[1:] if arguments is None else arguments)
    Waiting.hushed = wants_json(argv)
    try:
        app = build_app(_named_in(argv))
        result = app(args=argv, prog_name=NAME, standalone_mode=False)
        if result == ExitStatus.INTERRUPTED:  # Typer has turned Ctrl-C into this number.
            raise KeyboardInterrupt
        return ExitStatus.ANSWERED if result is None else ExitStatus(result)
    except CareerPathError as error:
        return _report(error, argv)
    except _ClickError as error:
        return _report(_usage_error(error), argv)
    except (KeyboardInterrupt, typer.Abort):
        _report(InterruptedByUserError("interrupted"), argv)
        return ExitStatus.INTERRUPTED


def _usage_error(error: Any) -> CareerPathError:  # noqa: ANN401 - click's, wherever it lives
    context = getattr(error, "ctx", None)
    command = context.command_path if context else NAME
    return UsageError(
        error.format_message().rstrip("."), hint=f"`{command} --help` shows what it takes."
    )


def _report(error: CareerPathError, argv: Sequence[str]) -> ExitStatus:
    status = status_of(error)
    if wants_json(argv):
        from careerpath.cli.session import emit_json
        from careerpath.render.json_document import error_document

        emit_json(error_document(error))
    lines = [f"{NAME}: {error.message}", *(f"  {detail}" for detail in error.details)]
    if error.hint:
        lines.append(error.hint)
    sys.stderr.write(_safe("\n".join(lines)) + "\n")
    return status


def wants_json(argv: Sequence[str]) -> bool:
    """`--json` before any `--`; asked of the raw words, for errors in the words themselves."""
    words = list(argv)
    return "--json" in words[: words.index("--")] if "--" in words else "--json" in words


def _safe(text: str) -> str:
    """Nothing in a message may steer the terminal, nor fail in its encoding."""
    shown = "".join(
        c if c == "\n" or c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text
    )
    from careerpath.cli.encoding import encodable

    return encodable(shown, sys.stderr.encoding or "utf-8")
