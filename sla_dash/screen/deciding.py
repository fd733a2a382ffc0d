"""What people do beside the numbers: decide, say how a decision gets on, note something, acknowledge an alarm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

import streamlit as st

from sla_dash import places, theme, words
from sla_dash.board import Board, numbers
from sla_dash.board import decisions as following
from sla_dash.board.decisions import Followed
from sla_dash.calendar import DAY
from sla_dash.errors import TypedError
from sla_dash.journal import Entry, Journal, deciding
from sla_dash.journal.decisions import LONG, SHORT, About, Decision, Side, State
from sla_dash.records import queries
from sla_dash.rules.signals import Alarm
from sla_dash.screen import border, choices
from sla_dash.screen.forms import Form

IN_A_WEEK = timedelta(days=7)
NO_NUMBER = "no number"


def beside(board: Board, where: str, keys: Sequence[str]) -> None:
    """Offer to decide about numbers that stand below, and say how many decisions about them are open.

    To be called in a fragment.
    """
    still = following.open_about(board, choices.decided(board), keys)
    _decide(board, where, {words.numbers.label(key): key for key in keys}, still)


@st.fragment
@border.in_words()
def anything(board: Board) -> None:
    """Offer to decide about any number, or about none."""
    named = {words.numbers.label(key): key for key in numbers.NUMBERS}
    if _decide(board, "any", {NO_NUMBER: None, **named}, ()):
        st.rerun()


@st.fragment
@border.in_words()
def followed(board: Board, one: Followed) -> None:
    """Show a decision, what its number did since and what was written about it, and offer to write more."""
    zone, decision = board.now_terms.zone, one.decision
    form = Form(f"decision {decision.id}", {"text": ""})
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container():
                st.markdown(theme.markdown(words.decisions.task(one, zone)))
            if one.number:
                st.page_link(places.page(one.number.page), label=theme.markdown(words.decisions.PAGES[one.number.page]))
            with form.opened(board, "Update", "How does it get on?") as asked:
                if asked:
                    _update(form, decision, choices.written().latest)
        if one.decision.about:
            st.markdown(theme.markdown(words.decisions.number(one, board)))
        st.caption(" · ".join(map(theme.markdown, words.decisions.story(decision, zone))))
    if form.written():
        st.rerun()


@st.fragment
@border.in_words()
def feedback(board: Board, where: str, sides: Sequence[Side] = (Side.SALES, Side.MARKETING)) -> None:
    """Offer to say something about a lead and, where the sides allow it, about anything else."""
    form, named = Form(where, {"lead": "", "text": ""}), {words.decisions.SIDES[side]: side for side in sides}
    with form.opened(board, words.decisions.FEEDBACK, words.decisions.WHAT_FEEDBACK_IS) as asked:
        if asked:
            with form.asked():
                st.radio("Who says it", list(named), key=form.key("side"))
                st.text_input("Lead", max_chars=SHORT, placeholder="its id, never a name", key=form.key("lead"))
                st.text_area("What should be known", max_chars=LONG, key=form.key("text"))
                form.named()
                form.sends("Write down", partial(_noted, form, board, named))
    if form.written():
        st.rerun()


@st.fragment
@border.in_words()
def acknowledge(board: Board, alarms: Sequence[Alarm]) -> None:
    """Offer to acknowledge an alarm, so that its sums begin anew today."""
    form, named = Form("alarm"), {words.phrase.name(one.stream, one.lead_type, total=False): one for one in alarms}
    with form.opened(board, "Acknowledge", "Say that somebody sees to it: the alarm begins anew.") as asked:
        if asked:
            with form.asked():
                st.selectbox("Alarm", list(named), key=form.key("which"))
                form.named()
                form.sends("Acknowledge", partial(_acknowledged, form, board, named, choices.written().latest))
    if form.written():
        st.rerun()


def _decide(board: Board, where: str, named: Mapping[str, str | None], still: Sequence[Decision]) -> bool:
    """Ask who does what by when about one of some numbers; tell whether that has just been written down."""
    form = Form(f"decide {where}", {"what": "", "owner": "", "due": board.today + IN_A_WEEK})
    with form.opened(board, words.decisions.decide(still), words.decisions.WHO_WHAT_WHEN) as asked:
        if asked:
            about = _about(board, form, named)
            with form.asked():
                st.text_input("What to do", max_chars=SHORT, key=form.key("what"))
                who, when, name = st.columns(3)
                who.text_input("Who does it", max_chars=SHORT, placeholder="a role, or rep 03", key=form.key("owner"))
                when.date_input("By when", board.today + IN_A_WEEK, board.today, key=form.key("due"))
                with name:
                    form.named()
                form.sends("Write down", partial(_decided, form, about, choices.written().latest))
            if still:
                st.markdown(theme.bullets(map(words.decisions.short, still)))
    return form.written()


def _about(board: Board, form: Form, named: Mapping[str, str | None]) -> About | None:
    """Return the number to decide about as it is now, chosen where there are several."""
    label = st.selectbox("About", list(named), key=form.key("number")) if len(named) > 1 else next(iter(named))
    key = named[label]
    about = words.numbers.about(board, key) if key else None
    if about:
        st.markdown(theme.markdown(f"{words.numbers.scoped(about)}: {theme.strong(about.said)}"))
    return about


def _update(form: Form, decision: Decision, seen: int) -> None:
    with form.asked():
        st.text_area("How does it get on?", max_chars=LONG, key=form.key("text"))
        form.named()
        with st.container(horizontal=True):
            for label, state in words.decisions.BECOMES[decision.state].items():
                form.sends(label, partial(_progressed, form, decision, state, seen))


def _decided(form: Form, about: About | None, seen: int, journal: Journal, who: str, at: datetime) -> Entry:
    due = st.session_state.get(form.key("due"))
    what, owner = form.typed("what"), form.typed("owner")
    return deciding.decide(journal, what, owner, due, about=about, who=who, at=at, seen=seen)


def _progressed(
    form: Form, decision: Decision, state: State | None, seen: int, journal: Journal, who: str, at: datetime
) -> Entry:
    return deciding.progress(journal, decision.id, form.typed("text"), state, who=who, at=at, seen=seen)


def _noted(form: Form, board: Board, named: Mapping[str, Side], journal: Journal, who: str, at: datetime) -> Entry:
    side, lead = named[form.typed("side")], form.typed("lead").strip()
    if lead and not queries.records.holds(board.snapshot, lead):
        raise TypedError("There is no such lead in these records.", advice="Copy its id from a list or from the CRM.")
    about_one = lead or side is not Side.GENERAL
    return deciding.note(journal, form.typed("text"), side, lead=lead if about_one else None, who=who, at=at)


def _acknowledged(
    form: Form, board: Board, named: Mapping[str, Alarm], seen: int, journal: Journal, who: str, at: datetime
) -> Entry:
    found = named[form.typed("which")]
    yesterday = board.today - DAY
    kind = found.stream, found.lead_type
    return deciding.acknowledge(journal, kind, yesterday, who=who, at=at, seen=seen)
