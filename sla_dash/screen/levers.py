"""Sliders for the numbers of a scenario: each is part of the URL, so that a link opens the same scenario."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from typing import Self

import streamlit as st

from sla_dash import places, theme, words
from sla_dash.board import Board
from sla_dash.output import spreadsheet
from sla_dash.rules import plan, whatif
from sla_dash.rules.plan import Outlook, TypePlan
from sla_dash.rules.whatif import STAGES, Choice, Scenario
from sla_dash.screen import choices, drafting, forms, slider, tables, viewer
from sla_dash.screen.slider import Slider

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


@dataclass(frozen=True, slots=True)
class Levers:
    """The sliders of a scenario: a number that nobody moves stays exactly as it was."""

    start: Scenario
    quota: Slider
    confidence: Slider
    order: Slider
    types: tuple[tuple[Slider, ...], ...]
    """Of every choice its share, its rates by ``STAGES`` and, where it is offered, its promise."""

    @classmethod
    def of(cls, start: Scenario, key: str, *, promised: bool = False) -> Self:
        """Return the sliders that begin where a scenario is; ``key`` tells starts apart in the URL."""
        return cls(
            start,
            _amount("Quota a month", start.quota, f"{key} quota", least=0),
            _percent("Confidence of reaching the quota", start.confidence, f"{key} sure", 50, 99, 1),
            _amount("Average order value", start.order_value, f"{key} order", least=1),
            tuple(_type(one, f"{key} {one.lead_type}", promised=promised) for one in start.choices),
        )

    @property
    def groups(self) -> list[tuple[str, Sequence[Slider]]]:
        """The sliders of every type under its name, in the order in which leads become revenue."""
        named = zip(self.start.choices, self.types, strict=True)
        return [
            (choice.lead_type, (share, *reversed(more[: len(STAGES)]), *more[len(STAGES) :]))
            for choice, (share, *more) in named
        ]

    @property
    def scenario(self) -> Scenario:
        """What the sliders say."""
        choices = tuple(map(_choice, self.start.choices, self.types))
        return replace(
            self.start,
            quota=self.quota.value,
            confidence=self.confidence.value,
            order_value=self.order.value,
            choices=choices,
        )


def onward(page: str, label: str) -> None:
    """Link to another page with the same choices, the scenario among them.

    The choices that every page answers to are not named: the browser keeps them, and would have them twice.
    """
    everywhere = {choices.AS_OF, *choices.NARROWING}
    carried = {name: st.query_params.get_all(name) for name in st.query_params if name not in everywhere}
    carried |= {name: [str(st.session_state[name])] for name in ORIGIN}
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


def outlook(levers: Levers, key: str) -> Outlook:
    """Show the sliders of a plan, and ask what else is assumed of the months ahead."""
    ramp = _number("Months of ramp before the quota is whole", f"{key} ramp", 6)
    churn = _percent("Of recurring revenue leaves each month", Fraction(0), f"{key} churn", 0, 20, Fraction(1, 10))
    slider.place([("", (levers.quota, ramp, churn, levers.order)), *levers.groups], key="sliders")
    horizon = st.segmented_control(
        "Months", plan.HORIZONS, default=plan.HORIZONS[-1], key="horizon", bind="query-params"
    )
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
    months = horizon or plan.HORIZONS[-1]
    return Outlook(months, levers.quota.value, int(ramp.value), season or {}, Fraction(base), churn.value)


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


def propose(board: Board, text: Callable[[str], str]) -> None:
    """Offer to write a scenario into the draft of the next version; ``text`` makes the new one of the present one."""
    if not viewer.now().drafts:
        return
    draft = drafting.present(choices.written().history, board.now_terms)
    wanted = st.button(
        theme.markdown(f"Write into the draft of version {draft.number}"),
        key="write into the draft",
        help="The Agreement page shows the draft, what differs, and how it is proposed and signed.",
    )
    if wanted and forms.offered(board):
        with forms.told():
            drafting.save(draft, text(draft.text))
            drafting.written(draft.number)


def _type(start: Choice, key: str, *, promised: bool) -> tuple[Slider, ...]:
    share = _percent("Share of the quota, in relation to the others", start.share, f"{key} share", 0, 100, 1)
    rates = (
        _percent(words.whatif.STAGES[stage], rate, f"{key} {stage}", Fraction(1, 2), 100, Fraction(1, 10))
        for stage, rate in zip(STAGES, start.rates, strict=True)
    )
    promise = [_promise(start.respond_within, f"{key} promise")] if start.respond_within and promised else []
    return (share, *rates, *promise)


def _choice(start: Choice, sliders: Sequence[Slider]) -> Choice:
    share, *more = (one.value for one in sliders)
    rates, promise = more[: len(STAGES)], more[len(STAGES) :]
    within = start.respond_within
    if within and promise:
        within = _offered(within)[int(promise[0])]
    return Choice(start.lead_type, share, tuple(rates), start.order_value, within)


def _offered(within: timedelta) -> list[timedelta]:
    return sorted({*PROMISES, within})


def _promise(within: timedelta, key: str) -> Slider:
    offered = _offered(within)
    names, begin = [theme.duration(one) for one in offered], Fraction(offered.index(within))
    return _number(
        "First contact promised within, working time", key, len(names) - 1, begin, lambda at: names[int(at)], names
    )


def _number(
    label: str,
    key: str,
    most: int,
    start: Fraction = Fraction(0),
    shown: Callable[[Fraction], str] = theme.count,
    names: Sequence[str] = (),
) -> Slider:
    return Slider(key, label, start, start, Fraction(0), Fraction(most), Fraction(1), shown, names=names)


def _amount(label: str, start: Fraction, key: str, least: int) -> Slider:
    begin = max(least, round(start))
    step = max(1, 10 ** (len(str(begin)) - 3))
    most = max(begin, least + 1) * MOST_TIMES
    return Slider(key, label, start, Fraction(begin), Fraction(least), Fraction(most), Fraction(step), theme.count)


def _percent(
    label: str, start: Fraction, key: str, least: int | Fraction, most: int | Fraction, step: int | Fraction
) -> Slider:
    begin = min(Fraction(most), max(Fraction(least), Fraction(round(start * PERCENT, 1))))
    return Slider(
        key,
        label,
        start,
        begin,
        Fraction(least),
        Fraction(most),
        Fraction(step),
        lambda at: f"{float(at):.1f} %",
        unit=Fraction(1, PERCENT),
    )
