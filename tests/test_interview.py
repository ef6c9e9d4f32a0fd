"""The interview: what people type is understood, what can change the plan is asked, nothing else."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import shlex
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from careerpath.cli import main
from careerpath.interview import Answers, Dialogue
from careerpath.interview.answers import words_of
from careerpath.interview.reading import Reader, parse_dated, parse_duration
from careerpath.months import format_month, parse_month
from careerpath.statements import Said, Statements
from tests.small_pack import ROLES, report_on, small_catalogue, write_pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from careerpath.catalogue import Catalogue
    from careerpath.report import PlanReport

NOW = parse_month("2026-11")

SCHOOL = """
- id: a-levels
  title: Three A levels
  aliases: [A levels, 3 A levels]
  kind: school
  jurisdiction: england-wales
  level: {framework: RQF, value: 3}
  scale: [CCC, BBB, A*AA, AAA]
  assumes: [gcse-english]
  routes:
    - {id: school, title: At school, months: 21, hours_per_week: 25, fee: 0, sources: [regulator]}
  sources: [regulator]
- id: gcse-maths
  title: GCSE Mathematics
  aliases: [maths GCSE, GCSE maths]
  kind: school
  jurisdiction: england-wales
  scale: ['3', ['4', C], '5', '6']
  sources: [regulator]
- id: gcses-five
  title: Five GCSEs at grade 4 or better
  aliases: [5 GCSEs, five GCSEs]
  kind: umbrella
  jurisdiction: england-wales
  sources: [regulator]
- id: gcses-count
  title: GCSEs in all
  kind: school
  jurisdiction: england-wales
  scale: ['1', '2', '3', '4', '5', '6', '7']
  sources: [regulator]
"""


CAREERS = """
- id: head-ew
  title: Head
  jurisdiction: england-wales
  usually: [solicitor-admission-ew, {experience: {months: 120, in: [clerk-ew, paralegal-ew, head-ew]}}]
  sources: [regulator]
- id: clerk-ew
  title: Clerk
  jurisdiction: england-wales
  usually: {any: [gcse-english, {experience: {months: 6, in: [head-ew, paralegal-ew]}}]}
  sources: [regulator]
"""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The small pack with what people bring from school."""
    from tests.small_pack import QUALIFICATIONS

    return small_catalogue(
        tmp_path_factory.mktemp("school"), qualifications=QUALIFICATIONS + SCHOOL
    )


# dates and lengths


@pytest.mark.parametrize(
    ("text", "month", "words"),
    [
        ("BBB next summer", "2027-08", ("BBB",)),
        ("BBB this summer", "2026-08", ("BBB",)),
        ("BBB last summer", "2026-08", ("BBB",)),
        ("law degree, June 2024", "2024-06", ("law", "degree")),
        ("LLB in sept 2023", "2023-09", ("LLB",)),
        ("LLB next july", "2027-07", ("LLB",)),
        ("LLB 2024-06", "2024-06", ("LLB",)),
        ("LLB summer 2025", "2025-08", ("LLB",)),
        ("LLB 2 years ago", "2024-11", ("LLB",)),
        ("I have a C in English", None, ("C", "English")),
    ],
)
def test_a_date_is_taken_out_of_a_sentence(
    text: str, month: str | None, words: tuple[str, ...]
) -> None:
    found = parse_dated(text, NOW)
    assert (found.when and format_month(found.when), found.words) == (month, words)


def test_a_year_alone_keeps_its_month_open() -> None:
    assert (parse_dated("LLB 2024", NOW).when, parse_dated("LLB 2024", NOW).year) == (None, 2024)
    assert parse_dated("LLB next year", NOW).year == 2027


def test_what_is_predicted_is_expected() -> None:
    assert parse_dated("predicted BBB", NOW).expected
    assert parse_dated("BBB in August 2027", NOW).expected
    assert not parse_dated("BBB in August 2025", NOW).expected


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("18", 18), ("18 months", 18), ("a year", 12), ("2 years", 24), ("half a year", 6),
        ("2 years and 3 months", 27), ("a year and a half", 18), ("soon", None), ("0", None),
    ],
)  # fmt: skip
def test_a_length_of_time_is_months(text: str, months: int | None) -> None:
    assert parse_duration(text) == months


# everyday names


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("A levels", [("a-levels", None)]),
        ("maths GCSE", [("gcse-maths", None)]),
        ("5 GCSEs", [("gcses-five", None)]),
        ("five gcses", [("gcses-five", None)]),
        ("GCSE maths 6", [("gcse-maths", "6")]),
        ("a C in GCSE maths", [("gcse-maths", "4")]),
        ("3 A levels at A*AA", [("a-levels", "A*AA")]),
        ("A levels A* A A", [("a-levels", "A*AA")]),
        ("A levels: maths A, history A*, art A", [("a-levels", "A*AA")]),
        ("biology B, art B and drama B at A levels", [("a-levels", "BBB")]),
        ("I am doing A levels, predicted BBB", [("a-levels", "BBB")]),
        ("GCSE maths 6 and GCSE English 5", [("gcse-maths", "6"), ("gcse-english", "5")]),
        ("law degree 2:1", [("law-degree", "2:1")]),
    ],
)
def test_natural_forms_are_understood(
    school: Catalogue, text: str, meant: list[tuple[str, str | None]]
) -> None:
    readings = Reader(school, None, NOW).readings(text)
    assert all(r.exact for r in readings)
    assert [(f.id, f.grade) for r in readings for f in r.found] == meant


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("predicted BBB next summer", [("a-levels", "BBB")]),
        ("7 GCSEs", [("gcses-count", "7"), ("gcse-english", "7"), ("gcses-five", None)]),
        ("2:1 in law", [("law-degree", "2:1")]),
        ("degree in history 2:1 from Leeds", [("law-degree", "2:1")]),
    ],
)
def test_what_may_mean_several_things_is_offered_and_not_chosen(
    school: Catalogue, text: str, offered: list[tuple[str, str | None]]
) -> None:
    (reading,) = Reader(school, None, NOW).readings(text)
    assert not reading.exact
    assert [(f.id, f.grade) for f in reading.found] == offered


def test_work_is_a_job_and_a_length(small: Catalogue) -> None:
    reader = Reader(small, None, NOW)
    found = reader.worked("18 months as a legal assistant until June 2025")
    assert ([f.id for f in found.found], found.months) == (["paralegal-ew"], 18)
    assert found.when == parse_month("2025-06")
    assert reader.worked("paralegal since March 2026").months == 9


def test_work_is_exemplified_by_jobs_that_one_can_begin_in(tmp_path: Path) -> None:
    """Experience that no way in can do without: a job for later, and no example of what is behind."""
    roles = ROLES + CAREERS
    catalogue = small_catalogue(tmp_path, roles=roles)
    reader = Reader(catalogue, None, NOW)
    assert not reader.is_for_beginners("head-ew")
    assert reader.is_for_beginners("clerk-ew")
    _, shown = converse(catalogue, "", "solicitor", "", "", "enough")
    (asked,) = {line for line in shown if "Have you worked" in line}
    assert "Clerk" in asked
    assert "Paralegal" in asked
    assert "Head" not in asked
    _, listed = converse(catalogue, "", "don't know", "1", "enough")
    jobs = [line.partition("  ")[2] for line in listed if re.match(r"[1-9]  ", line)]
    assert jobs[-1] == "Head"


# the conversation


class Script:
    """A console with somebody at it who says these lines and then leaves."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = list(lines)
        self.shown: list[str] = []

    def say(self, text: str) -> None:
        self.shown.append(text.strip())

    def put(self, question: str) -> None:
        self.say(question)

    def ask(self, offers: Sequence[str]) -> str:
        if not self._lines:
            raise KeyboardInterrupt
        return self._lines.pop(0)


def converse(
    catalogue: Catalogue, *lines: str, begun: Answers | None = None
) -> tuple[Answers, list[str]]:
    """What comes of an interview in which these lines are typed; all of them are used."""
    script = Script(lines)

    def plan_of(answers: Answers) -> PlanReport | None:
        said = answers.statements(Statements())
        texts = {
            name: value.text
            for name in ("age", "born", "place", "budget", "start")
            if (value := getattr(said, name)) is not None
        }
        lists = {n: [s.text for s in getattr(said, n)] for n in ("have", "worked", "lack")}
        return report_on(catalogue, answers.target or "", earning=said.earning, **texts, **lists)

    dialogue = Dialogue(catalogue, script, NOW, plan_of)
    answers = dialogue.run(begun or Answers())
    assert script._lines == []
    return answers, script.shown


def test_an_interview_asks_what_the_plan_depends_on(school: Catalogue) -> None:
    answers, shown = converse(
        school, "", "solicitor", "A levels BBB next summer", "", "paralegal for 6 months", "",
        "yes", "yes", "no", "no", "",
    )  # fmt: skip
    assert (answers.target, answers.have) == ("solicitor-ew", ("a-levels=BBB@2027-08",))
    assert answers.worked == ("paralegal-ew=6",)
    assert "Three A levels at BBB, expected in August 2027" in shown
    questions = [s for s in shown if s.endswith(")") and "?" in s]
    assert [q.split("?")[0] for q in questions[-4:]] == [
        "The plan takes it that you hold GCSE English at 4 or better, to judge by your Three A levels."
        " Is that so",
        "The plan has you take Law degree. Do you have it already",
        "The plan has times of full-time study. Must you be able to earn meanwhile",
        "The plan costs £32,100 in fees. Is there a limit to what you can pay",
    ]


def test_who_has_no_time_before_what_is_expected_begins_then(school: Catalogue) -> None:
    answers, shown = converse(
        school, "", "solicitor", "A levels BBB next summer", "", "paralegal for 6 months", "",
        "perhaps", "no", "enough",
    )  # fmt: skip
    assert answers.start == "2027-08"
    assert answers.have == ("a-levels=BBB@2027-08",)
    asked = [s for s in shown if s.startswith("Until you have Three A levels, in August 2027:")]
    assert len(asked) == 2
    assert 'Please say "yes" or "no".' in shown
    assert "Then everything begins in August 2027." in shown
    assert "--start 2027-08" in " ".join(words_of(answers.statements(Statements())))


def test_what_is_said_is_not_asked_again(school: Catalogue) -> None:
    answers, shown = converse(school, "", "paralegal", "GCSE English 5", "", "")
    assert (answers.target, answers.have) == ("paralegal-ew", ("gcse-english=5",))
    assert shown[-1].startswith("Have you worked"), "the plan has nothing left to depend on"


def test_no_takes_back_what_was_assumed(school: Catalogue) -> None:
    answers, shown = converse(school, "", "solicitor", "A levels BBB", "", "", "no", "no", "", "")
    assert answers.lack == ("gcse-english",)
    assert "No GCSE English, then." in shown
    assert "The plan has you take GCSE English. Do you have it already?" in " ".join(shown)


def test_a_grade_settles_what_was_assumed(school: Catalogue) -> None:
    answers, _ = converse(school, "", "solicitor", "A levels BBB", "", "", "5", "no", "", "")
    assert answers.have == ("a-levels=BBB", "gcse-english=5")


def test_a_step_that_is_held_changes_the_plan(school: Catalogue) -> None:
    answers, shown = converse(
        school, "", "solicitor", "GCSE English 5", "", "", "yes, 2:1 in June 2024", "yes", "no"
    )
    assert answers.have == ("gcse-english=5", "law-degree=2:1@2024-06", "sqe")
    assert "Law degree at 2:1, in June 2024" in shown


def test_what_is_held_in_place_of_a_step_is_understood(school: Catalogue) -> None:
    answers, shown = converse(
        school, "", "solicitor", "", "", "chess", "no, but A levels BBB", "yes", "no", "", ""
    )
    assert answers.have == ("a-levels=BBB",)
    assert any(s.startswith('Please say "yes", "no", "don\'t know"') for s in shown)
    assert any(s.startswith("The plan takes it that you hold GCSE English") for s in shown)


def test_limits_are_asked_in_plain_words(school: Catalogue) -> None:
    answers, shown = converse(
        school, "", "solicitor", "GCSE English 5", "", "", "no", "yes", "lots", "£30,000"
    )
    assert (answers.earning, answers.budget) == (True, "£30,000")
    assert any(s.startswith("'lots' is not an amount of money") for s in shown)


def test_an_age_is_asked_for_where_a_rule_has_one(school: Catalogue) -> None:
    answers, shown = converse(school, "", "youth award", "", "", "old enough", "300", "March 2009")
    assert (answers.born, answers.age) == ("2009-03", None)
    assert "'old enough' is neither an age nor a month of birth." in shown
    assert "300 can't be an age." in shown


def test_a_month_is_asked_for_where_only_the_year_is_said(school: Catalogue) -> None:
    answers, shown = converse(
        school, "", "paralegal", "GCSE English 5 in 2024", "soon", "6", "", ""
    )
    assert answers.have == ("gcse-english=5@2024-06",)
    assert "'soon' is not a month." in shown
    late, _ = converse(school, "", "paralegal", "GCSE English 5 in 2024", "don't know", "", "")
    assert late.have == ("gcse-english=5@2024-12",)


def test_several_meanings_are_numbered(school: Catalogue) -> None:
    answers, shown = converse(
        school, "", "paralegal", "7 GCSEs", "9", "1", "7 GCSEs", "0", "", "", "no"
    )
    assert answers.have == ("gcses-count=7",)
    assert "1  7 GCSEs in all" in shown
    assert "0  none of these" in shown
    assert "Type a number from 0 to 3." in shown


def test_back_takes_back_one_answer_at_a_time(school: Catalogue) -> None:
    answers, shown = converse(
        school, "back", "", "solicitor", "back", "paralegal", "GCSE maths 5", "back",
        "GCSE English 5", "", "",
    )  # fmt: skip
    assert (answers.target, answers.have) == ("paralegal-ew", ("gcse-english=5",))
    assert "This is the first question." in shown


def test_back_from_a_smaller_question_is_to_the_one_it_came_from(school: Catalogue) -> None:
    answers, shown = converse(
        school, "", "paralegal", "predicted BBB", "back", "GCSE English 5 in 2024", "back",
        "GCSE English 5", "", "",
    )  # fmt: skip
    assert answers.have == ("gcse-english=5",)
    assert sum(s.startswith("What have you passed already") for s in shown) == 3


def test_help_explains_and_asks_again(school: Catalogue) -> None:
    _, shown = converse(school, "?", "", "help", "paralegal", "GCSE English 5", "", "")
    assert any(s.startswith("Rules and fees differ from place to place.") for s in shown)
    assert shown.count("What would you like to become, or to pass?") == 2


def test_a_grade_of_one_letter_is_no_command(school: Catalogue) -> None:
    answers, shown = converse(school, "", "paralegal", "GCSE English", "", "", "b", "c")
    assert answers.have == ("gcse-english=4",)
    assert "Which grade is your GCSE English? (1 to 9)" in shown
    assert "'b' is not one of its grades." in shown


def test_dont_know_is_an_answer_everywhere(school: Catalogue) -> None:
    answers, shown = converse(
        school, "don't know", "don't know", "Solicitor", "don't know", "dunno",
        "not sure", "dont know", "no idea",
    )  # fmt: skip
    assert answers == Answers(target="solicitor-ew", asked=answers.asked)
    assert "Some of the jobs in this data:" in shown


def test_wrong_names_are_asked_again(school: Catalogue) -> None:
    _, shown = converse(
        school, "Atlantis", "", "xyzzy", "", "paralegal", "driving licence", "GCSE English 5", "",
        "plumber for a year", "",
    )  # fmt: skip
    assert any(s.startswith("No place in this data is called 'Atlantis'.") for s in shown)
    assert "Nothing in this data is called 'xyzzy'." in shown
    assert any("is like 'driving licence'; if it isn't here, it doesn't matter" in s for s in shown)
    assert any("No job in this data is like 'plumber for a year'" in s for s in shown)


def test_enough_goes_to_the_plan(school: Catalogue) -> None:
    answers, shown = converse(school, "enough", "", "solicitor", "enough")
    assert answers.target == "solicitor-ew"
    assert "First, what would you like to become?" in shown


def test_a_place_decides_whose_job_is_meant(school: Catalogue) -> None:
    answers, _ = converse(school, "US", "paralegal", "", "")
    assert (answers.place, answers.target) == ("united-states", "paralegal-us")


def test_the_words_of_a_command_are_those_of_the_statements() -> None:
    base = Statements(
        have=(Said("sqe", "--have sqe"), Said("x", "have[0]", "me.yaml")),
        as_of=Said("2026-11-22", "--as-of"),
        hopeful=True,
    )
    answers = Answers(target="solicitor-ew", have=("law-degree=2:1",), age="17", earning=True)
    assert list(words_of(answers.statements(base))) == [
        "solicitor-ew", "--have", "law-degree=2:1", "--have", "sqe", "--age", "17",
        "--as-of", "2026-11-22", "--earning", "--hopeful",
    ]  # fmt: skip


# at a terminal

_RUN = """
import sys
from pathlib import Path
import careerpath.cli.session as session
folder = Path(sys.argv[1])
session.shipped_pack = lambda: folder
from careerpath.cli import main
sys.exit(main(sys.argv[2:]))
"""
WHEN = ("--as-of", "2026-11-22")


class Terminal:
    """A command on a pseudo-terminal of 80 columns."""

    def __init__(self, folder: Path, *words: str) -> None:
        pack = write_pack(folder / "shipped")
        self._own, theirs = pty.openpty()
        environment = {k: v for k, v in os.environ.items() if not k.startswith("CAREERPATH_P")}
        environment |= {"TERM": "dumb", "COLUMNS": "80", "NO_COLOR": "1", "INPUTRC": "/dev/null"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _RUN, str(pack), *words],
            stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment,
            start_new_session=True, preexec_fn=_own_terminal,
        )  # fmt: skip
        os.close(theirs)
        self.text = ""

    def prompt(self) -> str:
        """Everything up to the next prompt, or to the end."""
        before = len(self.text)
        limit = time.monotonic() + 60
        while time.monotonic() < limit and not self.text[before:].endswith("> "):
            if not select.select([self._own], [], [], 0.5)[0]:
                continue
            try:
                data = os.read(self._own, 65536)
            except OSError:
                break
            if not data:
                break
            self.text += data.decode()
        return self.text[before:].replace("\r\n", "\n")

    def type(self, line: str) -> str:
        """Type a line, and read on to the next prompt."""
        os.write(self._own, line.encode() + b"\n")
        return self.prompt()

    def press(self, key: bytes) -> str:
        """Press a key."""
        os.write(self._own, key)
        return self.prompt()

    def interrupt(self) -> None:
        """Ctrl-C until it is heard: one that comes between the prompt and the wait for a key is
        noticed only at the next key."""
        for _ in range(20):
            with contextlib.suppress(OSError):
                os.write(self._own, b"\x03")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(2)
                return

    def end(self) -> None:
        """Leave nothing running, whatever the test came to."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def status(self) -> int:
        """The exit status, once the command has ended."""
        self.prompt()
        status = self._process.wait(60)
        os.close(self._own)
        return status


def _own_terminal() -> None:
    """Make the pseudo-terminal the controlling one, so that Ctrl-C is a signal, and heard."""
    import fcntl
    import signal
    import termios

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """`careerpath plan` without a target."""
    found = Terminal(tmp_path, "plan", *WHEN)
    yield found
    found.end()


def test_an_interview_ends_with_the_plan_the_profile_and_the_command(
    terminal: Terminal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "Where are you" in terminal.prompt()
    assert "No place in this data is called 'Atlantis'" in terminal.type("Atlantis")
    assert "What would you like to become" in terminal.type("")
    assert "1  Solicitor" in terminal.type("solicit")
    assert "What have you passed already" in terminal.type("1")
    assert "Law degree at 2:1, in July 2024" in terminal.type("law degree 2:1 July 2024")
    assert "What have you passed already" in terminal.type("back")
    assert "Law degree at First" in terminal.type("law degree First July 2024")
    assert "Have you worked" in terminal.type("")
    assert "Paralegal for 1 year" in terminal.type("paralegal for 12 months")
    text = terminal.type("")
    while "Keep what you said" not in text:
        assert "?" in text
        text = terminal.type("don't know")
    assert "it is there already" not in text
    (tmp_path / "taken.yaml").write_text("have: []\n", encoding="utf-8")
    assert "it is there already. Another name?" in terminal.type("taken.yaml")
    end = terminal.type("me.yaml")
    assert terminal.status() == 0
    assert "law-degree=First@2024-07" in (tmp_path / "me.yaml").read_text(encoding="utf-8")
    assert (tmp_path / "taken.yaml").read_text(encoding="utf-8") == "have: []\n"

    # The equivalent command says the same.
    (command,) = re.findall(r"^  (careerpath plan .*)$", end, re.MULTILINE)
    assert command == (
        "careerpath plan solicitor-ew --have law-degree=First@2024-07 --worked paralegal-ew=12"
        " --as-of 2026-11-22"
    )
    shown = text.replace("\r\n", "\n")
    monkeypatch.setattr("careerpath.cli.session.shipped_pack", lambda: tmp_path / "shipped")
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(command)[1:]) == 0
    (headline, *_) = capsys.readouterr().out.splitlines()
    assert headline.split(":")[0] in shown
    again = Terminal(tmp_path, *shlex.split(command)[1:])
    assert again.status() == 0
    answer = _plain(again.text)
    assert answer
    assert answer in _plain(shown)


def _plain(text: str) -> str:
    """Without what was shown and wiped while somebody waited."""
    lines = (line.rsplit("\r", 1)[-1].rstrip() for line in text.replace("\r\n", "\n").split("\n"))
    return "\n".join(lines).strip()


def test_ctrl_c_is_130_and_leaves_nothing(terminal: Terminal, tmp_path: Path) -> None:
    terminal.prompt()
    terminal.type("")
    terminal.type("solicitor")
    terminal.interrupt()
    assert terminal.status() == 130
    assert "careerpath: interrupted" in terminal.text
    assert [p.name for p in tmp_path.iterdir()] == ["shipped"]


def test_the_end_of_input_is_an_interruption(terminal: Terminal) -> None:
    terminal.prompt()
    terminal.press(b"\x04")
    assert terminal.status() == 130


def test_tab_completes_a_name(terminal: Terminal) -> None:
    terminal.prompt()
    terminal.type("")
    os.write(terminal._own, b"Solic\t")
    time.sleep(0.3)
    assert "What have you passed already" in terminal.type("")
    terminal.press(b"\x04")
    assert terminal.status() == 130


def test_nothing_is_asked_on_a_pipe(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "shipped")
    for words in (["plan"], ["plan", "--json"]):
        done = subprocess.run(
            [sys.executable, "-c", _RUN, str(pack), *words],
            input="solicitor\n", capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 2
        assert "no target" in done.stderr


def test_progress_is_shown_at_a_terminal_and_wiped(tmp_path: Path) -> None:
    """Reading packs that are in no cache is slow enough, once it may be seen at once."""
    code = _RUN.replace("folder = ", "session.PROGRESS_AFTER = 0.0\nfolder = ")
    terminal = Terminal.__new__(Terminal)
    pack = write_pack(tmp_path / "shipped")
    for words, expected in (
        (["plan", "solicitor"], True),
        (["plan", "solicitor", "--json"], False),
    ):
        terminal._own, theirs = pty.openpty()
        terminal.text = ""
        terminal._process = subprocess.Popen(
            [sys.executable, "-c", code, str(pack), *words, *WHEN],
            stdin=theirs, stdout=theirs, stderr=theirs,
        )  # fmt: skip
        os.close(theirs)
        assert terminal.status() == 0
        for message in ("careerpath: reading the data", "careerpath: looking for the best plan"):
            assert (message in terminal.text) is expected
