"""Data: where the numbers come from, what was left out, and what to hold against the CRM."""

from functools import partial

import streamlit as st

from sla_dash import clock, load, places, words
from sla_dash.records import queries
from sla_dash.screen import choices, headings, sheet, tables, viewer
from sla_dash.screen.headings import How

REASONS = 100

board, who = choices.board(), viewer.now()
refused, named = who.loads or who.sight.everybody, who.sight.everybody
snapshot = board.snapshot
files, reasons = queries.records.files(snapshot), queries.records.reasons(snapshot, REASONS)
doubts = queries.records.doubts(snapshot)
kinds, months = queries.outcomes.outcomes(snapshot, board.as_of), queries.outcomes.months(snapshot, board.as_of)

headings.header(board)
if failed := load.failed.found(places.data()):
    title, lines = words.records.failing(failed, clock.now(), board.now_terms.zone)
    headings.say(title, level=5)
    headings.listed(lines)
headings.say(words.records.freshness(board), level=3)
headings.say(words.records.rows_line(files))
sheet.place(partial(tables.records.files, files), key="files", alt="Rows of each file")
if reasons:
    headings.heading(
        board,
        "rejects",
        "Rejected rows",
        How(
            ("rejected rows",),
            lambda board: queries.records.reasons(board.snapshot, REASONS),
            rows=queries.records.rejects(),
        ),
    )
    sheet.place(
        partial(tables.records.reasons, reasons, values=refused),
        key="reasons",
        alt="Why rows were rejected",
    )
if doubts:
    headings.say("Kept, but doubtful", level=5)
    sheet.place(partial(tables.records.doubts, doubts, values=named), key="doubts", alt="What is doubtful")
headings.heading(
    board,
    "crm",
    "Hold these against your CRM",
    How(
        ("delivered", "left out"),
        lambda board: (
            queries.outcomes.outcomes(board.snapshot, board.as_of),
            queries.outcomes.months(board.snapshot, board.as_of),
            queries.outcomes.days_to_win(board.snapshot, board.as_of),
        ),
        rows=queries.delivery.rows(None, board.as_of),
    ),
)
headings.say(words.outcomes.counted())
by_kind, by_month = st.columns((3, 2), gap="large")
with by_kind:
    sheet.place(partial(tables.outcomes.outcomes, kinds), key="kinds", alt="Leads and wins by lead type")
with by_month:
    sheet.place(partial(tables.outcomes.months, months), key="months", alt="Leads and wins by month")
headings.say(words.outcomes.winning(queries.outcomes.days_to_win(snapshot, board.as_of)))
