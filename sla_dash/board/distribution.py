"""Whether leads are shared out among the reps as agreed."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sla_dash.agreement import Terms
from sla_dash.board.answer import answer
from sla_dash.board.frame import Part
from sla_dash.calendar import MICROSECOND, local_day
from sla_dash.records import queries
from sla_dash.records.store import Asked
from sla_dash.rules import distribution
from sla_dash.rules.distribution import Rep, Weights


@dataclass(frozen=True)
class Distribution(Part):
    """The leads assigned in the 90 days up to the end of the month on screen, or up to now."""

    @answer
    def terms(self) -> Terms:
        """The version in force at the end of these days: leads are to be shared out by its weights."""
        return self.frame.agreements.governing(self._last)

    @answer
    def judged(self) -> distribution.Distribution:
        """What each rep got against the part agreed."""
        frame, agreed = self.frame, self.terms.distribution
        first, last = (local_day(at, frame.now_terms.zone) for at in (frame.evidence[0], self._last))
        return distribution.judged(
            queries.distribution.assigned(frame.snapshot, frame.evidence, frame.as_of, frame.only),
            [
                Rep(rep.rep, rep.team, rep.active_from, rep.active_to)
                for rep in queries.records.reps(frame.snapshot).values()
            ],
            Weights(
                {rep: Fraction(weight) for rep, weight in agreed.rep_weights.items()},
                {team: Fraction(weight) for team, weight in agreed.team_weights.items()},
            ),
            first,
            last,
        )

    @property
    def rows(self) -> Asked:
        """The leads one by one."""
        return queries.distribution.rows(self.frame.evidence, self.frame.as_of, self.frame.only)

    @property
    def _last(self) -> datetime:
        """The last instant of these days, which exclude their end."""
        return self.frame.evidence[1] - MICROSECOND
