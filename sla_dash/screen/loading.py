"""The Load page: files dropped in a browser become records, tried before anything in use is replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from zoneinfo import available_timezones

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sla_dash import clock, demo, load, places, theme, words
from sla_dash.agreement import Agreements
from sla_dash.load import suggestion
from sla_dash.load.mapping.answers import Known, known
from sla_dash.load.proposal import Question
from sla_dash.load.suggestion import Suggestion
from sla_dash.output import trial
from sla_dash.output.trial import Trial
from sla_dash.records import store
from sla_dash.screen import choices, dropping, forms, headings, sheet, tables
from sla_dash.screen.dropping import Dropped

ANSWER = "answer: "
"""Beginning of the keys of the fields in which questions are answered."""
TRIED, LOADED, WORDS, KEPT = "load tried", "loaded", "load words", "load as kept"


def place() -> None:
    """Take the files, say what they are, ask what only people know, try, and load."""
    choices.warn()
    if loaded := st.session_state.pop(LOADED, None):
        _loaded(loaded)
    headings.say("Load records", level=3)
    headings.say(words.loading.invitation(int(st.get_option("server.maxUploadSize"))))
    if not (dropped := dropping.place()):
        for key in (TRIED, WORDS, KEPT):
            st.session_state.pop(key, None)
        return
    with forms.told():
        _go_on(dropped)


def _go_on(dropped: Dropped) -> None:
    folder, held = dropped.folder, _held()
    asked: Sequence[Question] = st.session_state.get(WORDS, ())
    suggested = _kept(dropped) or suggestion.suggested(folder, dropped.seen, _known(held), _answers(), asked)
    headings.say(words.loading.recognised(suggested), level=4)
    above = st.container()
    tried = st.session_state.get(TRIED)
    asked_for = (suggested.text, dropped.known)
    ready = tried if tried and tried[0] == asked_for else None
    with st.expander("Why, and the first rows of each file", expanded=not tried):
        headings.listed(suggested.why)
        tabs = st.tabs([theme.markdown(one.label) for one in suggested.seen])
        for seen, tab in zip(suggested.seen, tabs, strict=True):
            with tab:
                first = partial(tables.loading.columns, seen)
                sheet.place(first, key=f"first {seen.label}", alt=f"Columns of {seen.label}")
    if suggested.questions:
        _ask(suggested.questions)
    elif st.button("Look at the files anew, and ask", key="look anew"):
        st.session_state[KEPT] = (dropped.known, None)
        st.rerun()
    if not suggested.text:
        return
    with st.expander("The mapping that says all this, kept for the next time"):
        headings.verbatim(suggested.text)
    if tried and not ready:
        headings.say("The files or the answers have changed since it was tried: try it again.")
    if st.button("Try it", key="try the load"):
        bar = st.progress(0.0, "Reading")
        found = trial.tried(folder, suggested.text, places.data(), held, clock.now(), progress=partial(_told, bar))
        known_keys = {one.key for one in asked}
        st.session_state[TRIED] = (asked_for, found)
        st.session_state[WORDS] = (*asked, *(one for one in found.words if one.key not in known_keys))
        st.rerun()
    if ready:
        with above:
            _offer(folder, suggested, ready[1])


def _kept(dropped: Dropped) -> Suggestion | None:
    """Return the mapping of the last load where these files fit it, until somebody wants them looked at anew."""
    looked = st.session_state.get(KEPT)
    if looked is None or looked[0] != dropped.known:
        found = None if demo.is_held(places.data()) else suggestion.kept(dropped.folder, dropped.seen, places.data())
        st.session_state[KEPT] = looked = (dropped.known, found)
    suggested: Suggestion | None = looked[1]
    return suggested


def _ask(questions: Sequence[Question]) -> None:
    headings.say("What only you know", level=4)
    for one in questions:
        key = ANSWER + one.key
        options = list(one.choices) or (_zones(one) if one.key == suggestion.ZONE else [])
        if options:
            index = options.index(one.default) if one.default in options else None
            st.selectbox(theme.markdown(one.text), options, index=index, key=key)
        else:
            st.text_input(theme.markdown(one.text), one.default or "", key=key, max_chars=500)


def _offer(folder: Path, suggested: Suggestion, found: Trial) -> None:
    report = found.report
    then, now = st.columns(2, gap="large")
    with then:
        headings.say("The morning would say", level=5)
        headings.listed(found.says)
    with now:
        headings.say("It says now", level=5)
        headings.listed(_says_now())
    if st.button("Load these records", key="load the records"):
        _load(folder, suggested.text)
    headings.say("What would be loaded", level=4)
    sheet.place(partial(tables.loading.counted, report), key="tried files", alt="Rows of each file")
    for title, entries in words.loading.sections(report):
        with st.expander(theme.markdown(title)):
            headings.listed(entries)


def _says_now() -> Sequence[str]:
    if not places.snapshots(places.data()):
        return ("There are no records yet.",)
    history = choices.written().history
    with closing(store.open_file(store.newest(places.data()))) as snapshot:
        says = trial.says(snapshot, history.agreements if history.holds else None, clock.now())
    return (
        ("That is the made-up company, which makes room and is kept.", *says) if demo.is_held(places.data()) else says
    )


def _load(folder: Path, text: str) -> None:
    data, bar = places.data(), st.progress(0.0)
    mapping = folder.parent / suggestion.KEPT
    mapping.write_text(text, "utf-8")
    try:
        with demo.aside(data) as moved:
            choices.forget()
            report = load.records(folder, mapping, data, _held(), now=clock.now(), progress=partial(_told, bar))
    finally:
        choices.forget()
    suggestion.keep(data, text)
    dropping.clear()
    st.session_state[LOADED] = words.loading.done(report, moved)
    st.rerun()


def _loaded(lines: Sequence[str]) -> None:
    st.success(theme.markdown(lines[0]))
    headings.listed(lines[1:])
    st.page_link(places.page("standup"), label="To the stand-up, or to a first agreement →")
    st.page_link(places.page("data"), label="What was left out, and why →")


def _held() -> Agreements | None:
    """Return the terms by which new records are prepared: none where those of the made-up company make room."""
    history = choices.written().history
    return None if demo.is_held(places.data()) or not history.holds else history.agreements


def _known(held: Agreements | None) -> Known:
    found, here = known(held, clock.now()), st.context.timezone
    return replace(found, zone=here, whose="your browser's") if held is None and here else found


def _answers() -> Mapping[str, str]:
    return {
        str(key).removeprefix(ANSWER): str(value)
        for key, value in st.session_state.items()
        if str(key).startswith(ANSWER) and value is not None
    }


def _zones(question: Question) -> list[str]:
    return sorted({zone for zone in available_timezones() if "/" in zone} | {question.default or "UTC"})


def _told(bar: DeltaGenerator, step: str, share: float) -> None:
    bar.progress(min(1.0, share), theme.markdown(step))
