"""The agreement: what both sides promised each other, where every clause stands, and who signed it."""

from functools import partial

import streamlit as st

from sla_dash import places, theme, words
from sla_dash.output import agreement as printed
from sla_dash.screen import choices, drafting, headings, headline, revise, signing

MOST_SAID = 4
"""Promises that are not kept, of those that the first screenful names."""

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
broken = [clause for section in sections for clause in section.clauses if clause.broken]
draft = drafting.present(written.history, board.now_terms)
with headings.answer():
    headings.say(words.contract.title(version), level=4)
    headings.say(words.agreement.verdict(version, board))
    headline.place(words.agreement.headlines(version, state, board), key="headlines")
    if broken:
        headings.say(words.agreement.not_kept(len(broken)), level=6)
        headings.listed(clause.whole for clause in broken[:MOST_SAID])
    headings.say("What to do", level=6)
    begun = draft.number if draft.begun else None
    headings.listed(words.agreement.to_do(version, state, board.today, broken=bool(broken), draft=begun))
    for line in words.agreement.waiting(history):
        st.info(theme.markdown(line))
headings.say("The text", level=3)
headings.listed(words.contract.status(version, state, board.today))
for section in sections:
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        headings.say(section.title, level=4)
        if section.page:
            st.page_link(places.page(section.page), label="How it is counted →", width="content")
    headings.listed(clause.whole for clause in section.clauses)
headings.say("Signatures", level=4)
headings.listed(one.whole for one in words.contract.signatures(version))
signing.place(board, version, written)
headings.say("All versions", level=4)
headings.listed(" · ".join(words.agreement.life(one, history.state(one, at))) for one in history.versions)
