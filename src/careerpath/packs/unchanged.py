"""Files that are as they were when their packs were last read: what they gave is taken from there.

A file is known again by its pack, its name and its bytes. Only one whose entries all stand in the
catalogue as it alone says is kept: what `extends` an entry, or is overridden, is read each time.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from careerpath.normal_form import Section
    from careerpath.packs.strict_yaml import Document

Json = dict[str, Any]
ById = list[tuple[str, Json | bytes]]
"""Entries in the order of their file, most of them as text."""


def key_of(pack: str, name: str, content: bytes) -> str:
    """Identifies what a file of this name in this pack says."""
    return hashlib.sha256(f"{pack}\0{name}\0".encode() + content).hexdigest()


class Extent(Struct, frozen=True):
    """The entries of one file, which follow each other in a section of the data."""

    key: str
    section: str
    start: int
    stop: int
    document: Document

    def is_whole(self, ids: tuple[str, ...], documents: Mapping[tuple[str, str], Document]) -> bool:
        """No later pack has put another entry in the place of one of them."""
        own = ids[self.start : self.stop]
        return all(documents[self.section, id_] is self.document for id_ in own)

    def as_json(self) -> list[str | int]:
        return [self.key, self.section, self.start, self.stop]


class Before:
    """What the files of the packs gave when they were last read; nothing without `data`."""

    def __init__(self, data: Json | None = None) -> None:
        self._data = data or {}
        self._extents = {key: extent for key, *extent in self._data.get("files", ())}

    def entries(self, key: str) -> ById | None:
        """The entries of the file with this key, as it alone says; None if it is not known."""
        if key not in self._extents:
            return None
        section, start, stop = self._extents[key]
        return [(id_, self._entry(section, id_)) for id_ in self._ids[section][start:stop]]

    @cached_property
    def _ids(self) -> dict[str, tuple[str, ...]]:
        sections = {section for section, _, _ in self._extents.values()}
        return {section: tuple(self._data[section]) for section in sections}

    @cached_property
    def _shared_scales(self) -> dict[str, str]:
        return dict(self._data["shared_scales"])

    def _entry(self, name: str, id_: str) -> Json | bytes:
        section: Section = self._data[name]
        if name == "credentials" and id_ in self._shared_scales:
            return {**section[id_], "scale": self._shared_scales[id_]}
        return section.line(id_)
