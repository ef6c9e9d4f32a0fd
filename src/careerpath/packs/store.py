"""The packs, read once: a cache of their validated normal form, for answers without any parsing.

A cached file is JSON and never executed. It is believed only if it was written by this user for
these packs by exactly this reader; anything else about it (missing, corrupt, too large, somebody
else's) means that the packs are read again and the file is replaced. It answers for exactly the
bytes that were read: of changed packs those files are read again that changed, and everything is
checked afresh. Every file of the packs is hashed each time, which takes milliseconds: sizes and
times alone would let a quick edit, or one that keeps the time, be answered from what was there
before.

`CAREERPATH_CACHE` names the folder, or is `off`; else it is `careerpath` in the user's cache folder.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from careerpath import __version__
from careerpath.catalogue import Catalogue
from careerpath.normal_form import from_bytes, to_bytes
from careerpath.packs.files import digest_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]

FORMAT = 4
"""Raise it when the layout of the cached file changes."""
MAX_BYTES = 64_000_000
KEPT = 16
"""Cached files kept, the newest: one for each combination of packs in use."""
OFF = "off"

_READERS = (
    "catalogue.py", "months.py", "names.py", "normal_form.py", "records.py", "requirements.py",
    "packs/*.py",
)  # fmt: skip
"""The sources that decide what the normal form of a pack is, and whether it is valid."""


def load(folders: Sequence[Path]) -> Catalogue:
    """The catalogue of valid packs, the later laid over the earlier.

    InvalidDataError names every error of invalid ones; those are never cached.
    """
    packs = list(folders)
    slot = _slot_for(packs)
    digest = _digest(packs)
    cached = slot.read() if slot and digest else None
    if cached is not None and cached["digest"] == digest:
        return Catalogue(cached)
    from careerpath.packs.reading import load_packs

    data = load_packs(packs, cached)
    # Equal before and after the reading: what was read is what was hashed.
    if slot and data["digest"] == digest:
        slot.write(data)
    return Catalogue(data)


def _digest(packs: list[Path]) -> str:
    try:
        return digest_of(packs)
    except OSError:
        return ""  # Reading the packs says which file it is and why.


def cache_folder() -> Path | None:
    """Where cached catalogues lie; None if they are switched off or there is no such place."""
    named = os.environ.get("CAREERPATH_CACHE", "")
    if named:
        return None if named == OFF else Path(named)
    base = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if base.is_absolute():
        return base / "careerpath"
    try:
        return Path.home() / ".cache" / "careerpath"
    except RuntimeError:  # Nobody's home is known.
        return None


def _slot_for(packs: list[Path]) -> _Slot | None:
    folder = cache_folder()
    if folder is None:
        return None
    named = [[p.name, str(p.absolute())] for p in packs]
    key = msgspec.json.encode([FORMAT, __version__, _reader(), _user(), named]).decode()
    return _Slot(folder, key)


def _reader() -> str:
    """Identifies the code that reads packs, so that a changed checkout starts afresh."""
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for pattern in _READERS:
        for file in sorted(package.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _user() -> int:
    return os.geteuid() if hasattr(os, "geteuid") else 0


class _Slot(Struct, frozen=True):
    """The place of one combination of packs: a header line, then the normal form as bytes."""

    folder: Path
    key: str

    @property
    def file(self) -> Path:
        name = hashlib.sha256(self.key.encode()).hexdigest()[:32]
        return self.folder / f"catalogue-{name}.json"

    def read(self) -> Json | None:
        """The packs as they were when they were last cached; None if nothing can be believed."""
        try:
            if not _is_private(self.folder.stat(), stat.S_ISDIR):
                return None
            content = _own_content(self.file)
            header_line, _, body = content.partition(b"\n")
            header = msgspec.json.decode(header_line)
            if header != self._header(body):
                return None
            return from_bytes(body)
        except (OSError, ValueError, RecursionError):
            return None

    def _header(self, body: bytes) -> Json:
        return {"key": self.key, "body": hashlib.sha256(body).hexdigest()}

    def write(self, data: Json) -> None:
        """Put the data in place in one move; without a place to put it, do nothing."""
        body = to_bytes(data, Catalogue(data).index)
        header = msgspec.json.encode(self._header(body))
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_private(self.folder.stat(), stat.S_ISDIR):
                return
            _replace(self.file, header + b"\n" + body)
            _forget_oldest(self.folder)


def _is_private(status: os.stat_result, is_kind: Any) -> bool:  # noqa: ANN401 - from `stat`
    """Of that kind, this user's, and nobody else may change it."""
    owned = not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
    return bool(is_kind(status.st_mode)) and owned and not status.st_mode & stat.S_IWOTH


def _own_content(file: Path) -> bytes:
    """The content of a private regular file of a sensible size; OSError for anything else."""
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | _NONBLOCK)
    with os.fdopen(descriptor, "rb") as opened:
        status = os.fstat(opened.fileno())
        if not _is_private(status, stat.S_ISREG) or status.st_size > MAX_BYTES:
            raise OSError("not a cached file of this user")
        return opened.read(MAX_BYTES)


_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
"""A named pipe in the file's place must not be waited for."""


def _replace(file: Path, content: bytes) -> None:
    """Write beside the file, then move over it: readers see the old content or the new."""
    import tempfile

    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.stem}-")
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _forget_oldest(folder: Path) -> None:
    """Drop all but the newest cached files."""
    aged = sorted(folder.glob("catalogue-*.json"), key=lambda p: p.lstat().st_mtime_ns)
    for file in aged[:-KEPT]:
        file.unlink(missing_ok=True)
