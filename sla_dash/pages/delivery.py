"""Delivery: what marketing handed over this month against what was due by now, and what to do about it."""

from functools import partial

import streamlit as st

from sla_dash import words
from sla_dash.records import queries
from sla_dash.screen import choices, deciding, figure, headings, headline, sheet, tables
from sla_dash.screen.charts import delivery, quality
from sla_dash.screen.headings import How

head, chosen = st.container(), st.container(horizontal=True, vertical_alignment="center")
strip = chosen.container(width="content")
with chosen:
    measure, profile = choices.measure(), choices.profile()
    details = st.toggle("More projections", key="details", bind="query-params")
board = choices.board(profile)
decided = choices.decided(board)
lines, tolerance = board.delivery.lines, board.delivery.tolerance
total = lines[-1]
whole, types = board.delivery.course(total, measure), board.delivery.courses(measure)
to_do = list(words.remedy.to_do(board, lines))
quarter = [words.record.quarter(board.record.quarter(one), board, one) for one in ("leads", "value")]
habits, left_out, rejections = board.record.habits, board.delivery.left_out, board.delivery.rejections
known = board.quality.lines
this_month = queries.delivery.rows(board.month_edges, board.as_of, board.only)

with head:
    headings.header(board)
with strip:
    choices.months(board)
headings.heading(
    board,
    "delivery",
    f"Marketing promised {words.delivery.promise(total, board)}",
    How(
        (
            "delivered",
            "expected",
            "range",
            "may be chance",
            "overdispersion",
            "lead value",
            "forecast",
            "profile",
            "run rate",
            "as closed months",
        ),
        lambda board: board.delivery.course(total, measure),
        words.delivery.counted(total, board),
        this_month,
    ),
    numbers=("delivery.leads", "delivery.value"),
)
headline.place((*words.delivery.headlines(total, board.month_terms.currency), *quarter), key="headlines")
course, action = st.columns((3, 2), gap="large")
with course:
    figure.place(
        partial(delivery.pacing, whole, tolerance, details=details),
        key="pacing",
        alt=words.delivery.course(whole, measure),
        height=360,
    )
    headings.say(words.delivery.lands(total, measure))
    if details:
        headings.say(words.delivery.projections(whole, measure))
with action:
    headings.heading(
        board,
        "action",
        "What to do",
        How(
            ("needed", "out of reach", "mix", "capacity", "attempts due"),
            lambda board: list(words.remedy.to_do(board, board.delivery.lines)),
            rows=this_month,
        ),
    )
    headings.listed(to_do)
headings.heading(
    board,
    "types",
    "By stream and lead type",
    How(
        ("delivered", "expected", "may be chance", "forecast", "value forecast", "out of reach"),
        lambda board: board.delivery.courses(measure),
        rows=this_month,
    ),
)
if types:
    figure.place(
        partial(delivery.small, types, tolerance),
        key="types",
        alt="; ".join(words.delivery.course(one, measure) for one in types),
    )
sheet.place(partial(tables.delivery.lines, lines), key="lines", alt="Delivery by stream and lead type")

headings.heading(
    board,
    "known",
    f"Minimum information: {words.quality.promise(known[-1])}",
    How(
        ("minimum information", "left out"),
        lambda board: board.quality.lines,
        words.quality.counted(known[-1]),
        board.quality.rows,
    ),
    numbers=("quality.share",),
)
headings.say(words.quality.said(known))
if words.quality.is_judged(known[-1]):
    drawing, table = st.columns((1, 2), gap="medium")
    with drawing:
        figure.place(
            partial(quality.complete, known),
            key="known",
            alt=words.quality.drawn(known),
            height=quality.height(known),
        )
    with table:
        sheet.place(partial(tables.quality.lines, known), key="known_lines", alt="Minimum information by lead type")

headings.heading(
    board,
    "noise",
    "Signal or noise",
    How(
        ("closed month", "persistent", "slack", "alarm"),
        lambda board: (board.record.quarter("value"), board.record.habits),
        rows=queries.delivery.rows(board.delivery.history_span, board.as_of, board.only),
    ),
)
alarms, seen = board.remedy.alarms(decided.seen), words.decisions.seen(decided, board)
headings.listed((*map(words.remedy.alarm, alarms), *seen, *words.record.habits(habits)))
if alarms:
    deciding.acknowledge(board, alarms)
sheet.place(partial(tables.delivery.habits, habits), key="habits", alt="Verdicts of closed months")

headings.heading(
    board,
    "handed over",
    "Handed over, left out, rejected",
    How(
        ("delivered", "left out", "rejected"),
        lambda board: (board.delivery.left_out, board.delivery.rejections),
        rows=this_month,
    ),
    numbers=("delivery.rejected",),
)
headings.say(words.delivery.left_out(left_out, total.so_far.counts.today))
headings.say(words.delivery.rejected(rejections, left_out.counted))
if rejections:
    sheet.place(partial(tables.delivery.rejections, rejections), key="rejections", alt="Why leads were rejected")
