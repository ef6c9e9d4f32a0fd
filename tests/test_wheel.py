"""What is shipped: the wheel holds the code and the data, and plans in an empty environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from careerpath import __version__

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.packaging


def _run(*command: str | Path, cwd: Path) -> str:
    """Run in a bare environment: no checkout on the path, no data but what is installed."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("CAREERPATH_", "PYTHON"))}
    env["CAREERPATH_CACHE"] = "off"
    words = [str(c) for c in command]
    done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sdist and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)
    return folder


def _wheel(built: Path) -> Path:
    (wheel,) = built.glob("*.whl")
    return wheel


def _files(folder: Path, pattern: str) -> set[str]:
    return {f.relative_to(folder).as_posix() for f in folder.rglob(pattern) if f.is_file()}


def test_the_wheel_holds_the_code_and_the_data_and_nothing_else(built: Path) -> None:
    own = ROOT / "src" / "careerpath"
    code = {f"careerpath/{name}" for name in _files(own, "*.py")}
    code |= {f"careerpath/render/assets/{name}" for name in _files(own / "render" / "assets", "*")}
    data = {f"careerpath/data/{name}" for name in _files(ROOT / "data", "*")}
    info = f"careerpath-{__version__}.dist-info"
    meta = {
        f"{info}/{name}"
        for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")
    }
    with zipfile.ZipFile(_wheel(built)) as wheel:
        assert set(wheel.namelist()) == code | data | meta | {"careerpath/py.typed"}
        for name in data:
            there = ROOT / "data" / name.removeprefix("careerpath/data/")
            assert wheel.read(name) == there.read_bytes()


def test_the_sdist_holds_what_the_wheel_and_the_tests_need(built: Path) -> None:
    top = f"careerpath-{__version__}"
    with tarfile.open(built / f"{top}.tar.gz") as sdist:
        names = set(sdist.getnames())
    needed = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"}
    for folder, pattern in (("src", "*.py"), ("data", "*"), ("tests", "*.py")):
        needed |= {f"{folder}/{name}" for name in _files(ROOT / folder, pattern)}
    assert {f"{top}/{name}" for name in needed} - names == set()


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment in which only the wheel was installed."""
    folder = tmp_path_factory.mktemp("empty")
    _run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    programs = folder / "venv" / "bin"
    _run(programs / "python", "-m", "pip", "install", "-q", _wheel(built), cwd=folder)
    return programs


def test_the_installed_wheel_plans_from_another_folder(installed: Path, tmp_path: Path) -> None:
    command = (installed / "careerpath", "plan", "paralegal", "--have", "gcse-english=5", "--json")
    document = json.loads(_run(*command, cwd=tmp_path))
    assert (document["schema"], document["status"]) == ("careerpath.plan/1", "plan")
    assert document["plans"][0]["optimal"] is True
    assert document["plans"][0]["steps"][-1]["id"] == "paralegal-ew"


def test_the_installed_data_is_valid_and_the_version_known(installed: Path, tmp_path: Path) -> None:
    program = installed / "careerpath"
    report = json.loads(_run(program, "data", "check", "--json", cwd=tmp_path))
    assert (report["packs"], report["errors"]) == (["data"], [])
    assert _run(program, "--version", cwd=tmp_path) == f"careerpath {__version__}\n"
