"""Independent proof tools: a checker, an enumeration, a CP-SAT model and catalogues to try them on.

They read the parsed catalogue and the question and follow `docs/semantics.md`. They import nothing
of `careerpath.graph` or `careerpath.planner`, and nothing of each other but the plan records.
"""
