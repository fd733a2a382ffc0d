"""Where the time goes between hand-off and the first conversation."""

from dataclasses import dataclass

from sla_dash.board.answer import answers
from sla_dash.board.frame import Part
from sla_dash.records import queries
from sla_dash.records.store import Asked
from sla_dash.rules import steps
from sla_dash.rules.steps import Line


@dataclass(frozen=True)
class Steps(Part):
    """The steps of the leads that were handed over in the month on screen."""

    @answers
    def lines(self, *, wall_clock: bool = False) -> tuple[Line, ...]:
        """Tell what every step takes, in working time or in all time; all empty without touches."""
        frame = self.frame
        if not frame.load.has_touches:
            return steps.lines([])
        return steps.lines(
            queries.steps.spent(
                frame.snapshot, frame.month_edges, frame.as_of, frame.clocks, frame.only, wall_clock=wall_clock
            )
        )

    @property
    def rows(self) -> Asked:
        """Ask for the leads, one by one."""
        frame = self.frame
        return queries.steps.rows(frame.month_edges, frame.as_of, frame.clocks, frame.only)
