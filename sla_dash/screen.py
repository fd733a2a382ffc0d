"""What every page shares: the board for the choices in the URL, and how a number was counted."""

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import streamlit as st

from sla_dash import agreement, clock, glossary, spreadsheet, store, words
from sla_dash import board as boards
from sla_dash.board import NONE, Board
from sla_dash.calendar import previous_month
from sla_dash.store import Asked, Snapshot
from sla_dash.words.phrase import Headline

DATA = Path(__file__).parent.parent / "data"
MONTHS_BACK = 13
NOW, ALL = "now", "all"


def choose() -> None:
    """Show the choices that every page answers to; each is part of the URL."""
    with st.sidebar:  # before anything can go wrong with it, so that it can be corrected
        st.text_input(
            "As of",
            placeholder="now, or 2026-11-19T09:00+01:00",
            key="as_of",
            bind="query-params",
            help="Any past morning can be replayed.",
        )
    whole = board()
    months = [boards.board(whole.snapshot, whole.agreements, whole.as_of).month]
    while len(months) < MONTHS_BACK:
        months.append(previous_month(months[-1]))
    with st.sidebar:
        st.selectbox("Month", [NOW, *(f"{month:%Y-%m}" for month in months)], key="month", bind="query-params")
        streams = dict.fromkeys(stream or NONE for stream, _ in whole.kinds)
        st.selectbox("Revenue stream", [ALL, *streams], key="stream", bind="query-params")
        kinds = dict.fromkeys(kind or NONE for _, kind in whole.kinds)
        st.selectbox("Lead type", [ALL, *kinds], key="lead_type", bind="query-params")


def board() -> Board:
    """Return the board for the instant, month, stream and lead type that are chosen."""
    data = Path(os.environ.get("SLA_DASH_DATA", DATA))
    chosen = st.session_state
    as_of = clock.instant(chosen["as_of"]) if chosen.get("as_of") else clock.now()
    month = chosen.get("month", NOW)
    stream, lead_type = (None if chosen.get(key, ALL) == ALL else chosen[key] for key in ("stream", "lead_type"))
    return boards.board(
        _snapshot(str(store.newest(data))),
        agreement.read(data),
        as_of,
        None if month == NOW else date.fromisoformat(f"{month}-01"),
        stream,
        lead_type,
    )


def header(found: Board) -> None:
    """Say which morning this is, by which agreement and from which records."""
    st.caption(" · ".join(words.records.header(found)))


def headlines(found: Sequence[Headline]) -> None:
    """Show numbers side by side, large, each with its word and glyph."""
    for column, line in zip(st.columns(len(found)), found, strict=True):
        column.metric(line.label, line.value, line.mark.text, delta_color=line.mark.colour, delta_arrow="off")


@dataclass(frozen=True, slots=True)
class How:
    """How the numbers under a heading were counted."""

    terms: Sequence[str]
    """Names in the glossary."""
    asked: Sequence[Asked]
    counted: Sequence[str] = ()
    """Numerator and denominator in words: "90 delivered = 92 handed over − 2 rejected"."""
    rows: Asked | None = None
    """The question whose rows stand behind the numbers; they are read when somebody downloads them."""


def heading(words: str, how: How, snapshot: Snapshot) -> None:
    """Say something, and beside it offer how the numbers below were counted, with the rows behind them as CSV."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"##### {words}", width="content", anchors=False)
        with st.popover("How?", type="tertiary", help="How is this counted?"):
            st.markdown("\n".join([glossary.about(*how.terms), *(f"- {line}" for line in how.counted)]))
            if how.rows:
                _download(words, how.rows, snapshot)
            for question in how.asked:
                st.code(store.statement(question.query), language="sql")
                st.caption(" · ".join(f"${name} = {_short(value)}" for name, value in question.parameters.items()))


def _download(words: str, rows: Asked, snapshot: Snapshot) -> None:
    st.download_button(
        "The rows as CSV",
        lambda: spreadsheet.text(*snapshot.table(rows.query, **rows.parameters)),
        file_name=f"{rows.query}.csv",
        mime="text/csv",
        key=f"rows behind {words}",
        on_click="ignore",
    )


def need_touches(found: Board) -> None:
    """Say what to add where no touches are loaded."""
    if not found.load.has_touches:
        st.info(words.records.without_touches())


def need_rates(streams: Collection[str]) -> None:
    """Say what to add where no stream has numbers to play with, and end the page."""
    if not streams:
        st.info(words.whatif.without_rates())
        st.stop()


def _short(value: object) -> str:
    if value is None:
        return "null"
    return f"{value:%Y-%m-%d %H:%M:%S} UTC" if isinstance(value, datetime) else str(value)


@st.cache_resource(max_entries=2, show_spinner=False, on_release=lambda snapshot: snapshot.close())
def _snapshot(path: str) -> Snapshot:
    return store.open_file(Path(path))
