"""Whether leads contacted in time are won more often."""

from dataclasses import dataclass

from sla_dash.board.answer import answer
from sla_dash.board.frame import Part
from sla_dash.records import queries
from sla_dash.records.queries.bind import Span
from sla_dash.records.store import Asked
from sla_dash.rules import winning
from sla_dash.rules.winning import Compared


@dataclass(frozen=True)
class Winning(Part):
    """A year of leads that are old enough to be judged."""

    @property
    def span(self) -> Span:
        """Clock starts of the leads: the year that ends as long ago as every lead is given to be won."""
        ends_at = self.frame.as_of - winning.GIVEN
        return ends_at - winning.LOOKED_BACK, ends_at

    @answer
    def compared(self) -> Compared:
        """Leads contacted in time against the others; none without touches."""
        frame, found = self.frame, []
        if frame.load.has_touches:
            found = queries.winning.strata(frame.snapshot, self.span, frame.as_of, frame.only)
        return winning.compared(found)

    @property
    def rows(self) -> Asked:
        """Ask for the leads, one by one."""
        return queries.winning.rows(self.span, self.frame.as_of, self.frame.only)
