"""Follow-up: whether sales tried as often as promised, how regularly, and with what result."""

from functools import partial

import streamlit as st

from sla_dash import words
from sla_dash.records.store import in_full
from sla_dash.screen import choices, deciding, figure, headings, headline, sheet, tables, viewer
from sla_dash.screen.charts import followup
from sla_dash.screen.headings import How

board = choices.board()
follow_up = board.follow_up
lines, by_week, by_rep, watch = follow_up.lines, follow_up.by_week, follow_up.by_rep, follow_up.watch
attempts, gaps, most = follow_up.attempts, follow_up.gaps, follow_up.most_attempts
sight = viewer.sight()
headings.header(board)
headings.need_touches(board)

due, in_full_by_lead = f"due in {board.month:%B %Y}", partial(in_full, query="followup_rows")
headings.heading(
    board,
    "follow-up",
    f"Sales promised {words.followup.promise(follow_up.cadence)}; {due}",
    How(
        ("follow-up", "milestone met"),
        lambda board: board.follow_up.lines,
        words.followup.counted(lines[-1]),
        in_full_by_lead,
    ),
    numbers=("followup.rate", "followup.silent"),
)
headline.place(words.followup.headlines(lines), key="headlines")

headings.heading(
    board,
    "weeks",
    "Share met by the week in which the clock started: hollow while some are open, grey under ten",
    How(
        ("milestone met",),
        lambda board: board.follow_up.by_week,
        words.followup.counted(follow_up.of_weeks),
        lambda asked: in_full(asked, "followup_rows", **follow_up.due_of_weeks.bound),
    ),
)
if by_week:
    figure.place(
        partial(followup.by_week, by_week, follow_up.weeks),
        key="by_week",
        alt=words.followup.by_week(by_week),
        height=300,
    )

headings.heading(
    board,
    "reps",
    f"By milestone and by rep, {due}",
    How(("milestone met",), lambda board: board.follow_up.by_rep, words.followup.counted(lines[-1]), in_full_by_lead),
)
whole, each = st.columns(2, gap="large")
with each:
    sheet.place(partial(tables.followup.by_rep, by_rep, sight), key="by_rep", alt="Follow-up by rep")
with whole:
    sheet.place(partial(tables.followup.lines, lines), key="lines", alt="Follow-up by milestone")
    headings.heading(
        board,
        "watch",
        words.followup.watch(watch[-1]),
        How(
            ("silent follow-up", "tried too often"),
            lambda board: board.follow_up.watch,
            words.followup.watched(watch[-1]),
            partial(in_full, query="followup_watch_rows"),
        ),
    )
    sheet.place(partial(tables.followup.watch, watch, sight), key="watched", alt=words.followup.watch(watch[-1]))

tried, waited = st.columns(2, gap="large")
with tried:
    headings.heading(
        board,
        "attempts",
        words.followup.tried(attempts),
        How(
            ("attempts until the end",),
            lambda board: board.follow_up.attempts,
            rows=partial(in_full, query="followup_attempt_rows"),
        ),
    )
    if attempts:
        said = words.followup.attempts(attempts, most)
        figure.place(partial(followup.attempts, attempts, most), key="tried", alt=said, height=320)
with waited:
    headings.heading(
        board,
        "gaps",
        words.followup.gaps(gaps),
        How(("gap",), lambda board: board.follow_up.gaps, rows=partial(in_full, query="followup_gap_rows")),
    )
    sheet.place(partial(tables.followup.gaps, gaps), key="waits", alt="Gaps between attempts")
deciding.feedback(board, "follow-up feedback")
