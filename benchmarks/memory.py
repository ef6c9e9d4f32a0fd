"""`python -m benchmarks.memory MODULE [ARGUMENT…]`: runs it, and says how much memory that took, in kB.

Asked of the process itself: what its parent is told counts what the parent had when it started it.
"""

import runpy
import sys
from contextlib import redirect_stdout, suppress
from io import StringIO
from pathlib import Path

sys.argv = sys.argv[1:]
with suppress(SystemExit), redirect_stdout(StringIO()):
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=False)
status = Path("/proc/self/status").read_text(encoding="ascii").split()
print(status[status.index("VmHWM:") + 1])
