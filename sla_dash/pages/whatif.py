"""What-if: the leads that other numbers would ask for, beside those signed; the scenario is the URL."""

import streamlit as st

from sla_dash import words
from sla_dash.records import store
from sla_dash.rules import proposal, whatif
from sla_dash.screen import choices, figure, headings, levers, tables
from sla_dash.screen.charts import whatif as charts
from sla_dash.screen.headings import How

board = choices.board()
headings.header(board)
found = board.what_if
headings.need_rates(found.streams)
with store.traced() as asked:
    name, begin = levers.origin(list(found.streams), board.stream, "Start from")
    signed, evidence = found.streams[name], found.evidence(name)
moving, shown = st.columns((2, 5), gap="large")
with moving:
    origin = whatif.found(signed, evidence) if begin == "evidence" else signed
    scenario = levers.scenario(origin, f"{name} {begin}")
    levers.onward("plan", "Plan the months ahead with these numbers →", f"{name} {begin}")
needs, agreed = whatif.needs(scenario, evidence), whatif.needs(signed, evidence)
bars = whatif.tornado(scenario, evidence)
with store.traced() as asked_of_reps:
    capacity = found.capacity(name, needs[-1].leads)

with shown:
    headings.heading(
        words.whatif.asked(scenario, needs[-1], board.now_terms.currency),
        How(
            ("lead demand", "confidence", "evidence", "capacity"),
            [*asked, *asked_of_reps],
            words.whatif.counted(scenario, needs),
            found.rows,
        ),
        board.snapshot,
    )
    headings.headlines(words.whatif.headlines(scenario, needs[-1], agreed[-1], capacity))
    funnel, tornado = st.columns(2)
    with funnel:
        figure.place(
            charts.ladder(needs[-1], agreed[-1]),
            key="ladder",
            alt=words.whatif.ladder(needs[-1], agreed[-1]),
            height=360,
        )
    with tornado:
        figure.place(charts.tornado(bars), key="tornado", alt=words.whatif.tornado(bars), height=360)
    st.markdown(words.whatif.certainty(needs[-1], needs))
    st.markdown(words.whatif.alone(needs))
    st.dataframe(
        tables.whatif.needs(found, scenario, needs),
        hide_index=True,
        height="content",
        alt="What is asked of every type of lead",
    )
terms = board.now_terms
levers.propose(proposal.draft(terms, scenario, found.shown(scenario), board.today), terms.version + 1)
saved = levers.kept(scenario, name)
columns = {"Signed": (signed, agreed), "This scenario": (scenario, needs)}
columns |= {label: (one, whatif.needs(one, evidence)) for label, one in saved.items()}
st.dataframe(
    tables.whatif.side_by_side(signed, columns), hide_index=True, height="content", alt="Scenarios side by side"
)
