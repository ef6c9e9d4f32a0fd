"""The command line: the app, and `main`, the one place where errors become words and numbers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from careerpath.cli import cohort as cohort_command
from careerpath.cli import compare as compare_command
from careerpath.cli import data as data_command
from careerpath.cli import find as find_command
from careerpath.cli import plan as plan_command
from careerpath.cli import profile as profile_command
from careerpath.cli import reach as reach_command
from careerpath.cli import show as show_command
from careerpath.cli import why as why_command
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


app = typer.Typer(
    name=NAME,
    cls=GroupWithExamples,
    help=_as_help(TOUR),
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("plan", help=plan_command.HELP, short_help="the best plan to a role")(plan_command.plan)
app.command("why", help=why_command.HELP, short_help="why a step, why not, what every plan passes")(
    why_command.why
)
app.command("reach", help=reach_command.HELP, short_help="every role that can be reached")(
    reach_command.reach
)
app.command("show", help=show_command.HELP, short_help="one credential: ways in, where it leads")(
    show_command.show
)
app.command("find", help=find_command.HELP, short_help="what there is, by text, kind, place")(
    find_command.find
)
app.command("compare", help=compare_command.HELP, short_help="roles, or the plans to them")(
    compare_command.compare
)
app.command("cohort", help=cohort_command.HELP, short_help="plans for a whole file of people")(
    cohort_command.cohort
)
app.add_typer(profile_command.app, name="profile")
app.add_typer(data_command.app, name="data")


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"{NAME} {version(NAME)}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
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
