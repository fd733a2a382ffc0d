"""Contact: which leads sales reached in time."""

import streamlit as st

from sla_dash import figure, screen, store, tables, theme, words
from sla_dash.charts import contact
from sla_dash.screen import How

board = screen.board()
with store.traced() as asked:
    reached, timed, owed = board.contact.lines, board.contact.times, board.act.owed
total = reached[-1]

screen.header(board)
screen.need_touches(board)
screen.heading(
    f"Sales promised {words.contact.promise(total)}",
    How(
        (
            "contact",
            "in time",
            "working time",
            "decided",
            "late and waiting",
            "at risk",
            "closed untouched",
            "follow-up",
        ),
        asked,
    ),
    board.snapshot,
)
next_standup = theme.weekday_and_time(board.next_standup, board.now_terms.zone)
screen.headlines(words.contact.headlines(total, owed[-1], next_standup))
figure.place(contact.reached(timed, total), key="reached", alt=words.contact.reached(total), height=360)
st.markdown(f"{words.contact.people(total)}. {words.contact.reached(total)}")
st.dataframe(tables.contact.lines(reached), hide_index=True, height="content", alt="Contact by stream and lead type")
