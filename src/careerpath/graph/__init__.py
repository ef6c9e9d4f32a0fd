"""The AND/OR graph of one question: conditions over slots, and the actions that fill them.

`build_task` compiles a catalogue and a question into integers; the planner reads nothing else.
"""

from careerpath.graph.build import build_task, is_full_time_study, limits_of
from careerpath.graph.task import Action, Task

__all__ = ["Action", "Task", "build_task", "is_full_time_study", "limits_of"]
