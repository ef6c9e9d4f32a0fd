"""How fast careerpath is, as ratios: to the least a program of its kind can take, to other solvers; and
what each accelerator of the planner buys.

    python -m benchmarks                 # about three minutes: is anything far off?
    python -m benchmarks --setting page  # about twelve minutes: what docs/performance.md is made from
    python -m benchmarks --setting full  # all questions and seeds: hours
    python -m benchmarks --setting page --only ablation  # one part again, in the same setting

Needs `pip install -e '.[bench]'`. Writes `benchmarks/results.json` and `docs/performance.md`.
"""
