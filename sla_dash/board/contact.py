"""Whom sales contacted in time."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from functools import cached_property

from sla_dash import contact, queries
from sla_dash.board.frame import Frame, Kind
from sla_dash.contact import InTime, Timed


@dataclass(frozen=True)
class Contact:
    """Sales' half of the board."""

    frame: Frame

    @cached_property
    def times(self) -> list[Timed]:
        """Leads whose clock started this month, by state and working minutes; none without touches."""
        frame = self.frame
        if not frame.load.has_touches:
            return []
        found = queries.contact.contact_times(
            frame.snapshot, frame.month_edges, frame.as_of, frame.clocks, frame.agreements
        )
        return [row for row in found if frame.on_screen((row.stream, row.lead_type))]

    @cached_property
    def lines(self) -> tuple[InTime, ...]:
        """Who was contacted in time among the leads whose clock started this month, the total last."""
        lines = [
            contact.in_time(
                [row for row in self.times if (row.stream, row.lead_type) == kind], *kind, self._agreed(kind)
            )
            for kind in self.frame.kinds_of((row.stream, row.lead_type) for row in self.times)
        ]
        return (*lines, contact.total(self.times))

    def _agreed(self, kind: Kind) -> tuple[timedelta, Fraction] | None:
        """Return what the month's version promises to leads of a kind."""
        clause = self.frame.month_terms.lead_type(*kind)
        if clause is None or clause.respond_within is None or clause.respond_share is None:
            return None
        return clause.respond_within, Fraction(clause.respond_share)
