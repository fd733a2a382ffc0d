"""Whose desk a page is narrowed to."""

import streamlit as st

from sla_dash import theme, words
from sla_dash.board import Board
from sla_dash.screen import viewer

EVERYBODY = "all owners"
NO_REP = "\0"
"""What no rep is called."""


def owner(found: Board) -> str | None:
    """Let one rep, or nobody, be chosen to whom the lists of a page are narrowed; part of the URL. None for all.

    Who sees some reps alone chooses among these.
    """
    sight = viewer.sight()
    if not sight.leads:
        return None
    offered = [EVERYBODY, *found.act.owners] if sight.everybody else sorted(sight.reps or ())
    chosen = st.selectbox(
        "Whose leads",
        offered,
        key="owner",
        bind="query-params",
        width=300,
    )
    if not sight.everybody and chosen not in found.act.owners[:-1]:
        st.caption(theme.markdown(words.login.no_leads(chosen)))
        return NO_REP
    return None if chosen == EVERYBODY else chosen
