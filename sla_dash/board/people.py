"""Who keeps the promise more or less often than chance explains."""

from dataclasses import dataclass

from sla_dash.board.answer import answer
from sla_dash.board.frame import Part
from sla_dash.records import queries
from sla_dash.rules import people


@dataclass(frozen=True)
class People(Part):
    """The decided leads of the last 90 days by who is credited with them."""

    @answer
    def judged(self) -> people.People:
        """Everybody against everybody together; nobody without touches."""
        frame, found = self.frame, []
        if frame.load.has_touches:
            found = queries.people.decided(frame.snapshot, frame.evidence, frame.as_of, frame.clocks, frame.only)
        return people.judged(found)
