"""How often sales followed up."""

from dataclasses import dataclass
from functools import cached_property

from sla_dash import followup, queries
from sla_dash.board.frame import Frame
from sla_dash.followup import MilestoneCount


@dataclass(frozen=True)
class FollowUp:
    """The milestones of follow-up."""

    frame: Frame

    @cached_property
    def lines(self) -> tuple[MilestoneCount, ...]:
        """The milestones that fall due this month, the total last; none without touches."""
        frame = self.frame
        found = []
        if frame.load.has_touches:
            found = queries.followup.milestones(
                frame.snapshot, frame.milestones_due(*frame.month_edges), frame.as_of, frame.only
            )
        return (*found, followup.total(found))
