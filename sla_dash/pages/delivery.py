"""Delivery: what marketing handed over this month against what was due by now, and what to do about it."""

import streamlit as st

from sla_dash import words
from sla_dash.board import NONE
from sla_dash.records import queries, store
from sla_dash.screen import choices, figure, headings, tables
from sla_dash.screen.charts import delivery
from sla_dash.screen.headings import How

head, chosen = st.container(), st.container(horizontal=True, vertical_alignment="center")
strip = chosen.container(width="content")
with chosen:
    measure, profile = choices.measure(), choices.profile()
    details = st.toggle("More projections", key="details", bind="query-params")
board = choices.board(profile)
with store.traced() as asked:
    lines = board.delivery.lines
    total = lines[-1]
    whole = board.delivery.course(total, measure)
    types = [board.delivery.course(line, measure) for line in lines[:-1] if line.has(measure)]
with store.traced() as asked_to_do:
    to_do = list(words.remedy.to_do(board, lines))
with store.traced() as asked_of_months:
    quarter = [words.record.quarter(board.record.quarter(one), board, one) for one in ("leads", "value")]
    habits = board.record.habits
with store.traced() as asked_of_rejections:
    left_out, rejections = board.delivery.left_out, board.delivery.rejections
this_month = queries.delivery.rows(board.month_edges, board.as_of, board.only)

with head:
    headings.header(board)
with strip:
    choices.months(board)
headings.heading(
    f"Marketing promised {words.delivery.promise(total, board)}",
    How(
        (
            "delivered",
            "expected",
            "band",
            "could be chance",
            "overdispersion",
            "lead value",
            "forecast",
            "profile",
            "run rate",
            "as closed months",
        ),
        asked,
        words.delivery.counted(total, board),
        this_month,
    ),
    board.snapshot,
)
headings.headlines((*words.delivery.headlines(total, board.month_terms.currency), *quarter))
course, action = st.columns((3, 2), gap="large")
with course:
    figure.place(
        delivery.pacing(whole, board.delivery.tolerance, details=details),
        key="pacing",
        alt=words.delivery.course(whole, measure),
        height=360,
    )
    st.markdown(words.delivery.lands(total, measure))
    if details:
        st.markdown(words.delivery.projections(whole, measure))
with action:
    headings.heading(
        "What to do",
        How(("needed", "out of reach", "mix", "capacity", "attempts due"), asked_to_do, rows=this_month),
        board.snapshot,
    )
    st.markdown("\n".join(f"- {line}" for line in to_do))
headings.heading(
    "By stream and lead type",
    How(
        ("delivered", "expected", "could be chance", "forecast", "value forecast", "out of reach"),
        asked,
        rows=this_month,
    ),
    board.snapshot,
)
if types:
    figure.place(
        delivery.small([(one.lead_type or NONE, one) for one in types], board.delivery.tolerance),
        key="types",
        alt="; ".join(words.delivery.course(one, measure) for one in types),
    )
st.dataframe(tables.delivery.lines(lines), hide_index=True, height="content", alt="Delivery by stream and lead type")

headings.heading(
    "Signal or noise",
    How(
        ("closed month", "persistent", "slack", "alarm"),
        asked_of_months,
        rows=queries.delivery.rows(board.delivery.history_span, board.as_of, board.only),
    ),
    board.snapshot,
)
seen = st.date_input("Alarms acknowledged up to", None, key="acknowledged", bind="query-params", width=240)
alarms = board.remedy.alarms(seen)
st.markdown("\n".join(f"- {line}" for line in (*map(words.remedy.alarm, alarms), *words.record.habits(habits))))
st.dataframe(tables.delivery.habits(habits), hide_index=True, height="content", alt="Verdicts of closed months")

headings.heading(
    "Handed over, left out, rejected",
    How(("delivered", "left out", "rejected"), asked_of_rejections, rows=this_month),
    board.snapshot,
)
st.markdown(words.delivery.left_out(left_out, total.so_far.counts.today))
st.markdown(words.delivery.rejected(rejections, left_out.counted))
if rejections:
    st.dataframe(
        tables.delivery.rejections(rejections), hide_index=True, height="content", alt="Why leads were rejected"
    )
