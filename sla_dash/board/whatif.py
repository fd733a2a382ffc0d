"""What if: the scenarios that a stream's sliders start from, the evidence behind them, and what sales can work."""

from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction

from sla_dash.board.answer import answer, answers
from sla_dash.board.contact import Contact
from sla_dash.board.frame import NONE, Frame, Part
from sla_dash.board.funnel import Evidence, Funnel, back
from sla_dash.calendar import month_of, utc
from sla_dash.records import queries
from sla_dash.records.store import Asked
from sla_dash.rules import contact, demand, proposal, whatif
from sla_dash.rules.capacity import Capacity
from sla_dash.rules.demand import Counted
from sla_dash.rules.funnel import Stage
from sla_dash.rules.whatif import Need, Scenario
from sla_dash.statistics import survival

CONFIDENCE = Fraction(80, 100)
RATES = {Stage.OPPORTUNITY: "win", Stage.SQL: "sql_to_opportunity", Stage.MQL: "mql_to_sql"}
"""How the agreement calls the rate of leaving a stage."""


@dataclass(frozen=True)
class WhatIf(Part):
    """What other numbers would ask for, by the version in force now."""

    @answer
    def whole(self) -> Frame:
        """All streams, as of the last thing on record: what is asked for stays the same while sliders move."""
        latest = self.frame.load.latest_at
        at = min(self.frame.as_of, latest) if latest else self.frame.as_of
        return replace(self.frame, as_of=at, stream=None, lead_type=None)

    @answer
    def streams(self) -> dict[str, Scenario]:
        """What was signed of every stream that leads can be reckoned for in the month on screen."""
        found = (whatif.agreed(one, self.frame.month, CONFIDENCE) for one in self.frame.now_terms.streams)
        return {one.stream: one for one in found if one}

    @answers
    def evidence(self, stream: str) -> dict[tuple[str, str], Counted]:
        """Return what mature cohorts have shown, by lead type and name of the rate."""
        found = ((key, one.against_agreed) for key, one in self.proved(stream).items())
        return {key: change.after for key, change in found if change}

    @answers
    def proved(self, stream: str) -> dict[tuple[str, str], Evidence]:
        """Return every agreed rate beside its evidence, by lead type and name of the rate."""
        return {(one.lead_type or "", RATES[one.stage]): one for one in self.proofs if one.stream == stream}

    @answers
    def signed(self, stream: str) -> tuple[Need, ...]:
        """Return what was signed asks for, by type and of all together the last: no slider moves it."""
        return whatif.needs(self.streams[stream], self.evidence(stream))

    @property
    def rows(self) -> Asked:
        """Ask for the leads of a year, one by one, that the evidence is of."""
        return Asked("funnel_rows", self.leads.rows("year"))

    @answer
    def proofs(self) -> tuple[Evidence, ...]:
        """Every agreed rate beside its evidence."""
        return self.leads.evidence

    @answer
    def leads(self) -> Funnel:
        """What became of the leads of all streams."""
        return Funnel(self.whole)

    def capacity(self, stream: str, leads: int) -> Capacity:
        """Hold the leads of a scenario, and those promised that it does not move, against the active reps."""
        moved = {(stream, one.lead_type) for one in self.streams[stream].choices}
        promised = demand.targets(self.frame.now_terms, self.frame.month)
        others = sum(one.leads or 0 for one in promised if (one.stream, one.lead_type) not in moved)
        return self.frame.capacity(leads + others)

    def shown(self, scenario: Scenario) -> proposal.Shown:
        """Return what the records show of a scenario's numbers; deals won, of the twelve months before this one."""
        zone, this = self.frame.now_terms.zone, month_of(self.whole.today)
        span = utc(back(this, proposal.YEAR + 1)[0], 0, zone), utc(this, 0, zone)
        asked = self.frame.snapshot, span, self.whole.as_of, (scenario.stream, None)
        return proposal.Shown(
            self.evidence(scenario.stream),
            {
                row.lead_type or NONE: (row.won_amount, row.won - row.won_unpriced)
                for row in queries.funnel.deals(*asked)
            },
            self.contacted(scenario),
            sum(row.won for row in queries.funnel.abroad(*asked)),
        )

    def contacted(self, scenario: Scenario) -> dict[str, survival.Share]:
        """Return by lead type which share of this month's leads were contacted within the scenario's promise."""
        found = {
            one.lead_type: self.in_time(scenario.stream, one.lead_type, one.respond_within)
            for one in scenario.choices
            if one.respond_within
        }
        return {kind: share for kind, share in found.items() if share}

    @answers
    def in_time(self, stream: str, lead_type: str, promise: timedelta) -> survival.Share | None:
        """Return which share of this month's leads were contacted within another promise; None while too early."""
        rows = [
            row
            for row in self._contact.times
            if (row.stream, row.lead_type) == (stream, lead_type) and row.state in contact.PROMISED
        ]
        if sum(row.leads for row in rows if row.elapsed) < contact.ENOUGH:
            return None
        return contact.in_minutes(rows).by(promise // timedelta(minutes=1))

    @answer
    def _contact(self) -> Contact:
        return Contact(self.whole)
