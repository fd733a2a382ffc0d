"""Data: where the numbers come from, what was left out, and what to hold against the CRM."""

import streamlit as st

from sla_dash import queries, screen, tables, words

REASONS = 100

board = screen.board()
snapshot = board.snapshot
files, reasons, doubts = (
    queries.records.files(snapshot),
    queries.records.reasons(snapshot, REASONS),
    queries.records.doubts(snapshot),
)
kinds, months = queries.outcomes.outcomes(snapshot, board.as_of), queries.outcomes.months(snapshot, board.as_of)

screen.header(board)
st.markdown(words.records.freshness(board))
st.markdown(words.records.rows_line(files))
st.dataframe(tables.records.files(files), hide_index=True, alt="Rows of each file")
if reasons:
    st.markdown("##### Rejected rows", anchors=False)
    st.dataframe(tables.records.reasons(reasons), hide_index=True, alt="Why rows were rejected")
if doubts:
    st.markdown("##### Kept, but doubtful", anchors=False)
    st.dataframe(tables.records.doubts(doubts), hide_index=True, alt="What is doubtful")
st.markdown("##### Hold these against your CRM", anchors=False)
st.markdown(words.outcomes.counted())
by_kind, by_month = st.columns((3, 2), gap="large")
by_kind.dataframe(tables.outcomes.outcomes(kinds), hide_index=True, alt="Leads and wins by lead type")
by_month.dataframe(tables.outcomes.months(months), hide_index=True, height="content", alt="Leads and wins by month")
st.markdown(words.outcomes.winning(queries.outcomes.days_to_win(snapshot, board.as_of)))
