"""Plan: the leads that the months ahead must bring, before their revenue is due."""

import streamlit as st

from sla_dash import words
from sla_dash.records import store
from sla_dash.rules import proposal, whatif
from sla_dash.screen import choices, figure, headings, levers, tables
from sla_dash.screen.charts import plan
from sla_dash.screen.headings import How

board = choices.board()
headings.header(board)
found = board.what_if
headings.need_rates(found.streams)
name, begin = levers.origin(list(found.streams), board.stream, "Rates from")
with store.traced() as asked:
    signed, evidence = found.streams[name], found.evidence(name)
moving, shown = st.columns((2, 5), gap="large")
with moving:
    origin, key = whatif.found(signed, evidence) if begin == "evidence" else signed, f"{name} {begin}"
    outlook = levers.outlook(levers.quota(origin, key), f"plan {name}")
    with st.expander("Order value, shares and rates"):
        scenario = levers.converting(origin, key)
    levers.onward("whatif", "← What-if with these numbers", key)
with store.traced() as asked_of_plan:
    plans = board.plan.months(scenario, outlook)
total = plans[-1]

with shown:
    headings.heading(
        words.plan.promise(total, name, whatif.basis(scenario, signed, evidence)),
        How(
            ("plan", "lead demand", "evidence", "cohort"),
            [*asked, *asked_of_plan],
            [*words.plan.counted(plans), *words.plan.assumed(scenario)],
            found.rows,
        ),
        board.snapshot,
    )
    headings.headlines(words.plan.headlines(total, board.now_terms.currency))
    figure.place(plan.months(total), key="plan", alt=words.plan.drawn(total), height=420)
    st.markdown(words.plan.short(total))
st.dataframe(tables.plan.months(plans), hide_index=True, height="content", alt="The plan month by month")
levers.export(plans, name)
terms = board.now_terms
levers.propose(proposal.draft(terms, scenario, found.shown(scenario), board.today, plans), terms.version + 1)
with st.expander("As the targets of a draft agreement"):
    for one in plans[:-1]:
        st.markdown(f"{one.lead_type}")
        st.code(words.plan.targets(one), language="toml")
