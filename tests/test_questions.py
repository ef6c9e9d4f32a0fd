"""Hard questions about the shipped data, each with a reviewer's sentence on why its answer is right.

`tests/golden/questions/NAME.txt` holds that sentence, the command and what it prints at a terminal
of 80 columns. After a change of data or wording: `python -m tests.test_questions` writes the answers
anew; read each against its sentence, and the sentence against the sources, before keeping it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.examples import printed

FOLDER = Path(__file__).parent / "golden" / "questions"
QUESTIONS = sorted(FOLDER.glob("*.txt"))
MOST_LINES = 24
PATIENCE = " --time-limit 600"
"""So that what is printed rests on counts alone and not on how fast the machine is."""


def asked(question: Path) -> tuple[str, str]:
    """The reviewer's sentence, and the command."""
    why, command, *_ = [x for x in question.read_text(encoding="utf-8").splitlines() if x]
    return why, command.removeprefix("$ ")


def answered(question: Path) -> str:
    """The whole file as it should be."""
    why, command = asked(question)
    return f"{why}\n\n$ {command}\n{printed(command + PATIENCE)}"


def test_there_are_twelve_hard_questions() -> None:
    assert len(QUESTIONS) >= 12


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.stem)
def test_a_hard_question_is_answered_as_it_was_reviewed(question: Path) -> None:
    why, command = asked(question)
    assert why.startswith("Right because ")
    assert " --as-of " in command
    found = answered(question)
    assert found == question.read_text(encoding="utf-8")
    assert len(found.splitlines()) - 3 <= MOST_LINES


if __name__ == "__main__":
    for each in QUESTIONS:
        each.write_text(answered(each), encoding="utf-8")
