"""`careerpath show`: one credential."""

from __future__ import annotations

from typing import Annotated

import typer

from careerpath.cli import options as opt  # noqa: TC001 - typer reads annotations at run time
from careerpath.cli.completion import complete_target
from careerpath.cli.exit_status import ExitStatus

HELP = """One credential: what it is, the ways in, where it leads, facts and sources.

\b
  {examples}
"""


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="An id, a title or an alias.",
            autocompletion=complete_target,
            show_default=False,
        ),
    ],
    place: opt.In = None,
    as_json: opt.AsJson = False,
    verbose: opt.Verbose = False,
    no_color: opt.NoColor = False,
    data: opt.Data = None,
) -> int:
    """Look the credential up and write what there is to say of it."""
    from careerpath.cli.session import emit, emit_json, load_catalogue, look
    from careerpath.lookup import ROLE_FIRST, Lookup
    from careerpath.report.browse import entry_document

    catalogue = load_catalogue(data)
    own_place = Lookup(catalogue).find_place(place) if place else None
    id_ = Lookup(catalogue, own_place).find(name, ROLE_FIRST)
    item = entry_document(catalogue, id_)
    if as_json:
        from careerpath.render.json_document import show_document

        emit_json(show_document(item))
    else:
        from careerpath.render.browsing import render_entry

        emit(render_entry(item, look(verbose=verbose, no_color=no_color)))
    return ExitStatus.ANSWERED
