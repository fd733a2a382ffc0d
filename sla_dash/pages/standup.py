"""The stand-up: both promises on one screen, who has to act before tomorrow, and what changed."""

import streamlit as st

from sla_dash import figure, screen, standup, store, theme
from sla_dash.charts import contact, delivery

CHART, REST = 150, 590
"""Pixels: the least a chart takes, and what the screen needs beside it, so that nothing has to be scrolled."""

board = screen.board()
with store.traced() as asked_of_marketing:
    delivered, days = board.delivery(), board.days()
with store.traced() as asked_of_sales:
    reached, timed, owed = board.contact(), board.contact_times(), board.owed()
leads, sales = delivered[-1], reached[-1]
zone = board.now_terms.zone

screen.header(board)
marketing, selling = st.columns(2, gap="medium")
with marketing.container(gap="xsmall"):
    screen.promise(
        f"Marketing promised {standup.marketing_promise(leads, board)}",
        ("delivered", "expected", "band", "could be chance", "lead value", "forecast"),
        asked_of_marketing,
    )
    screen.headlines(standup.headlines(leads, board.month_terms.currency))
    figure.place(
        delivery.pacing(days, board.tolerance, leads.so_far.counts.today, leads.forecast),
        key="pacing",
        alt=standup.pacing_words(leads),
        height=CHART,
        rest=REST,
    )
    st.markdown(standup.by_type_delivered(delivered))
    st.markdown(f"##### Since {theme.day_and_time(board.last_standup, zone)}", anchors=False)
    st.markdown(" · ".join(standup.since(board)))
with selling.container(gap="xsmall"):
    screen.promise(
        f"Sales promised {standup.sales_promise(sales)}",
        ("contact", "in time", "working time", "late and waiting", "closed untouched", "do not be on it"),
        asked_of_sales,
    )
    screen.need_touches(board)
    screen.headlines(standup.contact_headlines(sales, owed[-1], theme.weekday_and_time(board.next_standup, zone)))
    figure.place(
        contact.reached(timed, sales), key="reached", alt=standup.reached_words(sales), height=CHART, rest=REST
    )
    st.markdown(standup.by_type_contacted(reached))
    st.markdown(f"##### Do not be on it before {theme.day_and_time(board.next_standup, zone)}", anchors=False)
    st.markdown(standup.act_line(owed))
