"""Files of rows that somebody takes away: who took what is an entry of the journal."""

from collections.abc import Callable

import streamlit as st

from sla_dash import clock, theme
from sla_dash.journal import Journal
from sla_dash.screen import choices, viewer
from sla_dash.screen.viewer import Known

Made = Callable[[], tuple[bytes, int]]
"""Makes a file: what it holds, and how many rows that is."""


def offer(label: str, name: str, kind: str, made: Made, key: str, *, small: bool = False) -> None:
    """Show a button that makes a file and gives it, to whom rows are given; nothing to others."""
    if not viewer.sight().rows:
        return
    known, journal = viewer.known(), choices.journal()
    st.download_button(
        theme.markdown(label),
        lambda: _taken(name, made, known, journal),
        file_name=name,
        mime=kind,
        key=key,
        on_click="ignore",
        type="tertiary" if small else "secondary",
    )


def _taken(name: str, made: Made, known: Known, journal: Journal) -> bytes:
    """Make the file for whoever still may have it, and write down who has logged in and takes it.

    It is asked for outside of the page: long after that was made, perhaps.
    """
    who = known.viewer()
    if who is None or not who.sight.rows:
        raise viewer.NOT_GIVEN
    content, rows = made()
    if who.verified:
        journal.append("downloaded", f"file {name}", {"rows": rows}, who=who.who, at=clock.now())
    return content
