"""Act now: who must see to which lead before the next stand-up, so that no qualified lead is lost."""

from functools import partial

import streamlit as st

from sla_dash import theme, words
from sla_dash.records.store import in_full
from sla_dash.screen import choices, deciding, desk, headings, headline, sheet, tables, urgent, viewer
from sla_dash.screen.headings import How
from sla_dash.screen.urgent import HOT, LISTED

board, sight = choices.board(), viewer.sight()
act, touched = board.act, board.load.has_touches
then = theme.weekday_and_time(board.next_standup, board.now_terms.zone)


def on_desks() -> None:
    """Show what lies on each rep's desk."""
    sheet.place(partial(tables.act.desks, act.desks, sight), key="by_rep", alt="What lies on each rep's desk")


def in_queue() -> None:
    """Show the whole hand-off queue by age, and its leads that have time."""
    unowned, untouched = act.ages(owner)
    rows = partial(in_full, beyond=False)
    how = How(
        ("without an owner or a call",),
        lambda board: (board.act.ages(owner), board.act.queued(LISTED, owner)),
        rows=rows,
    )
    table = partial(tables.act.ages, unowned, untouched)
    headings.heading(board, "queue", words.act.queue(unowned, untouched), how, table)

    queued, in_all = act.queued(LISTED, owner)
    queued = queued if sight.leads else []
    how = How(("without an owner or a call", *HOT), lambda board: board.act.queued(LISTED, owner), rows=in_full)
    laid_out = partial(tables.act.queued, queued, board.as_of, board.load.lead_url) if queued else None
    said = words.act.hottest(queued, in_all, words.act.BESIDES, "those that nobody owns first, then by score")
    headings.heading(board, "queued", said, how, laid_out)


headings.header(board)
headings.need_touches(board)
with headings.answer():
    verdict = st.container()
    with st.container(key="beside"):
        to_do, choice = st.columns((5, 2))
    with choice:
        owner = desk.owner(board)
    total, nobodys = act.desk(owner), act.nobodys(owner)
    with verdict:
        how = How(
            ("do not be on it", "without an owner or a call", "no sign of life"),
            lambda board: (board.act.desks, board.act.queued(LISTED)),
            words.act.counted(act.desks[-1]),
            partial(in_full, beyond=False),
        )
        said = words.act.verdict(board, total, owner, then)
        headings.heading(board, "desks", said, how, numbers=("contact.waiting", "act.queue"))
    with to_do:
        headings.listed(words.act.to_do(board, total, nobodys))
    with st.container(key="counts"):
        headline.place(words.act.headlines(total, nobodys, then, touched=touched), key="headlines")
    urgent.lists(board, owner)

if touched:
    headings.folded(words.act.on_desks(act.desks, sight), on_desks, key="by_rep")
headings.folded(words.act.queue(*act.ages(owner)), in_queue, key="queue")
deciding.feedback(board, "feedback")
