"""The normal form of packs as bytes and back: entries by id, each decoded when it is first read.

Answering a question reads a tenth of the entries. What is asked of all of them at once (names, what
counts as what, what credits experience) therefore stands in an index of its own. One line each: the
index, then the entries of every section in the order in which the index names them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

Json = dict[str, Any]


class Section(Mapping[str, Json]):
    """Entries by id, some of them still text. An entry is put in another's place, never changed."""

    def __init__(self, entries: Mapping[str, Json | bytes]) -> None:
        self._entries = dict(entries)
        self._lines: dict[str, bytes] = {}
        """What decoded entries were read from."""

    def __getitem__(self, id_: str) -> Json:
        entry = self._entries[id_]
        if isinstance(entry, bytes):
            self._lines[id_] = entry
            entry = self._entries[id_] = msgspec.json.decode(entry)
        return entry

    def line(self, id_: str) -> bytes:
        """The entry as text; what was read from text is not written anew."""
        entry = self._lines.get(id_, self._entries[id_])
        return entry if isinstance(entry, bytes) else _line(entry)

    def put(self, id_: str, entry: Json | bytes) -> None:
        """Let this entry stand under its id."""
        self._lines.pop(id_, None)
        self._entries[id_] = entry

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._entries

    def with_entries(self, changed: Mapping[str, Json]) -> Section:
        """Another section, in which these entries stand as given; nothing is decoded for it."""
        return Section({**self._entries, **changed})


def to_bytes(data: Mapping[str, Any], index: Json) -> bytes:
    """The data with its index."""
    sections = {
        name: part if isinstance(part, Section) else Section(part)
        for name, part in data.items()
        if isinstance(part, Mapping)
    }
    head = {
        "rest": {name: part for name, part in data.items() if name not in sections},
        "index": index,
        "sections": {name: list(part) for name, part in sections.items()},
    }
    lines = [_line(head)]
    lines += [part.line(id_) for part in sections.values() for id_ in part]
    return b"\n".join(lines)


def from_bytes(body: bytes) -> Json:
    """The data, and its index under `index`; ValueError if it is not what `to_bytes` wrote."""
    first, *lines = body.split(b"\n")
    head = msgspec.json.decode(first)
    data: Json = {**head["rest"], "index": head["index"]}
    place = 0
    for name, ids in head["sections"].items():
        data[name] = Section(dict(zip(ids, lines[place : place + len(ids)], strict=True)))
        place += len(ids)
    if place != len(lines):
        raise ValueError("more lines than entries")
    return data


def _line(value: object) -> bytes:
    return msgspec.json.encode(value)
