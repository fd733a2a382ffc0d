"""How often sales followed up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sla_dash.followup import MilestoneCount
from sla_dash.queries.bind import Only, naive, narrowed
from sla_dash.store import Parameter, Snapshot


@dataclass(frozen=True, slots=True)
class Due:
    """A span in which milestones fall due."""

    starts_at: datetime
    ends_at: datetime
    longest: timedelta
    """How long after a clock started the last milestone of any version falls due."""

    @property
    def bound(self) -> Mapping[str, Parameter]:
        """The same as parameters of a query; clocks that started before ``earliest_at`` have nothing due in it."""
        return {
            "starts_at": naive(self.starts_at),
            "ends_at": naive(self.ends_at),
            "earliest_at": naive(self.starts_at - self.longest),
        }


def milestones(snapshot: Snapshot, due: Due, as_of: datetime, only: Only = (None, None)) -> list[MilestoneCount]:
    """Count the follow-up milestones that fall due in a span by what became of them."""
    found = snapshot.rows("followup_milestones", as_of=naive(as_of), **due.bound, **narrowed(only))
    return [MilestoneCount(*row) for row in found]
