"""The meeting on screen: what the stage shows, renewed by itself, and what a room writes down on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import streamlit as st

from sla_dash import words
from sla_dash.access import Viewer
from sla_dash.board import UNASSIGNED, Board, settle
from sla_dash.errors import AccessError, SlaDashError, TypedError
from sla_dash.journal import Decided, Entry, Journal, deciding
from sla_dash.journal.decisions import About, State
from sla_dash.output import meeting
from sla_dash.output.meeting import Day, Plain
from sla_dash.screen import border, choices, forms, stage, viewer
from sla_dash.screen.forms import NAME, Deed
from sla_dash.screen.made import Made
from sla_dash.screen.stage import Scene

KEY, TOLD, CLEARED, BEFORE, BEAT = "stage", "stage told", "stage cleared", "stage before", "stage beat"
REFRESH = 60
"""Seconds until a new minute, and new records, are looked for."""
MOST_DAYS = 8
"""Mornings that are kept for all viewers."""
WEEK = timedelta(days=7)


@st.fragment(run_every=REFRESH)
@border.in_words()
def place() -> None:
    """Show the stage; it looks for a new minute and new records by itself."""
    st.session_state[BEAT] = st.session_state.get(BEAT, 0) + 1
    try:
        who = viewer.now()
        if who.on_wall:
            choices.from_address()
        scene = _scene(choices.board(), who)
    except SlaDashError as error:
        if not viewer.on_wall():
            raise
        scene = _said(error)
    told, cleared = st.session_state.pop(TOLD, ""), st.session_state.get(CLEARED, 0)
    shown = replace(
        scene, theme=st.context.theme.type, period=REFRESH, beat=st.session_state[BEAT], told=told, cleared=cleared
    )
    stage.place(shown, key=KEY, answered=_answered, ticked=_ticked, asked=_asked)


def _scene(board: Board, who: Viewer) -> Scene:
    """Return what the stage shows somebody of a morning."""
    written, standup = choices.written(), board.now_terms.standup
    days = [_days().by(partial(meeting.day, board, choices.decided(board), who.sight))]
    if st.session_state.get(BEFORE) and not board.month_is_over:
        earlier = choices.decided_until(board.before.as_of)
        days.append(_days().by(partial(meeting.day, board.before, earlier, who.sight)))
    scene = Scene(
        days,
        standup.stops,
        standup.minutes,
        who.on_wall,
        standup.seconds_on_wall,
        seen=written.latest,
        away=words.stage.away(board),
    )
    if who.on_wall:
        return replace(scene, warning=" ".join((*choices.failed(), *choices.troubles(), *choices.faults())))
    if choices.replaying() or board.month_is_over or not who.writes:
        return scene
    ahead = words.stage.ahead(board.today, board.calendar(board.month))
    due = next((day for day, _ in ahead if day >= (board.today + WEEK).isoformat()), "")
    people = [name for name in board.act.owners if name != UNASSIGNED and who.sight.names(name)]
    return replace(scene, writes=True, by=ahead, due=due, people=people)


def _said(error: SlaDashError) -> Scene:
    """Return a stage that says why there is nothing to show."""
    first, *more, advice = border.said(error)
    nothing = Day("", "", (), Plain(first, (*more, advice.replace("`", ""))))
    warning = "" if isinstance(error, AccessError) else " ".join(choices.failed())  # to who may look
    return Scene([stage.written(nothing)], wall=True, warning=warning, away=first)


def _answered() -> None:
    """Write down who does what by when."""
    sent, board = _sent("answered"), choices.board()

    def deed(journal: Journal, who: str, at: datetime) -> Entry:
        about = _about(board, choices.decided(board), str(sent.get("key", "")))
        what, owner, due = str(sent.get("what", "")), str(sent.get("who", "")), _day(sent.get("by"))
        return deciding.decide(journal, what, owner, due, about=about, who=who, at=at, seen=_whole(sent.get("seen")))

    _write(deed)


def _ticked() -> None:
    """Write down that a decision is done."""
    sent, board = _sent("ticked"), choices.board()

    def deed(journal: Journal, who: str, at: datetime) -> Entry:
        made = _whole(sent.get("id"))
        if all(one.id != made for one in choices.decided(board).decisions):
            raise TypedError("There is no such decision.", advice="Reload the page.")
        return deciding.progress(journal, made, "", State.DONE, who=who, at=at, seen=_whole(sent.get("seen")))

    _write(deed)


def _asked() -> None:
    """Show the stand-up before as well from now on."""
    st.session_state[BEFORE] = True


def _write(deed: Deed) -> None:
    """Write something down, and say that it is, or why it could not be: what was typed stays then."""
    if choices.replaying():
        return
    became, said = forms.done(deed, st.session_state.get(NAME) or words.stage.ROOM)
    if became == "written":
        st.session_state[CLEARED] = st.session_state.get(CLEARED, 0) + 1
    st.session_state[TOLD] = said or words.stage.WRITTEN


def _about(board: Board, decided: Decided, key: str) -> About | None:
    """Return the number that a question is about, as it is now; None where it is about none, or nobody asks it now."""
    found = next((one for one in settle.proposals(board, decided) if one.key == key), None)
    if found is None or found.number is None:
        return None
    return words.numbers.about(board.narrowed(found.stream, found.lead_type), found.number)


def _sent(name: str) -> Mapping[str, object]:
    """Return what a browser sent, whatever it is."""
    found = getattr(st.session_state[KEY], name, None)
    return found if isinstance(found, Mapping) else {}


def _whole(sent: object) -> int:
    return sent if type(sent) is int else 0


def _day(sent: object) -> date | None:
    try:
        return date.fromisoformat(str(sent))
    except ValueError:
        return None


@st.cache_resource(show_spinner=False)
def _days() -> Made[Day, str]:
    """Return the mornings that all viewers share, as a stage is sent them."""
    return Made(MOST_DAYS, stage.written)
