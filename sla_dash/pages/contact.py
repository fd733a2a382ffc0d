"""Contact: which leads sales reached in time, when and where time is lost, by whom, and what could be promised."""

from functools import partial

import streamlit as st

from sla_dash import theme, words
from sla_dash.rules import promise
from sla_dash.screen import border, choices, figure, headings, headline, sheet, tables, viewer
from sla_dash.screen.charts import contact, distribution, people, steps, winning
from sla_dash.screen.headings import How
from sla_dash.words.steps import CLOCKS

CURVE, MAP, FUNNEL = 300, 330, 380
WINDOWS = {theme.duration(window): window for window in promise.OFFERED}

board, sight = choices.board(), viewer.sight()
headings.header(board)
headings.need_touches(board)
lines, timed, owed, weeks = board.contact.lines, board.contact.times, board.act.owed[-1], board.contact.weeks
hours, promised, judged = board.contact.hours, board.contact.promised, board.people.judged
shared = board.distribution.judged
evidence, better, compared = board.promise.evidence, board.promise.better, board.winning.compared
total, ninety, days = lines[-1], board.contact.rows(board.evidence), words.contact.ninety_days(board)

headings.heading(
    board,
    "contact",
    f"Sales promised {words.contact.promise(total)}",
    How(
        (
            "contact",
            "in time",
            "working time",
            "decided",
            "late and waiting",
            "at risk",
            "closed untouched",
            "never assigned",
            "known by the day",
        ),
        lambda board: (board.contact.lines, board.act.owed),
        words.contact.counted(total),
        board.contact.rows(board.month_edges),
    ),
    numbers=("contact.share", "contact.waiting"),
)
next_standup = theme.weekday_and_time(board.next_standup, board.now_terms.zone)
headline.place(words.contact.headlines(total, owed, next_standup), key="headlines")
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
    figure.place(partial(drawn, timed, lines[-1]), key="reached", alt=reached, height=CURVE)
with trend:
    headings.heading(
        board,
        "weeks",
        "In time, week by week (hollow: not settled yet)",
        How(
            ("in time",),
            lambda board: board.contact.weeks,
            words.contact.weeks_counted(weeks),
            board.contact.rows(board.contact.weeks_span),
        ),
    )
    figure.place(
        partial(contact.weeks, weeks, promised), key="weeks", alt=words.contact.by_week(weeks, promised), height=CURVE
    )
headings.say(f"{words.contact.people(total)}. {reached}")
sheet.place(partial(tables.contact.lines, lines), key="lines", alt="Contact by stream and lead type")

headings.heading(
    board,
    "hours",
    f"When leads come in: share in time, {days}",
    How(
        ("in time", "by the hour"),
        lambda board: (board.contact.hours, board.contact.promised),
        words.contact.hours_counted(hours),
        ninety,
    ),
)
worst = words.contact.by_hour(hours, promised)
headings.say(worst)
if hours:
    figure.place(partial(contact.hours, hours, promised), key="hours", alt=worst, height=MAP)

spent = board.steps.lines(wall_clock=wall_clock)
headings.heading(
    board,
    "steps",
    f"Where the time goes, in {clock}",
    How(
        ("steps",), lambda board: board.steps.lines(wall_clock=wall_clock), words.steps.counted(spent), board.steps.rows
    ),
)
drawing, table = st.columns(2, gap="medium")
with drawing:
    figure.place(
        partial(steps.where, spent), key="steps", alt=words.steps.where(spent, wall_clock=wall_clock), height=MAP
    )
with table:
    sheet.place(partial(tables.steps.lines, spent), key="spent", alt="What each step takes")

headings.heading(
    board,
    "people",
    f"People: who chance does not explain, {days}",
    How(
        ("credit", "decided", "limits of chance"),
        lambda board: board.people.judged,
        words.people.counted(judged),
        ninety,
    ),
)
headings.say(words.people.named(judged, sight))
drawing, table = st.columns(2, gap="medium")
if judged.persons and sight.everybody:
    with drawing:
        figure.place(
            partial(people.funnel, judged, promised), key="funnel", alt=words.people.drawn(judged, sight), height=FUNNEL
        )
with table:
    sheet.place(partial(tables.people.persons, judged, sight), key="persons", alt="Decided leads by who acted")

headings.heading(
    board,
    "distribution",
    f"Distribution: who gets more or fewer leads than agreed, {days}",
    How(
        ("distribution", "left out"),
        lambda board: board.distribution.judged,
        words.distribution.counted(shared, sight),
        board.distribution.rows,
    ),
)
agreed = words.distribution.rule(board.distribution.terms.distribution.rule)
headings.say(f"{words.distribution.said(shared, sight)}{agreed}")
drawing, table = st.columns(2, gap="medium")
if shared.leads and sight.everybody:
    with drawing:
        figure.place(
            partial(distribution.reps, shared),
            key="distribution",
            alt=words.distribution.drawn(shared),
            height=distribution.height(shared),
        )
with table:
    sheet.place(partial(tables.distribution.reps, shared, sight), key="shared", alt="Leads assigned by rep")

headings.heading(
    board,
    "better",
    f"A better promise, {days}",
    How(("better promise", "working time"), lambda board: board.promise.better, words.promise.counted(better), ninety),
)
headings.say(words.promise.kept(better))
sheet.place(partial(tables.promise.better, better, evidence), key="promises", alt="What could be promised by type")


@st.fragment
@border.in_words()
def what_if() -> None:
    """Ask the curves that are in memory, so that a step of the slider asks the records nothing."""
    chosen = st.select_slider(
        "What if we promised …?", list(WINDOWS), value=theme.duration(promise.FIRST), key="what_if", bind="query-params"
    )
    found = partial(tables.promise.what_if, evidence, WINDOWS[chosen])
    sheet.place(found, key="kept within", alt=f"Kept within {chosen}, by type")


what_if()
headings.heading(
    board,
    "winning",
    "Contact and winning",
    How(
        ("like with like", "closed untouched"),
        lambda board: board.winning.compared,
        words.winning.counted(compared),
        board.winning.rows,
    ),
)
headings.say(f"{words.winning.verdict(compared)} {words.winning.caveat(compared)}")
drawing, table = st.columns(2, gap="medium")
if not compared.too_early:
    with drawing:
        figure.place(
            partial(winning.difference, compared), key="winning", alt=words.winning.drawn(compared), height=200
        )
with table:
    sheet.place(partial(tables.winning.compared, compared), key="compared", alt="In time against not in time")
