"""Funnel: what became of the leads, what came back from them, and which agreed rates have really changed."""

from functools import partial

import streamlit as st

from sla_dash import words
from sla_dash.board.funnel import SPANS
from sla_dash.records.store import Asked
from sla_dash.screen import choices, figure, headings, headline, sheet, tables
from sla_dash.screen.charts import funnel
from sla_dash.screen.headings import How

REASONS = 12

board = choices.board()
headings.header(board)
span = (
    st.segmented_control(
        "Leads that entered each stage in this", list(SPANS), default="quarter", key="cohorts", bind="query-params"
    )
    or "quarter"
)
lines, points, evidence = board.funnel.lines(span), board.funnel.points, board.funnel.evidence
returned, months, deals = board.loop.total, board.loop.months, board.loop.deals(span)
endings, reasons, ended = board.funnel.endings(span, REASONS)
currency, shown = board.month_terms.currency, board.funnel.months(span)
rows, of_year = (Asked("funnel_rows", board.funnel.rows(one)) for one in (span, "year"))

headings.heading(
    board,
    "cohorts",
    words.funnel.promise(lines, shown),
    How(
        ("cohort", "maturity", "expected by age", "in-month rate"),
        lambda board: board.funnel.lines(span),
        words.funnel.counted(lines),
        rows,
    ),
    numbers=("funnel.mql_to_sql", "funnel.sql_to_opportunity", "funnel.win"),
)
headline.place(words.funnel.headlines(lines), key="headlines cohorts")
figure.place(partial(funnel.cohorts, points), key="cohorts_drawn", alt=words.funnel.drawn(lines), height=300)
sheet.place(partial(tables.funnel.lines, lines), key="lines", alt="Every stage of every type of lead")

headings.heading(
    board,
    "evidence",
    words.funnel.revisions(evidence),
    How(("really changed", "maturity"), lambda board: board.funnel.evidence, rows=of_year),
)
headings.say(words.funnel.to_revise(evidence))
sheet.place(partial(tables.funnel.evidence, evidence), key="rates", alt="Agreed rates and their evidence")

headings.heading(
    board,
    "loop",
    words.funnel.returned(returned, currency, months, board.loop.abroad),
    How(
        ("closed loop", "expected by age", "lead value", "other currencies"),
        lambda board: (board.loop.months, board.loop.abroad),
        words.funnel.loop_counted(returned),
        of_year,
    ),
)
headline.place(words.funnel.loop(returned, currency), key="headlines loop")
figure.place(partial(funnel.bridge, returned), key="bridge", alt=words.funnel.bridge(returned), height=300)
sheet.place(partial(tables.funnel.loop, months), key="months", alt="The closed loop by month of hand-off")

headings.heading(
    board,
    "deals",
    words.funnel.deals(deals[-1], shown),
    How(
        ("win rate", "average order value", "other currencies", "margin", "time to close"),
        lambda board: board.loop.deals(span),
        words.funnel.deals_counted(deals[-1].closed, deals[-1]),
        Asked("funnel_deal_rows", board.funnel.rows(span)),
    ),
)
sheet.place(partial(tables.funnel.deals, deals), key="types", alt="Deals by type of lead")
headings.heading(
    board,
    "endings",
    words.funnel.endings(ended, len(endings), reasons),
    How(("cohort",), lambda board: board.funnel.endings(span, REASONS), rows=rows),
)
sheet.place(partial(tables.funnel.endings, endings), key="reasons", alt="Why leads ended without a deal")
