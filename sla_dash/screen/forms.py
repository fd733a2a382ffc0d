"""How something typed on a page becomes an entry of the journal: nothing that was typed is lost when it cannot."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

import streamlit as st

from sla_dash import clock, theme, words
from sla_dash.board import Board
from sla_dash.errors import SlaDashError
from sla_dash.journal import Entry, Journal, StaleError
from sla_dash.journal.decisions import SHORT
from sla_dash.screen import border, choices, viewer
from sla_dash.screen.border import UNFORESEEN

NAME = "who writes"
"""Where the name that somebody typed is kept as long as the page is open."""
Deed = Callable[[Journal, str, datetime], Entry]
"""Writes with a name and an instant."""


@dataclass(frozen=True, slots=True)
class Form:
    """What is typed behind one small button, told apart from the others by where that is."""

    where: str
    fields: Mapping[str, str | date] = field(default_factory=dict)
    """Those that begin anew once they are written down, and how they begin."""

    def key(self, name: str) -> str:
        """Return under which key a part of it is kept."""
        return f"{self.where}: {name}"

    def typed(self, name: str) -> str:
        """Return what stands in a field."""
        return str(st.session_state.get(self.key(name)) or "")

    @contextmanager
    def opened(self, board: Board, label: str, about: str) -> Iterator[bool]:
        """Show the button, and say whether the fields are to be shown; they cost nothing while it is closed.

        To be used in a fragment. Who may only read finds no button; where nothing can be written, that is said. While
        it is open its label stays: with another one it would be another button, and what was typed would be gone.
        """
        if not viewer.now().writes:
            yield False
            return
        if not st.session_state.get(self.key("open")):
            st.session_state[self.key("label")] = label
        label = st.session_state.setdefault(self.key("label"), label)
        popover = st.popover(
            theme.markdown(label),
            type="tertiary",
            help=theme.markdown(about),
            key=self.key("open"),
            on_change="rerun",
        )
        refused = _refusal(board) if popover.open else None
        with popover:
            if refused:
                st.caption(theme.markdown(refused))
            yield bool(popover.open) and refused is None

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Hold the fields together, and say above why what they hold could not be written down."""
        kind, said = st.session_state.get(self.key("told"), ("", ""))
        if kind == "warning":
            st.warning(theme.markdown(said))
        elif kind == "error":
            st.error(theme.markdown(said))
        with st.form(self.key("fields"), border=False):
            yield

    def named(self) -> None:
        """Ask who writes, where no login says so; the name is known from then on."""
        if known := viewer.now().who:
            st.caption(theme.markdown(words.login.writes(known)))
            return
        st.text_input(
            "Your name",
            st.session_state.get(NAME, ""),
            max_chars=SHORT,
            key=self.key("name"),
            placeholder="shown as typed, no login",
        )

    def sends(self, label: str, deed: Deed) -> None:
        """Show a button that writes down what was typed."""
        st.form_submit_button(theme.markdown(label), key=self.key(label), on_click=_write, args=(self, deed))

    def written(self) -> bool:
        """Tell whether something has just been written down, and say so once."""
        if st.session_state.get(self.key("told"), ("", ""))[0] != "written":
            return False
        del st.session_state[self.key("told")]
        st.toast("Written down.")
        return True


def offered(board: Board | None) -> bool:
    """Tell whether anything can be written here, and say why where nothing can."""
    if refused := _refusal(board):
        st.caption(theme.markdown(refused))
    return refused is None


def who() -> str:
    """Return who writes: by the login, else a name that is asked for, which nobody verifies; "" while there is none."""
    if known := viewer.now().who:
        st.caption(theme.markdown(words.login.writes(known)))
        return known
    typed: str = st.text_input(
        "Your name",
        st.session_state.get(NAME, ""),
        max_chars=SHORT,
        key=f"{NAME}: here",
        placeholder="shown as typed, no login",
    )
    st.session_state[NAME] = typed
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
        st.error("\n\n".join(map(theme.markdown, border.said(error))))


def _refusal(board: Board | None) -> str | None:
    """Say why nothing can be written here; None where it can."""
    if not viewer.now().writes:
        return words.login.READS
    if choices.replaying():
        return words.decisions.REPLAYED
    entries, now = choices.written().entries, clock.now()
    return words.decisions.AHEAD if entries and entries[-1].at > max(board.as_of if board else now, now) else None


def done(deed: Deed, who: str) -> tuple[Literal["written", "warning", "error"], str]:
    """Write something down; return what became of it, and what is to be said where nothing was written."""
    now = clock.now()
    try:
        deed(choices.journal(), viewer.writer().who or who, now)
    except StaleError as error:
        zone = choices.written().history.agreements.governing(now).zone
        return "warning", words.decisions.meanwhile(error.since, zone, viewer.sight())
    except SlaDashError as error:
        return "error", border.unplaced(f"{error.message} {error.advice}")
    except Exception:
        logging.getLogger("sla_dash").exception("Something could not be written down.")
        return "error", f"{UNFORESEEN.message} {UNFORESEEN.advice}"
    return "written", ""


def _write(form: Form, deed: Deed) -> None:
    """Write down what was typed, before the page runs again, or say why that cannot be."""
    who = form.typed("name")
    st.session_state[NAME] = who
    told = done(deed, who)
    if told[0] == "written":
        st.session_state[form.key("open")] = False
        for name, begin in form.fields.items():
            st.session_state[form.key(name)] = begin
    st.session_state[form.key("told")] = told
