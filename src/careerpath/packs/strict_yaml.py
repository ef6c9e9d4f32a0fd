"""YAML as the packs write it: no surprises, no code, no bombs, and a line for every value.

PyYAML's defaults read `2:1` as the number 121, `NO` as false and `010` as 8, and let a second
`requires:` silently replace the first. Here a plain scalar is text unless it is `true`, `false`,
a plain decimal integer or null; a duplicate key, a tag, an anchor or an oversized file is refused.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

import yaml
from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MAX_BYTES = 8_000_000
MAX_DEPTH = 40

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,15})")
# Bidirectional overrides and control characters have no place in a title.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069]")

# What a plain scalar may be called; how it is read is `_plain`'s business alone.
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")
)

_QUOTES = ("'", '"', "|", ">")
_WORDS = {"true": True, "false": False, "": None, "~": None, "null": None}

ValuePath = tuple[str | int, ...]


class YamlFault(Struct, frozen=True):
    """What is wrong with the text, and on which line."""

    line: int
    message: str
    path: str = ""


class Document:
    """The values of one file, with the line on which each stands and the faults met reading it.

    The text is read when something of it is first asked for: a file that is known from before is
    looked into only where a fault has to be placed.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _read(self) -> _Read:
        return _read(self._text)

    @property
    def data(self) -> Any:  # noqa: ANN401 - YAML is any
        return self._read.data

    @property
    def faults(self) -> list[YamlFault]:
        return self._read.faults

    @property
    def has_nulls(self) -> bool:
        """Whether a null stands anywhere in it."""
        return self._read.has_nulls

    def line(self, path: ValuePath) -> int:
        """The line of the value at `path`, or of the nearest value around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self._lines:
                return self._lines[path[:end]]
        return 1

    @cached_property
    def _lines(self) -> dict[ValuePath, int]:
        paths = (path for path, _ in _values(self.data, ()))
        return dict(zip(paths, self._read.lines, strict=False))

    def where(self, name: str, below: ValuePath) -> ValuePath | None:
        """The path of the first text at or below a path that holds this name; None if none does."""
        word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        value = self.data
        for part in below:
            if part not in _children(value):
                return None
            value = value[part]
        values = _values(value, below)
        return next((path for path, text in values if word.search(_as_text(text))), None)


def _children(value: object) -> Mapping[str | int, object]:
    """What a collection holds, by key or by place."""
    if isinstance(value, dict):
        return value
    return dict(enumerate(value)) if isinstance(value, list) else {}


def _values(value: object, path: ValuePath) -> Iterator[tuple[ValuePath, object]]:
    """Every value at or below a path, in the order in which they stand in the text."""
    yield path, value
    for part, child in _children(value).items():
        yield from _values(child, (*path, part))


def _as_text(value: object) -> str:
    return "" if isinstance(value, dict | list) else str(value)


class _Read(Struct):
    """What reading a text gave."""

    data: Any = None
    lines: list[int] = field(default_factory=list)
    """Of every value, in the order in which they stand in the text."""
    faults: list[YamlFault] = field(default_factory=list)
    has_nulls: bool = False


def read_yaml(text: str) -> Document:
    """One document of strict YAML. Faults are collected, never raised."""
    return Document(text)


def _read(text: str) -> _Read:
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        return _unreadable(0, f"the file is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        return _from_events(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        advice = _advice(str(error.problem), text.splitlines()[line - 1 : line])
        return _unreadable(line, f"not readable as YAML: {error.problem}{advice}")
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        return _unreadable(0, f"not readable as YAML: {reason.splitlines()[0]}")


def _unreadable(line: int, message: str) -> _Read:
    return _Read(faults=[YamlFault(line, message)])


_ADVICE = (
    ("mapping values are not allowed", "text that holds a colon and a space stands in quotes"),
    ("cannot start any token", "text that begins with a sign such as @, % or ` stands in quotes"),
    ("end of stream", "a quotation mark or bracket further up is not closed"),
    ("expected ',' or", "a bracket here or further up is not closed"),
    ("expected ':'", "a name is followed by a colon and a space"),
    ("expected key", "look at the indentation, and for a bracket too many"),
    ("expected '-' indicator", "the fields of an entry stand in one column, below its first"),
)
"""What the parser says, in part, and what an author may do about it."""


def _advice(problem: str, lines: list[str]) -> str:
    if any("\t" in line[: len(line) - len(line.lstrip())] for line in lines):
        return ": indent with spaces"
    return next((f": {advice}" for said, advice in _ADVICE if said in problem), "")


def _loader_class() -> type[Any]:
    """The C parser where PyYAML was built with it: ten times faster, the same events."""
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _from_events(text: str) -> _Read:
    loader = _loader_class()(text)
    try:
        return _Builder(text, loader.get_event).document()
    finally:
        loader.dispose()


def _refuse_anchor(event: Any) -> None:  # noqa: ANN401 - untyped stubs
    if event.anchor:
        raise _fault_at(event, "anchors and aliases are not allowed; write the value out")


def _fault_at(event: Any, problem: str) -> yaml.MarkedYAMLError:  # noqa: ANN401 - untyped stubs
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)


class _Builder:
    """Turns the parser's events into plain values in one pass, noting lines and faults.

    An anchor, an alias or a nesting too deep ends the reading where it stands: a few lines of them
    expand without bound.
    """

    def __init__(self, text: str, next_event: Callable[[], Any]) -> None:
        self._next = next_event
        self._read = _Read()
        self._path: list[str | int] = []
        self._has_unsafe_signs = _UNSAFE.search(text) is not None

    def document(self) -> _Read:
        self._next()  # The stream begins.
        if isinstance(self._next(), yaml.StreamEndEvent):
            return self._read
        self._read.data = self._value(self._next())
        self._next()  # The document ends.
        if not isinstance(further := self._next(), yaml.StreamEndEvent):
            raise _fault_at(further, "but found another document")
        return self._read

    def _value(self, event: Any) -> Any:  # noqa: ANN401 - YAML is any
        _refuse_anchor(event)
        self._read.lines.append(event.start_mark.line + 1)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if len(self._path) == MAX_DEPTH:
            raise _fault_at(event, f"nested more than {MAX_DEPTH} deep")
        if isinstance(event, yaml.MappingStartEvent):
            self._check_tag(event, "map")
            return self._mapping()
        self._check_tag(event, "seq")
        return self._sequence()

    def _sequence(self) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            values.append(self._value_at(len(values), event))
        return values

    def _mapping(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._key(event, values)
            if key is None:
                self._leave_out(self._next())
            else:
                values[key] = self._value_at(key, self._next())
        return values

    def _value_at(self, part: str | int, event: Any) -> Any:  # noqa: ANN401 - YAML is any
        self._path.append(part)
        value = self._value(event)
        self._path.pop()
        return value

    def _leave_out(self, event: Any) -> None:  # noqa: ANN401 - untyped stubs
        """Read past a value, of which the faults alone are noted."""
        before = len(self._read.lines)
        self._value_at("?", event)
        del self._read.lines[before:]

    def _key(self, event: Any, before: Mapping[str, Any]) -> str | None:  # noqa: ANN401 - untyped stubs
        """The key that an event begins; None if its value is to be left out."""
        if not isinstance(event, yaml.ScalarEvent):
            self._fault(event, "a key must be plain text")
            self._leave_out(event)
            return None
        _refuse_anchor(event)
        key = str(event.value)
        if key in before:
            self._fault(event, f"the key `{key}` is written twice")
            return None
        return key

    def _scalar(self, event: Any) -> Any:  # noqa: ANN401 - YAML is any
        text = str(event.value)
        is_quoted = event.style in _QUOTES
        # In double quotes such a sign may be written as an escape.
        if (self._has_unsafe_signs or event.style == '"') and _UNSAFE.search(text):
            self._fault(event, "control characters are not allowed in text")
            text = _UNSAFE.sub("", text)
        if event.tag and (is_quoted or event.tag not in _PLAIN_TAGS):
            self._check_tag(event, "str")
        if is_quoted:
            return text
        value = _plain(text)
        self._read.has_nulls = self._read.has_nulls or value is None
        return value

    def _check_tag(self, event: Any, expected: str) -> None:  # noqa: ANN401 - untyped stubs
        if event.tag not in (None, "!", f"tag:yaml.org,2002:{expected}"):
            self._fault(event, f"tags such as `{event.tag}` are not allowed")

    def _fault(self, event: Any, message: str) -> None:  # noqa: ANN401 - untyped stubs
        fault = YamlFault(event.start_mark.line + 1, message, path_text(tuple(self._path)))
        self._read.faults.append(fault)


def _plain(text: str) -> str | int | bool | None:
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if text[0] in "-0123456789" and _INTEGER.fullmatch(text) else text


def path_text(path: ValuePath) -> str:
    """`('routes', 0, 'fee')` as `routes[0].fee`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".")
