"""The one class of error that a person is meant to read, and how others become one."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

ADVICE = {
    r"No space left|quota exceeded|too large": "Make room on that disk, then try again.",
    r"ermission denied|not permitted|Read-only": "Let who owns that place grant it, or choose another one.",
    r"No such file|No files found": "It was moved or removed: put it back, or name where it is now.",
    r"No usable temporary": "Set TMPDIR to a folder that can be written and has room.",
    r"Out of Memory": "Close what else runs on this machine, then try again.",
    r"File exists|Not a directory": "Choose another folder with --data.",
}
"""What to do next, by words of what the system says."""
DAMAGE = re.compile(r"Corrupt|not a valid DuckDB|Could not read enough bytes")
"""What DuckDB says of a file that is not as it was written."""


class SlaDashError(Exception):
    """Say what is wrong and what to do next, in words for the person at the keyboard.

    The command line prints both sentences and exits with 1; the board shows them in place of the page.
    Anything else that is raised is a bug: both doors say so, and keep its traceback for whoever runs the board.
    """

    def __init__(self, message: str, *, advice: str, bare: tuple[str, str] | None = None) -> None:
        """``bare`` are message and advice for who may see no row, where those quote what stands in one."""
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.bare = bare or (message, advice)

    def __str__(self) -> str:
        return f"{self.message}\n{self.advice}"


class AgreementError(SlaDashError):
    """The agreement cannot be read, or says something impossible."""


class MappingError(SlaDashError):
    """A mapping does not fit its schema or the files it speaks of."""


class RecordsError(SlaDashError):
    """Files of records that cannot be loaded, or a snapshot that cannot be opened."""


class AccessError(SlaDashError):
    """The list of who may see what cannot be used."""


class BusyError(RecordsError):
    """Another work holds the data folder; it ends by itself."""


class DamagedError(RecordsError):
    """A snapshot that cannot be read whole; from now on the one before it is the newest."""


class TypedError(SlaDashError):
    """What somebody typed cannot be written down as it is."""


def unable(what: str, error: Exception, besides: str = "") -> RecordsError:
    """Say what could not be done, why in the system's words, and what to do about just that."""
    said = f"{getattr(error, 'strerror', None) or str(error).split('Original error: ')[-1]}".partition("\n")[0]
    where = f" ({error.filename})" if isinstance(error, OSError) and error.filename else ""
    advice = next(
        (advice for words, advice in ADVICE.items() if re.search(words, str(error))), "Put that right, then try again."
    )
    return RecordsError(f"{what}: {said.rstrip('.')}{where}.", advice=f"{besides}{advice}")


@contextmanager
def refusals(what: str, kinds: tuple[type[Exception], ...] = (OSError,), besides: str = "") -> Iterator[None]:
    """Turn what the system refuses inside, or other kinds of error like it, into words that begin with ``what``."""
    try:
        yield
    except kinds as error:
        raise unable(what, error, besides) from error
