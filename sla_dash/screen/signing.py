"""Signing and withdrawing a version, and the records prepared under what holds then."""

import streamlit as st

from sla_dash import clock, load, places, theme
from sla_dash.agreement import Version
from sla_dash.board import Board
from sla_dash.board.written import Written
from sla_dash.errors import AccessError
from sla_dash.journal import agreeing
from sla_dash.journal.versions import subject
from sla_dash.records import store
from sla_dash.screen import border, choices, forms, viewer


@st.fragment
@border.in_words()
def place(board: Board | None, version: Version, written: Written) -> None:
    """Offer to sign a version that waits for signatures, or to withdraw it; there is no board before the first one."""
    who_looks = viewer.now()
    theirs = [role for role in version.missing if who_looks.signs_for(role)]
    if not theirs or version.withdrawn or not version.proposed or not forms.offered(board):
        return
    seen = forms.seen(subject(version.number), written.entries)
    with st.form("sign"):
        st.markdown(theme.markdown(theme.strong(f"Sign version {version.number}")))
        role = st.selectbox("For", theirs, key="role that signs")
        who = forms.who()
        read = st.checkbox(theme.markdown(f"I have read version {version.number} and consent to it"), key="read")
        why = st.text_input("Or take it back, because", max_chars=500, key="why it is withdrawn")
        with st.container(horizontal=True):
            signed = st.form_submit_button("Sign")
            withdrawn = st.form_submit_button("Withdraw")
    if not (signed or withdrawn):
        return
    if not who:
        st.error("Write your name.")
        return
    if signed and not read:
        st.error("Confirm that you have read the text.")
        return
    with forms.told():
        if signed and not viewer.now().signs_for(role):
            raise AccessError(f"You do not sign for {role}.", advice="Who signs for which role stands in access.toml.")
        if signed:
            agreeing.sign(choices.journal(), version, role, who=who, at=clock.now(), seen=seen)
            prepare()
        else:
            agreeing.withdraw(choices.journal(), version, why, who=who, at=clock.now(), seen=seen)
        st.rerun()


def prepare() -> None:
    """Prepare the facts again where the terms that hold have changed; a bar shows how far it is.

    While none hold, there is nothing to do.
    """
    history = choices.written().history
    if not history.holds or choices.prepared_for(store.newest(places.data()), history.agreements):
        return
    held = history.agreements
    bar = st.progress(0.0)

    def told(step: str, share: float) -> None:
        bar.progress(share, theme.markdown(f"{step} under the new terms"))

    load.again(places.data(), held, clock.now(), progress=told)
    bar.empty()
