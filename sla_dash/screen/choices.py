"""What every page shares: the choices in the URL, and the board that they ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

from sla_dash import clock, load, places, theme, words
from sla_dash.agreement import PROFILES, Agreements, History, Profile, Version
from sla_dash.board import NONE, Board, Measure, decisions
from sla_dash.board.kept import Kept
from sla_dash.board.written import Reading, Written
from sla_dash.errors import SlaDashError, TypedError
from sla_dash.journal import Decided, Journal
from sla_dash.records import store
from sla_dash.screen import border, viewer

NOW, ALL = "now", "all"
AS_OF, NARROWING = "as_of", ("month", "stream", "lead_type")
"""Choices that every page answers to, by their part of the URL."""


def choose() -> None:
    """Show the choices that every page answers to; each is part of the URL."""
    with st.sidebar:  # before anything can go wrong with it, so that it can be corrected
        st.text_input(
            "As of",
            placeholder="now, or 2026-11-19 09:00",
            key=AS_OF,
            bind="query-params",
            help="Any past morning can be replayed; in the agreement's time zone where no offset is written.",
        )
    warn()
    asked = {key: st.query_params.get(key) for key in NARROWING}
    whole = board().present
    with st.sidebar:
        _choice("Month", _months(whole), "month", asked)
        stream = _choice("Revenue stream", _streams(whole), "stream", asked)
        _choice("Lead type", _lead_types(whole, stream), "lead_type", asked)
    for said in troubles():
        st.warning(theme.markdown(said))
    for said in faults():
        st.error(theme.markdown(said))
    for key, wanted in st.session_state["unknown"].items():
        missing = f"There is no {key.replace('_', ' ')} {theme.called(wanted, '')!r} in these records"
        st.warning(theme.markdown(f"{missing}: you see {theme.called(st.session_state[key], '')}."))


def from_address() -> None:
    """Take the choices from the address, where none is shown.

    Raises ``TypedError`` where it asks for what there is not, and ``SlaDashError`` where nothing can be shown.
    """
    asked = {key: st.query_params[key] for key in (AS_OF, *NARROWING) if key in st.query_params}
    for key in NARROWING:
        st.session_state.pop(key, None)
    if AS_OF in asked:
        st.session_state[AS_OF] = asked[AS_OF]
    whole = board().present
    offered = (_months(whole), _streams(whole), _lead_types(whole, asked.get("stream", ALL)))
    for key, options in zip(NARROWING, offered, strict=True):
        if asked.get(key, options[0]) not in options:
            missing = f"There is no {key.replace('_', ' ')} {theme.called(asked[key], '')!r} in these records."
            raise TypedError(missing, advice="Correct the address of this screen.")
        if key in asked:
            st.session_state[key] = asked[key]


def warn() -> None:
    """Say that the last load failed: also where there are no records yet, for that is why."""
    for said in failed():
        st.warning(theme.markdown(said))


def failed() -> list[str]:
    """Say that the last load failed, and of when the records are that are shown; nothing where it went well."""
    data, now = places.data(), clock.now()
    if not (found := load.failed.found(data)):
        return []
    zone, loaded_at = ZoneInfo(st.context.timezone or clock.zone() or "UTC"), None
    with suppress(SlaDashError):  # that there are no terms or no records is said by whoever needs them
        zone = written().history.agreements.governing(now).zone
    with suppress(SlaDashError):
        loaded_at = _kept().loaded_at(store.newest(data))
    return [words.records.failed(found, loaded_at, now, zone)]


def troubles() -> list[str]:
    """Say what is wrong with the newest records, and with reading the journal."""
    trouble = written().trouble
    damaged = [words.records.damaged(name) for name in store.passed_over(places.data())]
    return [*damaged, *([words.records.unread(border.unplaced(trouble.message))] if trouble else [])]


def faults() -> list[str]:
    """Say where the journal is not as it was written."""
    return [words.records.broken(fault) for fault in written().faults]


def _months(whole: Board) -> list[str]:
    return [NOW, *(f"{month:%Y-%m}" for month in (whole.month, *reversed(whole.delivery.months_before)))]


def _streams(whole: Board) -> list[str]:
    return [ALL, *dict.fromkeys(stream or NONE for stream, _ in whole.kinds)]


def _lead_types(whole: Board, stream: str) -> list[str]:
    return [ALL, *dict.fromkeys(kind or NONE for one, kind in whole.kinds if stream in (ALL, one or NONE))]


def _choice(label: str, options: Sequence[str], key: str, asked: Mapping[str, str | None]) -> str:
    """Offer a choice that is part of the URL, and keep in mind where the URL asked for what there is not."""
    unknown = st.session_state.setdefault("unknown", {})  # the browser may run the page again at once
    wanted = asked[key]
    if wanted and wanted not in options:
        unknown[key] = wanted
    chosen = st.selectbox(theme.markdown(label), options, key=key, bind="query-params")
    if chosen != options[0]:
        unknown.pop(key, None)
    return chosen


def board(profile: Profile | None = None) -> Board:
    """Return the board for the instant, month, stream and lead type that are chosen.

    ``profile`` spreads targets over days in another way than agreed.
    """
    chosen = st.session_state
    records = store.newest(places.data())
    agreements = terms_of(records)
    zone = agreements.governing(clock.now()).zone
    as_of = clock.instant(chosen[AS_OF], zone) if chosen.get(AS_OF) else clock.now()
    month = chosen.get("month", NOW)
    stream, lead_type = (None if chosen.get(key, ALL) == ALL else chosen[key] for key in ("stream", "lead_type"))
    return _kept().board(
        records,
        agreements,
        as_of,
        None if month == NOW else date.fromisoformat(f"{month}-01"),
        stream,
        lead_type,
        profile,
    )


def written() -> Written:
    """Return what people wrote about these records, in files and in the journal."""
    return _reading(places.data()).now()


def replaying() -> bool:
    """Tell whether a past morning is looked at, at which nothing can be written."""
    return bool(st.session_state.get(AS_OF))


def decided(found: Board) -> Decided:
    """Return what was decided, noted and acknowledged by the morning on screen, or by now, for who looks."""
    return decided_until(moment(found))


def moment(found: Board) -> datetime:
    """Return up to when what people wrote is shown: the morning on screen where it is a past one, else now.

    A board is of a whole minute; what somebody has just written is there at once.
    """
    return found.as_of if replaying() else clock.now()


def decided_until(at: datetime) -> Decided:
    """Return what was decided, noted and acknowledged up to an instant, included, for who looks."""
    who = viewer.now()
    return decisions.shown(written().until(at).decided, who.sight, who.who)


def journal() -> Journal:
    """Return where people write; what somebody writes who has logged in is verified."""
    found = _reading(places.data()).journal
    return found.vouched() if viewer.now().verified else found


def forget() -> None:
    """Read anew what people write: another journal may have taken the place of the one that was read."""
    _reading.clear()
    _kept.clear()


def terms_of(records: Path) -> Agreements:
    """Return the agreements by which the board judges these records.

    Just after a signature the facts still speak of the terms before it: then those are shown.
    """
    now = written()
    held = now.history.agreements
    if prepared_for(records, held):
        return held
    earlier = (one.history.agreements for one in now.before_signing() if one.history.holds)
    return next((one for one in earlier if prepared_for(records, one)), held)


def prepared_for(records: Path, held: Agreements) -> bool:
    """Tell whether the facts of these records were prepared under these agreements."""
    return _kept().prepared_for(records, held)


def version(history: History, found: Board) -> Version:
    """Let one version of the agreement be chosen, the one in force first; part of the URL."""
    now = history.find(found.now_terms.version)
    ordered = sorted(history.versions, key=lambda one: (one is not now, -one.number))
    named = {words.agreement.named(one): one for one in ordered}
    chosen = st.selectbox(
        "Version",
        list(named),
        key="version",
        bind="query-params",
        label_visibility="collapsed",
        width=300,
    )
    return named[chosen]


def measure() -> Measure:
    """Ask whether to show leads or their value."""
    options: list[Measure] = ["leads", "value"]
    chosen = st.segmented_control(
        "Measure",
        options,
        default="leads",
        required=True,
        key="measure",
        bind="query-params",
        label_visibility="collapsed",
    )
    return chosen or "leads"


def profile() -> Profile | None:
    """Ask how targets are spread over the days of the month; None as the agreement says."""
    by = {f"pace by {one}": one for one in PROFILES}
    chosen = st.selectbox(
        "Pace by", ["pace as agreed", *by], key="profile", bind="query-params", label_visibility="collapsed", width=220
    )
    return by.get(chosen)


def months(found: Board) -> None:
    """Show the months that can be looked at, each with its verdict; picking one is the choice of month."""
    now = found.present
    verdicts = {f"{one.month:%Y-%m}": one for one in now.record.strip}
    latest, first = f"{now.month:%Y-%m}", now.record.strip[0]

    def pick() -> None:
        picked = st.session_state["strip"]
        st.session_state["month"] = NOW if picked in (None, latest) else picked

    st.session_state["strip"] = f"{found.month:%Y-%m}"
    st.pills(
        "Verdict of each month",
        list(verdicts),
        format_func=lambda month: theme.markdown(words.record.verdict(verdicts[month], first)),
        key="strip",
        on_change=pick,
        label_visibility="collapsed",
    )
    st.caption(theme.markdown(words.record.STRIP))


@st.cache_resource(show_spinner=False, max_entries=1)
def _reading(data: Path) -> Reading:
    """Return how all viewers read what people write."""
    return Reading(data)


@st.cache_resource(show_spinner=False)
def _kept() -> Kept:
    """Return the boards that all viewers share."""
    return Kept()
