"""The board: its pages, the choices they share, and the one place where an error becomes a sentence."""

import streamlit as st

from sla_dash import places
from sla_dash.screen import border, choices, first, login, meeting, viewer

st.set_page_config(page_title="SLA stand-up", layout="wide", initial_sidebar_state="collapsed")
who = viewer.begin()
LOAD = st.Page(places.page("load"), title="Load records", visibility="visible" if who and who.loads else "hidden")
page = st.navigation(
    [
        st.Page(places.page("standup"), title="Stand-up", url_path="first", default=True),
        st.Page(places.page("standup"), title="Stand-up", visibility="hidden"),  # by its own name, as others are
        st.Page(places.page("act"), title="Act now"),
        st.Page(places.page("decisions"), title="Decisions"),
        st.Page(places.page("delivery"), title="Delivery"),
        st.Page(places.page("contact"), title="Contact"),
        st.Page(places.page("followup"), title="Follow-up"),
        st.Page(places.page("funnel"), title="Funnel"),
        st.Page(places.page("agreement"), title="Agreement"),
        st.Page(places.page("whatif"), title="What-if"),
        st.Page(places.page("plan"), title="Plan"),
        LOAD,
        st.Page(places.page("data"), title="Data"),
    ],
    position="hidden" if viewer.on_wall() or who is None else "top",
)
with border.in_words():
    if viewer.on_wall():
        meeting.place()
    elif who is None:
        login.place()
    elif page == LOAD:
        page.run()
    elif first.needed():
        first.place()
    else:
        choices.choose()
        page.run()
if who and who.verified:
    login.leave(who)
