"""Data: where the numbers come from, what was left out, and what to hold against the CRM."""

import streamlit as st

from sla_dash import words
from sla_dash.records import queries, store
from sla_dash.screen import choices, headings, tables
from sla_dash.screen.headings import How

REASONS = 100

board = choices.board()
snapshot = board.snapshot
with store.traced() as asked_of_rows:
    files, reasons = queries.records.files(snapshot), queries.records.reasons(snapshot, REASONS)
    doubts = queries.records.doubts(snapshot)
with store.traced() as asked:
    kinds, months = queries.outcomes.outcomes(snapshot, board.as_of), queries.outcomes.months(snapshot, board.as_of)
    winning = queries.outcomes.days_to_win(snapshot, board.as_of)

headings.header(board)
st.markdown(words.records.freshness(board))
st.markdown(words.records.rows_line(files))
st.dataframe(tables.records.files(files), hide_index=True, alt="Rows of each file")
if reasons:
    headings.heading("Rejected rows", How(("rejected rows",), asked_of_rows, rows=queries.records.rejects()), snapshot)
    st.dataframe(tables.records.reasons(reasons), hide_index=True, alt="Why rows were rejected")
if doubts:
    st.markdown("##### Kept, but doubtful", anchors=False)
    st.dataframe(tables.records.doubts(doubts), hide_index=True, alt="What is doubtful")
every = queries.delivery.rows(None, board.as_of)
headings.heading("Hold these against your CRM", How(("delivered", "left out"), asked, rows=every), snapshot)
st.markdown(words.outcomes.counted())
by_kind, by_month = st.columns((3, 2), gap="large")
by_kind.dataframe(tables.outcomes.outcomes(kinds), hide_index=True, alt="Leads and wins by lead type")
by_month.dataframe(tables.outcomes.months(months), hide_index=True, height="content", alt="Leads and wins by month")
st.markdown(words.outcomes.winning(winning))
