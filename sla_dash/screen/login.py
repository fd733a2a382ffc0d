"""What somebody sees who is not let in: where to log in, or whom to ask."""

import streamlit as st

from sla_dash import access, theme, words
from sla_dash.errors import AccessError
from sla_dash.screen import headings, viewer


def place() -> None:
    """Say why the board stays closed, and offer to log in, or out again."""
    claims = viewer.claims()
    headings.say(words.login.TITLE, level=2)
    if claims is None:
        headings.say(words.login.ASKED)
        st.button("Log in", on_click=st.login, key="log in")
        return
    try:
        viewer.found()
        headings.say(words.login.unnamed(access.called(claims)))
    except AccessError:
        st.error(theme.markdown(words.login.CLOSED))
    st.button("Log out", on_click=st.logout, key="log out")
