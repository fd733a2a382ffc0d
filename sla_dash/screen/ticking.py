"""Boxes beside the lines of a list: who has seen to what, until the next load of records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import streamlit as st

from sla_dash import theme, words
from sla_dash.agreement import Act
from sla_dash.board import Board, decisions
from sla_dash.journal import Entry, Journal, doing
from sla_dash.journal.doing import Item, List
from sla_dash.screen import choices, forms, viewer
from sla_dash.screen.tables.act import Done

TROUBLE = "ticking: why not"
"""Where it is kept why a tick could not be written down, until it is said."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """What is done on the lists of a board as somebody reads it, and the name under which they may tick."""

    board: Board
    marks: Mapping[Item, Act]
    who: str | None
    """None for who may not tick now; "" for whom no name is known."""

    def count(self, listed: List) -> int:
        """Count what is done on a list."""
        return sum(item.listed == listed for item in self.marks)

    def of(self, listed: List) -> Done:
        """Return what is done on a list, as its table shows it."""
        zone = self.board.now_terms.zone
        says = ((item.subject, words.act.ticked(by, zone)) for item, by in self.marks.items() if item.listed == listed)
        return Done(tuple(says), bool(self.who))

    def told(self, listed: List, key: str, on: bool) -> None:
        """Write down that somebody ticked a line, or took the tick back; what is written already stands."""
        record, _, record_id = key.partition(" ")
        item = Item(listed, "opportunity" if record == "opportunity" else "lead", record_id)
        if (item in _marks(self.board)) is not on:
            written, said = forms.done(partial(_marked, item, records(self.board), on), self.who or "")
            if written != "written":
                st.session_state[TROUBLE] = said


def begin(board: Board) -> Ticks:
    """Return what is done by the morning on screen, and ask for a name where who may tick has none yet."""
    who = viewer.now()
    shown = {
        item: Act(decisions.named(by.who, who.sight, who.who), by.verified, by.at) for item, by in _marks(board).items()
    }
    return Ticks(board, shown, _name() if who.writes and who.sight.leads and not choices.replaying() else None)


def say_trouble() -> None:
    """Say why the last tick could not be written down, once."""
    if said := st.session_state.pop(TROUBLE, ""):
        st.error(theme.markdown(said))


def records(board: Board) -> str:
    """Return what tells the records on screen apart from those of every other load."""
    return board.load.loaded_at.isoformat()


def _name() -> str:
    """Return who ticks: by the login, or the name that somebody typed here."""
    return viewer.now().who or str(st.session_state.get(forms.NAME, "")).strip()


def _marks(board: Board) -> Mapping[Item, Act]:
    return doing.fold(choices.written().until(choices.moment(board)).entries, records(board))


def _marked(item: Item, of: str, on: bool, journal: Journal, who: str, at: datetime) -> Entry:
    return doing.mark(journal, item, of, on=on, who=who, at=at)
