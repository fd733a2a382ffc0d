"""What somebody sees who is not let in: where to log in, or whom to ask."""

import streamlit as st

from sla_dash import access, theme, words
from sla_dash.access import Viewer
from sla_dash.errors import AccessError
from sla_dash.screen import headings, viewer

ENDED = "sla_dash_ended"
"""The cookie that the server puts in the place of a login that counts no more."""


def place() -> None:
    """Say why the board stays closed, and offer to log in, or out again."""
    claims = viewer.claims()
    headings.say(words.login.TITLE, level=2)
    if claims is None:
        headings.say(words.login.ENDED if st.context.cookies.get(ENDED) == "1" else words.login.ASKED)
        st.button("Log in", on_click=st.login, key="log in")
        return
    try:
        viewer.found()
        email = access.address(claims)
        headings.say(words.login.UNNAMED if email else words.login.UNVERIFIED)
        if email:
            headings.verbatim(email)
    except AccessError:
        st.error(theme.markdown(words.login.CLOSED))
    st.button("Log out", on_click=st.logout, key="log out")


def leave(who: Viewer) -> None:
    """Say beside the choices who has logged in, and offer to log out."""
    with st.sidebar:
        st.caption(theme.markdown(words.login.inside(who)))
        st.button("Log out", on_click=st.logout, key="log out")
