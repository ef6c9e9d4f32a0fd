"""The mutants are in order; whether each is caught is said by `python -m tests.mutants`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.mutants.mutant import Mutant, StaleError, all_mutants, read_mutant

ROOT = Path(__file__).parents[1]

MUTANTS = all_mutants()

AREAS = ("src/careerpath/planner/", "src/careerpath/graph/", "src/careerpath/report/")


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: m.name)
def test_a_mutant_still_applies(mutant: Mutant) -> None:
    mutant.check(ROOT)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: m.name)
def test_a_mutant_has_one_fault_in_the_code(mutant: Mutant) -> None:
    patch = mutant.path.read_text(encoding="utf-8")
    files = re.findall(r"^\+\+\+ b/(\S+)", patch, re.MULTILINE)
    assert len(files) == 1
    assert files[0].startswith(AREAS)
    assert patch.count("\n@@ ") == 1


def test_there_are_mutants_of_every_area() -> None:
    patches = "".join(m.path.read_text(encoding="utf-8") for m in MUTANTS)
    assert [a for a in AREAS if f"+++ b/{a}" not in patches] == []
    assert len(MUTANTS) >= 15


def test_a_patch_that_no_longer_fits_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "stale.patch"
    file.write_text(
        "Fault: none.\nTests: tests\n--- a/pyproject.toml\n+++ b/pyproject.toml\n"
        "@@ -1 +1 @@\n-this line was never there\n+nor this\n",
        encoding="utf-8",
    )
    with pytest.raises(StaleError, match=r"stale\.patch no longer applies"):
        read_mutant(file).check(ROOT)


def test_a_header_without_a_fault_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "silent.patch"
    file.write_text("Tests: tests\n--- a/x\n+++ b/x\n", encoding="utf-8")
    with pytest.raises(ValueError, match="says Fault and Tests"):
        read_mutant(file)
