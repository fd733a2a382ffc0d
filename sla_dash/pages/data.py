"""Data: where the numbers come from, what was left out, and what to hold against the CRM."""

import streamlit as st

from sla_dash import queries, screen, standup, tables

REASONS = 100

board = screen.board()
snapshot = board.snapshot
files, reasons, doubts = queries.files(snapshot), queries.reasons(snapshot, REASONS), queries.doubts(snapshot)
kinds, months = queries.outcomes(snapshot, board.as_of), queries.months(snapshot, board.as_of)

screen.header(board)
st.markdown(standup.freshness(board))
st.markdown(standup.rows_line(files))
st.dataframe(tables.files(files), hide_index=True, alt="Rows of each file")
if reasons:
    st.markdown("##### Rejected rows", anchors=False)
    st.dataframe(tables.reasons(reasons), hide_index=True, alt="Why rows were rejected")
if doubts:
    st.markdown("##### Kept, but doubtful", anchors=False)
    st.dataframe(tables.doubts(doubts), hide_index=True, alt="What is doubtful")
st.markdown("##### Hold these against your CRM", anchors=False)
by_kind, by_month = st.columns((3, 2), gap="large")
by_kind.dataframe(tables.outcomes(kinds), hide_index=True, alt="Leads and wins by lead type")
by_month.dataframe(tables.months(months), hide_index=True, height="content", alt="Leads and wins by month")
st.markdown(standup.winning_words(queries.days_to_win(snapshot, board.as_of)))
