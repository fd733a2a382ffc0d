"""Run a module that serves a Streamlit app, and write down every run of its script: milliseconds on the clock, of work.

The work of a run is the processor time of its own thread: on a busy machine it says more than the clock.
"""

import runpy
import sys
import time

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

_run = ScriptRunner._run_script


def _timed(self: ScriptRunner, rerun_data: RerunData) -> None:
    started, worked = time.perf_counter(), time.thread_time()
    _run(self, rerun_data)
    print("script", (time.perf_counter() - started) * 1000, (time.thread_time() - worked) * 1000)


ScriptRunner._run_script = _timed  # type: ignore[method-assign]  # Streamlit tells nobody how long a run took
sys.argv = sys.argv[1:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
