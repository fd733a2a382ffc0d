"""The agreement: what both sides promised each other, where every clause stands, and who signed it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from sla_dash import places, theme, words
from sla_dash.output import agreement as printed
from sla_dash.screen import choices, drafting, headings, headline, revise, sheet, signing, tables
from sla_dash.words.contract import Section

FIRST = 4
"""Promises that are shown at first."""

board = choices.board()
at = choices.moment(board)
written = choices.written().until(at)
history = written.history
headings.header(board)
VIEWS = ("Read", "Revise")
revise.proposed_just_now()
with st.container(horizontal=True, vertical_alignment="center"):
    view = st.segmented_control(
        "View",
        VIEWS,
        default=None if "view" in st.session_state else VIEWS[0],
        required=True,
        key="view",
        bind="query-params",
        label_visibility="collapsed",
    )
    if view == "Read":
        version = choices.version(history, board)
        state = history.state(version, at)
        st.download_button(
            "A page to print",
            partial(printed.html, version, state, board.today, board),
            file_name=f"agreement-{version.number}.html",
            mime="text/html",
            on_click="ignore",
            help="One file that prints on A4 and Letter.",
        )
        st.download_button(
            "The text that is signed",
            version.text,
            file_name=f"agreement-{version.number}.toml",
            mime="application/toml",
            on_click="ignore",
        )
if view == "Revise":
    revise.place(board, written)
    st.stop()

sections = words.contract.document(version, board)
draft = drafting.present(written.history, board.now_terms)
unmeasured = words.agreement.unmeasured(version, board)
broken = 0 if unmeasured else tables.agreement.broken(tables.agreement.promises(board))
status, *kind = words.contract.status(version, state, board.today)
open_to_sign = version.proposed is not None and bool(version.missing)


def clauses(section: Section) -> None:
    """Show the clauses of a section, each with where it stands."""
    headings.listed(clause.whole for clause in section.clauses)
    if section.page:
        st.page_link(places.page(section.page), label="How it is counted →", width="content")


def part(title: str, show: Callable[[], None]) -> None:
    """Fold a part of the text; who is to sign it sees it whole."""
    if open_to_sign:
        headings.say(title, level=4)
        show()
    else:
        headings.folded(title, show, key=title)


with headings.answer():
    headings.say(words.contract.title(version), level=5)
    headings.say(status)
    headline.place(words.agreement.headlines(version, state, board), key="headlines")
    headings.say(unmeasured or words.agreement.not_kept(broken, FIRST), level=6)
    if not unmeasured:
        promises = partial(tables.agreement.promises, board)
        sheet.place(promises, key="promises", alt="Every promise and where it stands", few=FIRST)
    begun = draft.number if draft.begun else None
    late = () if unmeasured else words.contract.behind(board.clauses.aims, board.only)
    headings.listed((*late, *words.agreement.to_do(version, state, board.today, broken=bool(broken), draft=begun)))
    for line in words.agreement.waiting(history):
        st.info(theme.markdown(line))
headings.say("The text", level=5)
headings.listed(kind)
for section in sections:
    part(section.title, partial(clauses, section))
part("Signatures", lambda: headings.listed(one.whole for one in words.contract.signatures(version)))
signing.place(board, version, written)
versions = (" · ".join(words.agreement.life(one, history.state(one, at))) for one in history.versions)
headings.folded("All versions", lambda: headings.listed(versions), key="versions")
