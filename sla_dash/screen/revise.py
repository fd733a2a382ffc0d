"""The form in which the next version is written: blanks, what is wrong beside them, and what follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from sla_dash import agreement, clock, theme, words
from sla_dash.agreement import draft
from sla_dash.agreement import forms as blanks
from sla_dash.agreement.draft import Place
from sla_dash.agreement.fields import As
from sla_dash.agreement.forms import Blank, Form
from sla_dash.agreement.mistakes import Mistake
from sla_dash.board import Board
from sla_dash.board.written import Written
from sla_dash.journal import agreeing
from sla_dash.journal.versions import subject
from sla_dash.rules import demand, proposal
from sla_dash.screen import border, choices, drafting, forms, headings, signing, viewer
from sla_dash.screen.drafting import Draft

WORK, THEN = "draft in work", "proposed just now"
ACROSS = 3
"""Blanks side by side."""
LONG = (As.SENTENCE, As.LINES, As.WORDS, As.NUMBERS, As.DAYS, As.CADENCE)
NEW = {
    "schedule": {"team": '"a team"'},
    "stream": {"name": '"a new stream"'},
    "lead_type": {"name": '"a new type"', "targets": "100"},
    "step": {"name": '"a new step"'},
    "objective": {"rate": '"win"', "from": "0.2", "to": "0.25", "by": "2027-12-31"},
    "alert": {"at": "0.9", "to": '["owner"]'},
    "role": {"name": '"a new role"'},
}
"""What an entry begins with, so that there is something to change."""


@dataclass
class Work:
    """What this visitor has typed so far."""

    begun_from: Draft
    text: str
    turn: int = 0
    """Grows where entries come and go, so that no blank keeps what was typed into another."""


def proposed_just_now() -> None:
    """Turn to a version that was proposed a moment ago; before the choices of the page are shown."""
    if number := st.session_state.pop(THEN, None):
        st.session_state["view"], st.session_state["version"] = "Read", number


@st.fragment
@border.in_words()
def place(board: Board, written: Written) -> None:
    """Show the form of the next version's draft."""
    if not viewer.now().drafts:
        headings.say(words.login.READS)
        return
    if not forms.offered(board):
        return
    present = drafting.present(written.history, board.now_terms)
    work = _work(present, board)
    mistakes = agreement.wrong(work.text)
    found = blanks.forms(work.text)
    filled, beside = st.columns((5, 4), gap="large")
    with filled:
        _part(found, work, mistakes)
    with beside:
        _beside(board, written, work, present, mistakes)


def _work(present: Draft, board: Board) -> Work:
    """Return what is typed so far; begun anew where it was not touched and the draft has changed."""
    work: Work | None = st.session_state.get(WORK)
    touched = work is not None and work.text != _begun(work.begun_from, board)
    if work is None or (work.begun_from != present and not touched):
        work = Work(present, _begun(present, board), work.turn + 1 if work else 0)
        st.session_state[WORK] = work
    return work


def _begun(present: Draft, board: Board) -> str:
    return present.text if present.begun else proposal.renewed(present.text, board.now_terms, board.today)


def _beside(board: Board, written: Written, work: Work, present: Draft, mistakes: Sequence[Mistake]) -> None:
    headings.say(f"Draft of version {present.number}", level=4)
    if mistakes:
        headings.say(
            theme.coloured(f"▼ {theme.counted(len(mistakes), 'thing')} to put right before it is proposed", theme.BAD)
        )
        headings.listed(words.draft.mistaken(one, blanks.forms(work.text)) for one in mistakes)
        _actions(written, work, present, sound=False)
        return
    drafted = agreement.parse(work.text, "the draft")
    headings.say(f"What differs from version {board.now_terms.version}", level=5)
    headings.listed(words.changes.lines(board.now_terms, drafted))
    _actions(written, work, present, sound=True)
    month = drafted.valid_from.replace(day=1)
    leads = sum(one.leads or 0 for one in demand.targets(drafted, month))
    headings.say(f"What follows in {month:%B %Y}", level=5)
    headings.listed(words.draft.followed(drafted, month, board.capacity_of(drafted, leads)))


def _actions(written: Written, work: Work, present: Draft, *, sound: bool) -> None:
    with st.container(horizontal=True):
        save = st.button("Save the draft", key="save the draft", disabled=work.text == present.text)
        name = f"draft-{present.number}.toml"
        st.download_button("Download", work.text, name, "application/toml", on_click="ignore", key="take the draft")
        if st.button("Start over", key="start over", help="Forget what was typed since the draft was saved."):
            del st.session_state[WORK]
            st.rerun(scope="fragment")
    with forms.told():
        if save:
            drafting.save(work.begun_from, work.text)
            st.session_state[WORK] = Work(Draft(present.number, work.text, begun=True), work.text, work.turn)
            st.success("Saved.")
    who = forms.who()
    proposed = st.button(theme.markdown(f"Propose version {present.number}"), key="propose", disabled=not sound)
    if proposed and not who:
        st.error("Write your name.")
    elif proposed:
        with forms.told():
            seen = forms.seen(subject(present.number), written.entries)
            known = written.history
            agreeing.propose(choices.journal(), known, work.text, who=who, at=clock.now(), seen=seen)
            drafting.done(present)
            del st.session_state[WORK]
            signing.prepare()
            st.session_state[THEN] = f"version {present.number}"
            st.rerun()


def _part(found: Sequence[Form], work: Work, mistakes: Sequence[Mistake]) -> None:
    """Show the forms of one part of the agreement, so that what follows stays in sight."""
    tops = [one for one in found if one.place[:1] == ("stream",) and len(one.place) == len(("stream", 0))]
    streams = {words.draft.heading(one): one.place for one in tops}
    parts = [*words.draft.PARTS, *streams]
    chosen = st.segmented_control(
        "Part",
        parts,
        default=parts[0],
        required=True,
        key="part",
        label_visibility="collapsed",
        format_func=lambda part: theme.markdown(part),
    )
    keys = words.draft.PARTS.get(chosen or "", ())
    for form in found:
        top = form.place[0] if form.place else ""
        if form.place[:2] == streams.get(chosen or "") or (top in keys and top != "stream"):
            _form(form, work, mistakes)
    for key in keys:
        if key in words.draft.ADDED:
            st.button(theme.markdown(words.draft.ADDED[key]), key=f"add {key}", on_click=_add, args=((key,),))


def _form(form: Form, work: Work, mistakes: Sequence[Mistake]) -> None:
    headings.say(words.draft.heading(form), level=5)
    for one in mistakes:
        if one.place == form.place:
            headings.say(theme.coloured(f"▼ {one.said}", theme.BAD))
    short = [blank for blank in form.blanks if not _long(blank)]
    for start in range(0, len(short), ACROSS):
        for column, blank in zip(st.columns(ACROSS), short[start : start + ACROSS], strict=False):
            with column:
                _blank(blank, work, mistakes)
    for blank in form.blanks:
        if _long(blank):
            _blank(blank, work, mistakes)
    with st.container(horizontal=True):
        for key, _ in blanks.lists(form.model) if form.place else ():
            within = (*form.place, key)
            st.button(theme.markdown(words.draft.ADDED[key]), key=f"add {within}", on_click=_add, args=(within,))
        if form.entry:
            st.button("Take out", key=f"take out {form.place}", on_click=_take_out, args=(form.place,))


def _long(blank: Blank) -> bool:
    return blank.unit in LONG or "\n" in blank.written


def _blank(blank: Blank, work: Work, mistakes: Sequence[Mistake]) -> None:
    key = f"draft {work.turn} {blank.place}"
    changed: dict[str, Any] = {"key": key, "on_change": _typed, "args": (blank, key)}
    named, meant = words.draft.label(blank), words.draft.help_(blank)
    if blank.unit is As.CHOICE:
        options = blank.options if blank.required or blank.written else ("", *blank.options)
        at = options.index(blank.written) if blank.written in options else 0
        st.selectbox(theme.markdown(named), options, at, help=theme.markdown(meant), **changed)
    elif _long(blank):
        st.text_area(theme.markdown(named), blank.written, height="content", help=theme.markdown(meant), **changed)
    else:
        st.text_input(theme.markdown(named), blank.written, help=theme.markdown(meant), **changed)
    for one in mistakes:
        if one.place[: len(blank.place)] == blank.place:
            headings.say(theme.coloured(f"▼ {words.draft.said(one, blank)}", theme.BAD))


def _typed(blank: Blank, key: str) -> None:
    work: Work = st.session_state[WORK]
    work.text = draft.changed(work.text, {blank.place: blanks.source(blank.unit, str(st.session_state[key] or ""))})


def _add(place: Place) -> None:
    work: Work = st.session_state[WORK]
    work.text = draft.with_entry(work.text, place, NEW[str(place[-1])])
    work.turn += 1


def _take_out(place: Place) -> None:
    work: Work = st.session_state[WORK]
    work.text = draft.without(work.text, place)
    work.turn += 1
