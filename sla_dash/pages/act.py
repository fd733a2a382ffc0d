"""Act now: who must see to which lead before the next stand-up, so that no qualified lead is lost."""

import streamlit as st

from sla_dash import theme, words
from sla_dash.records import store
from sla_dash.records.store import in_full
from sla_dash.screen import choices, headings, tables
from sla_dash.screen.headings import How

LISTED = 200

board = choices.board()
act, snapshot, zone = board.act, board.snapshot, board.now_terms.zone
then, since = theme.weekday_and_time(board.next_standup, zone), words.act.since(board)
headings.header(board)
headings.need_touches(board)

with store.traced() as asked:
    desks = act.desks
with store.traced() as asked_of_queue:
    act.queued(LISTED)
how = How(
    ("do not be on it", "hand-off queue", "silent"),
    asked,
    words.act.counted(desks[-1]),
    in_full(asked_of_queue, beyond=False),
)
headings.heading(f"Do not be on it before {theme.day_and_time(board.next_standup, zone)}", how, snapshot)
owner = choices.owner(board)
headings.headlines(words.act.headlines(act.desk(owner), then, since))
by_rep, first = st.columns((2, 3), gap="large")
by_rep.dataframe(tables.act.desks(desks), hide_index=True, height="content", alt="What lies on each rep's desk")
with first:
    with store.traced() as asked:
        late, in_all = act.late(LISTED, owner)
    how = How(("late and waiting", "contact", "working time"), asked, rows=in_full(asked))
    said = words.act.listed(len(late), in_all, "lead", "late and waiting")
    headings.listing(said, how, snapshot, tables.act.late(board, late))

    with store.traced() as asked:
        due, in_all = act.due(LISTED, owner)
    how = How(("due before the next stand-up", "contact", "working time"), asked, rows=in_full(asked))
    said = words.act.listed(len(due), in_all, "lead", f"due before {then}")
    headings.listing(said, how, snapshot, tables.act.due(board, due))

tried, handed = st.columns((3, 2), gap="large")
with tried:
    with store.traced() as asked:
        soon, in_all = act.follow_ups_due(LISTED, owner)
    how = How(("follow-up due", "follow-up"), asked, rows=in_full(asked))
    said = words.act.listed(len(soon), in_all, "lead", f"with a follow-up due before {then}")
    headings.listing(said, how, snapshot, tables.act.follow_ups(board, soon))

    with store.traced() as asked:
        missed, in_all = act.follow_ups_missed(LISTED, owner)
    how = How(("follow-up missed", "follow-up"), asked, rows=in_full(asked))
    said = words.act.listed(len(missed), in_all, "lead", f"with a follow-up missed {since}")
    headings.listing(said, how, snapshot, tables.act.follow_ups(board, missed))
with handed:
    with store.traced() as asked:
        unowned, untouched = act.ages(owner)
        queued, in_all = act.queued(LISTED, owner)
    how = How(("hand-off queue",), asked, rows=in_full(asked, beyond=False))
    headings.listing(words.act.queue(unowned, untouched), how, snapshot, tables.act.ages(unowned, untouched))

    how = How(("hand-off queue",), asked, rows=in_full(asked))
    said = words.act.listed(len(queued), in_all, "lead", "in the queue besides those late or due")
    headings.listing(said, how, snapshot, tables.act.queued(board, queued))

with store.traced() as asked:
    silent, in_all = act.silent(LISTED, owner)
how = How(("silent",), asked, rows=in_full(asked))
said = words.act.listed(len(silent), in_all, "open record", "silent for seven days")
headings.listing(said, how, snapshot, tables.act.silent(board, silent))
