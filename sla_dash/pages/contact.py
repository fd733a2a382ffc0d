"""Contact: which leads sales reached in time, when and where time is lost, by whom, and what could be promised."""

import streamlit as st

from sla_dash import theme, words
from sla_dash.records import store
from sla_dash.rules import promise
from sla_dash.screen import choices, figure, headings, tables
from sla_dash.screen.charts import contact, people, steps, winning
from sla_dash.screen.headings import How
from sla_dash.words.steps import CLOCKS

CURVE, MAP, FUNNEL = 300, 330, 380
STANDING = 210
"""Pixels: the longest standing is not cut off."""
WINDOWS = {theme.duration(window): window for window in promise.OFFERED}

board = choices.board()
headings.header(board)
headings.need_touches(board)
with store.traced() as asked:
    lines, timed, owed = board.contact.lines, board.contact.times, board.act.owed[-1]
with store.traced() as asked_weeks:
    weeks = board.contact.weeks
with store.traced() as asked_hours:
    hours, promised = board.contact.hours, board.contact.promised
with store.traced() as asked_people:
    judged = board.people.judged
with store.traced() as asked_promise:
    evidence, better = board.promise.evidence, board.promise.better
with store.traced() as asked_winning:
    compared = board.winning.compared
total, ninety, days = lines[-1], board.contact.rows(board.evidence), words.contact.ninety_days(board)

headings.heading(
    f"Sales promised {words.contact.promise(total)}",
    How(
        ("contact", "in time", "working time", "decided", "late and waiting", "at risk", "closed untouched"),
        asked,
        words.contact.counted(total),
        board.contact.rows(board.month_edges),
    ),
    board.snapshot,
)
next_standup = theme.weekday_and_time(board.next_standup, board.now_terms.zone)
headings.headlines(words.contact.headlines(total, owed, next_standup))
curve, trend = st.columns(2, gap="medium")
with curve:
    clock = st.segmented_control(
        "Clock",
        list(CLOCKS),
        default=CLOCKS[0],
        required=True,
        key="clock",
        bind="query-params",
        label_visibility="collapsed",
    )
    wall_clock = clock == CLOCKS[1]
    if wall_clock:
        lines, timed = board.contact.wall_lines, board.contact.wall_times
    drawn = contact.reached_on_the_wall if wall_clock else contact.reached
    reached = words.contact.reached(lines[-1], wall_clock=wall_clock)
    figure.place(drawn(timed, lines[-1]), key="reached", alt=reached, height=CURVE)
with trend:
    headings.heading(
        "In time, week by week (hollow: not settled yet)",
        How(
            ("in time",), asked_weeks, words.contact.weeks_counted(weeks), board.contact.rows(board.contact.weeks_span)
        ),
        board.snapshot,
    )
    figure.place(contact.weeks(weeks, promised), key="weeks", alt=words.contact.by_week(weeks, promised), height=CURVE)
st.markdown(f"{words.contact.people(total)}. {reached}")
st.dataframe(
    tables.contact.lines(lines),
    hide_index=True,
    height="content",
    alt="Contact by stream and lead type",
    column_config={"Standing": st.column_config.Column(width=STANDING)},
)

headings.heading(
    f"When leads come in: share in time, {days}",
    How(("in time", "by the hour"), asked_hours, words.contact.hours_counted(hours), ninety),
    board.snapshot,
)
st.markdown(words.contact.by_hour(hours, promised))
if hours:
    figure.place(contact.hours(hours, promised), key="hours", alt=words.contact.by_hour(hours, promised), height=MAP)

with store.traced() as asked_steps:
    spent = board.steps.lines(wall_clock=wall_clock)
headings.heading(
    f"Where the time goes, in {clock}",
    How(("steps",), asked_steps, words.steps.counted(spent), board.steps.rows),
    board.snapshot,
)
drawing, table = st.columns(2, gap="medium")
with drawing:
    figure.place(steps.where(spent), key="steps", alt=words.steps.where(spent, wall_clock=wall_clock), height=MAP)
table.dataframe(tables.steps.lines(spent), hide_index=True, height="content", alt="What each step takes")

headings.heading(
    f"People: who chance does not explain, {days}",
    How(("credit", "decided", "limits of chance"), asked_people, words.people.counted(judged), ninety),
    board.snapshot,
)
st.markdown(words.people.named(judged))
drawing, table = st.columns(2, gap="medium")
if judged.persons:
    with drawing:
        figure.place(people.funnel(judged, promised), key="funnel", alt=words.people.drawn(judged), height=FUNNEL)
table.dataframe(tables.people.persons(judged), hide_index=True, alt="Decided leads by who acted")

headings.heading(
    f"A better promise, {days}",
    How(("better promise", "working time"), asked_promise, words.promise.counted(better), ninety),
    board.snapshot,
)
st.markdown(words.promise.kept(better))
st.dataframe(
    tables.promise.better(better, evidence), hide_index=True, height="content", alt="What could be promised by type"
)


@st.fragment
def what_if() -> None:
    """Ask the curves that are in memory, so that a step of the slider asks the records nothing."""
    chosen = st.select_slider(
        "What if we promised …?", list(WINDOWS), value=theme.duration(promise.FIRST), key="what_if", bind="query-params"
    )
    found = tables.promise.what_if(evidence, WINDOWS[chosen])
    st.dataframe(found, hide_index=True, height="content", alt=f"Kept within {chosen}, by type")


what_if()
headings.heading(
    "Contact and winning",
    How(("like with like", "closed untouched"), asked_winning, words.winning.counted(compared), board.winning.rows),
    board.snapshot,
)
st.markdown(f"{words.winning.verdict(compared)} {words.winning.caveat(compared)}")
drawing, table = st.columns(2, gap="medium")
if not compared.too_early:
    with drawing:
        figure.place(winning.difference(compared), key="winning", alt=words.winning.drawn(compared), height=200)
table.dataframe(tables.winning.compared(compared), hide_index=True, height="content", alt="In time against not in time")
