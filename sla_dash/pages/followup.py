"""Follow-up: whether sales tried as often as promised, how regularly, and with what result."""

import streamlit as st

from sla_dash import words
from sla_dash.records import store
from sla_dash.records.store import in_full
from sla_dash.screen import choices, figure, headings, tables
from sla_dash.screen.charts import followup
from sla_dash.screen.headings import How

board = choices.board()
follow_up, snapshot = board.follow_up, board.snapshot
headings.header(board)
headings.need_touches(board)

with store.traced() as asked:
    lines = follow_up.lines
how = How(("follow-up", "milestone met"), asked, words.followup.counted(lines[-1]), in_full(asked, "followup_rows"))
headings.heading(
    f"Sales promised {words.followup.promise(follow_up.cadence)}; due in {board.month:%B %Y}", how, snapshot
)
headings.headlines(words.followup.headlines(lines))

with store.traced() as asked:
    by_week = follow_up.by_week
rows = in_full(asked, "followup_rows", **follow_up.due_of_weeks.bound)
headings.heading(
    "Share met by the week in which the clock started: hollow while some are open, grey under ten",
    How(("milestone met",), asked, words.followup.counted(follow_up.of_weeks), rows),
    snapshot,
)
if by_week:
    figure.place(
        followup.by_week(by_week, follow_up.weeks), key="by_week", alt=words.followup.by_week(by_week), height=300
    )

with store.traced() as asked:
    by_rep = follow_up.by_rep
how = How(("milestone met",), asked, words.followup.counted(lines[-1]), in_full(asked, "followup_rows"))
headings.heading(f"By milestone and by rep, due in {board.month:%B %Y}", how, snapshot)
whole, each = st.columns(2, gap="large")
each.dataframe(tables.followup.by_rep(by_rep), hide_index=True, height="content", alt="Follow-up by rep")
with whole:
    st.dataframe(tables.followup.lines(lines), hide_index=True, height="content", alt="Follow-up by milestone")
    with store.traced() as asked:
        watch = follow_up.watch
    said, rows = words.followup.watch(watch[-1]), in_full(asked, "followup_watch_rows")
    how = How(("silent follow-up", "tried too often"), asked, words.followup.watched(watch[-1]), rows)
    headings.heading(said, how, snapshot)
    st.dataframe(tables.followup.watch(watch), hide_index=True, height="content", alt=said)

tried, waited = st.columns(2, gap="large")
with tried:
    with store.traced() as asked:
        attempts = follow_up.attempts
    how = How(("attempts until the end",), asked, rows=in_full(asked, "followup_attempt_rows"))
    headings.heading(words.followup.tried(attempts), how, snapshot)
    most = follow_up.most_attempts
    said = words.followup.attempts(attempts, most)
    if attempts:
        figure.place(followup.attempts(attempts, most), key="tried", alt=said, height=320)
with waited:
    with store.traced() as asked:
        gaps = follow_up.gaps
    how = How(("gap",), asked, rows=in_full(asked, "followup_gap_rows"))
    headings.heading(words.followup.gaps(gaps), how, snapshot)
    st.dataframe(tables.followup.gaps(gaps), hide_index=True, height="content", alt="Gaps between attempts")
