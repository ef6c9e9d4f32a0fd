"""The cache of the packs: fast where it may be believed, and otherwise as if it were not there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from careerpath import __version__
from careerpath.catalogue import Catalogue
from careerpath.datafiles import shipped_pack
from careerpath.errors import InvalidDataError
from careerpath.packs import store
from careerpath.packs.files import DATA_FILES, digest_of, pack_files
from careerpath.packs.reading import load_packs
from tests.small_pack import QUALIFICATIONS, write_pack


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache, not made yet."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("CAREERPATH_CACHE", str(folder))
    return folder


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "pack")


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One item for every time that packs are really read."""
    counted: list[int] = []

    def counting(folders: list[Path], before: dict[str, object] | None) -> dict[str, object]:
        counted.append(1)
        return load_packs(folders, before)

    monkeypatch.setattr("careerpath.packs.reading.load_packs", counting)
    return counted


def _cached_file(cache: Path) -> Path:
    (file,) = cache.iterdir()
    return file


def test_the_second_time_nothing_is_read(cache: Path, pack: Path, readings: list[int]) -> None:
    first, second = store.load([pack]), store.load([pack])
    assert len(readings) == 1
    assert first.entries == second.entries
    assert first.digest == second.digest == digest_of([pack])
    assert [f.stat().st_mode & 0o777 for f in (cache, _cached_file(cache))] == [0o700, 0o600]


def test_the_shipped_data_comes_out_of_the_cache_as_it_went_in(cache: Path) -> None:
    folders = [shipped_pack()]
    store.load(folders)
    cached, read = store.load(folders), load_packs(folders)
    assert cached.entries == read["credentials"]
    assert list(cached) == list(Catalogue(read))
    assert (cached.places, cached.rates, cached.packs) == (
        Catalogue(read).places,
        Catalogue(read).rates,
        ("data",),
    )


def test_a_hit_imports_neither_yaml_nor_pydantic(cache: Path, pack: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from careerpath.packs.store import load\n"
        "print(len(load([Path(sys.argv[1])]).ids))\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'yaml', 'pydantic'}))\n"
    )

    def run() -> list[str]:
        command = [sys.executable, "-c", code, str(pack)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()

    assert run() == ["11", "['pydantic',", "'yaml']"]
    assert run() == ["11", "[]"]


def test_a_changed_file_is_read_again_even_if_its_size_and_time_are_the_same(
    cache: Path, pack: Path, readings: list[int]
) -> None:
    file = pack / "qualifications.yaml"
    before = file.stat()
    assert store.load([pack])["sqe"].routes[0].fee.minor == 500000
    file.write_text(QUALIFICATIONS.replace("amount: 5000,", "amount: 4000,"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert store.load([pack])["sqe"].routes[0].fee.minor == 400000
    assert store.load([pack])["sqe"].routes[0].fee.minor == 400000
    assert len(readings) == 2
    assert len(list(cache.iterdir())) == 1


def test_a_new_file_and_a_removed_file_are_noticed(cache: Path, pack: Path) -> None:
    store.load([pack])
    more = pack / "further" / "roles.yaml"
    more.parent.mkdir()
    more.write_text("- {id: judge-ew, title: Judge, jurisdiction: england-wales}\n")
    assert "judge-ew" in store.load([pack])
    more.unlink()
    assert "judge-ew" not in store.load([pack])


def test_packs_are_not_mistaken_for_each_other(cache: Path, tmp_path: Path) -> None:
    one, other = write_pack(tmp_path / "one"), write_pack(tmp_path / "other")
    assert [store.load([p]).packs for p in (one, other, one)] == [("one",), ("other",), ("one",)]
    assert store.load([one, other])["sqe"].pack == "other"
    assert store.load([other, one])["sqe"].pack == "one"


@pytest.mark.parametrize("field", ["FORMAT", "__version__"])
def test_another_format_or_version_is_another_file(
    cache: Path, pack: Path, readings: list[int], field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.load([pack])
    monkeypatch.setattr(store, field, "another")
    store.load([pack])
    assert len(readings) == 2


def _spoil_with(content: bytes) -> object:
    def spoil(file: Path) -> None:
        file.write_bytes(content)

    return spoil


def _cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def _changed_inside(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b'"minor":500000', b'"minor":100000'))


def _of_other_packs(file: Path) -> None:
    header, _, body = file.read_bytes().partition(b"\n")
    told = {**json.loads(header), "key": "of other packs"}
    file.write_bytes(json.dumps(told).encode() + b"\n" + body)


def _writable_by_all(file: Path) -> None:
    _changed_inside(file)
    file.chmod(0o666)


def _linked(file: Path) -> None:
    elsewhere = file.parent.parent / "elsewhere"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)


@pytest.mark.parametrize(
    "spoil",
    [
        _spoil_with(b""),
        _spoil_with(b"\xff\xfe not JSON"),
        _spoil_with(b"[" * 100_000),
        _spoil_with(b"null\nnull"),
        _cut_short,
        _changed_inside,
        _of_other_packs,
        _writable_by_all,
        _linked,
    ],
)
def test_what_can_not_be_believed_is_ignored_and_written_anew(
    cache: Path,
    pack: Path,
    readings: list[int],
    spoil: object,
) -> None:
    store.load([pack])
    assert callable(spoil)
    spoil(_cached_file(cache))
    assert store.load([pack])["sqe"].routes[0].fee.minor == 500000
    assert len(readings) == 2
    assert store.load([pack])["sqe"].routes[0].fee.minor == 500000
    assert len(readings) == 2


def test_an_oversize_file_is_ignored(
    cache: Path, pack: Path, readings: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.load([pack])
    monkeypatch.setattr(store, "MAX_BYTES", 100)
    store.load([pack])
    assert len(readings) == 2


def test_a_named_pipe_in_its_place_is_not_waited_for(
    cache: Path, pack: Path, readings: list[int]
) -> None:
    store.load([pack])
    file = _cached_file(cache)
    file.unlink()
    os.mkfifo(file)
    store.load([pack])
    store.load([pack])
    assert len(readings) == 2


def test_a_folder_that_anybody_may_write_to_is_not_used(
    cache: Path, pack: Path, readings: list[int]
) -> None:
    store.load([pack])
    cache.chmod(0o777)
    store.load([pack])
    assert len(readings) == 2
    _cached_file(cache).unlink()
    store.load([pack])
    assert list(cache.iterdir()) == []


def test_a_folder_of_somebody_else_is_not_used(
    cache: Path, pack: Path, readings: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.load([pack])
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    store.load([pack])
    assert len(readings) == 2
    assert len(list(cache.iterdir())) == 1


def test_a_place_that_can_not_be_written_is_silently_fine(
    tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Root may write anywhere, so the place is a file, and one below `/proc`."""
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/none/cache")):
        monkeypatch.setenv("CAREERPATH_CACHE", str(place))
        assert "sqe" in store.load([pack])
    assert capfd.readouterr() == ("", "")


def test_a_read_only_home_is_silently_fine(
    tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root, to whom no folder is read-only, the refusal is played."""

    def refused(self: Path, *args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.delenv("CAREERPATH_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(Path, "mkdir", refused)
    assert "sqe" in store.load([pack])
    assert not (tmp_path / "home").exists()


def test_a_full_disk_leaves_nothing_behind(
    cache: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", failing)
    assert "sqe" in store.load([pack])
    assert list(cache.iterdir()) == []


def test_invalid_packs_are_refused_each_time_and_never_cached(cache: Path, tmp_path: Path) -> None:
    bad = write_pack(tmp_path / "bad", roles="- {id: x, title: X}\n")
    for _ in range(2):
        with pytest.raises(InvalidDataError, match="the data has 2 problems"):
            store.load([bad])
    assert not cache.exists()


def test_what_changed_while_it_was_read_is_not_cached(
    cache: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edited_meanwhile(
        folders: list[Path], before: dict[str, object] | None
    ) -> dict[str, object]:
        data = load_packs(folders, before)
        return {**data, "digest": "of what was there a moment later"}

    monkeypatch.setattr("careerpath.packs.reading.load_packs", edited_meanwhile)
    assert "sqe" in store.load([pack])
    assert not cache.exists()


def test_many_first_runs_at_once_are_safe(cache: Path, pack: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from careerpath.packs.store import load\n"
        "print(len(load([Path(sys.argv[1])]).ids))\n"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(pack)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(4)
    ]
    assert [p.communicate() for p in running] == [(b"11\n", b"")] * 4
    assert [f.suffix for f in cache.iterdir()] == [".json"]


def test_only_the_newest_files_are_kept(
    cache: Path, pack: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(store, "KEPT", 2)
    for name in ("a", "b", "c", "d"):
        store.load([write_pack(tmp_path / name)])
    assert len(list(cache.iterdir())) == 2


def test_off_switches_it_off(
    pack: Path, readings: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAREERPATH_CACHE", "off")
    store.load([pack])
    store.load([pack])
    assert len(readings) == 2
    assert store.cache_folder() is None


def test_the_users_cache_folder_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.delenv("CAREERPATH_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert store.cache_folder() == Path("/home/me/.cache/careerpath")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative/is/ignored")
    assert store.cache_folder() == Path("/home/me/.cache/careerpath")
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/cache/me")
    assert store.cache_folder() == Path("/var/cache/me/careerpath")
    monkeypatch.setenv("CAREERPATH_CACHE", "/elsewhere")
    assert store.cache_folder() == Path("/elsewhere")


def test_only_data_files_belong_to_a_pack(pack: Path) -> None:
    (pack / "notes.txt").write_text("not data")
    (pack / "roles.yaml.bak").write_text("not data either")
    assert {f.name for f in pack_files(pack)} <= set(DATA_FILES)


def test_a_folder_without_data_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError) as refused:
        store.load([tmp_path])
    assert refused.value.message == f"{tmp_path}: no data files"


def test_the_version_is_the_packages() -> None:
    from importlib.metadata import version

    assert version("careerpath") == __version__
