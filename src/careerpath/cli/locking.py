"""`careerpath plan --lock` and `--recheck`: a plan kept with what it rests on, and judged later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from careerpath.cli.exit_status import ExitStatus
from careerpath.errors import UsageError

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue
    from careerpath.cli.session import Patience
    from careerpath.report import PlanReport, SeveralReports
    from careerpath.statements import Statements


def check_lock(statements: Statements, path: str) -> None:
    """Refuse what can't be locked before any work is done."""
    from pathlib import Path

    if len(statements.targets) > 1:
        raise UsageError("--lock keeps one plan: name one target")
    folder = Path(path).parent
    if not folder.is_dir():
        raise UsageError(f"--lock {path}: there is no folder {str(folder)!r}")


def lock_plan(catalogue: Catalogue, report: PlanReport | SeveralReports, path: str) -> None:
    """Write the lock of the report's plan, the whole file or none; nothing if there is no plan."""
    from pathlib import Path

    from careerpath.cli.session import note
    from careerpath.locks import rests_on
    from careerpath.render import write_text
    from careerpath.render.json_document import text_of
    from careerpath.render.recheck import lock_document
    from careerpath.report import PlanReport

    assert isinstance(report, PlanReport), "one target was asked for"
    if report.status != "plan":
        note(f"nothing was locked: there is no plan to keep ({report.status})")
        return
    document = lock_document(report, rests_on(catalogue, report), catalogue.digest)
    write_text(text_of(document), Path(path), option="--lock")
    note(f"wrote {path}; `careerpath plan --recheck {path}` says whether it still holds")


def recheck_plan(
    path: str,
    statements: Statements,
    patience: Patience,
    *,
    as_json: bool,
    no_color: bool,
    data: list[str] | None,
) -> ExitStatus:
    """Judge a locked plan by today's data and date."""
    from datetime import date

    from careerpath.cli.session import Progress, emit, emit_json, load_catalogue, look
    from careerpath.locks import load_lock
    from careerpath.recheck import recheck
    from careerpath.render.recheck import recheck_document, render_recheck
    from careerpath.statements import Statements, parse_as_of

    if replace(statements, as_of=None) != Statements():
        raise UsageError(
            "--recheck takes the question from the lock",
            hint="Leave the target and what is said of the person out.",
        )
    day = statements.as_of.text if statements.as_of else date.today().isoformat()
    as_of, month = parse_as_of(day)
    locked = load_lock(path)
    catalogue = load_catalogue(data)
    with Progress("careerpath: checking the plan and looking for a better one …"):
        found = recheck(catalogue, locked, as_of, month, patience.is_over)
    if as_json:
        emit_json(recheck_document(found))
    else:
        emit(render_recheck(found, look(verbose=False, no_color=no_color)))
    return ExitStatus.ANSWERED if found.holds else ExitStatus.LOCK_BROKEN
