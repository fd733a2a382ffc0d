"""Sliders for the numbers of a scenario: each is part of the URL, so that a link opens the same scenario."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import streamlit as st

from sla_dash import places, theme, words
from sla_dash.output import spreadsheet
from sla_dash.rules import plan, whatif
from sla_dash.rules.plan import Outlook, TypePlan
from sla_dash.rules.whatif import STAGES, Choice, Scenario
from sla_dash.screen import choices, tables

MOST_TIMES = 3
"""A slider ends at so many times what it starts from."""
PROMISES = tuple(timedelta(minutes=m) for m in (15, 30, 60, 120, 240, 480, 960, 1440, 2880))
"""Response times to choose from, working time, beside the one agreed."""
PERCENT = 100
STARTS = ("agreement", "evidence")
"""Where the rates of a scenario may come from."""
ORIGIN = ("of", "start")
"""Parts of the URL that say which stream a scenario is of and where it starts."""
TAKEN = ("", "Signed", "This scenario")
"""Names that a kept scenario cannot have: columns beside it have them."""
KEPT, MOST_KEPT = "scenario", 4
"""Part of the URL that holds a scenario with its name, once for each."""


def scenario(start: Scenario, key: str) -> Scenario:
    """Show a slider for every number of a scenario, from where it starts; ``key`` tells starts apart in the URL.

    A number that nobody moves stays exactly as it was.
    """
    monthly = quota(start, key)
    confidence = _percent("Confidence of reaching the quota", start.confidence, f"{key} sure", 50, 99, 1)
    return replace(converting(start, key, promised=True), quota=monthly, confidence=confidence)


def quota(start: Scenario, key: str) -> Fraction:
    """Show the slider of the quota."""
    return _amount("Quota a month", start.quota, f"{key} quota", least=0)


def converting(start: Scenario, key: str, *, promised: bool = False) -> Scenario:
    """Show the sliders of how leads become revenue, and where so wanted of how soon they are contacted."""
    order = _amount("Average order value", start.order_value, f"{key} order", least=1)
    choices = []
    for tab, choice in zip(
        st.tabs([theme.markdown(one.lead_type) for one in start.choices]), start.choices, strict=True
    ):
        with tab:
            choices.append(_choice(choice, f"{key} {choice.lead_type}", promised=promised))
    return replace(start, order_value=order, choices=tuple(choices))


def onward(page: str, label: str, key: str) -> None:
    """Link to another page with the same choices, the scenario whose sliders begin with ``key`` among them.

    The choices that every page answers to are not named: the browser keeps them, and would have them twice.
    """
    everywhere = {choices.AS_OF, *choices.NARROWING}
    carried = {name: st.query_params.get_all(name) for name in st.query_params if name not in everywhere}
    moved = (name for name in map(str, st.session_state) if name in ORIGIN or name.startswith(f"{key} "))
    carried |= {name: [str(st.session_state[name])] for name in moved}
    st.page_link(places.page(page), label=theme.markdown(label), query_params=carried)


def kept(current: Scenario, stream: str) -> dict[str, Scenario]:
    """Offer to keep the scenario under a name, and return those kept of its stream; they are part of the URL."""
    found = [whatif.decode(text) for text in st.query_params.get_all(KEPT)]
    named = {name: one for name, one in filter(None, found) if one.stream == stream and name not in TAKEN}
    with (
        st.form("keep", clear_on_submit=True, border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        name = st.text_input("Keep this scenario as", max_chars=30, placeholder="a name", key="name of the scenario")
        wanted, cleared = st.form_submit_button("Keep"), st.form_submit_button("Forget all")
    if cleared:
        st.query_params.pop(KEPT, None)
        return {}
    if wanted and name.strip() not in TAKEN and len(named) < MOST_KEPT:
        named[name.strip()] = current
        st.query_params[KEPT] = [whatif.encode(*one) for one in named.items()]
    return named


def origin(streams: Sequence[str], chosen: str | None, label: str) -> tuple[str, str]:
    """Choose the stream, the one that the board is narrowed to first, and where its rates come from, of ``STARTS``."""
    first = streams.index(chosen) if chosen in streams else 0
    where, start = st.columns(2)
    name = where.selectbox("Revenue stream", streams, first, key=ORIGIN[0], bind="query-params")
    begin = start.segmented_control(
        theme.markdown(label), STARTS, default=STARTS[0], key=ORIGIN[1], bind="query-params"
    )
    return name, begin or STARTS[0]


def outlook(monthly: Fraction, key: str) -> Outlook:
    """Show what is assumed of the months ahead beside the quota of a month."""
    horizon = st.segmented_control(
        "Months", plan.HORIZONS, default=plan.HORIZONS[-1], key="horizon", bind="query-params"
    )
    ramp = st.slider("Months of ramp before the quota is whole", 0, 6, 0, key=f"{key} ramp", bind="query-params")
    written = st.text_input(
        "Season, January to December in per cent",
        placeholder="100 100 110 100 100 90 70 70 110 110 120 120",
        key=f"{key} season",
        bind="query-params",
    )
    season = plan.season(written or "")
    if season is None:
        st.warning(
            "Write twelve whole numbers, January first and not all of them 0; until then every month weighs the same."
        )
    base = st.number_input(
        "Recurring revenue today, if it recurs", 0, 10**12, 0, key=f"{key} base", bind="query-params"
    )
    churn = _percent("Of it leaves each month", Fraction(0), f"{key} churn", 0, 20, 0.1)
    return Outlook(horizon or plan.HORIZONS[-1], monthly, ramp, season or {}, Fraction(base), churn)


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


def propose(text: Callable[[], str], version: int) -> None:
    """Offer a scenario as the draft of the next version, which is written when somebody takes it."""
    st.download_button(
        theme.markdown(f"Propose as version {version}"),
        text,
        file_name=f"agreement-{version}-draft.toml",
        mime="application/toml",
        on_click="ignore",
        help="A file for the data folder: `sla-dash agreement check` reads it, and signatures complete it.",
    )


def _choice(start: Choice, key: str, *, promised: bool) -> Choice:
    share = _percent("Share of the quota, in relation to the others", start.share, f"{key} share", 0, 100, 1)
    rates = {
        stage: _percent(words.whatif.STAGES[stage], rate, f"{key} {stage}", 0.5, 100, 0.1)
        for stage, rate in reversed(list(zip(STAGES, start.rates, strict=True)))
    }
    within = start.respond_within
    if within and promised:
        offered = sorted({*PROMISES, within})
        named = {theme.duration(one): one for one in offered}
        chosen = st.select_slider(
            "First contact promised within, working time",
            list(named),
            theme.duration(within),
            key=f"{key} promise",
            bind="query-params",
        )
        within = named[chosen]
    return Choice(start.lead_type, share, tuple(rates[stage] for stage in STAGES), start.order_value, within)


def _amount(label: str, start: Fraction, key: str, least: int) -> Fraction:
    shown = max(least, round(start))
    step = max(1, 10 ** (len(str(shown)) - 3))
    chosen = st.slider(
        theme.markdown(label),
        least,
        max(shown, least + 1) * MOST_TIMES,
        shown,
        step,
        key=key,
        bind="query-params",
        format="localized",
    )
    return start if chosen == shown else Fraction(chosen)


def _percent(label: str, start: Fraction, key: str, least: float, most: float, step: float) -> Fraction:
    shown = min(float(most), max(float(least), round(float(start * PERCENT), 1)))
    chosen = st.slider(
        theme.markdown(label),
        float(least),
        float(most),
        shown,
        float(step),
        key=key,
        bind="query-params",
        format="%.1f %%",
    )
    return start if chosen == shown else Fraction(str(chosen)) / PERCENT
