"""How fast careerpath is, as ratios: to the least a program of its kind can take, to other solvers.

    python -m benchmarks                 # about two minutes: is anything far off?
    python -m benchmarks --setting page  # about ten minutes: what docs/performance.md is made from
    python -m benchmarks --setting full  # all questions and seeds: hours

Needs `pip install -e '.[bench]'`. Writes `benchmarks/results.json` and `docs/performance.md`.
"""
