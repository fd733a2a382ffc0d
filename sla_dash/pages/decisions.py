"""Decisions: who does what by when, what the numbers did since, and what each side wants the other to know."""

from functools import partial

import streamlit as st

from sla_dash import words
from sla_dash.board import decisions
from sla_dash.journal.decisions import Side
from sla_dash.output import decisions as exported
from sla_dash.screen import choices, deciding, headings, taking
from sla_dash.screen.headings import How

SHOWN = 20
"""Notes, and decisions that are ended, that are shown without a search."""

board = choices.board()
zone, decided = board.now_terms.zone, choices.decided(board)
whole = decisions.followed(board, decided)

headings.header(board)
how = How(
    ("decision", "what it did since", "may be chance", "feedback"),
    lambda board: decisions.followed(board, decided),
)
headings.heading(board, "decisions", words.decisions.summary(whole), how)
row = st.container(horizontal=True, vertical_alignment="center")
with row:
    wanted = st.text_input(
        "Search", placeholder="search", key="search", bind="query-params", label_visibility="collapsed", width=300
    )
    with st.container(width="content"):
        deciding.anything(board)
    with st.container(width="content"):
        deciding.feedback(board, "note", tuple(Side))
found = words.decisions.found(wanted, whole, zone)
notes = words.decisions.noted(wanted, decided.notes, zone)
still, ended = [one for one in found if one.open], [one for one in found if not one.open]
with row:
    rows, small = len(found) + len(notes), partial(taking.offer, small=True)
    small("CSV", "decisions.csv", "text/csv", lambda: (exported.csv(board, found, notes), rows), "csv")
    as_page = "decisions.md", "text/markdown"
    small("Markdown", *as_page, lambda: (exported.page(board, found, notes).encode(), rows), "markdown")
for one in still:
    deciding.followed(board, one)
if notes:
    headings.say(words.decisions.feedback(decided, board), level=5)
    headings.listed(words.decisions.note(one, zone) for one in notes[:SHOWN])
    headings.say(words.decisions.others(len(notes), SHOWN))
if ended:
    headings.say("Done and dropped", level=5)
for one in ended[:SHOWN]:
    deciding.followed(board, one)
headings.say(words.decisions.others(len(ended), SHOWN))
if decided.skipped:
    headings.say(words.decisions.skipped(decided.skipped))
