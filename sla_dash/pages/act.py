"""Act now: who must see to which lead before the next stand-up, so that no qualified lead is lost."""

from functools import partial

import streamlit as st

from sla_dash import theme, words
from sla_dash.records.store import in_full
from sla_dash.screen import choices, headings, sheet, tables
from sla_dash.screen.headings import How

LISTED = 200

board = choices.board()
act, zone = board.act, board.now_terms.zone
then, since = theme.weekday_and_time(board.next_standup, zone), words.act.since(board)
headings.header(board)
headings.need_touches(board)
headings.heading(
    board,
    "desks",
    f"Do not be on it before {theme.day_and_time(board.next_standup, zone)}",
    How(
        ("do not be on it", "hand-off queue", "silent"),
        lambda board: (board.act.desks, board.act.queued(LISTED)),
        words.act.counted(act.desks[-1]),
        partial(in_full, beyond=False),
    ),
)
owner = choices.owner(board)
headings.headlines(words.act.headlines(act.desk(owner), then, since))
late, late_in_all = act.late(LISTED, owner)
due, due_in_all = act.due(LISTED, owner)
soon, soon_in_all = act.follow_ups_due(LISTED, owner)
missed, missed_in_all = act.follow_ups_missed(LISTED, owner)
queued, queued_in_all = act.queued(LISTED, owner)
silent, silent_in_all = act.silent(LISTED, owner)
unowned, untouched = act.ages(owner)

by_rep, first = st.columns((2, 3), gap="large")
with by_rep:
    sheet.place(partial(tables.act.desks, act.desks), key="by_rep", alt="What lies on each rep's desk")
with first:
    headings.listing(
        board,
        "late",
        words.act.listed(len(late), late_in_all, "lead", "late and waiting"),
        How(
            ("late and waiting", "contact", "working time"),
            lambda board: board.act.late(LISTED, owner),
            rows=in_full,
        ),
        partial(tables.act.late, board, late) if late else None,
    )
    headings.listing(
        board,
        "due",
        words.act.listed(len(due), due_in_all, "lead", f"due before {then}"),
        How(
            ("due before the next stand-up", "contact", "working time"),
            lambda board: board.act.due(LISTED, owner),
            rows=in_full,
        ),
        partial(tables.act.due, board, due) if due else None,
    )

tried, handed = st.columns((3, 2), gap="large")
with tried:
    headings.listing(
        board,
        "soon",
        words.act.listed(len(soon), soon_in_all, "lead", f"with a follow-up due before {then}"),
        How(("follow-up due", "follow-up"), lambda board: board.act.follow_ups_due(LISTED, owner), rows=in_full),
        partial(tables.act.follow_ups, board, soon) if soon else None,
    )
    headings.listing(
        board,
        "missed",
        words.act.listed(len(missed), missed_in_all, "lead", f"with a follow-up missed {since}"),
        How(("follow-up missed", "follow-up"), lambda board: board.act.follow_ups_missed(LISTED, owner), rows=in_full),
        partial(tables.act.follow_ups, board, missed) if missed else None,
    )
with handed:
    headings.listing(
        board,
        "queue",
        words.act.queue(unowned, untouched),
        How(
            ("hand-off queue",),
            lambda board: (board.act.ages(owner), board.act.queued(LISTED, owner)),
            rows=partial(in_full, beyond=False),
        ),
        partial(tables.act.ages, unowned, untouched),
    )
    headings.listing(
        board,
        "queued",
        words.act.listed(len(queued), queued_in_all, "lead", "in the queue besides those late or due"),
        How(("hand-off queue",), lambda board: board.act.queued(LISTED, owner), rows=in_full),
        partial(tables.act.queued, board, queued) if queued else None,
    )

headings.listing(
    board,
    "silent",
    words.act.listed(len(silent), silent_in_all, "open record", "silent for seven days"),
    How(("silent",), lambda board: board.act.silent(LISTED, owner), rows=in_full),
    partial(tables.act.silent, board, silent) if silent else None,
)
