"""Plan: the leads that the months ahead must bring, before their revenue is due."""

import streamlit as st

from sla_dash import figure, levers, screen, store, tables, whatif, words
from sla_dash.charts import plan
from sla_dash.screen import How

board = screen.board()
screen.header(board)
found = board.what_if
screen.need_rates(found.streams)
name, begin = levers.origin(list(found.streams), board.stream, "Rates from")
moving, shown = st.columns((2, 5), gap="large")
with moving:
    signed = found.streams[name]
    outlook = levers.outlook(signed.quota, f"plan {name}")
with store.traced() as asked:
    scenario = whatif.found(signed, found.evidence(name)) if begin == "evidence" else signed
    plans = board.plan.months(scenario, outlook)
total = plans[-1]

with shown:
    screen.heading(
        words.plan.promise(total, name),
        How(("plan", "lead demand", "cohort"), asked, words.plan.counted(plans)),
        board.snapshot,
    )
    screen.headlines(words.plan.headlines(total, board.now_terms.currency))
    figure.place(plan.months(total), key="plan", alt=words.plan.drawn(total), height=420)
    st.markdown(words.plan.short(total))
st.dataframe(tables.plan.months(plans), hide_index=True, height="content", alt="The plan month by month")
levers.export(plans, name)
with st.expander("As the targets of a draft agreement"):
    for one in plans[:-1]:
        st.markdown(f"{one.lead_type}")
        st.code(words.plan.targets(one), language="toml")
