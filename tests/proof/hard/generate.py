"""Keep a random question as a file: `python -m tests.proof.hard.generate SIZE SEED --why TEXT`.

The answer is that of CP-SAT, never of the planner. A file that exists is made again, with its own
reason and cap unless others are given.
"""

from __future__ import annotations

import argparse
import sys

from tests.proof.comparing import is_usual
from tests.proof.cpsat import answer_by_cpsat
from tests.proof.hard.instances import (
    DEFAULT_CAP,
    INSTANCES,
    Instance,
    read_instance,
    write_instance,
)
from tests.proof.random_catalogues import SIZES, random_question

PATIENCE_SECONDS = 600


def instance_of(size: str, seed: int, why: str, cap: int) -> Instance:
    """The question of a seed with the oracle's answer."""
    catalogue, question = random_question(seed, size)
    usual = is_usual(seed)
    answer = answer_by_cpsat(catalogue, question, usual=usual, time_limit=PATIENCE_SECONDS)
    return Instance(
        name=f"{size}-{seed:04}",
        why_kept=why,
        made_from=f"{size} {seed}",
        oracle="CP-SAT",
        vector=answer.vector,
        usual=usual,
        most_contradictions=cap,
        question=question,
        entries=tuple(dict(catalogue.entries[i]) for i in catalogue.entries),
    )


def main() -> None:
    """Write the file of one seed."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.proof.hard.generate", description=__doc__
    )
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("seed", type=int)
    parser.add_argument("--why", help="why it is kept")
    parser.add_argument("--cap", type=int, help="most contradictions that the planner may take")
    said = parser.parse_args()
    known = INSTANCES / f"{said.size}-{said.seed:04}.json"
    before = read_instance(known) if known.exists() else None
    why = said.why or (before.why_kept if before else None)
    if why is None:
        parser.error("a new file needs --why")
    cap = said.cap or (before.most_contradictions if before else DEFAULT_CAP)
    path = write_instance(instance_of(said.size, said.seed, why, cap))
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
