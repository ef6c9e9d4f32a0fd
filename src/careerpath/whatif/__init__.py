"""What if: everything that is answered by planning again under a changed question.

Pure functions over the planner. Each says in its docstring what exactly it answers; `docs/semantics.md`
says it in full. What could not be proven in the time allowed is said to be open, never guessed.
"""
