"""Delivery: what marketing handed over this month against what was due by now."""

import streamlit as st

from sla_dash import figure, screen, store, tables, words
from sla_dash.charts import delivery
from sla_dash.screen import How

board = screen.board()
with store.traced() as asked:
    lines, days = board.delivery.lines, board.delivery.days
total = lines[-1]

screen.header(board)
screen.heading(
    f"Marketing promised {words.delivery.promise(total, board)}",
    How(("delivered", "expected", "band", "could be chance", "overdispersion", "lead value", "forecast"), asked),
    board.snapshot,
)
screen.headlines(words.delivery.headlines(total, board.month_terms.currency))
figure.place(
    delivery.pacing(days, board.delivery.tolerance, total.so_far.counts.today, total.forecast),
    key="pacing",
    alt=words.delivery.pacing(total),
    height=380,
)
st.markdown(words.delivery.landing_and_need(total))
st.dataframe(tables.delivery.lines(lines), hide_index=True, height="content", alt="Delivery by stream and lead type")
