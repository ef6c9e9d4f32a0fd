"""The interview: what a plan depends on, asked in plain words, one thing at a time.

`answers` keeps what was said, `reading` understands it, `topics` are the questions, `unknowns` finds
the one that can still change the plan, `dialogue` asks. None of it knows a terminal or a planner:
both are handed in.
"""

from careerpath.interview.answers import Answers
from careerpath.interview.dialogue import Console, Dialogue

__all__ = ["Answers", "Console", "Dialogue"]
