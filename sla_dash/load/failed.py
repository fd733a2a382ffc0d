"""The last load where it failed: kept beside the records until another goes well, for all who look at the board."""

import contextlib
import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from sla_dash import clock
from sla_dash.errors import BusyError, SlaDashError, unable
from sla_dash.load.snapshot import OWN
from sla_dash.places import FOLDERS

FILE = ".last-load.json"
LONGEST = 2000
"""Characters of what is wrong that are kept."""
ADDRESS = re.compile(r"[^\s'\"<>()]+@[^\s'\"<>(),]+")


@dataclass(frozen=True, slots=True)
class Failed:
    """A load that failed, in words that hold no path of the server, no address and no value of a row."""

    since: datetime
    """When the first one failed since the last that went well, in UTC."""
    at: datetime
    """When this one failed, in UTC."""
    message: str
    """What is wrong; the first line, and what it lists."""
    advice: str
    again_at: datetime | None = None
    """When the next one begins, in UTC; None where none does by itself."""


def found(data: Path) -> Failed | None:
    """Return how the last load into a data folder failed; None where it went well, or there was none."""
    try:
        read = json.loads((data / FILE).read_text("utf-8"))
        return Failed(
            since=datetime.fromisoformat(read["since"]),
            at=datetime.fromisoformat(read["at"]),
            message=str(read["message"]),
            advice=str(read["advice"]),
            again_at=datetime.fromisoformat(read["again_at"]) if read["again_at"] else None,
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


@contextlib.contextmanager
def kept(data: Path, *places: Path) -> Iterator[None]:
    """Keep in mind why a load inside fails, and let it fail; ``places`` are those that it reads.

    That another load is going on is no failure of this one. Nothing is kept where there is no data folder.
    """
    try:
        yield
    except BusyError:
        raise
    except Exception as error:
        if not data.is_dir():
            raise
        with contextlib.suppress(OSError):  # it is said all the same
            keep(data, _in_words(error), *places)
        raise


def keep(data: Path, error: SlaDashError, *places: Path) -> None:
    """Keep in mind that a load failed just now. Raises ``OSError`` where the data folder cannot be written."""
    before, now = found(data), clock.now()
    message, advice = (_bare(text, (*places, data)) for text in error.bare)
    _write(data, Failed(before.since if before else now, now, message, advice))


def again(data: Path, at: datetime) -> None:
    """Keep in mind when the load that failed is tried again; nothing where none failed."""
    if failed := found(data):
        _write(data, replace(failed, again_at=at))


def clear(data: Path) -> None:
    """Keep in mind that the last load went well."""
    with contextlib.suppress(OSError):
        (data / FILE).unlink()


def _write(data: Path, failed: Failed) -> None:
    """Write it whole or not at all, for nobody else to read."""
    with tempfile.TemporaryDirectory(prefix=FILE, dir=data) as aside:
        written = Path(aside) / FILE
        written.touch(OWN)
        written.write_text(json.dumps(asdict(failed), default=datetime.isoformat), "utf-8")
        written.replace(data / FILE)


def _in_words(error: Exception) -> SlaDashError:
    if isinstance(error, SlaDashError):
        return error
    if isinstance(error, OSError):
        return unable("The records could not be loaded", error)
    return SlaDashError(
        f"The load ended in a way that nobody has foreseen: {type(error).__name__}.",
        advice="Whoever runs the board loads by hand, with SLA_DASH_TRACEBACK=1, and reports what that prints.",
    )


def _bare(text: str, places: tuple[Path, ...]) -> str:
    """Take out where on the server something lies, and who can be written to."""
    for place in sorted((str(path) for one in places for path in (one, one.resolve())), key=len, reverse=True):
        text = text.replace(f"{place}/", "").replace(place, Path(place).name)
    for hidden, shown in ((ADDRESS, "…@…"), (FOLDERS, "")):
        text = hidden.sub(shown, text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
