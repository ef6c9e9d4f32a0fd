"""`careerpath data`: the facts themselves, checked and traced to their sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from careerpath.cli import options as opt  # noqa: TC001 - typer reads annotations at run time
from careerpath.cli.exit_status import ExitStatus
from careerpath.errors import UsageError

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue

HELP = """The data: check it, trace it to its sources, compare it, take it away.

\b
  {examples}
"""

CHECK_HELP = """Every problem and every override of the packs.

\b
  {examples}

Warnings are what a careful editor would look at again, by kind; -v names every place. With --data they
are about your packs alone. Exit status 4 if there is an error; warnings alone leave it at 0.
"""

SOURCES_HELP = """Where the facts come from: regulators first, then what was read longest ago.

\b
  {examples}
"""

app = typer.Typer(
    help=HELP, short_help="check, compare and export the data", rich_markup_mode=None,
    no_args_is_help=False, invoke_without_command=True,
)  # fmt: skip


@app.callback()
def _overview(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command("check", help=CHECK_HELP, short_help="every problem and override of the packs")
def check(
    as_of: opt.AsOf = None,
    as_json: opt.AsJson = False,
    verbose: opt.Verbose = False,
    no_color: opt.NoColor = False,
    data: opt.Data = None,
) -> int:
    """Read the packs and report every problem, doubt and override."""
    from careerpath.cli.session import data_folders, emit, emit_json, look
    from careerpath.packs.reading import read_packs
    from careerpath.report.checking import check_document

    document = check_document(read_packs(data_folders(data)), month_asked(as_of))
    if as_json:
        from careerpath.render.json_document import CHECK

        emit_json({"schema": CHECK, **document})
    else:
        from careerpath.render.browsing import render_check

        emit(render_check(document, look(verbose=verbose, no_color=no_color)))
    return ExitStatus.INVALID_DATA if document["errors"] else ExitStatus.ANSWERED


def month_asked(as_of: str | None) -> int:
    """The month of `--as-of`, or this one."""
    from datetime import date

    from careerpath.statements import parse_as_of

    return parse_as_of(as_of or date.today().isoformat())[1]


@app.command("sources", help=SOURCES_HELP, short_help="where the facts come from")
def sources(
    text: Annotated[
        Optional[str],  # noqa: UP045 - typer reads this at run time
        typer.Argument(metavar="[TEXT]", help="Words of a source, or the id of a credential."),
    ] = None,
    authority: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--authority",
            metavar="NAME",
            help="Only of this weight: regulator, awarding-body, official or secondary.",
        ),
    ] = None,
    as_of: opt.AsOf = None,
    as_json: opt.AsJson = False,
    no_color: opt.NoColor = False,
    data: opt.Data = None,
) -> int:
    """List the sources that fit."""
    from careerpath.cli.session import emit, emit_json, load_catalogue, look
    from careerpath.report.browse import AUTHORITIES, sources_list

    if authority not in (None, *AUTHORITIES):
        raise UsageError(
            f"--authority {authority}: no source has that",
            hint=f"Use one of: {', '.join(AUTHORITIES)}.",
        )
    month = month_asked(as_of)
    items = sources_list(load_catalogue(data), text or "", authority=authority, as_of=month)
    if as_json:
        from careerpath.render.json_document import sources_document

        emit_json(sources_document(items, month))
    else:
        from careerpath.render.browsing import render_sources

        emit(render_sources(items, look(verbose=False, no_color=no_color)))
    return ExitStatus.ANSWERED


SCHEMA_HELP = """The JSON Schema of a document that --json prints, or of a data file.

\b
  {examples}

Without a name: which there are. Documents go by the middle of their name, careerpath.plan/1 by
plan; data files by theirs, for editors that check YAML while you write.
"""


@app.command("schema", help=SCHEMA_HELP, short_help="JSON Schemas of documents and data files")
def schema(
    name: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="[NAME]", help="A document or a data file."),
    ] = None,
    as_json: opt.AsJson = False,
    no_color: opt.NoColor = False,
) -> int:
    """Print the schema, or list the names there are."""
    from careerpath.cli.session import emit, emit_json, look

    if name is not None:
        emit_json(_schema_called(name))
    elif as_json:
        from careerpath.render.json_document import SCHEMAS

        emit_json({"schema": SCHEMAS, "items": _known_schemas()})
    else:
        from careerpath.render.browsing import render_schemas

        emit(render_schemas(_known_schemas(), look(verbose=False, no_color=no_color)))
    return ExitStatus.ANSWERED


def _schema_called(name: str) -> dict[str, Any]:
    from careerpath.packs.json_schema import FILE_SCHEMAS, file_schema
    from careerpath.render.document_schemas import DOCUMENTS, document_schema

    plain = name.removeprefix("careerpath.").removesuffix("/1")
    if plain in DOCUMENTS:
        return document_schema(plain)
    if plain in FILE_SCHEMAS:
        return file_schema(plain)
    raise UsageError(
        f"no schema is called {name!r}",
        hint=f"There are: {', '.join((*DOCUMENTS, *FILE_SCHEMAS))}.",
    )


def _known_schemas() -> list[dict[str, Any]]:
    from careerpath.packs.json_schema import FILE_SCHEMAS
    from careerpath.render.document_schemas import DOCUMENTS

    documents = {name: _first_line(write) for name, write in DOCUMENTS.items()}
    files = {name: _first_line(model) for name, model in FILE_SCHEMAS.items()}
    return [{"name": n, "describes": d} for n, d in {**documents, **files}.items()]


def _first_line(described: object) -> str:
    return (described.__doc__ or "").strip().splitlines()[0]


DIFF_HELP = """What one pack says otherwise than another: added, removed, changed, with the sources.

\b
  {examples}

One folder: the shipped data, and the same with this pack laid over it. Two: the first and the second,
each by itself if it is whole, else laid over the shipped data; `shipped` is the shipped data.
"""

SHIPPED = "shipped"


@app.command("diff", help=DIFF_HELP, short_help="what a pack changes")
def diff(
    first: Annotated[str, typer.Argument(metavar="PACK", help="The folder of a pack.")],
    second: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="[PACK]", help="The folder of another, or `shipped`."),
    ] = None,
    as_json: opt.AsJson = False,
    no_color: opt.NoColor = False,
) -> int:
    """Compare two catalogues entry by entry."""
    from careerpath.cli.session import emit, emit_json, look
    from careerpath.report.differences import diff_document

    if second is None:
        before, after, names = _side(SHIPPED), _laid_over_shipped(first), (SHIPPED, first)
    else:
        before, after, names = _side(first), _side(second), (first, second)
    document = diff_document(before, after, names)
    if as_json:
        from careerpath.render.json_document import DIFF

        emit_json({"schema": DIFF, **document})
    else:
        from careerpath.render.browsing import render_diff

        emit(render_diff(document, look(verbose=False, no_color=no_color)))
    return ExitStatus.ANSWERED


def _side(name: str) -> Catalogue:
    """The pack by itself, or over the shipped data where by itself it has errors."""
    from careerpath.cli.session import data_folders, load, pack_folder
    from careerpath.errors import InvalidDataError

    if name == SHIPPED:
        return load(data_folders(None)[:1])
    try:
        return load([pack_folder(name)])
    except InvalidDataError as error:
        if not error.problems:
            raise
        return _laid_over_shipped(name)


def _laid_over_shipped(name: str) -> Catalogue:
    from careerpath.cli.session import data_folders, load, pack_folder

    return load([*data_folders(None)[:1], pack_folder(name)])


EXPORT_HELP = """The whole catalogue, to take away: JSON, or the credentials as CSV.

\b
  {examples}

Each entry is written as `show --json` gives it. The CSV has one row a credential.
"""


@app.command("export", help=EXPORT_HELP, short_help="the whole catalogue as JSON or CSV")
def export(
    as_json: opt.AsJson = False,
    output: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--output", metavar="FILE", help="Write it, by extension: .json or .csv."),
    ] = None,
    data: opt.Data = None,
) -> int:
    """Write the catalogue to standard output, or to a file."""
    from careerpath.cli.session import emit_json, load_catalogue, note
    from careerpath.render import check_output, write_text
    from careerpath.render.json_document import EXPORT, text_of
    from careerpath.report.export import export_document

    if output is not None:
        check_output(output, (".csv", ".json"))
    document = {"schema": EXPORT, **export_document(load_catalogue(data))}
    if output is not None:
        from careerpath.render.credentials_csv import credentials_csv

        as_table = output.casefold().endswith(".csv")
        write_text(credentials_csv(document) if as_table else text_of(document), Path(output))
        note(f"wrote {output}")
    if as_json or output is None:
        emit_json(document)
    return ExitStatus.ANSWERED
