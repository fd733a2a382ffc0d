"""The most memory that a process of a benchmark has held.

``getrusage`` does not tell it: a child begins there with what its parent held when it was started.
"""

from pathlib import Path


def most() -> int:
    """Return the most bytes of memory that this process has held so far (Linux)."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) << 10
