"""What marketing handed over."""

from dataclasses import dataclass
from datetime import date, datetime

from sla_dash.queries.bind import Span, naive
from sla_dash.store import Snapshot


@dataclass(frozen=True, slots=True)
class DayCount:
    """Leads of one type handed over on one local day."""

    stream: str | None
    lead_type: str | None
    day: date
    gross: int
    rejected: int

    @property
    def net(self) -> int:
        """What counts against the target."""
        return self.gross - self.rejected


def leads_by_day(snapshot: Snapshot, span: Span, as_of: datetime) -> list[DayCount]:
    """Count the leads handed over in a span by stream, lead type and local day."""
    starts_at, ends_at = map(naive, span)
    found = snapshot.rows("leads_by_day", starts_at=starts_at, ends_at=ends_at, as_of=naive(as_of))
    return [DayCount(*row) for row in found]
