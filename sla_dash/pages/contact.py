"""Contact: which leads sales reached in time, when and where time is lost, by whom, and what could be promised."""

from functools import partial

import streamlit as st

from sla_dash import places, theme, words
from sla_dash.board import meanwhile
from sla_dash.rules import promise
from sla_dash.screen import choices, figure, headings, headline, sheet, tables, viewer
from sla_dash.screen.charts import contact, distribution, people, steps, winning
from sla_dash.screen.headings import How
from sla_dash.words.steps import CLOCKS

WEEKS, CURVE, STEPS, MAP, FUNNEL, WON = 260, 320, 260, 350, 380, 210
WINDOWS = {theme.duration(window): window for window in promise.OFFERED}

board, sight = choices.board(), viewer.sight()
headings.header(board)
headings.need_touches(board)
beside = board.beside
with meanwhile(
    lambda: (
        beside.contact.hours,
        beside.steps.lines(wall_clock=False),
        beside.people.judged,
        beside.winning.compared,
    )
):
    lines, owed, weeks = board.contact.lines, board.act.owed[-1], board.contact.weeks
    evidence, better, shared = board.promise.evidence, board.promise.better, board.distribution.judged
hours, taken = beside.contact.hours, beside.steps.lines(wall_clock=False)
judged, compared = beside.people.judged, beside.winning.compared
*types, total = lines
promised = total.promised_share if total.told else board.contact.promised
ninety, days = board.contact.rows(board.evidence), words.contact.ninety_days(board)
closed = board.month if board.month_is_over else None
next_standup = theme.weekday_and_time(board.next_standup, board.now_terms.zone)
asked = words.contact.asked(total, promised, days)


def time() -> None:
    """Show how long contact takes, on the clock that is chosen, and which step takes it."""
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
    rows = board.contact.wall_lines if wall_clock else lines
    timed = board.contact.wall_times if wall_clock else board.contact.times
    drawn = contact.reached_on_the_wall if wall_clock else contact.reached
    reached, spent = words.contact.reached(rows[-1], wall_clock=wall_clock), beside.steps.lines(wall_clock=wall_clock)
    headings.say(reached)
    figure.place(partial(drawn, timed, rows[-1]), key="reached", alt=reached, height=CURVE)
    sheet.place(partial(tables.contact.times, rows), key="times", alt="How long contact takes by type")
    headings.heading(
        board,
        "steps",
        f"Where the time goes, in {clock}",
        How(
            ("steps",),
            lambda board: board.steps.lines(wall_clock=wall_clock),
            words.steps.counted(spent),
            board.steps.rows,
        ),
    )
    said = words.steps.where(spent, wall_clock=wall_clock)
    figure.place(partial(steps.where, spent), key="steps", alt=said, height=STEPS)
    sheet.place(partial(tables.steps.lines, spent), key="spent", alt="What each step takes")


def by_hour() -> None:
    """Show when in the week leads come in that are contacted late."""
    headings.heading(
        board,
        "hours",
        f"Share in time by the hour in which leads come in, {days}",
        How(
            ("in time", "by the hour"),
            lambda board: (board.contact.hours, board.contact.promised),
            words.hours.counted(hours),
            ninety,
        ),
    )
    lowest = words.hours.said(hours, promised)
    headings.say(lowest)
    if hours:
        st.caption(theme.markdown(words.hours.LEGEND))
        figure.place(partial(contact.hours, hours, promised), key="hours", alt=lowest, height=MAP)


def by_person() -> None:
    """Show who keeps the promise more or less often than chance explains."""
    headings.heading(
        board,
        "people",
        f"In time by who called, {days}",
        How(
            ("credit", "decided", "limits of chance"),
            lambda board: board.people.judged,
            words.people.counted(judged),
            ninety,
        ),
    )
    headings.say(words.people.said(judged, sight))
    if judged.persons and sight.everybody:
        drawn = partial(people.funnel, judged, promised)
        figure.place(drawn, key="funnel", alt=words.people.drawn(judged, sight), height=FUNNEL)
    sheet.place(partial(tables.people.persons, judged, sight), key="persons", alt="Decided leads by who acted")


def sharing() -> None:
    """Show who got how many leads."""
    headings.heading(
        board,
        "distribution",
        f"Leads assigned, {days}",
        How(
            ("distribution", "left out"),
            lambda board: board.distribution.judged,
            words.distribution.counted(shared, sight),
            board.distribution.rows,
        ),
    )
    agreed = words.distribution.rule(board.distribution.terms.distribution.rule)
    headings.say(f"{words.distribution.said(shared, sight)}{agreed}")
    if shared.leads and sight.everybody:
        tall, alt = distribution.height(shared), words.distribution.drawn(shared)
        figure.place(partial(distribution.reps, shared), key="distribution", alt=alt, height=tall)
    sheet.place(partial(tables.distribution.reps, shared, sight), key="shared", alt="Leads assigned by rep")


def won() -> None:
    """Show whether leads contacted in time are won more often."""
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
    headings.say(words.winning.counts(compared))
    if not compared.too_early:
        drawn = partial(winning.difference, compared)
        figure.place(drawn, key="winning", alt=words.winning.drawn(compared), height=WON)
    sheet.place(partial(tables.winning.compared, compared), key="compared", alt="In time against not in time")


def instead() -> None:
    """Show what could be promised; a step of the slider asks the curves that are in memory."""
    headings.heading(
        board,
        "better",
        f"A better promise, {days}",
        How(
            ("better promise", "working time"),
            lambda board: board.promise.better,
            words.promise.counted(better),
            ninety,
        ),
    )
    chosen = st.select_slider(
        "What if we promised …?", list(WINDOWS), value=theme.duration(promise.FIRST), key="what_if", bind="query-params"
    )
    found = partial(tables.promise.better, better, evidence, WINDOWS[chosen])
    sheet.place(found, key="promises", alt="What could be promised by type")


def counts() -> None:
    """Show every count by type."""
    sheet.place(partial(tables.contact.counts, lines), key="counts", alt="Every count by type of lead")


def what_to_do() -> None:
    """Say how many to call, which types and hours lose the time, and how many were given up: what there is of these."""
    calls = board.load.has_touches and not closed
    to_do = [*words.contact.to_do(types), *words.hours.to_do(hours, promised), *words.steps.to_do(taken)]
    if calls or to_do:
        with st.container(horizontal=True, vertical_alignment="center"):
            headings.say("What to do", level=6)
            if calls:
                call = f"{words.contact.to_call(owed, next_standup)} →"
                st.page_link(places.page("act"), label=theme.markdown(call), width="content")
    if to_do:
        headings.listed(to_do)


with headings.answer():
    headings.heading(
        board,
        "contact",
        words.contact.verdict(lines, board),
        How(
            (
                "contact",
                "in time",
                "working time",
                "decided",
                "late and waiting",
                "at risk",
                "closed untouched",
                "touched before its start",
                "never assigned",
                "known by the day",
            ),
            lambda board: (board.contact.lines, board.act.owed),
            words.contact.counted(total),
            board.contact.rows(board.month_edges),
        ),
        numbers=("contact.share", "contact.waiting"),
    )
    found = words.contact.headlines(total, owed, next_standup, closed)
    headline.place(found if board.load.has_touches else found[:1], key="headlines")
    headings.say(words.contact.finding(lines), level=6)
    sheet.place(partial(tables.contact.lines, lines), key="lines", alt="How each type of lead keeps its promise")
    st.caption(theme.markdown(words.contact.bars(lines, board)))
    what_to_do()

headings.heading(
    board,
    "weeks",
    words.weeks.finding(weeks, promised),
    How(
        ("in time",),
        lambda board: board.contact.weeks,
        words.weeks.counted(weeks),
        board.contact.rows(board.contact.weeks_span),
    ),
)
st.caption(theme.markdown(words.weeks.DOTS))
drawn = partial(contact.weeks, weeks, promised, asked)
figure.place(drawn, key="weeks", alt=words.weeks.said(weeks, promised, asked), height=WEEKS)

headings.say("Why", level=5)
headings.folded(
    "; ".join(filter(None, (words.contact.took(total), words.steps.finding(taken)))), time, key="time", choice="clock"
)
headings.folded(words.hours.finding(hours, promised), by_hour, key="hours")
headings.folded(words.people.finding(judged, sight), by_person, key="people")
headings.folded(words.distribution.finding(shared, sight), sharing, key="distribution")
headings.folded(words.winning.verdict(compared), won, key="winning")
headings.say("More", level=5)
headings.folded(words.promise.finding(better), instead, key="better", choice="what_if")
headings.folded(f"Every count by type: {words.contact.people(total)}", counts, key="counts")
