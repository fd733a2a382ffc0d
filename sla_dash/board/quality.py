"""Whether marketing knew of the leads what it promised to know before it handed them over."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sla_dash.agreement import Terms
from sla_dash.board.answer import answer
from sla_dash.board.frame import Part
from sla_dash.records import queries
from sla_dash.records.store import Asked
from sla_dash.rules import quality
from sla_dash.rules.quality import Handed, Informed, Lacking, Required


@dataclass(frozen=True)
class Quality(Part):
    """The leads handed over in the month on screen, those of today and those that sales rejected among them."""

    @answer
    def lines(self) -> tuple[Informed, ...]:
        """Which part of the leads carried the minimum information, and what was missing, the total last."""
        now = _required(self.frame.agreements.for_month(self.frame.month))
        lines = [
            quality.informed(*kind, self._handed, self._lacking, self._asked, now)
            for kind in self.frame.kinds_of((row.stream, row.lead_type) for row in self._handed)
        ]
        return (*lines, quality.total(self._handed, self._lacking, self._asked, now))

    @property
    def rows(self) -> Asked:
        """The leads one by one, each with what it lacks."""
        return queries.quality.rows(self.frame.month_edges, self.frame.as_of, self.frame.only)

    @answer
    def _handed(self) -> list[Handed]:
        frame = self.frame
        return queries.quality.handed(frame.snapshot, frame.month_edges, frame.as_of, frame.only)

    @answer
    def _lacking(self) -> list[Lacking]:
        frame = self.frame
        return queries.quality.lacking(frame.snapshot, frame.month_edges, frame.as_of, frame.only)

    @property
    def _asked(self) -> Mapping[int, Required]:
        """What each version asks, of those that ask something."""
        found = ((terms.version, _required(terms)) for terms in self.frame.agreements.versions)
        return {version: required for version, required in found if required}


def _required(terms: Terms | None) -> Required | None:
    asked = terms.qualified if terms else None
    return Required(asked.requires, Fraction(asked.share)) if asked else None
