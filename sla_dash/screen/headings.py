"""Headings, large numbers and lists, each with how it was counted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from sla_dash import glossary, words
from sla_dash.board import Board
from sla_dash.output import spreadsheet
from sla_dash.records import store
from sla_dash.records.store import Asked, Snapshot
from sla_dash.words.phrase import Headline

if TYPE_CHECKING:
    import pandas as pd


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


def listing(words: str, how: How, snapshot: Snapshot, table: pd.DataFrame) -> None:
    """Say what a list holds, with how it was found and the whole of it as CSV, and show it unless it is empty."""
    heading(words, how, snapshot)
    if len(table):
        st.dataframe(table, hide_index=True, alt=words)


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
    if isinstance(value, tuple):
        return f"[{', '.join(map(_short, value))}]"
    return f"{value:%Y-%m-%d %H:%M:%S} UTC" if isinstance(value, datetime) else str(value)
