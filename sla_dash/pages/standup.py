"""The stand-up: both promises on one screen, who has to act before tomorrow, and what changed."""

import streamlit as st

from sla_dash import figure, screen, standup, store, theme
from sla_dash.charts import contact, delivery

board = screen.board()
with store.traced() as asked_of_marketing:
    delivered, days = board.delivery(), board.days()
with store.traced() as asked_of_sales:
    reached, timed = board.contact(), board.contact_times()
owed = board.owed()
leads, sales = delivered[-1], reached[-1]

screen.header(board)
marketing, selling = st.columns(2, gap="large")
with marketing:
    st.markdown(f"##### Marketing promised {standup.marketing_promise(leads, board)}")
    st.markdown(standup.count_line(leads))
    st.markdown(standup.value_line(leads, board.month_terms.currency))
    figure.place(
        delivery.pacing(days, board.tolerance, leads.so_far.counts.today, leads.forecast),
        key="pacing",
        alt=standup.pacing_words(leads),
        height=260,
    )
    st.markdown(standup.by_type_delivered(delivered))
    screen.counted(("delivered", "expected", "band", "could be chance", "lead value", "forecast"), asked_of_marketing)
with selling:
    st.markdown(f"##### Sales promised {standup.sales_promise(sales)}")
    st.markdown(standup.share_line(sales))
    st.markdown(standup.people_line(sales))
    figure.place(contact.reached(timed, sales), key="reached", alt=standup.reached_words(sales), height=260)
    st.markdown(standup.by_type_contacted(reached))
    screen.counted(
        ("contact", "in time", "working time", "late and waiting", "at risk", "closed untouched"), asked_of_sales
    )
act, changed = st.columns(2, gap="large")
with act:
    st.markdown(f"##### Do not be on it before {theme.day_and_time(board.next_standup, board.now_terms.zone)}")
    st.markdown(standup.act_line(owed))
with changed:
    st.markdown(f"##### Since {theme.day_and_time(board.last_standup, board.now_terms.zone)}")
    st.markdown(" · ".join(standup.since(board)))
