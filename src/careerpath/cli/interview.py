"""The interview at a terminal: `careerpath plan` without a target. Never on a pipe."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
import textwrap
from typing import TYPE_CHECKING

from careerpath.errors import UsageError
from careerpath.interview import Answers, Dialogue
from careerpath.interview.answers import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from careerpath.catalogue import Catalogue
    from careerpath.report import PlanReport
    from careerpath.statements import Statements

PROMPT = "> "
_WIDEST = 88
_PATIENCE = "3s"
"""How long a look at the plan between two questions may take."""


def can_interview() -> bool:
    """Somebody sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


class Terminal:
    """Plain lines, with Tab to complete names where the system has a line editor."""

    def __init__(self, *, color: bool = False) -> None:
        self._color = color
        self._width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST) - 1
        self._offers: Sequence[str] = ()
        self._use_line_editor()

    def _use_line_editor(self) -> None:
        try:
            import readline
        except ImportError:
            return
        readline.set_completer_delims("")
        readline.set_completer(self._complete)
        readline.set_auto_history(False)
        # libedit, on some systems, spells the binding its own way.
        is_libedit = "libedit" in (readline.__doc__ or "")
        readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")

    def _complete(self, text: str, state: int) -> str | None:
        alike = [o for o in self._offers if text and o.casefold().startswith(text.casefold())]
        return alike[state] if state < len(alike) else None

    def put(self, question: str) -> None:
        """A question, after an empty line and bold where that can be shown."""
        sys.stdout.write("\n\x1b[1m" if self._color else "\n")
        self.say(question)
        sys.stdout.write("\x1b[0m" if self._color else "")
        sys.stdout.flush()

    def say(self, text: str) -> None:
        """Show a text, wrapped; lines that begin with blanks keep them."""
        from careerpath.render.phrases import clean

        plain = clean(text)
        number = re.match(r" *(?:\d+ +)?", plain)
        indent = " " * (number.end() if number else 0)
        lines = textwrap.wrap(plain[len(indent) :], self._width - len(indent)) or [""]
        shown = [plain[: len(indent)] + lines[0], *(indent + line for line in lines[1:])]
        sys.stdout.write("".join(f"{_encodable(line)}\n" for line in shown))
        sys.stdout.flush()

    def ask(self, offers: Sequence[str]) -> str:
        """One line. The end of input is taken like Ctrl-C: nobody is there any more."""
        self._offers = offers
        try:
            return input(PROMPT)
        except EOFError:
            raise KeyboardInterrupt from None


def _encodable(text: str) -> str:
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def interview(
    catalogue: Catalogue,
    base: Statements,
    plan_of: Callable[[Statements], PlanReport | None],
    *,
    color: bool,
) -> Statements:
    """The statements that the interview adds to those made before it."""
    from datetime import date

    from careerpath.statements import ask_of_person

    known = ask_of_person(catalogue, base, date.today())
    dialogue = Dialogue(
        catalogue,
        Terminal(color=color),
        known.as_of_month,
        lambda a: plan_of(a.statements(base)),
    )
    return dialogue.run(_begun(catalogue, base, known.question.profile.place)).statements(base)


def _begun(catalogue: Catalogue, base: Statements, place: str | None) -> Answers:
    """What options and a profile have settled already."""
    settled = {
        "place": place is not None or len(catalogue.places) < 2,
        "have": bool(base.have),
        "worked": bool(base.worked),
    }
    keys = [key for key, is_settled in settled.items() if is_settled]
    return Answers(place=place).settled(*keys)


def look_at(catalogue: Catalogue, statements: Statements) -> PlanReport | None:
    """The plan so far, if it is found at once."""
    from datetime import date

    from careerpath.cli.session import Patience, Progress
    from careerpath.errors import CareerPathError
    from careerpath.planner import plan
    from careerpath.report import build_report
    from careerpath.statements import ask

    try:
        (asked,) = ask(catalogue, statements, date.today())
        with Progress("  (looking at the plan …)"):
            result = plan(catalogue, asked.question, should_stop=Patience(_PATIENCE).is_over)
            return build_report(catalogue, asked, result)
    except (TimeoutError, CareerPathError):
        return None


def farewell(catalogue: Catalogue, statements: Statements, extra: Sequence[str]) -> None:
    """Offer to keep the profile, and say what asks the same again without an interview."""
    terminal = Terminal()
    _offer_to_save(catalogue, statements, terminal)
    terminal.say("")
    terminal.say("The same question without the interview:")
    # Not wrapped: it is there to be copied.
    sys.stdout.write(_encodable(f"  {command(statements, extra)}\n"))
    sys.stdout.flush()


def command(statements: Statements, extra: Sequence[str]) -> str:
    """The command line that asks what the interview asked."""
    return shlex.join(["careerpath", "plan", *words_of(statements), *extra])


def _offer_to_save(catalogue: Catalogue, statements: Statements, terminal: Terminal) -> None:
    from careerpath.cli.profile import check_profile_name, described, write_profile

    terminal.put("Keep what you said as a profile? A file name such as me.yaml (Enter: no)")
    while True:
        name = terminal.ask(()).strip()
        if not name or name.casefold() in ("no", "n", "0"):
            return
        try:
            check_profile_name(name)
            write_profile(described(catalogue, statements), name, force=False)
        except UsageError as error:
            terminal.say(f"  {error.message}. Another name? (Enter: don't keep it)")
            continue
        terminal.say(f"  wrote {name}; `careerpath plan … --profile {name}` reads it")
        return
