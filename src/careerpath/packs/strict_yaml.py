"""YAML as the packs write it: no surprises, no code, no bombs, and a line for every value.

PyYAML's defaults read `2:1` as the number 121, `NO` as false and `010` as 8, and let a second
`requires:` silently replace the first. Here a plain scalar is text unless it is `true`, `false`,
a plain decimal integer or null; a duplicate key, a tag, an anchor or an oversized file is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

MAX_BYTES = 8_000_000
MAX_DEPTH = 40

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,15})")
# Bidirectional overrides and control characters have no place in a title.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069]")

# What PyYAML's resolvers may call a plain scalar; how it is read is `_plain`'s business alone.
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")
)

ValuePath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class YamlFault:
    """What is wrong with the text, and on which line."""

    line: int
    message: str
    path: str = ""


class Document:
    """The values of one file, with the line on which each stands and the faults met reading it."""

    def __init__(self) -> None:
        self.data: Any = None
        self.lines: dict[ValuePath, int] = {}
        self.faults: list[YamlFault] = []

    def line(self, path: ValuePath) -> int:
        """The line of the value at `path`, or of the nearest value around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1

    def where(self, name: str, below: ValuePath) -> ValuePath | None:
        """The path of the first text at or below a path that holds this name; None if none does."""
        word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        for path in self._entries.get(below[0], ()) if below else self.lines:
            if path[: len(below)] == below and word.search(str(self._scalar(path))):
                return path
        return None

    @cached_property
    def _entries(self) -> dict[str | int, list[ValuePath]]:
        """The paths of each entry of the list, or of each key of the mapping, that the file is."""
        entries: dict[str | int, list[ValuePath]] = {}
        for path in self.lines:
            if path:
                entries.setdefault(path[0], []).append(path)
        return entries

    def _scalar(self, path: ValuePath) -> object:
        """The value at a path if it is not itself a collection."""
        value = self.data
        for part in path:
            value = value[part]
        return "" if isinstance(value, dict | list) else value


def read_yaml(text: str) -> Document:
    """Parse one document of strict YAML. Faults are collected, never raised."""
    document = Document()
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        document.faults.append(YamlFault(0, f"the file is larger than {MAX_BYTES // 1_000_000} MB"))
        return document
    try:
        node = _compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        advice = _advice(str(error.problem), text.splitlines()[line - 1 : line])
        message = f"not readable as YAML: {error.problem}{advice}"
        document.faults.append(YamlFault(line, message))
        return document
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        document.faults.append(YamlFault(0, f"not readable as YAML: {reason.splitlines()[0]}"))
        return document
    if node is not None:
        document.data = _Builder(document).build(node, ())
    return document


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


def _compose(text: str) -> yaml.Node | None:
    loader = _loader_class()(text)
    try:
        _refuse_aliases(text)
        node: yaml.Node | None = loader.get_single_node()
    finally:
        loader.dispose()
    return node


def _refuse_aliases(text: str) -> None:
    """Anchors and aliases are refused before composing: a few lines of them expand without bound."""
    depth = 0
    for event in yaml.parse(text, Loader=_loader_class()):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _fault_at(event, "anchors and aliases are not allowed; write the value out")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _fault_at(event, f"nested more than {MAX_DEPTH} deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _fault_at(event: Any, problem: str) -> yaml.MarkedYAMLError:  # noqa: ANN401 - untyped stubs
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)


class _Builder:
    """Turns the node tree into plain values, noting lines and faults."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def build(self, node: yaml.Node, path: ValuePath) -> Any:  # noqa: ANN401 - YAML is any
        self._document.lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            self._check_tag(node, "map", path)
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            self._check_tag(node, "seq", path)
            return [self.build(child, (*path, i)) for i, child in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: ValuePath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._fault(key_node, path, "a key must be plain text")
                continue
            key = str(key_node.value)
            if key in values:
                self._fault(key_node, path, f"the key `{key}` is written twice")
                continue
            values[key] = self.build(value_node, (*path, key))
        return values

    def _scalar(self, node: yaml.ScalarNode, path: ValuePath) -> Any:  # noqa: ANN401 - YAML is any
        text = str(node.value)
        if _UNSAFE.search(text):
            self._fault(node, path, "control characters are not allowed in text")
            text = _UNSAFE.sub("", text)
        if node.style in ("'", '"', "|", ">"):
            self._check_tag(node, "str", path)
            return text
        if node.tag not in _PLAIN_TAGS:
            self._check_tag(node, "str", path)
        return _plain(text)

    def _check_tag(self, node: yaml.Node, expected: str, path: ValuePath) -> None:
        if node.tag not in (f"tag:yaml.org,2002:{expected}", "!"):
            self._fault(node, path, f"tags such as `{node.tag}` are not allowed")

    def _fault(self, node: yaml.Node, path: ValuePath, message: str) -> None:
        fault = YamlFault(node.start_mark.line + 1, message, path_text(path))
        self._document.faults.append(fault)


def _plain(text: str) -> str | int | bool | None:
    if text in ("true", "false"):
        return text == "true"
    if text in ("", "~", "null"):
        return None
    return int(text) if _INTEGER.fullmatch(text) else text


def path_text(path: ValuePath) -> str:
    """`('routes', 0, 'fee')` as `routes[0].fee`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".")
