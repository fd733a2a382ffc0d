"""The plan of the months ahead: leads that must come before the revenue does."""

from dataclasses import dataclass, replace
from datetime import date
from threading import RLock

from sla_dash.board.answer import answer
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
        months = {month: replace(scenario, quota=amount) for month, amount in wanted.items()}
        ladders = zip(*(whatif.ladders(one) for one in months.values()), strict=True)
        plans = []
        for choice, ladder in zip(scenario.choices, ladders, strict=True):
            kind: Kind = (scenario.stream, choice.lead_type)
            quota = {month: one.part(choice) for month, one in months.items()}
            asked = [int(steps[-1]) for steps in ladder]
            value = demand.unit_value(choice.order_value or scenario.order_value, choice.rates)
            delay = plan.spread(self.what_if.leads.incidence(kind, Stage.MQL, Stage.WON).by, LONGEST)
            pipe = plan.in_pipe(self._delivered(kind), delay, len(quota))
            ahead = plan.leads_ahead(quota, asked, pipe, value, delay, outlook.horizon)
            plans.append(TypePlan(choice.lead_type, ahead))
        return (*plans, plan.together(plans))

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
