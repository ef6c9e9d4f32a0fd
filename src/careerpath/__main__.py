"""`python -m careerpath`, and the `careerpath` command."""

from __future__ import annotations

import sys

from careerpath.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
