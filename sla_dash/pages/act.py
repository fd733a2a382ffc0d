"""Act now: who must see to which lead before the next stand-up, so that no qualified lead is lost."""

from functools import partial
from typing import TypeVar

import streamlit as st

from sla_dash import theme, words
from sla_dash.records.queries.act import Listed
from sla_dash.records.store import in_full
from sla_dash.screen import choices, deciding, desk, headings, headline, sheet, tables, viewer
from sla_dash.screen.headings import How

LISTED = 200
T = TypeVar("T")

board, sight = choices.board(), viewer.sight()
act, zone, crm = board.act, board.now_terms.zone, board.load.lead_url
owners_time = act.calendars, board.as_of, crm
then, since, listed = theme.weekday_and_time(board.next_standup, zone), words.act.since(board), words.act.listed
hot = ("hottest first", "minimum information", "contact", "working time")
headings.header(board)
headings.need_touches(board)
touched = board.load.has_touches


def of_touches(key: str, said: str, how: How, table: partial[sheet.Table] | None) -> None:
    """Show a list that nobody can make without touches."""
    if touched:
        headings.heading(board, key, said, how, table)


def seen(found: Listed[T]) -> Listed[T]:
    """Return a list as it may be shown: to whom leads are counted, none by name."""
    return found if sight.leads else ([], found[1])


how = How(
    ("do not be on it", "hand-off queue", "silent"),
    lambda board: (board.act.desks, board.act.queued(LISTED)),
    words.act.counted(act.desks[-1]),
    partial(in_full, beyond=False),
)
said = f"Do not be on it before {theme.day_and_time(board.next_standup, zone)}"
headings.heading(board, "desks", said, how, numbers=("contact.waiting", "act.queue"))
with st.container(horizontal=True):
    owner = desk.owner(board)
    deciding.feedback(board, "feedback")
headline.place(words.act.headlines(act.desk(owner), then, since, touched=touched), key="headlines")

by_rep, first = st.columns((3, 5), gap="medium")
if touched:
    with by_rep:
        sheet.place(partial(tables.act.desks, act.desks, sight), key="by_rep", alt="What lies on each rep's desk")
with first:
    late, in_all = seen(act.late(LISTED, owner))
    how = How(("late and waiting", *hot), lambda board: board.act.late(LISTED, owner), rows=in_full)
    table = partial(tables.act.late, late, *owners_time) if late else None
    of_touches("late", words.act.hottest(late, in_all, "late and waiting"), how, table)

    due, in_all = seen(act.due(LISTED, owner))
    how = How(("due before the next stand-up", *hot), lambda board: board.act.due(LISTED, owner), rows=in_full)
    table = partial(tables.act.due, due, *owners_time) if due else None
    of_touches("due", words.act.hottest(due, in_all, f"due before {then}"), how, table)

tried, handed = st.columns((3, 2), gap="large")
with tried:
    soon, in_all = seen(act.follow_ups_due(LISTED, owner))
    how = How(("follow-up due", "follow-up"), lambda board: board.act.follow_ups_due(LISTED, owner), rows=in_full)
    table = partial(tables.act.follow_ups, soon, *owners_time) if soon else None
    said = listed(len(soon), in_all, "lead", f"with a follow-up due before {then}")
    of_touches("soon", said, how, table)

    missed, in_all = seen(act.follow_ups_missed(LISTED, owner))
    how = How(("follow-up missed", "follow-up"), lambda board: board.act.follow_ups_missed(LISTED, owner), rows=in_full)
    table = partial(tables.act.follow_ups, missed, *owners_time) if missed else None
    said = listed(len(missed), in_all, "lead", f"with a follow-up missed {since}")
    of_touches("missed", said, how, table)
with handed:
    unowned, untouched = act.ages(owner)
    rows = partial(in_full, beyond=False)
    how = How(("hand-off queue",), lambda board: (board.act.ages(owner), board.act.queued(LISTED, owner)), rows=rows)
    table = partial(tables.act.ages, unowned, untouched)
    headings.heading(board, "queue", words.act.queue(unowned, untouched), how, table)

    queued, in_all = seen(act.queued(LISTED, owner))
    how = How(("hand-off queue", *hot), lambda board: board.act.queued(LISTED, owner), rows=in_full)
    table = partial(tables.act.queued, queued, board.as_of, crm) if queued else None
    said = words.act.hottest(queued, in_all, "in the queue besides those late or due")
    headings.heading(board, "queued", said, how, table)

silent, in_all = seen(act.silent(LISTED, owner))
how = How(("silent",), lambda board: board.act.silent(LISTED, owner), rows=in_full)
table = partial(tables.act.silent, silent, board.as_of, zone, crm) if silent else None
of_touches("silent", listed(len(silent), in_all, "open record", "silent for seven days"), how, table)
