"""One module a solver; each runs in a process of its own (some can't share one)."""
