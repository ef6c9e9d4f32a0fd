"""The comparison of the test run, ten times over: `python -m tests.proof.long_run`.

Seeds begin beyond those of the test run. What was compared is kept in a file, block by block, so that
the run can be stopped at any moment and taken up again; blocks of an earlier planner don't count.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import careerpath
from tests.proof.comparing import disagreements, is_usual
from tests.proof.cpsat import NotProven, answer_by_cpsat
from tests.proof.enumeration import TooLarge, answer_by_enumeration
from tests.proof.random_catalogues import random_question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ENUMERATION, MODEL, LARGER = "enumeration", "CP-SAT, small", "CP-SAT, larger"

BLOCKS = {ENUMERATION: 100, MODEL: 20, LARGER: 5}
"""Seeds that are compared before the next kind has its turn."""

FIRST_SEEDS = {ENUMERATION: 10_000, MODEL: 50_000, LARGER: 10_000}

SHARE_OF_LARGER = 0.3
"""Of the questions compared with CP-SAT, as in the test run."""

MOST_STATES = 4_000
MOST_CONTRADICTIONS = 3_000
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Block:
    """What came of one block of seeds; each list names the seeds or says what is wrong."""

    kind: str
    first: int
    count: int
    compared: list[int] = field(default_factory=list)
    too_large: list[int] = field(default_factory=list)
    unanswered: list[int] = field(default_factory=list)
    """CP-SAT had no proof in time."""
    unproven: list[int] = field(default_factory=list)
    """The planner had no proof within the contradictions allowed."""
    faults: list[str] = field(default_factory=list)


def compare_block(kind: str, first: int, count: int) -> Block:
    """Compare one block."""
    block = Block(kind, first, count)
    for seed in range(first, first + count):
        try:
            block.faults.extend(_compare(kind, seed))
            block.compared.append(seed)
        except TooLarge:
            block.too_large.append(seed)
        except NotProven:
            block.unanswered.append(seed)
        except TimeoutError:
            block.unproven.append(seed)
    return block


def _compare(kind: str, seed: int) -> list[str]:
    size = "larger" if kind == LARGER else "small"
    catalogue, question = random_question(seed, size)
    usual = is_usual(seed)
    if kind == ENUMERATION:
        expected = answer_by_enumeration(catalogue, question, usual=usual, max_states=MOST_STATES)
    else:
        expected = answer_by_cpsat(catalogue, question, usual=usual, time_limit=PATIENCE_SECONDS)
    return disagreements(seed, size, expected, MOST_CONTRADICTIONS)


def blocks(wanted: dict[str, int]) -> Iterator[tuple[str, int, int]]:
    """The kinds in turn, until each has as many seeds as wanted."""
    done = dict.fromkeys(wanted, 0)
    while any(done[k] < wanted[k] for k in wanted):
        for kind, most in wanted.items():
            count = min(BLOCKS[kind], most - done[kind])
            if count > 0:
                yield kind, FIRST_SEEDS[kind] + done[kind], count
                done[kind] += count


def digest_of_planner() -> str:
    """Changes with any file that decides what the planner says."""
    folder = Path(careerpath.__file__).parent
    files = [f for name in ("graph", "planner") for f in sorted((folder / name).glob("*.py"))]
    return hashlib.sha256(b"\0".join(f.read_bytes() for f in files)).hexdigest()[:12]


class Progress:
    """The blocks done so far, one JSON line each, and whose planner they are about."""

    def __init__(self, path: Path, digest: str) -> None:
        self._path, self._digest = path, digest
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        known = [json.loads(line) for line in lines]
        self.done = [Block(**k["block"]) for k in known if k["planner"] == digest]

    def has(self, kind: str, first: int, count: int) -> bool:
        """This very block was compared before."""
        return any((b.kind, b.first, b.count) == (kind, first, count) for b in self.done)

    def add(self, block: Block) -> None:
        """Note a block at once."""
        self.done.append(block)
        line = json.dumps({"planner": self._digest, "block": asdict(block)})
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def summary(done: list[Block]) -> list[str]:
    """How far the comparison came, one line a kind, and every fault."""
    lines = []
    for kind in BLOCKS:
        mine = [b for b in done if b.kind == kind]
        count = {
            name: sum(len(getattr(b, name)) for b in mine)
            for name in ("compared", "faults", "unproven", "unanswered", "too_large")
        }
        lines.append(
            f"{kind}: {count['compared']} compared, {count['faults']} disagreements; left out: "
            f"{count['unproven']} not proven within {MOST_CONTRADICTIONS} contradictions, "
            f"{count['unanswered']} that CP-SAT did not prove in {PATIENCE_SECONDS} s, "
            f"{count['too_large']} too large to enumerate"
        )
    return [*lines, *(fault for b in done for fault in b.faults)]


def run(wanted: dict[str, int], progress: Progress, say: Callable[[str], None]) -> bool:
    """Compare what is not yet compared; true if nothing disagreed."""
    for kind, first, count in blocks(wanted):
        if not progress.has(kind, first, count):
            block = compare_block(kind, first, count)
            progress.add(block)
            for fault in block.faults:
                say(fault)
    for line in summary(progress.done):
        say(line)
    return not any(b.faults for b in progress.done)


def main() -> int:
    """Run it, or take it up again; `--summary` only says how far it came."""
    parser = argparse.ArgumentParser(prog="python -m tests.proof.long_run", description=__doc__)
    parser.add_argument("--enumeration", type=int, default=30_000, metavar="N")
    parser.add_argument("--cpsat", type=int, default=10_000, metavar="N")
    parser.add_argument("--progress", type=Path, metavar="FILE")
    parser.add_argument("--summary", action="store_true")
    said = parser.parse_args()
    digest = digest_of_planner()
    path = said.progress or Path(tempfile.gettempdir()) / f"careerpath-long-run-{digest}.jsonl"
    sys.stdout.write(f"planner {digest}, progress in {path}\n")
    larger = int(said.cpsat * SHARE_OF_LARGER)
    wanted = {ENUMERATION: said.enumeration, MODEL: said.cpsat - larger, LARGER: larger}
    if said.summary:
        wanted = {}
    fine = run(wanted, Progress(path, digest), lambda line: print(line, flush=True))  # noqa: T201
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
