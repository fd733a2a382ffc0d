"""The one screen of a board without an agreement: what the records hold, and a first agreement written from them."""

from contextlib import closing
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import streamlit as st

from sla_dash import agreement, clock, places, theme, words
from sla_dash.calendar import local_day, month_of
from sla_dash.load import holidays
from sla_dash.output import first
from sla_dash.records import queries, store
from sla_dash.rules.provisional import Place
from sla_dash.screen import choices, forms, headings, signing, viewer

USED = "first agreement in use"


def needed() -> bool:
    """Tell whether there are records and nobody has written an agreement, or has just taken one into use."""
    if st.session_state.pop(USED, False):
        return True
    return bool(places.snapshots(places.data())) and not choices.written().history.holds


def place() -> None:
    """Say what the records hold, and offer to write an agreement from them, or to use the one that is written."""
    choices.warn()
    written, data = choices.written(), places.data()
    if written.history.holds:
        _used()
        return
    here = first.place(data, written.history, None, st.context.timezone or clock.zone())
    with closing(store.open_file(store.newest(data))) as snapshot:
        headings.say(words.first.none_yet(queries.first.named(snapshot), ZoneInfo(here.zone)), level=4)
    for version in written.history.proposals():
        headings.say(words.first.waiting(version))
        signing.place(None, version, written)
        return
    if not viewer.now().drafts:
        headings.say(words.login.SETS_UP)
        return
    draft = agreement.draft_file(data, written.history.next_number)
    if draft.exists():
        _offer_to_use(draft)
    else:
        _offer_to_write(here)


def _offer_to_write(here: Place) -> None:
    headings.say(
        "A first agreement can be written from them: streams and types of lead, targets, rates, times to contact, "
        "follow-up and quotas, each with what the records show of it. Nobody has promised anything by that."
    )
    zones = sorted({zone for zone in available_timezones() if "/" in zone} | {here.zone})
    names, at_home = holidays.countries(), holidays.country_of(here.zone)
    with st.form("write"):
        with st.container(horizontal=True):
            zone = st.selectbox("Time zone in which you work", zones, index=zones.index(here.zone), key="first zone")
            country = st.selectbox(
                "Public holidays of",
                countries := [*names],
                format_func=lambda code: theme.markdown(f"{names[code]} ({code})"),
                index=countries.index(at_home) if at_home in names else None,
                placeholder="no country",
                key="first country",
            )
        asked = st.form_submit_button("Write a first agreement from these records")
    if not asked:
        return
    written, data = choices.written(), places.data()
    bar = st.progress(0.0)
    with forms.told():
        chosen = here if zone == here.zone else first.place(data, written.history, zone, None)
        told = partial(_told, bar)
        first.write(first.drafted(data, written.history, clock.now(), chosen, country=country, progress=told))
        st.rerun()


def _offer_to_use(draft: Path) -> None:
    text = first.read(draft)
    headings.say(f"{draft.name} is written. Read it: above every number stands what the records show of it.")
    with st.container(horizontal=True):
        used = st.button("Use it (not signed)", key="use the draft")
        st.download_button(
            "Download it", text, file_name=draft.name, mime="application/toml", on_click="ignore", key="the draft"
        )
        again = st.button("Write it again with other answers", key="write the draft again")
    sound = agreement.sound(text)
    if sound:
        headings.listed(words.first.promises(sound, month_of(local_day(clock.now(), sound.zone))))
    headings.verbatim(text)
    if again:
        with forms.told():
            first.take_back(draft)
            st.rerun()
    if used:
        with forms.told():
            first.use(places.data(), draft)
            signing.prepare()
            st.session_state[USED] = True
            st.rerun()


def _used() -> None:
    st.success("The board goes by it now, not signed. Read it as a document, argue about it, and change it.")
    st.page_link(places.page("agreement"), label="Read and change the agreement →")
    st.page_link(places.page("standup"), label="To the stand-up →")


def _told(bar: st.delta_generator.DeltaGenerator, step: str, share: float) -> None:
    bar.progress(share, theme.markdown(step))
