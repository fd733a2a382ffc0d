"""The board: its pages, the choices they share, and the one place where an error becomes a sentence."""

import streamlit as st

from sla_dash.errors import SlaDashError
from sla_dash.screen import choices

st.set_page_config(page_title="SLA stand-up", layout="wide", initial_sidebar_state="collapsed")
page = st.navigation(
    [
        st.Page("sla_dash/pages/standup.py", title="Stand-up", default=True),
        st.Page("sla_dash/pages/delivery.py", title="Delivery"),
        st.Page("sla_dash/pages/contact.py", title="Contact"),
        st.Page("sla_dash/pages/act.py", title="Act now"),
        st.Page("sla_dash/pages/followup.py", title="Follow-up"),
        st.Page("sla_dash/pages/funnel.py", title="Funnel"),
        st.Page("sla_dash/pages/whatif.py", title="What-if"),
        st.Page("sla_dash/pages/plan.py", title="Plan"),
        st.Page("sla_dash/pages/data.py", title="Data"),
    ],
    position="top",
)
try:
    choices.choose()
    page.run()
except SlaDashError as error:
    st.error(f"**{error.message}**\n\n{error.advice}")
