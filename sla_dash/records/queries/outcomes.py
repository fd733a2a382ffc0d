"""What became of the leads."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sla_dash.records.queries.bind import naive, since_counted
from sla_dash.records.store import Snapshot


@dataclass(frozen=True, slots=True)
class Outcome:
    """Leads of one type ever handed over, and how many of them were won."""

    stream: str | None
    lead_type: str | None
    leads: int
    won: int

    @property
    def share(self) -> Fraction | None:
        """Won over handed over, whatever their age."""
        return Fraction(self.won, self.leads) if self.leads else None


@dataclass(frozen=True, slots=True)
class MonthCount:
    """Leads handed over and leads won in one local month."""

    month: date
    leads: int
    won: int


@dataclass(frozen=True, slots=True)
class DaysToWin:
    """Local days from hand-off to win, over leads won; None where none was."""

    won: int
    fewest: int | None
    most: int | None
    mean: float | None
    median: float | None
    p90: float | None
    """Between neighbours, linearly."""


def outcomes(snapshot: Snapshot, as_of: datetime) -> list[Outcome]:
    """Count leads handed over and won by stream and lead type, over the whole history."""
    return [Outcome(*row) for row in snapshot.rows("outcomes", **since_counted(snapshot, as_of))]


def months(snapshot: Snapshot, as_of: datetime) -> list[MonthCount]:
    """Count leads handed over and won by local month, over the whole history."""
    return [MonthCount(*row) for row in snapshot.rows("months", **since_counted(snapshot, as_of))]


def days_to_win(snapshot: Snapshot, as_of: datetime) -> DaysToWin:
    """Tell how many local days leads took from hand-off to win."""
    return DaysToWin(*snapshot.rows("days_to_win", as_of=naive(as_of))[0])
