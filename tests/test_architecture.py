"""Imports point inwards, and the planner knows no format."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "careerpath"
PROOF = ROOT / "tests" / "proof"

LAYERS = (
    ("errors",),
    ("months", "requirements"),
    ("records",),
    ("catalogue", "datafiles", "names", "normal_form"),
    ("packs",),
    ("profile",),
    ("graph",),
    ("planner",),
    ("whatif",),
    ("wording", "lookup", "statements", "profiles", "standards", "cohort"),
    ("report", "explain", "reasons", "locks", "recheck"),
    ("render",),
    ("interview",),
    ("cli",),
    ("__main__",),
)
"""From the inside out: a module imports only what stands in its own line or in one above it."""

DEPTH = {name: depth for depth, layer in enumerate(LAYERS) for name in layer}

MAY_IMPORT = {
    "yaml": ("packs",),
    "pydantic": ("packs",),
    "rich": ("render", "cli"),
    "typer": ("cli",),
}
"""Who may import what does not come with Python."""

ORACLES = ("checker*.py", "enumeration*.py", "cpsat*.py", "plan_records.py")

MODULES = sorted(SOURCE.rglob("*.py"))


def _module_name(file: Path) -> str:
    parts = file.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _layer(module: str) -> str:
    """`careerpath.packs.reading` stands in `packs`; the package itself in no layer."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def _imports(tree: ast.AST) -> Iterator[str]:
    """Every module imported anywhere in the tree, inside functions and TYPE_CHECKING too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _imports_of(file: Path) -> set[str]:
    return set(_imports(ast.parse(file.read_text(encoding="utf-8"))))


def _ids(files: list[Path]) -> list[str]:
    return [_module_name(f) for f in files]


@pytest.mark.parametrize("file", MODULES, ids=_ids(MODULES))
def test_a_module_imports_only_its_own_layer_or_one_further_in(file: Path) -> None:
    own = _layer(_module_name(file))
    if not own:
        assert not any(i.startswith("careerpath.") for i in _imports_of(file))
        return
    assert own in DEPTH, f"{own} stands in no layer: say in which"
    imported = {_layer(i) for i in _imports_of(file) if i.startswith("careerpath.")}
    outward = sorted(i for i in imported if i in DEPTH and DEPTH[i] > DEPTH[own])
    assert outward == []


@pytest.mark.parametrize("file", MODULES, ids=_ids(MODULES))
def test_a_format_is_imported_only_where_it_belongs(file: Path) -> None:
    own = _layer(_module_name(file))
    imported = {i.split(".")[0] for i in _imports_of(file)}
    assert [n for n, layers in MAY_IMPORT.items() if n in imported and own not in layers] == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    """At their top level; a package around a module does not count as imported by it."""
    names = set(_ids(MODULES))
    graph = {_module_name(f): _top_level_imports(f) & names for f in MODULES}
    inward = {m: {i for i in n if not f"{m}.".startswith(f"{i}.")} for m, n in graph.items()}
    assert set(TopologicalSorter(inward).static_order()) == names


def _top_level_imports(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    tops = [n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)]
    return {name for top in tops for name in _imports(top)}


@pytest.mark.parametrize("module", ["careerpath.planner", "careerpath.graph"])
def test_the_planner_comes_without_any_format(module: str) -> None:
    """Whatever it imports, directly or not."""
    code = (
        f"import sys, {module}\n"
        "found = {m.split('.')[0] for m in sys.modules} & {'yaml', 'pydantic', 'rich', 'typer'}\n"
        "found |= {m for m in sys.modules if m.startswith('careerpath.packs')}\n"
        "sys.exit(f'imported: {sorted(found)}' if found else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "file", sorted({f for p in ORACLES for f in PROOF.glob(p)}), ids=lambda f: f.name
)
def test_an_oracle_shares_nothing_with_what_it_judges(file: Path) -> None:
    """Neither directly nor through the modules of tests/proof that it imports."""
    seen: set[Path] = set()
    queue = [file]
    while queue:
        current = queue.pop()
        seen.add(current)
        imported = _imports_of(current)
        shared = [i for i in imported if _layer(i) in ("graph", "planner")]
        assert shared == [], f"through {current.name}"
        near = {PROOF / f"{i.split('.')[2]}.py" for i in imported if i.startswith("tests.proof.")}
        queue.extend(f for f in near if f.is_file() and f not in seen)
