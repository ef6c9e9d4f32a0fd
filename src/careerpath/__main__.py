"""`python -m careerpath`, and the `careerpath` command."""

from __future__ import annotations

import gc
import sys

FEW_COLLECTIONS = (100_000, 50, 100)
"""A command lives for a moment and keeps most of what it makes: looking for what it could throw away
after every 700 objects, as Python does, takes a tenth of its time."""


def main() -> int:
    """Run the command line; returns its exit status."""
    gc.set_threshold(*FEW_COLLECTIONS)
    from careerpath.cli import main as run

    status = run()
    gc.freeze()  # Nor is anything thrown away at the exit.
    return status


if __name__ == "__main__":
    sys.exit(main())
