"""Delivery: what marketing handed over this month against what was due by now, and what to do about it."""

from dataclasses import replace
from functools import partial

import streamlit as st

from sla_dash import theme, words
from sla_dash.board import Board, Course, DeliveryLine, Measure
from sla_dash.journal import Decided
from sla_dash.records import queries
from sla_dash.records.store import Asked
from sla_dash.screen import choices, deciding, figure, headings, headline, sheet, tables
from sla_dash.screen.charts import delivery
from sla_dash.screen.headings import How

PICTURE = 320
"""Pixels."""
VERDICT = (
    "delivered",
    "due",
    "range",
    "too close to call",
    "overdispersion",
    "lead value",
    "forecast",
    "value forecast",
    "profile",
    "run rate",
    "as closed months",
)


def verdict(board: Board, measure: Measure) -> None:
    """Say how the promise stands, with the month and its quarter."""
    total, latest = board.delivery.lines[-1], board.withheld
    said = words.delivery.verdict(board)
    if latest:
        said = words.spoken.withheld("Marketing", theme.day_and_time(latest, board.now_terms.zone))
    headings.heading(
        board,
        "delivery",
        said,
        How(
            VERDICT,
            lambda board: board.delivery.course(board.delivery.lines[-1], measure),
            words.delivery.counted(total, board),
            this_month(board),
        ),
        numbers=("delivery.leads", "delivery.value"),
    )
    quarter = [words.record.quarter(board.record.quarter(one), board, one) for one in ("leads", "value")]
    headline.place((*words.delivery.headlines(board), *quarter), key="headlines")


def course_of(board: Board, line: DeliveryLine, measure: Measure) -> Course:
    """Return the month of a line; of records that are too old to judge by without where it will land."""
    found = board.delivery.course(line, measure)
    return replace(found, forecast=None, run_rate=None, seasonal=None) if board.withheld else found


def picture(board: Board, measure: Measure, *, details: bool) -> None:
    """Draw the month against its range."""
    total = board.delivery.lines[-1]
    whole = course_of(board, total, measure)
    figure.place(
        partial(
            delivery.pacing,
            whole,
            board.delivery.tolerance,
            words.delivery.counted_since(board, measure),
            details=details,
        ),
        key="pacing",
        alt=words.delivery.finding(total, board, measure) if board.withheld else words.delivery.course(whole, measure),
        height=PICTURE,
    )


def to_do(board: Board) -> None:
    """Say what matters most, and fold the rest."""
    headings.heading(
        board,
        "action",
        "What was behind it" if board.month_is_over else "What to do",
        How(
            ("needed", "out of reach", "mix", "capacity", "attempts due"),
            lambda board: list(words.remedy.to_do(board, board.delivery.lines)),
            rows=this_month(board),
        ),
    )
    said, rest, title = words.remedy.gravest(board, board.delivery.lines)
    headings.listed(said)
    if rest:
        headings.folded(title, partial(headings.listed, rest), key="more to do")


def by_type(board: Board, measure: Measure) -> None:
    """Show every type of lead against its range."""
    lines = board.delivery.lines
    followed = tuple((line, course_of(board, line, measure)) for line in lines)
    headings.heading(
        board,
        "types",
        "Every stream and lead type, the worst first",
        How(
            ("delivered", "due", "range", "too close to call", "forecast", "value forecast", "needed", "out of reach"),
            lambda board: [board.delivery.course(line, measure) for line in board.delivery.lines],
            rows=this_month(board),
        ),
        partial(
            tables.delivery.lines,
            followed,
            measure,
            board.delivery.tolerance,
            board.month_terms.currency,
            over=board.month_is_over,
            withheld=board.withheld is not None,
        ),
    )
    st.caption(theme.markdown(words.delivery.bars(board)))
    headings.folded(
        words.delivery.today_and_rejected(lines[-1], over=board.month_is_over),
        partial(numbers, board, measure),
        key="numbers",
    )


def numbers(board: Board, measure: Measure) -> None:
    """Show every number of every type, and where the month lands."""
    total, currency = board.delivery.lines[-1], board.month_terms.currency
    went_on = words.delivery.projections(board.delivery.course(total, measure), measure, currency)
    headings.say(f"{words.delivery.lands(total, measure, currency)} {went_on}")
    sheet.place(
        partial(tables.delivery.numbers, board.delivery.lines, currency), key="numbers", alt="Every number by type"
    )


def known(board: Board) -> None:
    """Show which leads carry the minimum information."""
    lines = board.quality.lines
    headings.heading(
        board,
        "known",
        f"Minimum information: {words.quality.promise(lines[-1])}",
        How(
            ("minimum information", "left out"),
            lambda board: board.quality.lines,
            words.quality.counted(lines[-1]),
            board.quality.rows,
        ),
        numbers=("quality.share",),
    )
    headings.say(words.quality.said(lines))
    if words.quality.is_judged(lines[-1]):
        sheet.place(partial(tables.quality.lines, lines), key="known_lines", alt="Minimum information by lead type")
        st.caption(theme.markdown(f"{words.phrase.LINE} {words.phrase.TICKS}"))


def lasting(board: Board, decided: Decided) -> None:
    """Tell what lasts from what is chance: alarms, and the verdicts of closed months."""
    habits, alarms = board.record.habits, board.remedy.alarms(decided.seen)
    headings.heading(
        board,
        "noise",
        "Chance or lasting",
        How(
            ("closed month", "persistent", "slack", "alarm"),
            lambda board: (board.record.quarter("value"), board.record.habits),
            rows=queries.delivery.rows(board.delivery.history_span, board.as_of, board.only),
        ),
    )
    seen = words.decisions.seen(decided, board)
    headings.listed((*map(words.remedy.alarm, alarms), *seen, *words.record.habits(habits)))
    if alarms:
        deciding.acknowledge(board, alarms)
    sheet.place(
        partial(tables.delivery.habits, habits), key="habits", alt="What closed months brought of what was promised"
    )


def handed_over(board: Board) -> None:
    """Account for every hand-off of the month."""
    left_out, rejections = board.delivery.left_out, board.delivery.rejections
    headings.heading(
        board,
        "handed over",
        "Handed over, left out, rejected",
        How(
            ("delivered", "left out", "rejected"),
            lambda board: (board.delivery.left_out, board.delivery.rejections),
            rows=this_month(board),
        ),
        numbers=("delivery.rejected",),
    )
    headings.say(words.delivery.left_out(left_out, board.delivery.lines[-1].so_far.counts.today))
    headings.say(words.delivery.rejected(rejections, left_out.counted))
    if rejections:
        sheet.place(partial(tables.delivery.rejections, rejections), key="rejections", alt="Why leads were rejected")


def evidence(board: Board, decided: Decided) -> None:
    """Fold what stands behind the promise, each under what it found."""
    lasts = words.record.lasting(board.record.habits, board.remedy.alarms(decided.seen))
    out = words.delivery.handed_over(board.delivery.left_out, board.delivery.rejections)
    headings.folded(words.quality.title(board.quality.lines), partial(known, board), key="known")
    headings.folded(lasts, partial(lasting, board, decided), key="lasting")
    headings.folded(out, partial(handed_over, board), key="handed over")


def this_month(board: Board) -> Asked:
    """Return the question for the leads of the month on screen."""
    return queries.delivery.rows(board.month_edges, board.as_of, board.only)


head = st.container()
with headings.answer():
    top = st.container()
    course, action = st.columns((3, 2), gap="large")
with course:
    title = st.container()
    drawn = st.container()
    with st.container(horizontal=True):
        measure = choices.measure()
        if st.query_params.keys() & {"profile", "details"}:  # open at once where the address chooses what is in it
            st.session_state.setdefault("pace", True)
        with st.expander("Pace, projections", bool(st.session_state.get("pace")), key="pace", on_change="rerun"):
            profile = choices.profile()
            details = st.toggle("More projections", key="details", bind="query-params")
board = choices.board(profile)
with head:
    headings.header(board)
with top:
    verdict(board, measure)
with title:
    headings.say(words.delivery.finding(board.delivery.lines[-1], board, measure), level=6)
with drawn:
    picture(board, measure, details=details)
with action:
    to_do(board)
choices.months(board)
by_type(board, measure)
evidence(board, choices.decided(board))
