"""Delivery: what marketing handed over this month against what was due by now."""

import streamlit as st

from sla_dash import figure, screen, standup, store, tables
from sla_dash.charts import delivery

board = screen.board()
with store.traced() as asked:
    lines, days = board.delivery(), board.days()
total = lines[-1]

screen.header(board)
screen.promise(
    f"Marketing promised {standup.marketing_promise(total, board)}",
    ("delivered", "expected", "band", "could be chance", "overdispersion", "lead value", "forecast"),
    asked,
)
screen.headlines(standup.headlines(total, board.month_terms.currency))
figure.place(
    delivery.pacing(days, board.tolerance, total.so_far.counts.today, total.forecast),
    key="pacing",
    alt=standup.pacing_words(total),
    height=380,
)
st.markdown(standup.landing_words(total))
st.dataframe(tables.delivery(lines), hide_index=True, height="content", alt="Delivery by stream and lead type")
