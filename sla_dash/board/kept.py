"""Boards that are kept between the viewers who look at the same thing."""

from collections import OrderedDict
from datetime import date, datetime
from pathlib import Path
from threading import Lock

from sla_dash.agreement import Agreements, Profile
from sla_dash.board import Board, board, stamped
from sla_dash.records import queries, store
from sla_dash.records.store import Snapshot

MOST = 24
"""Boards that are kept; the one that nobody has looked at for longest goes first."""
OPEN = 2
"""Snapshots that stay open: the newest, and the one before for who is in the middle of reading it."""


class Kept:
    """The boards of the newest snapshot with the answers that they have given; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._snapshots: OrderedDict[Path, Snapshot] = OrderedDict()
        self._boards: OrderedDict[tuple[object, ...], Board] = OrderedDict()

    def board(
        self,
        records: Path,
        agreements: Agreements,
        as_of: datetime,
        month: date | None = None,
        stream: str | None = None,
        lead_type: str | None = None,
        profile: Profile | None = None,
    ) -> Board:
        """Return the board of these choices on the newest records, a resolved path; see ``board.board``."""
        minute = as_of.replace(second=0, microsecond=0)
        with self._lock:
            texts = tuple((terms.text_hash, terms.signed, terms.held_from) for terms in agreements.versions)
            key = records, texts, minute, month, stream, lead_type, profile
            if key not in self._boards:
                self._boards[key] = board(self._opened(records), agreements, as_of, month, stream, lead_type, profile)
                while len(self._boards) > MOST:
                    self._boards.popitem(last=False)
            self._boards.move_to_end(key)
            return self._boards[key]

    def prepared_for(self, records: Path, agreements: Agreements) -> bool:
        """Tell whether the facts of these records were prepared under these agreements."""
        with self._lock:
            return stamped(self._opened(records), agreements)

    def loaded_at(self, records: Path) -> datetime:
        """Return when these records were loaded, however often they were prepared since; in UTC."""
        with self._lock:
            return queries.records.load(self._opened(records)).loaded_at

    def _opened(self, path: Path) -> Snapshot:
        """Open a snapshot, and let go of the boards of older ones."""
        if path not in self._snapshots:
            self._snapshots[path] = store.open_file(path)
            self._boards.clear()
            while len(self._snapshots) > OPEN:
                self._snapshots.popitem(last=False)[1].close()
        return self._snapshots[path]
