"""What-if: the leads that other numbers would ask for, beside those signed; the scenario is the URL."""

from functools import partial

import streamlit as st

from sla_dash import words
from sla_dash.rules import proposal, whatif
from sla_dash.screen import border, choices, figure, headings, headline, levers, sheet, slider, tables
from sla_dash.screen.charts import whatif as charts
from sla_dash.screen.headings import How

board = choices.board()
headings.header(board)
found, terms = board.what_if, board.now_terms
headings.need_rates(found.streams)
name, begin = levers.origin(list(found.streams), board.stream, "Start from")
signed, evidence = found.streams[name], found.evidence(name)


@st.fragment
@border.in_words()
def played() -> None:
    """Show the sliders and what follows from them: a step of one runs no more than this."""
    moving, shown = st.columns((2, 5), gap="large")
    with moving:
        origin = whatif.found(signed, evidence) if begin == "evidence" else signed
        moved = levers.Levers.of(origin, f"{name} {begin}", promised=True)
        slider.place([("", (moved.quota, moved.confidence, moved.order)), *moved.groups], key="sliders")
        scenario = moved.scenario
        levers.onward("plan", "Plan the months ahead with these numbers →")
    needs, agreed = whatif.needs(scenario, evidence), whatif.needs(signed, evidence)
    bars = whatif.tornado(scenario, evidence)
    with shown:
        headings.heading(
            board,
            "what if",
            words.whatif.asked(scenario, needs[-1], terms.currency),
            How(
                ("lead demand", "confidence", "evidence", "capacity"),
                lambda board: (board.what_if.evidence(name), board.what_if.capacity(name, needs[-1].leads)),
                words.whatif.counted(scenario, needs),
                found.rows,
            ),
        )
        capacity = found.capacity(name, needs[-1].leads)
        headline.place(words.whatif.headlines(scenario, needs[-1], agreed[-1], capacity), key="headlines")
        funnel, tornado = st.columns(2)
        with funnel:
            figure.place(
                partial(charts.ladder, needs[-1], agreed[-1]),
                key="ladder",
                alt=words.whatif.ladder(needs[-1], agreed[-1]),
                height=360,
            )
        with tornado:
            figure.place(partial(charts.tornado, bars), key="tornado", alt=words.whatif.tornado(bars), height=360)
        headings.say(words.whatif.certainty(needs[-1], needs))
        headings.say(words.whatif.alone(needs))
        asked = partial(tables.whatif.needs, scenario, needs, found.contacted(scenario))
        sheet.place(asked, key="needs", alt="What is asked of every type of lead")
    levers.propose(board, lambda text: proposal.draft(text, terms, scenario, found.shown(scenario), board.today))
    saved = levers.kept(scenario, name)
    columns = {"Signed": (signed, agreed), "This scenario": (scenario, needs)}
    columns |= {label: (one, whatif.needs(one, evidence)) for label, one in saved.items()}
    sheet.place(partial(tables.whatif.side_by_side, signed, columns), key="side by side", alt="Scenarios side by side")


played()
