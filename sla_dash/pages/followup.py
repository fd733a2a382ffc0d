"""Follow-up: whether sales tried as often as promised, how regularly, and with what result."""

from functools import partial

import streamlit as st

from sla_dash import places, theme, words
from sla_dash.board import meanwhile
from sla_dash.records.store import in_full
from sla_dash.screen import choices, deciding, figure, headings, headline, sheet, tables, viewer
from sla_dash.screen.charts import followup
from sla_dash.screen.headings import How

FIRST = 5
"""Reps that are shown until the table is unfolded: with the answer they fill a screen."""
board = choices.board()
follow_up, beside = board.follow_up, board.beside.follow_up
with meanwhile(lambda: (beside.watch, beside.by_week)):
    lines, reps, watch = follow_up.lines, follow_up.reps, follow_up.watch
sight = viewer.sight()
due, in_full_by_lead = f"due in {board.month:%B %Y}", partial(in_full, query="followup_rows")


def by_week() -> None:
    """Show the share met by the week in which the lead came."""
    headings.heading(
        board,
        "weeks",
        words.followup.weeks(follow_up.of_weeks),
        How(
            ("milestone met",),
            lambda board: board.follow_up.by_week,
            words.followup.counted(follow_up.of_weeks),
            lambda asked: in_full(asked, "followup_rows", **follow_up.due_of_weeks.bound),
        ),
    )
    if weeks := follow_up.by_week:
        st.caption(theme.markdown(words.followup.WEEKS))
        drawn = partial(followup.by_week, weeks, follow_up.weeks)
        figure.place(drawn, key="by_week", alt=words.followup.by_week(weeks), height=300)


def by_milestone() -> None:
    """Show what became of every milestone, and of those of every rep."""
    how = How(
        ("milestone met",), lambda board: board.follow_up.by_rep, words.followup.counted(lines[-1]), in_full_by_lead
    )
    headings.heading(board, "reps", f"By milestone and by rep, {due}", how)
    sheet.place(partial(tables.followup.lines, lines), key="lines", alt="Follow-up by milestone")
    sheet.place(partial(tables.followup.by_rep, follow_up.by_rep, sight), key="by_rep", alt="Follow-up by rep")


def watched() -> None:
    """Show who lets follow-ups fall silent, and who tries too often."""
    how = How(
        ("silent follow-up", "tried too often"),
        lambda board: board.follow_up.watch,
        words.followup.watched(watch[-1]),
        partial(in_full, query="followup_watch_rows"),
    )
    headings.heading(board, "watch", words.followup.watch(watch[-1]), how)
    sheet.place(partial(tables.followup.watch, watch, sight), key="watched", alt=words.followup.watch(watch[-1]))


def tried() -> None:
    """Show how many attempts leads got until they were reached or given up."""
    attempts, most = follow_up.attempts, follow_up.most_attempts
    rows = partial(in_full, query="followup_attempt_rows")
    how = How(("attempts until the end",), lambda board: board.follow_up.attempts, rows=rows)
    headings.heading(board, "attempts", words.followup.tried(attempts), how)
    if attempts:
        said = words.followup.attempts(attempts, most)
        figure.place(partial(followup.attempts, attempts, most), key="tried", alt=said, height=320)
        if came := words.followup.came(attempts):
            st.caption(theme.markdown(came))


def waited() -> None:
    """Show how long sales lets pass between two attempts."""
    gaps, rows = follow_up.gaps, partial(in_full, query="followup_gap_rows")
    how = How(("gap",), lambda board: board.follow_up.gaps, rows=rows)
    headings.heading(board, "gaps", words.followup.gaps(gaps), how)
    sheet.place(partial(tables.followup.gaps, gaps, follow_up.most_attempts), key="waits", alt="Gaps between attempts")


headings.header(board)
headings.need_touches(board)
with headings.answer():
    how = How(
        ("follow-up", "milestone met", "follow-up missed"),
        lambda board: board.follow_up.lines,
        (f"Promised: {words.followup.promise(follow_up.cadence)}.", *words.followup.counted(lines[-1])),
        in_full_by_lead,
    )
    said = words.followup.verdict(lines, reps[-1], board.month)
    headings.heading(board, "follow-up", said, how, numbers=("followup.rate", "followup.silent"))
    to_do, link = st.columns((5, 2))
    with to_do:
        headings.listed(words.followup.to_do(reps, sight))
    with link:
        st.page_link(places.page("act"), label="The leads, one by one →", query_params={"list": "follow-up"})
    headline.place(words.followup.headlines(lines), key="headlines")
    by_reps = words.followup.by_reps(reps, sight)
    headings.say(by_reps, level=6)
    sheet.place(partial(tables.followup.reps, reps, sight), key="reps", alt=by_reps, few=FIRST)
    if lines[-1].decided >= theme.ENOUGH_EVENTS:
        st.caption(theme.markdown(words.followup.BARS))

by_week()
headings.folded(f"What became of each milestone, {due}", by_milestone, key="milestones")
headings.folded(words.followup.watch(watch[-1]), watched, key="watch")
headings.folded("How many attempts it takes until somebody is reached", tried, key="attempts")
headings.folded("How long sales lets pass between two attempts", waited, key="gaps")
deciding.feedback(board, "follow-up feedback")
