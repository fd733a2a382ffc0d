"""The lists of who must act, one at a time: each is asked for when somebody looks at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import streamlit as st

from sla_dash import theme, words
from sla_dash.access import Sight
from sla_dash.board import UNASSIGNED, Board
from sla_dash.board.act import Desk
from sla_dash.journal.doing import List
from sla_dash.records.queries.act import FollowUp, Listed
from sla_dash.records.store import in_full
from sla_dash.screen import border, forms, headings, sheet, tables, ticking, viewer
from sla_dash.screen.headings import How
from sla_dash.screen.ticking import Ticks

LISTED = 200
FIRST = 5
"""Lines that a list shows until it is unfolded: with the answer they fill a screen."""
FOLD = 2
"""Lines that give their room to another list, which is folded."""
HOT = ("hottest first", "minimum information", "contact", "working time")
OWNERS_TIME = ("Days and times are those where the owner is; a late or due lead counts working time alone.",)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desks:
    """Whose lists are shown, to whom."""

    board: Board
    owner: str | None
    """None for all."""
    sight: Sight
    ticks: Ticks

    @property
    def desk(self) -> Desk:
        """What lies there, counted."""
        return self.board.act.desk(self.owner)

    @property
    def then(self) -> str:
        """When the next stand-up is."""
        return theme.weekday_and_time(self.board.next_standup, self.board.now_terms.zone)

    def seen(self, found: Listed[T]) -> Listed[T]:
        """Return a list as it may be shown: to whom leads are counted, none by name."""
        return found if self.sight.leads else ([], found[1])


@dataclass(frozen=True, slots=True)
class Part:
    """One list as it is shown."""

    key: str
    said: str
    how: How
    table: partial[sheet.Table] | None
    shown: int
    in_all: int


@st.fragment
@border.in_words()
def lists(board: Board, owner: str | None) -> None:
    """Show one list, the first that is not empty until another is chosen; which one is part of the URL.

    It stands by itself, so that a tick runs no more than this.
    """
    at = Desks(board, owner, viewer.sight(), ticking.begin(board))
    counts = words.act.counts(at.desk, board.act.nobodys(owner))
    with st.container(horizontal=True, vertical_alignment="center"):
        listed = _chosen(counts, at.ticks) if board.load.has_touches else "nobody"
        _name(at.ticks)
    ticking.say_trouble()
    first, *more = _parts(at, listed)
    _show(at, listed, first, FIRST - FOLD * len(more))
    for part in more:
        opened = st.expander(theme.markdown(part.said), key=f"fold {part.key}", on_change="rerun")
        if opened.open:
            with opened:
                _show(at, listed, part, FIRST)


def _show(at: Desks, listed: List, part: Part, few: int) -> None:
    """Show a list, ``few`` lines of it at first."""
    headings.heading(at.board, part.key, part.said, part.how)
    if part.table:
        told = partial(at.ticks.told, listed)
        sheet.place(part.table, key=f"table {part.key}", alt=part.said, ticked=told, few=few)
    if 0 < part.shown < part.in_all:
        st.caption(theme.markdown(words.act.beyond(part.shown, part.in_all)))


def _chosen(counts: Mapping[List, int], ticks: Ticks) -> List:
    """Let one of the lists be chosen."""
    first: List = next((listed for listed, number in counts.items() if number), "late")
    wanted = st.query_params.get("list")
    begin = next((listed for listed in counts if listed == wanted), first)
    chosen = st.segmented_control(
        "List",
        list(counts),
        default=begin,
        required=True,
        format_func=lambda one: theme.markdown(words.act.tab(one, counts[one], ticks.count(one))),
        key="list",
        wrap=True,
        label_visibility="collapsed",
    )
    found: List = chosen or begin
    if found != begin:
        st.query_params["list"] = found
    return found


def _name(ticks: Ticks) -> None:
    """Ask for a name where a tick needs one that no login says."""
    if ticks.who is None or viewer.now().who:
        return
    st.markdown("To tick leads off", width="content")
    st.text_input(
        "Your name, to tick off what is done",
        st.session_state.get(forms.NAME, ""),
        max_chars=40,
        key="ticking: name",
        placeholder="write your name",
        label_visibility="collapsed",
        width=180,
        on_change=_named,
    )


def _named() -> None:
    st.session_state[forms.NAME] = st.session_state["ticking: name"]


def _parts(at: Desks, listed: List) -> Iterator[Part]:
    if listed == "late":
        yield _late(at)
    elif listed == "due":
        yield _due(at)
    elif listed == "follow-up":
        yield _missed(at)
        yield _soon(at)
    elif listed == "nobody":
        yield _nobodys(at)
    else:
        yield _silent(at)


def _late(at: Desks) -> Part:
    board, owner = at.board, at.owner
    late, in_all = at.seen(board.act.late(LISTED, owner))
    how = How(("late and waiting", *HOT), lambda board: board.act.late(LISTED, owner), OWNERS_TIME, in_full)
    table = partial(tables.act.late, late, board.act.calendars, board.as_of, board.load.lead_url, at.ticks.of("late"))
    said = words.act.hottest(late, in_all, "late and waiting")
    return Part("late", said, how, table if late else None, len(late), in_all)


def _due(at: Desks) -> Part:
    board, owner = at.board, at.owner
    due, in_all = at.seen(board.act.due(LISTED, owner))
    how = How(("due before the next stand-up", *HOT), lambda board: board.act.due(LISTED, owner), OWNERS_TIME, in_full)
    table = partial(tables.act.due, due, board.act.calendars, board.as_of, board.load.lead_url, at.ticks.of("due"))
    said = words.act.hottest(due, in_all, f"due before {at.then}")
    return Part("due", said, how, table if due else None, len(due), in_all)


def _missed(at: Desks) -> Part:
    owner, since = at.owner, words.act.since(at.board)
    found = at.seen(at.board.act.follow_ups_missed(LISTED, owner))
    how = How(
        ("follow-up missed", "follow-up"),
        lambda board: board.act.follow_ups_missed(LISTED, owner),
        OWNERS_TIME,
        in_full,
    )
    said = words.act.missed(len(found[0]), found[1], at.desk, since)
    return Part("missed", said, how, _followed(at, found), len(found[0]), found[1])


def _soon(at: Desks) -> Part:
    owner = at.owner
    found = at.seen(at.board.act.follow_ups_due(LISTED, owner))
    how = How(
        ("follow-up due", "follow-up"), lambda board: board.act.follow_ups_due(LISTED, owner), OWNERS_TIME, in_full
    )
    said = words.act.listed(len(found[0]), found[1], "lead", f"with a follow-up due before {at.then}")
    return Part("soon", said, how, _followed(at, found), len(found[0]), found[1])


def _followed(at: Desks, found: Listed[FollowUp]) -> partial[sheet.Table] | None:
    board, (leads, _) = at.board, found
    done = at.ticks.of("follow-up")
    whole = partial(tables.act.follow_ups, leads, board.act.calendars, board.as_of, board.load.lead_url, done)
    return whole if leads else None


def _nobodys(at: Desks) -> Part:
    board, owner = at.board, at.owner
    leads, in_all = at.seen(board.act.unowned(LISTED, owner))
    how = How(("without an owner or a call", *HOT), lambda board: board.act.unowned(LISTED, owner), rows=in_full)
    table = partial(tables.act.queued, leads, board.as_of, board.load.lead_url, at.ticks.of("nobody"))
    said = words.act.hottest(leads, in_all, "that nobody owns")
    return Part("nobody", said, how, table if leads else None, len(leads), in_all)


def _silent(at: Desks) -> Part:
    board, owner = at.board, at.owner
    found, in_all = at.seen(board.act.silent(LISTED, owner))
    counted = (words.act.silence(at.desk),)
    how = How(("no sign of life",), lambda board: board.act.silent(LISTED, owner), counted, in_full)
    done, zone = at.ticks.of("silent"), board.now_terms.zone
    table = partial(tables.act.silent, found, board.as_of, zone, board.load.lead_url, done)
    said = words.act.silent(len(found), in_all, at.desk, board.act.desk(UNASSIGNED))
    return Part("silent", said, how, table if found else None, len(found), in_all)
