"""Plan: the leads that the months ahead must bring, before their revenue is due."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from sla_dash import words
from sla_dash.rules import proposal, whatif
from sla_dash.rules.plan import TypePlan
from sla_dash.screen import border, choices, figure, headings, headline, levers, scenarios, sheet, tables
from sla_dash.screen.charts import plan
from sla_dash.screen.headings import How

board = choices.board()
headings.header(board)
found, terms = board.what_if, board.now_terms
headings.need_rates(found.streams)


@st.fragment
@border.in_words()
def planned() -> None:
    """Show the sliders and what follows from them: a step of one runs no more than this."""
    moving, shown = st.columns((2, 5), gap="large")
    with moving:
        name, begin = levers.origin(list(found.streams), board.stream, "Rates from")
        signed, evidence = found.streams[name], found.evidence(name)
        moved = levers.Levers.of(whatif.found(signed, evidence) if begin == "records" else signed, name)
        outlook, scenario = levers.outlook(moved, f"plan {name}"), moved.scenario
    plans = board.plan.months(scenario, outlook)
    total = plans[-1]
    with shown, headings.answer():
        headings.heading(
            board,
            "plan",
            words.plan.verdict(total, name, whatif.basis(scenario, signed, evidence)),
            How(
                ("plan", "lead demand", "evidence", "cohort"),
                lambda board: (board.what_if.evidence(name), board.plan.months(scenario, outlook)),
                [*words.plan.counted(plans), *words.plan.assumed(scenario)],
                found.rows,
            ),
        )
        headline.place(words.plan.headlines(total, outlook, terms.currency), key="headlines")
        to_do = words.plan.to_do(total, whatif.leads(signed), scenario, whatif.needs(scenario, {})[-1])
        scenarios.told(to_do, words.plan.handed_over(total))
        figure.place(partial(plan.leads, total), key="leads", alt=words.plan.leads(total), height=190)
        scenarios.ahead(
            board,
            ("whatif", "← What-if with these numbers"),
            words.plan.promise(total, name, whatif.basis(scenario, signed, evidence)),
            lambda text: proposal.draft(text, terms, scenario, found.shown(scenario), board.today, plans),
        )
    evident(plans, name)


def evident(plans: Sequence[TypePlan], stream: str) -> None:
    """Fold the months with their revenue, and as what a version of the agreement would say."""

    def by_month() -> None:
        total = plans[-1]
        headings.say(words.plan.paid(total), level=6)
        figure.place(partial(plan.revenue, total), key="revenue", alt=words.plan.revenue(total), height=260)
        sheet.place(partial(tables.plan.months, plans), key="months", alt="The plan month by month")
        scenarios.export(plans, stream)

    def targets() -> None:
        for one in plans[:-1]:
            headings.say(one.lead_type or "")
            headings.verbatim(words.plan.targets(one))

    headings.folded("Revenue and leads, month by month", by_month, key="months")
    headings.folded("For the administrator: text for the terms file", targets, key="targets")


planned()
