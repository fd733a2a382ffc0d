"""Headings, large numbers and lists, each with how it was counted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import streamlit as st

from sla_dash import glossary, sql, theme, words
from sla_dash.board import Board
from sla_dash.output import spreadsheet
from sla_dash.records import store
from sla_dash.records.store import Asked, Snapshot
from sla_dash.screen import border, deciding, sheet, taking

Rows = Asked | Callable[[Sequence[Asked]], Asked | None] | None
"""The question whose rows stand behind numbers, or how it follows from the questions that were asked for them."""


def header(board: Board) -> None:
    """Say which morning this is, by which agreement and from which records."""
    st.caption(theme.markdown(" · ".join(words.records.header(board))))


def say(text: str, level: int = 0) -> None:
    """Show a sentence; with a level as a heading."""
    st.markdown(f"{'#' * level} {theme.markdown(text)}".lstrip(), anchors=False)


def listed(sentences: Iterable[str]) -> None:
    """Show sentences as a list."""
    st.markdown(theme.bullets(sentences))


def verbatim(text: str) -> None:
    """Show a source text in one colour: those in which Streamlit sets languages are its own, and too pale to read.

    It is shown whole and its lines wrap, because no key would move it in a frame.
    """
    st.code(text, language=None, wrap_lines=True)


@dataclass(frozen=True, slots=True)
class How:
    """How the numbers under a heading were counted; worked out when somebody wants to know."""

    terms: Sequence[str]
    """Names in the glossary."""
    of: Callable[[Board], object]
    """The numbers, asked of a board: the questions that it puts to the records are shown."""
    counted: Sequence[str] = ()
    """Numerator and denominator in words: "90 delivered = 92 handed over − 2 rejected"."""
    rows: Rows = None


def heading(
    board: Board,
    key: str,
    text: str,
    how: How,
    table: partial[sheet.Table] | None = None,
    numbers: Sequence[str] = (),
) -> None:
    """Say something, offer how the numbers below were counted with the rows behind them as CSV, and show a table.

    ``key`` tells the headings of a page apart; ``numbers`` are those below that can be decided about, by their keys in
    the register.
    """
    _headed(board, key, text, how, numbers)
    if table:
        sheet.place(table, key=f"table {key}", alt=text)


@st.fragment
@border.in_words()
def _headed(board: Board, key: str, text: str, how: How, numbers: Sequence[str]) -> None:
    """Stand by itself, so that opening the explanation or deciding runs no more than this."""
    beside = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key=f"headed {key}"
    )
    with beside:  # and below each other on a phone
        with st.container(width="content"):
            st.markdown(f"##### {theme.markdown(text)}", anchors=False)
        with st.container(horizontal=True, width="content"):
            opened = st.popover("How counted?", type="tertiary", key=f"how {key}", on_change="rerun")
            if numbers:
                deciding.beside(board, key, numbers)
    if opened.open:
        with opened:
            _explain(board, key, how)


def _explain(board: Board, key: str, how: How) -> None:
    with store.traced() as asked:
        how.of(replace(board))  # one that knows no answer yet, so that it asks every question
    st.markdown(f"{theme.bullets(how.counted)}\n{glossary.about(*how.terms)}")
    rows = how.rows(asked) if callable(how.rows) else how.rows
    if rows:
        _download(key, rows, board.snapshot)
    if asked:
        with st.expander("For whoever checks it: what was asked of the records"):
            for question in asked:
                verbatim(sql.statement(question.query))
                asked_with = " · ".join(f"${name} = {_short(value)}" for name, value in question.parameters.items())
                st.caption(theme.markdown(asked_with))


@contextmanager
def answer() -> Iterator[None]:
    """Hold what the first screenful of a page says.

    One sentence, at most four numbers, one picture and what to do: no more than a browser of 1280 × 800 shows at once.
    """
    with st.container(key="answer"):
        yield


@st.fragment
@border.in_words()
def folded(title: str, show: Callable[[], object], *, key: str, choice: str = "") -> None:
    """Offer evidence under a line that opens it; until then nothing of it is asked, drawn or sent.

    ``title`` says what is found there, so that many need not open it; ``key`` tells the folds of a page apart. It is
    open at once where the address makes the ``choice`` that is folded there.
    """
    if choice in st.query_params:
        st.session_state.setdefault(f"fold {key}", True)
    begin = bool(st.session_state.get(f"fold {key}"))  # with another title it begins anew: as it was left
    opened = st.expander(theme.markdown(title), begin, key=f"fold {key}", on_change="rerun")
    if opened.open:
        with opened:
            show()


def need_touches(board: Board) -> None:
    """Say what to add where no touches are loaded."""
    if not board.load.has_touches:
        st.info(theme.markdown(words.records.without_touches()))


def need_rates(streams: Collection[str]) -> None:
    """Say what to add where no stream has numbers to play with, and end the page."""
    if not streams:
        st.info(theme.markdown(words.whatif.without_rates()))
        st.stop()


def _download(key: str, rows: Asked, snapshot: Snapshot) -> None:
    def made() -> tuple[bytes, int]:
        columns, found = snapshot.table(rows.query, **rows.parameters)
        return spreadsheet.text(columns, found), len(found)

    taking.offer("The rows as CSV", f"{rows.query}.csv", "text/csv", made, f"rows {key}")


def _short(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_short, value))}]"
    return f"{value:%Y-%m-%d %H:%M:%S} UTC" if isinstance(value, datetime) else str(value)
