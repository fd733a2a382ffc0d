"""What people write: an append-only chain of entries, of which every state is a fold up to an instant."""

from sla_dash.journal import agreeing, deciding, doing, telling
from sla_dash.journal.decisions import Decided, fold
from sla_dash.journal.entry import Entry, Kind, faults, until
from sla_dash.journal.store import Journal, JournalError, StaleError
from sla_dash.journal.versions import history, read

__all__ = [
    "Decided",
    "Entry",
    "Journal",
    "JournalError",
    "Kind",
    "StaleError",
    "agreeing",
    "deciding",
    "doing",
    "faults",
    "fold",
    "history",
    "read",
    "telling",
    "until",
]
