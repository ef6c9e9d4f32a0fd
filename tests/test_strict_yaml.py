"""YAML as the packs write it: text stays text, and what is unsafe is named with its line."""

from __future__ import annotations

import pytest

from careerpath.packs import strict_yaml
from careerpath.packs.strict_yaml import path_text, read_yaml


def faults(text: str) -> list[str]:
    return [f"{f.line}: {f.path}: {f.message}" for f in read_yaml(text).faults]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2:1", "2:1"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("True", "True"),
        ("010", "010"),
        ("1.50", "1.50"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("2026-12", "2026-12"),
        ("2026-12-31", "2026-12-31"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("=", "="),
        ("true", True),
        ("false", False),
        ("36", 36),
        ("-1", -1),
        ("0", 0),
        ("null", None),
        ("~", None),
        ("'36'", "36"),
        ('"true"', "true"),
        ("", None),
    ],
)
def test_a_plain_value_is_read_without_surprises(text: str, value: object) -> None:
    document = read_yaml(f"key: {text}\n")
    assert document.faults == []
    assert document.data == {"key": value}
    assert type(document.data["key"]) is type(value)


def test_an_empty_file_holds_nothing() -> None:
    document = read_yaml("# nothing but a comment\n")
    assert (document.data, document.faults) == (None, [])


def test_every_value_knows_its_line() -> None:
    document = read_yaml("- id: a\n  routes:\n    - months: 1\n      fee: 2\n- id: b\n")
    assert document.line((0,)) == 1
    assert document.line((0, "routes", 0, "fee")) == 4
    assert document.line((1, "id")) == 5
    assert document.line((0, "routes", 0, "no such field")) == 3, "that of what is around it"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- id: a\n  id: b\n", "2: [0]: the key `id` is written twice"),
        ("a: &x 1\n", "1: : not readable as YAML: {anchors}"),
        ("a: &x [1]\nb: *x\n", "1: : not readable as YAML: {anchors}"),
        ("b: *x\n", "1: : not readable as YAML: {anchors}"),
        ("a: !!python/name:os.system x\n", "1: a: {tag}python/name:os.system` are not allowed"),
        ("a: !!int '3'\n", "1: a: {tag}int` are not allowed"),
        ("a: !own {b: 1}\n", "1: a: tags such as `!own` are not allowed"),
        ("a: !!set [b]\n", "1: a: {tag}set` are not allowed"),
        ("? [a, b]\n: c\n", "1: : a key must be plain text"),
        ("a: [1\n", "2: : not readable as YAML: {flow}"),
        ('a: "x\\e[31my"\n', "1: a: control characters are not allowed in text"),
        ('a: "x\\u202Ey"\n', "1: a: control characters are not allowed in text"),
    ],
)
def test_a_fault_has_its_line_path_and_sentence(text: str, expected: str) -> None:
    known = {
        "{anchors}": "anchors and aliases are not allowed; write the value out",
        "{tag}": "tags such as `tag:yaml.org,2002:",
        "{flow}": "did not find expected ',' or ']': a bracket here or further up is not closed",
    }
    for short, long in known.items():
        expected = expected.replace(short, long)
    assert faults(text) == [expected]


def test_control_characters_do_not_get_into_the_value() -> None:
    assert read_yaml('a: "x\\e[31my"\n').data == {"a": "x[31my"}


def test_a_second_document_is_refused() -> None:
    (fault,) = read_yaml("a: 1\n---\nb: 2\n").faults
    assert fault.message.startswith("not readable as YAML: ")


def test_all_faults_are_collected() -> None:
    assert faults("- a: 1\n  a: 2\n- b: !x 1\n  b: 2\n") == [
        "2: [0]: the key `a` is written twice",
        "3: [1].b: tags such as `!x` are not allowed",
        "4: [1]: the key `b` is written twice",
    ]


def test_deep_nesting_is_refused_and_not_followed() -> None:
    assert faults("[" * 50 + "]" * 50) == ["1: : not readable as YAML: nested more than 40 deep"]
    assert len(faults("[" * 50_000)) == 1


def test_a_bomb_of_aliases_is_not_expanded() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for n in range(1, 30):
        lines.append(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]")
    (fault,) = faults("\n".join(lines))
    assert fault.endswith("anchors and aliases are not allowed; write the value out")


def test_an_oversize_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_yaml, "MAX_BYTES", 2_000_000)
    assert faults("a" * 2_000_001) == ["0: : the file is larger than 2 MB"]


def test_a_path_is_written_as_in_messages() -> None:
    assert path_text(("routes", 0, "fee")) == "routes[0].fee"
    assert path_text((2, "id")) == "[2].id"
    assert path_text(()) == ""


@pytest.mark.parametrize(
    ("text", "line", "advice"),
    [
        ("- id: a\n  title: A: B\n", 2, "text that holds a colon and a space stands in quotes"),
        ("- id: a\n\ttitle: B\n", 2, "indent with spaces"),
        ("- id: @x\n", 1, "text that begins with a sign such as @, % or ` stands in quotes"),
        (
            "- id: a\n  title: 'B\n- id: c\n",
            4,
            "a quotation mark or bracket further up is not closed",
        ),
        (
            "- id: a\n  requires: [a, b\n  title: x\n",
            3,
            "a bracket here or further up is not closed",
        ),
        ("- id: a\n  title B\n  x: 1\n", 3, "a name is followed by a colon and a space"),
        ("- id: a\n- title: [b]]\n", 2, "look at the indentation, and for a bracket too many"),
        ("- id: a\n title: b\n", 2, "the fields of an entry stand in one column, below its first"),
    ],
)
def test_a_slip_of_the_pen_comes_with_advice(text: str, line: int, advice: str) -> None:
    (fault,) = faults(text)
    assert fault.startswith(f"{line}: : not readable as YAML: ")
    assert fault.endswith(f": {advice}")
