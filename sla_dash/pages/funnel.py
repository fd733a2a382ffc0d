"""Funnel: which agreed rates have changed, what became of the leads, and what came back from them."""

from functools import partial

import streamlit as st

from sla_dash import places, theme, words
from sla_dash.board import Board
from sla_dash.board.funnel import SPANS
from sla_dash.records.store import Asked
from sla_dash.screen import choices, figure, headings, headline, sheet, tables
from sla_dash.screen.charts import funnel
from sla_dash.screen.headings import How

REASONS = 12


def verdict(board: Board, span: str) -> None:
    """Say which agreed rates have changed, with where the rates of all types stand."""
    evidence = board.funnel.evidence
    headings.heading(
        board,
        "evidence",
        words.funnel.revisions(evidence),
        How(("really changed", "maturity"), lambda board: board.funnel.evidence, rows=rows(board, "year")),
        numbers=("funnel.mql_to_sql", "funnel.sql_to_opportunity", "funnel.win"),
    )
    headline.place(words.funnel.headlines(board.funnel.lines(span), board.funnel.months(span)), key="headlines cohorts")
    if drawn := words.funnel.nearest(evidence):
        course, action = st.columns((3, 2), gap="large")
        with course:
            headings.say(words.funnel.picture(evidence), level=6)
            figure.place(partial(funnel.rates, drawn), key="rates_drawn", alt=words.funnel.rates(drawn))
        with action:
            to_do(board)
        st.caption(theme.markdown(words.funnel.STAGES))
    else:
        to_do(board)


def to_do(board: Board) -> None:
    """Say which rates to revise, and where."""
    evidence = board.funnel.evidence
    headings.say("What to do", level=6)
    if not evidence:
        headings.listed(["Agree on the share that goes on from step to step, so that it can be checked"])
        st.page_link(places.page("agreement"), label="To the agreement →")
        return
    headings.listed((*words.funnel.to_revise(evidence), *words.contract.behind(board.clauses.aims, board.only)))
    label = "Revise them: What-if from the records →" if words.funnel.changed(evidence) else "Try others in What-if →"
    st.page_link(places.page("whatif"), label=theme.markdown(label), query_params={"start": "records"})


def every_rate(board: Board) -> None:
    """Show every agreed rate with its evidence."""
    found = board.funnel.evidence
    sheet.place(partial(tables.funnel.evidence, found), key="rates", alt="Agreed rates and their evidence")


def came(board: Board, span: str) -> None:
    """Show how far the leads came, stage by stage."""
    lines, points = board.funnel.lines(span), board.funnel.points
    headings.heading(
        board,
        "cohorts",
        "How far the leads of each month came: hollow dots still grow, dotted is where they will end, dashed is agreed",
        How(
            ("cohort", "maturity", "expected by age", "in-month rate"),
            lambda board: board.funnel.lines(span),
            words.funnel.counted(lines),
            rows(board, span),
        ),
    )
    figure.place(partial(funnel.cohorts, points), key="cohorts_drawn", alt=words.funnel.drawn(lines), height=320)
    sheet.place(partial(tables.funnel.lines, lines), key="lines", alt="Every stage of every type of lead")


def loop(board: Board) -> None:
    """Close the loop from what was promised to what is won."""
    total, months = board.loop.total, board.loop.months
    headings.heading(
        board,
        "loop",
        words.loop.why(total),
        How(
            ("closed loop", "expected by age", "lead value", "other currencies"),
            lambda board: (board.loop.months, board.loop.abroad),
            words.loop.loop_counted(total),
            rows(board, "year"),
        ),
    )
    headline.place(words.loop.loop(total, board.month_terms.currency), key="headlines loop")
    figure.place(partial(funnel.bridge, total), key="bridge", alt=words.loop.bridge(total), height=300)
    table = partial(tables.funnel.loop, months, board.month_terms.currency)
    sheet.place(table, key="months", alt="The closed loop by month of hand-off")


def deals(board: Board, span: str) -> None:
    """Show how deals ended and how long they take."""
    found = board.loop.deals(span)
    headings.heading(
        board,
        "deals",
        "Deals by type of lead",
        How(
            ("win rate", "average order value", "other currencies", "margin", "time to close"),
            lambda board: board.loop.deals(span),
            words.loop.deals_counted(found[-1].closed, found[-1]),
            Asked("funnel_deal_rows", board.funnel.rows(span)),
        ),
        partial(tables.funnel.deals, found),
    )


def endings(board: Board, span: str) -> None:
    """Show why leads ended without a deal."""
    headings.heading(
        board,
        "endings",
        "Why leads ended without a deal",
        How(("cohort",), lambda board: board.funnel.endings(span, REASONS), rows=rows(board, span)),
        partial(tables.funnel.endings, board.funnel.endings(span, REASONS)[0]),
    )


def evidence(board: Board, span: str) -> None:
    """Fold what stands behind the rates, each part under what it found."""
    lines, shown = board.funnel.lines(span), board.funnel.months(span)
    reasons, of, ended = board.funnel.endings(span, REASONS)
    currency, closed = board.month_terms.currency, board.loop.deals(span)[-1]
    returned = words.loop.returned(board.loop.total, currency, board.loop.months, board.loop.abroad)
    headings.folded(words.funnel.promise(lines, shown), partial(came, board, span), key="cohorts")
    headings.folded(returned, partial(loop, board), key="loop")
    headings.folded(words.loop.deals(closed, shown), partial(deals, board, span), key="deals")
    headings.folded(words.loop.endings(ended, reasons, of), partial(endings, board, span), key="endings")


def rows(board: Board, span: str) -> Asked:
    """Return the question for the leads of some months."""
    return Asked("funnel_rows", board.funnel.rows(span))


board = choices.board()
headings.header(board)
with headings.answer():
    top = st.container()
everything = st.container()
span = (
    st.segmented_control(
        "Leads that came to a step in this", list(SPANS), default="quarter", key="cohorts", bind="query-params"
    )
    or "quarter"
)
with top:
    verdict(board, span)
with everything:
    if board.funnel.evidence:
        headings.folded(words.funnel.kept(board.funnel.evidence), partial(every_rate, board), key="rates")
evidence(board, span)
