"""Decisions: who does what by when, what the numbers did since, and what each side wants the other to know."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from sla_dash import theme, words
from sla_dash.board import decisions
from sla_dash.journal.decisions import Side
from sla_dash.output import decisions as exported
from sla_dash.screen import choices, deciding, headings, headline, taking
from sla_dash.screen.headings import How

SHOWN = 20
"""Notes, and decisions that are ended, that are shown without a search."""

board = choices.board()
zone, decided = board.now_terms.zone, choices.decided(board)
whole = decisions.followed(board, decided)

headings.header(board)
how = How(
    ("decision", "what it did since", "too close to call", "feedback"),
    lambda board: decisions.followed(board, decided),
)
with headings.answer():
    headings.heading(board, "decisions", words.decisions.summary(whole), how)
    headline.place(words.decisions.headlines(whole), key="headlines decisions")
    due = tuple(one for one in whole if one.open)
    headings.say(words.decisions.picture(due), level=6)
    headings.listed(words.decisions.to_do(due))
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


def closed() -> None:
    """Show what is ended, the latest first."""
    for one in ended[:SHOWN]:
        deciding.followed(board, one)
    headings.say(words.decisions.others(len(ended), SHOWN))


def noted() -> None:
    """Show what each side wants the other to know, the latest first."""
    headings.listed(words.decisions.note(one, zone) for one in notes[:SHOWN])
    headings.say(words.decisions.others(len(notes), SHOWN))


def part(title: str, show: Callable[[], None], key: str, *, at_once: bool) -> None:
    """Fold a part of the page, or show it at once."""
    if at_once:
        headings.say(title, level=5)
        show()
    else:
        headings.folded(title, show, key=key)


for one in still:
    deciding.followed(board, one)
if notes:
    part(words.decisions.feedback(decided, board), noted, "notes", at_once=bool(wanted))
if ended:
    typing = any(st.session_state.get(f"decision {one.decision.id}: open") for one in ended)  # else that would be lost
    part(words.decisions.closed(ended), closed, "ended", at_once=bool(wanted) or typing)
if typed := words.decisions.typed(whole, decided.notes):
    st.caption(theme.markdown(typed))
if decided.skipped:
    headings.say(words.decisions.skipped(decided.skipped))
