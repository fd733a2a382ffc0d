"""Funnel: what became of the leads, what came back from them, and which agreed rates have really changed."""

import streamlit as st

from sla_dash import words
from sla_dash.board.funnel import SPANS
from sla_dash.records import store
from sla_dash.records.store import Asked
from sla_dash.screen import choices, figure, headings, tables
from sla_dash.screen.charts import funnel
from sla_dash.screen.headings import How

REASONS = 12

board = choices.board()
headings.header(board)
span = st.segmented_control(
    "Leads that entered each stage in this", list(SPANS), default="quarter", key="cohorts", bind="query-params"
)
span = span or "quarter"
with store.traced() as asked_of_cohorts:
    lines, points, evidence = board.funnel.lines(span), board.funnel.points, board.funnel.evidence
with store.traced() as asked_of_loop:
    returned, months = board.loop.total, board.loop.months
with store.traced() as asked_of_deals:
    deals = board.loop.deals(span)
with store.traced() as asked_of_endings:
    endings, reasons, ended = board.funnel.endings(span, REASONS)
currency, shown = board.month_terms.currency, board.funnel.months(span)

headings.heading(
    words.funnel.promise(lines, shown),
    How(
        ("cohort", "maturity", "expected by age", "in-month rate"),
        asked_of_cohorts,
        words.funnel.counted(lines),
        Asked("funnel_rows", board.funnel.rows(span)),
    ),
    board.snapshot,
)
headings.headlines(words.funnel.headlines(lines))
figure.place(funnel.cohorts(points), key="cohorts_drawn", alt=words.funnel.drawn(lines), height=300)
st.dataframe(tables.funnel.lines(lines), hide_index=True, height="content", alt="Every stage of every type of lead")

rows = Asked("funnel_rows", board.funnel.rows("year"))
headings.heading(
    words.funnel.revisions(evidence), How(("really changed", "maturity"), asked_of_cohorts, (), rows), board.snapshot
)
st.markdown(words.funnel.to_revise(evidence))
st.dataframe(tables.funnel.evidence(evidence), hide_index=True, height="content", alt="Agreed rates and their evidence")

headings.heading(
    words.funnel.returned(returned, currency, months),
    How(("closed loop", "expected by age", "lead value"), asked_of_loop, words.funnel.loop_counted(returned), rows),
    board.snapshot,
)
headings.headlines(words.funnel.loop(returned, currency))
figure.place(funnel.bridge(returned), key="bridge", alt=words.funnel.bridge(returned), height=300)
st.dataframe(tables.funnel.loop(months), hide_index=True, height="content", alt="The closed loop by month of hand-off")

headings.heading(
    words.funnel.deals(deals[-1], shown),
    How(
        ("win rate", "average order value", "margin", "time to close"),
        asked_of_deals,
        words.funnel.deals_counted(deals[-1].closed, deals[-1]),
        Asked("funnel_deal_rows", board.funnel.rows(span)),
    ),
    board.snapshot,
)
st.dataframe(tables.funnel.deals(deals), hide_index=True, height="content", alt="Deals by type of lead")
headings.heading(
    words.funnel.endings(ended, len(endings), reasons),
    How(("cohort",), asked_of_endings, (), Asked("funnel_rows", board.funnel.rows(span))),
    board.snapshot,
)
st.dataframe(tables.funnel.endings(endings), hide_index=True, height="content", alt="Why leads ended without a deal")
