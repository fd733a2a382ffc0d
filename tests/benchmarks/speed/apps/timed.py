"""The board's own command line, with every run of its script written down: milliseconds on the clock and of work.

The work of a run is the processor time of its own thread: on a busy machine it says more than the clock.
"""

import time

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from sla_dash import cli

_run = ScriptRunner._run_script


def _timed(self: ScriptRunner, rerun_data: RerunData) -> None:
    started, worked = time.perf_counter(), time.thread_time()
    _run(self, rerun_data)
    print("script", (time.perf_counter() - started) * 1000, (time.thread_time() - worked) * 1000)


ScriptRunner._run_script = _timed  # type: ignore[method-assign]  # Streamlit tells nobody how long a run took
cli.main()
