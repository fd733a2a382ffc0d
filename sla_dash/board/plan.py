"""The plan of the months ahead: leads that must come before the revenue does."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from threading import RLock

from sla_dash.board.answer import answer, answers
from sla_dash.board.frame import Kind
from sla_dash.board.funnel import back
from sla_dash.board.whatif import WhatIf
from sla_dash.calendar import month_of, next_month
from sla_dash.rules import demand, funnel, plan, whatif
from sla_dash.rules.funnel import Stage
from sla_dash.rules.plan import Outlook, TypePlan
from sla_dash.rules.whatif import Scenario

LONGEST = 12 * funnel.EVIDENCE_YEARS
"""Months that a lead may take."""


@dataclass(frozen=True)
class Plan:
    """What each month must bring, by the version in force now and by how long leads have taken."""

    what_if: WhatIf

    @property
    def lock(self) -> RLock:
        """The frame's own."""
        return self.what_if.lock

    @answer
    def first(self) -> date:
        """The first month of the plan: the one after this."""
        return next_month(month_of(self.what_if.frame.today))

    def months(self, scenario: Scenario, outlook: Outlook) -> tuple[TypePlan, ...]:
        """Plan every type of a stream, all together last; the scenario's own quota stands aside for the outlook's."""
        wanted = outlook.wanted(self.first, outlook.horizon + LONGEST)
        by_amount = {amount: replace(scenario, quota=amount) for amount in dict.fromkeys(wanted.values())}
        ladders = {amount: whatif.ladders(one) for amount, one in by_amount.items()}
        plans = []
        for n, choice in enumerate(scenario.choices):
            parts = {amount: one.part(choice) for amount, one in by_amount.items()}
            quota = {month: parts[amount] for month, amount in wanted.items()}
            asked = [int(ladders[amount][n][-1]) for amount in wanted.values()]
            value = demand.unit_value(choice.order_value or scenario.order_value, choice.rates)
            delay, pipe = self._delay((scenario.stream, choice.lead_type))
            ahead = plan.leads_ahead(quota, asked, pipe[: len(quota)], value, delay, outlook.horizon)
            plans.append(TypePlan(choice.lead_type, ahead))
        return (*plans, plan.together(plans))

    @answers
    def _delay(self, kind: Kind) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
        """Return in which month after the hand-off wins come, and how many leads of before have their time when."""
        delay = plan.spread(self.what_if.leads.incidence(kind, Stage.MQL, Stage.WON).by, LONGEST)
        return delay, plan.in_pipe(self._delivered(kind), delay, plan.HORIZONS[-1] + LONGEST)

    def _delivered(self, kind: Kind) -> list[int]:
        """Count the leads handed over in the months before the plan; this month's are at least those promised."""
        this = month_of(self.what_if.frame.today)
        counts = [
            sum(day.entered for day in self.what_if.leads.entries(kind, Stage.MQL, Stage.WON, month))
            for month in back(this, LONGEST)
        ]
        terms = self.what_if.frame.now_terms
        promised = next((t.leads for t in demand.targets(terms, this) if (t.stream, t.lead_type) == kind), None)
        return [*counts[:-1], max(counts[-1], promised or 0)]
