"""Which files a pack consists of, and what identifies their content; needs no parser."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from careerpath.errors import InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

DATA_FILES = (
    "roles.yaml",
    "qualifications.yaml",
    "sources.yaml",
    "places.yaml",
    "rates.yaml",
    "skills.yaml",
    "profiles.yaml",
    "comparisons.yaml",
)
"""The names that are read; any other file in a pack is left alone."""

MAX_FILES = 2_000


def pack_files(folder: Path) -> list[Path]:
    """The data files of a pack, in a fixed order."""
    files = sorted(
        (p for p in folder.rglob("*.yaml") if p.name in DATA_FILES and p.is_file()),
        key=lambda p: p.relative_to(folder).as_posix(),
    )
    if not files:
        raise InvalidDataError(
            f"{folder}: no data files",
            hint="A pack is a folder that holds roles.yaml or qualifications.yaml.",
        )
    if len(files) > MAX_FILES:
        raise InvalidDataError(f"{folder}: more than {MAX_FILES} data files")
    return files


def misnamed_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Files that are passed over and look as if they were meant to be read, with the right name."""
    import difflib

    for file in sorted(folder.rglob("*.y*ml")):
        near = difflib.get_close_matches(
            file.with_suffix(".yaml").name, DATA_FILES, n=1, cutoff=0.85
        )
        if near and file.name not in DATA_FILES:
            yield file, near[0]


def digest_of(folders: Iterable[Path]) -> str:
    """Identifies the bytes of the packs, in their order."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in pack_files(folder):
            content = file.read_bytes()
            name = file.relative_to(folder).as_posix()
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
        digest.update(b"\1")
    return digest.hexdigest()
