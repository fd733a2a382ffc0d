"""The stand-up: both promises on one screen, who has to act before tomorrow, and what changed."""

from functools import partial

import streamlit as st

from sla_dash import theme, words
from sla_dash.output import standup
from sla_dash.records import queries
from sla_dash.screen import choices, figure, headings, headline
from sla_dash.screen.charts import contact, delivery
from sla_dash.screen.headings import How

CHART, REST = 150, 590
"""Pixels: the least a chart takes, and what the screen needs beside it, so that nothing has to be scrolled."""

board = choices.board()
delivered, reached, owed = board.delivery.lines, board.contact.lines, board.act.owed
leads, sales = delivered[-1], reached[-1]
zone = board.now_terms.zone

headings.header(board)
marketing, selling = st.columns(2, gap="medium")
with marketing.container(gap="xsmall"):
    headings.heading(
        board,
        "marketing",
        f"Marketing promised {words.delivery.promise(leads, board)}",
        How(
            ("delivered", "expected", "band", "could be chance", "lead value", "forecast"),
            lambda board: board.delivery.lines,
            words.delivery.counted(leads, board),
            queries.delivery.rows(board.month_edges, board.as_of, board.only),
        ),
        numbers=("delivery.leads", "delivery.value"),
    )
    headline.place(words.delivery.headlines(leads, board.month_terms.currency), key="headlines marketing")
    figure.place(
        partial(delivery.pacing, board.delivery.course(leads), board.delivery.tolerance),
        key="pacing",
        alt=words.delivery.pacing(leads),
        height=CHART,
        rest=REST,
    )
    headings.say(words.delivery.by_type(delivered))
    headings.say(f"Since {theme.day_and_time(board.last_standup, zone)}", level=5)
    headings.say(" · ".join(standup.since(board)))
with selling.container(gap="xsmall"):
    headings.heading(
        board,
        "sales",
        f"Sales promised {words.contact.promise(sales)}",
        How(
            ("contact", "in time", "working time", "late and waiting", "closed untouched", "do not be on it"),
            lambda board: (board.contact.lines, board.act.owed),
            words.contact.counted(sales),
            board.contact.rows(board.month_edges),
        ),
        numbers=("contact.share", "contact.waiting"),
    )
    headings.need_touches(board)
    headline.place(
        words.contact.headlines(sales, owed[-1], theme.weekday_and_time(board.next_standup, zone)),
        key="headlines sales",
    )
    figure.place(
        partial(contact.reached, board.contact.times, sales),
        key="reached",
        alt=words.contact.reached(sales),
        height=CHART,
        rest=REST,
    )
    headings.say(words.contact.by_type(reached))
    headings.say(f"Do not be on it before {theme.day_and_time(board.next_standup, zone)}", level=5)
    headings.say(words.act.line(owed, words.act.since(board)))
