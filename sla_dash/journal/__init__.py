"""What people write: an append-only chain of entries, of which every state is a fold up to an instant."""

from sla_dash.journal.entry import Entry, Kind, faults
from sla_dash.journal.store import Journal, JournalError, StaleError

__all__ = ["Entry", "Journal", "JournalError", "Kind", "StaleError", "faults"]
