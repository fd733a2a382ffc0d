"""Where people write: who they are, what they have seen of it, and what became of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from sla_dash import theme
from sla_dash.errors import SlaDashError
from sla_dash.journal import Entry
from sla_dash.screen import choices

WHO = "who writes"


def offered() -> bool:
    """Tell whether anything can be written here, and say why where nothing can: a past morning stays as it was."""
    if st.session_state.get(choices.AS_OF):
        st.caption("This is a past morning: nothing can be written about it. Leave “As of” empty to write.")
        return False
    return True


def who() -> str:
    """Ask for a name, typed once a visit; "" while there is none. Nobody verifies it."""
    typed = st.text_input(
        "Your name",
        max_chars=80,
        key=WHO,
        persist_state="session",
        help="Anybody can type any name here: it is shown as not verified.",
    )
    return typed.strip()


def seen(subject: str, entries: Sequence[Entry]) -> int:
    """Return the id of the last entry about a subject that this visitor has been shown; 0 for none.

    What is written with it is refused where somebody else wrote meanwhile.
    """
    newest = max((entry.id for entry in entries if entry.subject == subject), default=0)
    before: int = st.session_state.get(f"seen {subject}", newest)
    st.session_state[f"seen {subject}"] = newest
    return before


@contextmanager
def told() -> Iterator[None]:
    """Say beside the form why something could not be written; what was typed stays in it."""
    try:
        yield
    except SlaDashError as error:
        st.error("\n\n".join(map(theme.markdown, (*error.message.splitlines(), error.advice))))
