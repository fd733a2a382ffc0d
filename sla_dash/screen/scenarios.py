"""What becomes of a scenario: carried to another page, kept under a name, written into a draft, taken home."""

import re
from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from sla_dash import places, theme
from sla_dash.board import Board
from sla_dash.output import spreadsheet
from sla_dash.rules import whatif
from sla_dash.rules.plan import TypePlan
from sla_dash.rules.whatif import Scenario
from sla_dash.screen import choices, drafting, forms, levers, tables, viewer

TAKEN = ("", "Signed", "This scenario")
"""Names that a kept scenario cannot have: columns beside it have them."""
KEPT, MOST_KEPT = "scenario", 4
"""Part of the URL that holds a scenario with its name, once for each."""
WRITTEN = "written into the draft"
"""Where it is kept which draft was written a moment ago, and what it asks for."""


def kept(stream: str) -> dict[str, Scenario]:
    """Return the scenarios of a stream that are kept under a name; they are part of the URL."""
    found = [whatif.decode(text) for text in st.query_params.get_all(KEPT)]
    return {name: one for name, one in filter(None, found) if one.stream == stream and name not in TAKEN}


def keep(current: Scenario, stream: str) -> None:
    """Offer to keep the scenario under a name, and to forget all that are kept."""
    with (
        st.form("keep", clear_on_submit=True, border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        name = st.text_input("Keep this scenario as", max_chars=30, placeholder="a name", key="name of the scenario")
        wanted, cleared = st.form_submit_button("Keep"), st.form_submit_button("Forget all")
    named = kept(stream)
    if cleared:
        st.query_params.pop(KEPT, None)
    elif wanted and name.strip() not in TAKEN and len(named) < MOST_KEPT:
        named[name.strip()] = current
        st.query_params[KEPT] = [whatif.encode(*one) for one in named.items()]
    if cleared or wanted:
        st.rerun()


def export(found: Sequence[TypePlan], stream: str) -> None:
    """Offer the plan as CSV."""
    names, rows = tables.plan.cells(found)
    st.download_button(
        "The plan as CSV",
        spreadsheet.text(names, rows),
        re.sub(r"\W+", "-", f"plan-{stream}") + ".csv",
        "text/csv",
        on_click="ignore",
    )


def told(sentences: Iterable[str], finding: str) -> None:
    """Show sentences as a list and, below, what the picture that follows finds; as one, because sliders say it anew."""
    st.markdown(f"{theme.bullets(sentences)}\n\n###### {theme.markdown(finding)}", anchors=False)


def ahead(board: Board, onward: tuple[str, str], said: str, text: Callable[[str], str]) -> None:
    """Link to another page with the same scenario, and offer to write it into the draft of the next version.

    ``onward`` is the page and what the link says. ``text`` makes the new draft of the present one; ``said`` is what the
    scenario asks for, and stays on the page once it was written there.
    """
    row = st.container(horizontal=True, vertical_alignment="center")
    with row:
        _link(*onward)
    if not viewer.now().drafts:
        return
    draft = drafting.present(choices.written().history, board.now_terms)
    wanted = row.button(
        theme.markdown(f"Write into the draft of version {draft.number}"),
        key="write into the draft",
        help="The Agreement page shows the draft, what differs, and how it is proposed and signed.",
    )
    if wanted and forms.offered(board):
        with forms.told():
            drafting.save(draft, text(draft.text))
            st.session_state[WRITTEN] = draft.number, said
    number, before = st.session_state.get(WRITTEN, (None, ""))
    if number == draft.number:
        drafting.written(row, draft.number, before)


def _link(page: str, label: str) -> None:
    """Link to a page with the same choices, the scenario among them.

    The choices that every page answers to are not named: the browser keeps them, and would have them twice.
    """
    everywhere = {choices.AS_OF, *choices.NARROWING}
    carried = {name: st.query_params.get_all(name) for name in st.query_params if name not in everywhere}
    carried |= {name: [str(st.session_state[name])] for name in levers.ORIGIN}
    st.page_link(places.page(page), label=theme.markdown(label), query_params=carried, width="content")
