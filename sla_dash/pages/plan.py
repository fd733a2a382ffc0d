"""Plan: the leads that the months ahead must bring, before their revenue is due."""

from functools import partial

import streamlit as st

from sla_dash import words
from sla_dash.rules import proposal, whatif
from sla_dash.screen import border, choices, figure, headings, headline, levers, sheet, tables
from sla_dash.screen.charts import plan
from sla_dash.screen.headings import How

board = choices.board()
headings.header(board)
found, terms = board.what_if, board.now_terms
headings.need_rates(found.streams)
name, begin = levers.origin(list(found.streams), board.stream, "Rates from")
signed, evidence = found.streams[name], found.evidence(name)


@st.fragment
@border.in_words()
def planned() -> None:
    """Show the sliders and what follows from them: a step of one runs no more than this."""
    moving, shown = st.columns((2, 5), gap="large")
    with moving:
        origin, key = whatif.found(signed, evidence) if begin == "evidence" else signed, f"{name} {begin}"
        moved = levers.Levers.of(origin, key)
        outlook, scenario = levers.outlook(moved, f"plan {name}"), moved.scenario
        levers.onward("whatif", "← What-if with these numbers")
    plans = board.plan.months(scenario, outlook)
    total = plans[-1]
    with shown:
        headings.heading(
            board,
            "plan",
            words.plan.promise(total, name, whatif.basis(scenario, signed, evidence)),
            How(
                ("plan", "lead demand", "evidence", "cohort"),
                lambda board: (board.what_if.evidence(name), board.plan.months(scenario, outlook)),
                [*words.plan.counted(plans), *words.plan.assumed(scenario)],
                found.rows,
            ),
        )
        headline.place(words.plan.headlines(total, terms.currency), key="headlines")
        figure.place(partial(plan.months, total), key="plan", alt=words.plan.drawn(total), height=420)
        headings.say(words.plan.short(total))
    sheet.place(partial(tables.plan.months, plans), key="months", alt="The plan month by month")
    levers.export(plans, name)
    levers.propose(board, lambda text: proposal.draft(text, terms, scenario, found.shown(scenario), board.today, plans))
    with st.expander("As the targets of a draft agreement"):
        for one in plans[:-1]:
            headings.say(one.lead_type or "")
            headings.verbatim(words.plan.targets(one))


planned()
