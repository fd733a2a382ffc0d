"""What people wrote, as far as it can be read: the entries of the journal, and the versions that they make."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from sla_dash import agreement, journal
from sla_dash.agreement import History
from sla_dash.journal import Decided, Entry, Journal, JournalError


@dataclass(frozen=True)
class Written:
    """Entries and files at one instant of reading; they never change."""

    files: tuple[tuple[str, str], ...]
    """Name and text of the versions in the data folder."""
    entries: tuple[Entry, ...]
    trouble: JournalError | None = None
    """Why newer entries cannot be read, where they cannot."""

    @cached_property
    def history(self) -> History:
        """Every version of the agreement. Raises ``AgreementError`` where a file is wrong."""
        return journal.history(self.files, self.entries)

    @cached_property
    def faults(self) -> list[str]:
        """Where the chain of the entries is broken; nothing where it is whole."""
        return journal.faults(self.entries)

    @cached_property
    def decided(self) -> Decided:
        """Everything that was decided, noted and acknowledged."""
        return journal.fold(self.entries)

    @property
    def latest(self) -> int:
        """Id of the last entry: who writes knows all up to it. 0 for none."""
        return self.entries[-1].id if self.entries else 0

    def until(self, at: datetime) -> "Written":
        """Return what was written up to an instant, included; files bear no instant, so they stay."""
        held = journal.until(self.entries, at)
        return self if len(held) == len(self.entries) else Written(self.files, tuple(held), self.trouble)

    def before_signing(self) -> Iterator["Written"]:
        """Yield what was written before the last signature, then before the one before that, and so on."""
        for n in range(len(self.entries), 0, -1):
            if self.entries[n - 1].kind == "signed":
                yield Written(self.files, self.entries[: n - 1], self.trouble)


class Reading:
    """Reads a data folder again and again; what did not change is the same object."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._last = Written((), ())

    @cached_property
    def journal(self) -> Journal:
        """Where entries are written. Raises ``JournalError`` where ``SLA_DASH_JOURNAL`` names no database."""
        return Journal.of(self._data)

    def now(self) -> Written:
        """Read what is written now.

        A journal that cannot be read is no reason to show nothing: what was read of it before stands, and ``trouble``
        says why. Raises ``AgreementError`` where a file cannot be read.
        """
        files, last, trouble = tuple(agreement.files(self._data)), self._last, None
        try:
            entries = self.journal.entries()
        except JournalError as error:
            entries, trouble = last.entries, error
        if files != last.files or entries is not last.entries or trouble is not last.trouble:
            self._last = Written(files, entries, trouble)
        return self._last
