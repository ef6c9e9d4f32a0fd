"""The docs say what the program does: examples are run, pages from the code are current."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from careerpath.cli import NAME
from careerpath.cli.exit_status import ExitStatus
from careerpath.packs.files import DATA_FILES
from careerpath.packs.reading import MODELS, read_packs
from careerpath.packs.requirement_text import normal_requirement
from careerpath.packs.strict_yaml import read_yaml
from careerpath.render.document_schemas import DOCUMENTS
from tests.docs.examples import ROOT, commands_in, with_examples
from tests.docs.generate import COMMANDS, DATA_FORMAT, JSON, commands, differences, pages

if TYPE_CHECKING:
    from pathlib import Path

README = ROOT / "README.md"
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "examples" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", pages(), ids=lambda p: p.name)
def test_every_page_that_comes_from_the_code_is_current(page: Path) -> None:
    """Outlines, pictures, and in the console blocks of every page what its commands print."""
    stale = differences(page, pages()[page]())
    assert stale.strip() == "", f"{stale}\nRun: python -m tests.docs.generate"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_example_with_an_output_is_run(page: Path) -> None:
    """What shows a prompt stands in a `console` block, and pages with such blocks are run."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", _text(page), re.MULTILINE | re.DOTALL)
    prompting = [kind for kind, text in blocks if re.search(r"^\$ ", text, re.MULTILINE)]
    assert set(prompting) <= {"console"}
    assert not prompting or page in pages()


@pytest.mark.parametrize("page", [p for p in PAGES if p != README], ids=lambda p: p.name)
def test_every_command_that_is_shown_without_its_output_answers(page: Path) -> None:
    """The README's own are the set-up, which `.ci/run` runs."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", _text(page), re.MULTILINE | re.DOTALL)
    typed = "".join(f"$ {line}\n$ echo $?\n" for block in blocks for line in block.splitlines())
    answers = with_examples(f"```console\n{typed}```\n") if typed else ""
    statuses = re.findall(r"^\$ echo \$\?\n(\d+)$", answers, re.MULTILINE)
    assert len(statuses) == typed.count("echo")
    assert set(statuses) <= {"0"}, answers


def test_every_document_is_outlined() -> None:
    headings = re.findall(r"^### careerpath\.(\w+)/1$", _text(JSON), re.MULTILINE)
    assert headings == list(DOCUMENTS)


@pytest.mark.parametrize("page", ["student", "adviser", "script"])
def test_each_of_the_three_users_has_a_tutorial(page: str) -> None:
    assert f"](docs/{page}.md)" in _text(README)
    commands = commands_in(_text(ROOT / "docs" / f"{page}.md"))
    assert len([c for c in commands if c.startswith("careerpath ")]) >= 5


def test_every_command_is_in_the_docs() -> None:
    headings = re.findall(r"^## (careerpath.*)$", _text(COMMANDS), re.MULTILINE)
    assert headings == list(commands())
    assert "careerpath plan" in headings


def test_every_command_begins_its_help_with_examples() -> None:
    page = _text(COMMANDS)
    for name in commands():
        section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        assert f"Usage: {name}" in section, name
        if name != NAME:
            assert f"\n    {name} " in section or f"\n    {name}\n" in section, name


def test_the_readme_begins_with_one_sentence_and_one_command() -> None:
    first, *rest = [line for line in _text(README).splitlines() if line][1:]
    assert first.count(". ") == 0
    assert first.endswith(".")
    assert rest[0] == "```console"
    assert rest[1].startswith("$ careerpath plan ")


def _set_up() -> list[str]:
    block = re.search(r"^## Set up\n.*?```sh\n(.*?)```", _text(README), re.MULTILINE | re.DOTALL)
    assert block
    return block[1].splitlines()


def test_set_up_is_two_commands_with_venv_and_pip_alone() -> None:
    first, second = _set_up()
    assert first.startswith("python3 -m venv .venv && .venv/bin/pip install -q -e . && ")
    assert re.fullmatch(r"\.venv/bin/pip install -q -e '\.\[dev\]' && \.venv/bin/pytest.*", second)
    question = first.rsplit(" && ", 1)[1].removeprefix(".venv/bin/")
    assert f"$ {question} --as-of" in _text(README), "the example is the answer to the command"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", _text(page))
    own = [link for link in links if "://" not in link]
    assert [link for link in own if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("picture", sorted((ROOT / "docs").glob("*.svg")), ids=lambda p: p.name)
def test_a_picture_fetches_nothing_and_is_shown(picture: Path) -> None:
    text = _text(picture).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|@import|<image|<script", text)
    assert f"](docs/{picture.name})" in _text(README)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_option_in_the_docs_exists(page: Path) -> None:
    """Options of careerpath: those of other programs stand in blocks or lines that name them."""
    known = set(re.findall(r"--[a-z][a-z-]+", _text(COMMANDS)))
    for command in re.findall(r"`(careerpath [^`]*)`", _text(page)):
        assert set(re.findall(r"--[a-z][a-z-]+", command)) <= known, command


def test_every_exit_status_is_in_the_docs() -> None:
    page = _text(ROOT / "docs" / "exit-status.md")
    rows = [int(n) for n in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)]
    assert rows == [int(status) for status in ExitStatus]


def test_the_commands_of_the_exit_status_page_end_with_that_status() -> None:
    """Run as written; `broken` stands for a broken pack, which another test has."""
    page = _text(ROOT / "docs" / "exit-status.md")
    rows = re.findall(r"^\| (\d+) \|.*\| `(careerpath [^`]*)` \|$", page, re.MULTILINE)
    assert len(rows) >= 3
    for status, command in rows:
        if "broken" not in command:
            assert _status_of(command) == int(status), command


def _status_of(command: str) -> int:
    ran = with_examples(f"```console\n$ {command} 2>/dev/null\n$ echo $?\n```\n")
    return int(ran.splitlines()[-2])


def _yaml_blocks(heading: str) -> list[str]:
    """The YAML blocks of the data format whose first line is a comment that begins with this."""
    blocks = re.findall(r"^```yaml\n(.*?)```", _text(DATA_FORMAT), re.MULTILINE | re.DOTALL)
    return [b for b in blocks if b.startswith(f"# {heading}")]


def _write_example_pack(folder: Path) -> Path:
    folder.mkdir()
    for file in DATA_FILES:
        for block in _yaml_blocks(file):
            (folder / file).write_text(block, encoding="utf-8")
    return folder


def test_the_pack_of_the_data_format_is_valid(tmp_path: Path) -> None:
    reading = read_packs([_write_example_pack(tmp_path / "pack")])
    assert [str(p) for p in reading.problems] == []
    assert sorted(reading.data["credentials"]) == [
        "safety-exam", "welder", "welders-mate", "welding-course", "welding-licence",
    ]  # fmt: skip


def test_the_overlay_of_the_data_format_changes_what_it_says(tmp_path: Path) -> None:
    pack = _write_example_pack(tmp_path / "pack")
    (block,) = _yaml_blocks("overlay: qualifications.yaml")
    overlay = tmp_path / "college"
    overlay.mkdir()
    (overlay / "qualifications.yaml").write_text(block, encoding="utf-8")
    reading = read_packs([pack, overlay])
    assert [str(p) for p in reading.problems] == []
    routes = reading.data["credentials"]["welding-course"]["routes"]
    assert [(r["id"], r["fee"]["minor"]) for r in routes] == [
        ("full-time", 120000),
        ("evenings", 70000),
    ]


def test_the_requirements_of_the_data_format_can_be_read() -> None:
    (block,) = _yaml_blocks("requirements")
    examples = read_yaml(block).data
    kinds = {k for e in examples if isinstance(e, dict) for k in e}
    assert kinds >= {"all", "at_least", "experience", "held_for", "recent", "age"}
    for example in examples:
        normal_requirement(example)


def test_the_pydantic_models_cover_the_files_that_are_read() -> None:
    assert tuple(MODELS) == DATA_FILES


def test_the_scripts_and_docs_name_no_place_of_this_machine() -> None:
    files = [*PAGES, ROOT / ".ci" / "run", ROOT / "pyproject.toml", ROOT / "CHANGELOG.md"]
    for file in files:
        assert not re.search(r"/(work|tmp|home|root|opt|usr/local)/\w", _text(file)), file
