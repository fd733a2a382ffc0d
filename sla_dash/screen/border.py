"""The border between the board and who looks at it: whatever is raised behind it becomes a sentence."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from sla_dash import places, theme
from sla_dash.errors import DamagedError, SlaDashError
from sla_dash.screen import viewer

UNFORESEEN = SlaDashError(
    "This part of the board ended in a way that nobody has foreseen.",
    advice="Reload the page. If that does not help, tell whoever runs the board: its log says what happened.",
)


@contextmanager
def in_words() -> Iterator[None]:
    """Say in words what is raised inside, without a path of the server; what nobody foresaw goes to its log.

    What is made for somebody who is no longer the one who looks is made anew.
    """
    try:
        viewer.hold()
        yield
    except DamagedError:
        st.rerun()  # with the records before them, and a word about it
    except SlaDashError as error:
        _show(error)
    except Exception:
        logging.getLogger("sla_dash").exception("A page ended in a way that nobody has foreseen.")
        _show(UNFORESEEN)


def said(error: SlaDashError) -> tuple[str, ...]:
    """Return the lines of what an error says and, last, of its advice: without a path of the server."""
    return (*unplaced(error.message).splitlines(), unplaced(error.advice))


def unplaced(message: str) -> str:
    """Return a text without a path of the server; names of files stay."""
    for folder in (places.data().resolve(), places.data().absolute()):
        message = message.replace(str(folder), "the folder of its data")
    return places.FOLDERS.sub("", message)


def _show(error: SlaDashError) -> None:
    *lines, advice = said(error)
    st.error("\n\n".join(map(theme.markdown, [*map(theme.strong, lines), advice])))
