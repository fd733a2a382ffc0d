"""Records kept fresh: a load in a process of its own, again and again, while the board serves."""

import hashlib
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from zoneinfo import ZoneInfo

import sla_dash
from sla_dash import clock, journal, theme, words
from sla_dash.errors import RecordsError, SlaDashError, refusals
from sla_dash.load import failed
from sla_dash.output import telling
from sla_dash.records import queries, store

EVERY = timedelta(minutes=15)
"""How often records are loaded where nobody says."""
TIMES, LEAST = 4, timedelta(hours=1)
"""A load that takes so many times the stretch between two, and at least this long, is ended."""
NICE = 10
"""How far a load steps back behind those who look at the board."""
GRACE = 2
"""Seconds that a load has to end once it is told to."""
LOG = 20
"""Lines of a failed load that whoever runs the board is told."""
SHORT = 12
"""Characters by which reasons of failures are told apart."""
Say = Callable[[str], None]


@contextmanager
def kept(what: Path | None, every: timedelta, data: Path, say: Say) -> Iterator[None]:
    """Load a mapping or a folder into ``data`` every so often inside, and end a load that goes on when it is left.

    The files of a mapping lie in its folder; None loads nothing. ``say`` tells whoever runs the board what came of it.
    """
    if what is None:
        yield
        return
    loads = Loads(command(what, data), what, every, data, say)
    loads.start()
    try:
        yield
    finally:
        loads.end()


def command(what: Path, data: Path) -> list[str]:
    """Return the command that loads a mapping or a folder, as somebody would type it."""
    named = [str(what)] if what.is_dir() else [str(what.parent), "--mapping", str(what)]
    return [sys.executable, "-P", "-m", "sla_dash", "load", *named, "--data", str(data)]


def _environment() -> dict[str, str]:
    """Let the load be of this very package, and of nothing that lies in the folder where the board stands."""
    package = str(Path(sla_dash.__file__).parent.parent)
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))}


class Loads(Thread):
    """One load after the other, their beginnings ``every`` apart; the beats that a long one misses are left out.

    The first begins at once where the records are older than that, or there are none.
    """

    def __init__(self, command: Sequence[str], what: Path, every: timedelta, data: Path, say: Say) -> None:
        super().__init__(name="loads", daemon=True)
        self._command, self._what, self._every, self._data, self._say = command, what, every, data, say
        self._due = monotonic() + _until_first(every, data).total_seconds()
        self._ended = Event()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Load again and again until ``end``."""
        every = self._every.total_seconds()
        while not self._ended.wait(max(0, self._due - monotonic())):
            went_well = False
            with _going_on():
                went_well = self._load()
            self._due += every * max(1, -((self._due - monotonic()) // every))
            with _going_on():
                if not self._ended.is_set():
                    self._tell(went_well, timedelta(seconds=self._due - monotonic()))
                    self._tell_admin()

    def end(self) -> None:
        """Begin no load from now on, and end the one that goes on."""
        self._ended.set()
        self._signal(signal.SIGTERM)
        self.join(GRACE)
        self._signal(signal.SIGKILL)

    def _load(self) -> bool:
        """Load once, and return whether that went well; why it did not is kept by the load, or here where it cannot."""
        try:
            with refusals("The load cannot be started"):
                process = subprocess.Popen(  # noqa: S603 - what ``command`` gives
                    self._command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    env=_environment(),
                    start_new_session=True,
                )
                self._process = process
            return self._awaited(process)
        except SlaDashError as error:
            if not self._ended.is_set():
                self._keep(error)
        return False

    def _awaited(self, process: subprocess.Popen[bytes]) -> bool:
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, NICE)
        most = max(TIMES * self._every, LEAST)
        try:
            _, said = process.communicate(timeout=most.total_seconds())
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            process.communicate()
            raise RecordsError(
                f"The load of {self._what.name} went on for {theme.age(most)} and was ended.",
                advice="See whether its files and databases answer; a load that is so long needs a longer --every.",
            ) from None
        for line in filter(None, said.decode(errors="replace").splitlines()[-LOG:]):
            self._say(line)
        if process.returncode not in (0, 1):
            raise RecordsError(
                f"The load of {self._what.name} ended without a word ({_ending(process.returncode)}).",
                advice="Perhaps memory ran out: see the log of the board and of its machine.",
            )
        return process.returncode == 0

    def _keep(self, error: SlaDashError) -> None:
        self._say(f"{error.message} {error.advice}")
        try:
            failed.keep(self._data, error, self._what.parent)
        except OSError as trouble:
            self._say(f"That cannot be kept in mind: {trouble.strerror}.")

    def _tell(self, went_well: bool, wait: timedelta) -> None:
        """Say what became of a load and when the next one begins."""
        at = clock.now() + wait
        if not went_well:
            with suppress(OSError):
                failed.again(self._data, at)
        self._say(
            f"{'Loaded' if went_well else 'Could not load'} {self._what.name}; again at {at.astimezone():%H:%M:%S}."
        )

    def _tell_admin(self) -> None:
        """Tell whoever is named for it that loads fail, once for each reason until one goes well."""
        if found := failed.found(self._data):
            why = hashlib.sha256(found.message.encode()).hexdigest()[:SHORT]
            key = f"load failed {found.since.isoformat()} {why}"
            try:
                telling.tell_admin(self._data, key, _sentence(found, self._data), at=clock.now())
            except SlaDashError as error:
                self._say(f"{error.message} {error.advice}")

    def _signal(self, number: int) -> None:
        process = self._process
        if process and process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, number)


def _until_first(every: timedelta, data: Path) -> timedelta:
    """Return how long the records are still young enough, nothing where there are none."""
    try:
        with closing(store.open_file(store.newest(data))) as records:
            age = clock.now() - queries.records.load(records).loaded_at
    except Exception:  # whatever is wrong with them, newer ones are wanted
        return timedelta(0)
    return min(max(every - age, timedelta(0)), every)


@contextmanager
def _going_on() -> Iterator[None]:
    """Let the next load begin whatever is raised inside; what nobody foresaw goes to the log of the board."""
    try:
        yield
    except Exception:
        logging.getLogger("sla_dash").exception("A load ended in a way that nobody has foreseen.")


def _sentence(found: failed.Failed, data: Path) -> str:
    """Say that a load failed in one line, and what to do, in the time of the agreement or of this machine."""
    zone = ZoneInfo(clock.zone() or "UTC")
    with suppress(SlaDashError):
        zone = journal.read(data).agreements.governing(clock.now()).zone
    return f"{words.records.failed(found, None, clock.now(), zone)} {found.advice}"


def _ending(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
