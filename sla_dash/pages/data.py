"""Data: whether the records are fresh and complete, what was left out, and what to hold against the CRM."""

from functools import partial

import streamlit as st

from sla_dash import clock, load, places, words
from sla_dash.records import queries
from sla_dash.rules.completeness import Held
from sla_dash.screen import choices, headings, headline, sheet, tables, viewer
from sla_dash.screen.headings import How

REASONS, WORST = 100, 5

board, who = choices.board(), viewer.now()
refused, named = who.loads or who.sight.everybody, who.sight.everybody
snapshot = board.snapshot
files, reasons = queries.records.files(snapshot), queries.records.reasons(snapshot, REASONS)
doubts, filled = queries.records.doubts(snapshot), queries.records.filled(snapshot)
failed = load.failed.found(places.data())


def rejects() -> None:
    """Show why rows were rejected."""
    headings.heading(
        board,
        "rejects",
        "Rejected rows",
        How(
            ("rejected rows",),
            lambda board: queries.records.reasons(board.snapshot, REASONS),
            rows=queries.records.rejects(),
        ),
    )
    sheet.place(partial(tables.records.reasons, reasons, values=refused), key="reasons", alt="Why rows were rejected")


def crm() -> None:
    """Show what a CRM must count too."""
    kinds, months = queries.outcomes.outcomes(snapshot, board.as_of), queries.outcomes.months(snapshot, board.as_of)
    headings.heading(
        board,
        "crm",
        "Hold these against your CRM",
        How(
            ("delivered", "left out"),
            lambda board: (
                queries.outcomes.outcomes(board.snapshot, board.as_of),
                queries.outcomes.months(board.snapshot, board.as_of),
                queries.outcomes.days_to_win(board.snapshot, board.as_of),
            ),
            rows=queries.delivery.rows(None, board.as_of),
        ),
    )
    headings.say(words.outcomes.counted())
    by_kind, by_month = st.columns((3, 2), gap="large")
    with by_kind:
        sheet.place(partial(tables.outcomes.outcomes, kinds), key="kinds", alt="Leads and wins by lead type")
    with by_month:
        sheet.place(partial(tables.outcomes.months, months), key="months", alt="Leads and wins by month")
    headings.say(words.outcomes.winning(queries.outcomes.days_to_win(snapshot, board.as_of)))


headings.header(board)
with headings.answer():
    headings.heading(
        board,
        "complete",
        words.complete.verdict(board, filled, files, failed=failed is not None),
        How(
            ("rejected rows",),
            lambda board: queries.records.filled(board.snapshot),
            [words.records.rows_line(files)],
            queries.records.rejects(),
        ),
    )
    headline.place(words.complete.headlines(board, filled, files), key="headlines")
    if failed:
        title, lines = words.records.failing(failed, clock.now(), board.now_terms.zone)
        headings.say(title, level=5)
        headings.listed(lines)
    headings.say(words.complete.missing(filled), level=6)
    if short := [one for one in filled if one.held is not Held.THERE][:WORST]:
        worst = partial(tables.records.filled, short)
        sheet.place(worst, key="missing", alt="What is missing, and what that disables")
    headings.listed(words.complete.to_do(board, filled, reasons, failed=failed is not None))
crm()
if reasons:
    headings.folded(words.complete.rejected(reasons, files), rejects, key="rejects")
if doubts:
    table = partial(tables.records.doubts, doubts, values=named)
    headings.folded(
        "Kept, but doubtful", partial(sheet.place, table, key="doubts", alt="What is doubtful"), key="doubts"
    )
headings.folded(
    "Rows of each file",
    partial(sheet.place, partial(tables.records.files, files), key="files", alt="Rows of each file"),
    key="files",
)
headings.folded(
    "Every kind of data, and what it is for",
    partial(sheet.place, partial(tables.records.filled, filled), key="filled", alt="Every kind of data"),
    key="filled",
)
headings.listed((words.records.rows_line(files), words.records.freshness(board)))
