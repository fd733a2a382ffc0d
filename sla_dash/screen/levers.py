"""Sliders for the numbers of a scenario: each is part of the URL, so that a link opens the same scenario."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from typing import Self

import streamlit as st

from sla_dash import theme, words
from sla_dash.rules import plan
from sla_dash.rules.plan import Outlook
from sla_dash.rules.whatif import STAGES, Choice, Scenario
from sla_dash.screen import slider
from sla_dash.screen.slider import Slider

TIMES = 2
"""A slider reaches from what it starts from over so many to so many times that."""
MOST = 10**9
"""What can be typed as an amount, at most; or so many times what it starts from, where that is more."""
PROMISES = tuple(timedelta(minutes=m) for m in (15, 30, 60, 120, 240, 480, 960, 1440, 2880))
"""Response times to choose from, working time, beside the one agreed."""
PERCENT = 100
STARTS = ("agreement", "records")
"""Where the rates of a scenario may come from."""
ORIGIN = ("of", "start")
"""Parts of the URL that say which stream a scenario is of and where it starts."""


@dataclass(frozen=True, slots=True)
class Change:
    """A number that was moved."""

    lead_type: str
    """"" for a number of the whole stream."""
    label: str
    before: str
    after: str
    """As a person writes them."""
    alone: Scenario
    """What the sliders would say, had this number alone been moved."""
    unasked: bool
    """Whether it plays no part in how many leads are needed."""

    @property
    def told(self) -> words.whatif.Moved:
        """What was moved, as it is told."""
        return self.lead_type, self.label, self.before, self.after


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
        """Return the sliders that begin where a scenario is; ``key`` tells streams apart in the URL.

        A slider that was moved stands there whatever its scenario starts from.
        """
        return cls(
            start,
            _amount("Quota a month", start.quota, f"{key} quota", least=0),
            _percent("How sure to reach the quota", start.confidence, f"{key} sure", (50, 99), 1),
            _amount("Average order value", start.order_value, f"{key} order", least=1),
            tuple(_type(one, f"{key} {one.lead_type}", promised=promised) for one in start.choices),
        )

    @property
    def groups(self) -> list[tuple[str, Sequence[Slider]]]:
        """The sliders of every type under its name, in the order in which leads become revenue."""
        scenario, found = self.scenario, list[tuple[str, Sequence[Slider]]]()
        for choice, now, (share, *more) in zip(self.start.choices, scenario.choices, self.types, strict=True):
            counts = scenario.part(now) / scenario.quota if scenario.quota else now.share
            noted = replace(share, note=words.whatif.counts_as(counts) if counts != now.share else "")
            found.append((choice.lead_type, (noted, *reversed(more[: len(STAGES)]), *more[len(STAGES) :])))
        return found

    @property
    def scenario(self) -> Scenario:
        """What the sliders say."""
        return self._with(lambda one: one.value)

    @property
    def changes(self) -> list[Change]:
        """Every number that was moved, with the scenario in which it alone was, as the sliders stand."""
        common = (("", one) for one in (self.quota, self.order, self.confidence))
        of_types = ((name, one) for name, sliders in self.groups for one in sliders)
        return [
            Change(
                name,
                one.label,
                one.shown(one.start),
                one.shown(one.at),
                self._with(_only(one.key)),
                unasked=one is self.confidence or bool(one.names),
            )
            for name, one in (*common, *of_types)
            if one.moved
        ]

    def _with(self, value: Callable[[Slider], Fraction]) -> Scenario:
        choices = tuple(
            _choice(start, [*map(value, of)]) for start, of in zip(self.start.choices, self.types, strict=True)
        )
        quota, confidence, order = map(value, (self.quota, self.confidence, self.order))
        return replace(self.start, quota=quota, confidence=confidence, order_value=order, choices=choices)


def origin(streams: Sequence[str], chosen: str | None, label: str) -> tuple[str, str]:
    """Choose the stream, the one that the board is narrowed to first, and where its rates come from, of ``STARTS``."""
    first = streams.index(chosen) if chosen in streams else 0
    name = st.selectbox("Revenue stream", streams, first, key=ORIGIN[0], bind="query-params")
    begin = st.segmented_control(
        theme.markdown(label),
        STARTS,
        default=STARTS[0],
        key=ORIGIN[1],
        bind="query-params",
        help=theme.markdown(words.whatif.STARTS),
    )
    return name, begin or STARTS[0]


def outlook(levers: Levers, key: str) -> Outlook:
    """Show the sliders of a plan, and ask what else is assumed of the months ahead."""
    ramp = _number("Months to ramp up to the full quota", f"{key} ramp", 6)
    churn = _percent(
        "Recurring revenue lost each month", Fraction(0), f"{key} churn", (0, 20), Fraction(1, 10), around=False
    )
    deals = ("Order value, customers lost", (levers.order, churn))
    slider.place([("", (levers.quota, ramp)), deals, *levers.groups], key="sliders", unfolded=0)
    horizon = st.segmented_control(
        "Months", plan.HORIZONS, default=plan.HORIZONS[-1], key="horizon", bind="query-params"
    )
    season_key, base_key = f"{key} season", f"{key} base"
    with st.expander("Season and revenue today", any(one in st.query_params for one in (season_key, base_key))):
        written = st.text_input(
            "Season, January to December in per cent",
            placeholder="100 100 110 100 100 90 70 70 110 110 120 120",
            key=season_key,
            bind="query-params",
        )
        base = st.number_input("Recurring revenue today, if it recurs", 0, 10**12, 0, key=base_key, bind="query-params")
    season = plan.season(written or "")
    if season is None:
        st.warning(
            "Write twelve whole numbers, January first and not all of them 0; until then every month weighs the same."
        )
    months = horizon or plan.HORIZONS[-1]
    return Outlook(months, levers.quota.value, int(ramp.value), season or {}, Fraction(base), churn.value)


def elsewhere(streams: Sequence[str], shown: str) -> list[str]:
    """Return the other streams of which sliders stand moved in the URL."""
    of = (max((one for one in streams if key.startswith(f"{one} ")), key=len, default=shown) for key in st.query_params)
    return [one for one in dict.fromkeys(of) if one != shown]


def _only(key: str) -> Callable[[Slider], Fraction]:
    return lambda one: one.value if one.key == key else one.exact


def _type(start: Choice, key: str, *, promised: bool) -> tuple[Slider, ...]:
    share = _percent("Share of the quota", start.share, f"{key} share", (0, 100), 1, around=False)
    rates = (
        _percent(words.whatif.STAGES[stage], rate, f"{key} {stage}", (Fraction(1, 2), 100), Fraction(1, 10))
        for stage, rate in zip(STAGES, start.rates, strict=True)
    )
    promise = [_promise(start.respond_within, f"{key} promise")] if start.respond_within and promised else []
    return (share, *rates, *promise)


def _choice(start: Choice, values: Sequence[Fraction]) -> Choice:
    share, *more = values
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
    return Slider(key, label, start, start, Fraction(0), Fraction(most), Fraction(1), shown, names=names, whole=True)


def _amount(label: str, start: Fraction, key: str, least: int) -> Slider:
    begin = Fraction(max(least, round(start)))
    step = Fraction(max(1, 10 ** (len(str(begin)) - 3)))
    ends, reach = (Fraction(least), max(Fraction(MOST), begin * TIMES)), _around(begin, step)
    return Slider(key, label, start, begin, *ends, step, theme.count, reach=reach, whole=True)


def _percent(
    label: str,
    start: Fraction,
    key: str,
    ends: tuple[int | Fraction, int | Fraction],
    step: int | Fraction,
    *,
    around: bool = True,
) -> Slider:
    """Return a slider of per cent; it reaches ``around`` its start, or over all that can be typed."""
    least, most = map(Fraction, ends)
    begin, unit = min(most, max(least, Fraction(round(start * PERCENT, 1)))), Fraction(1, PERCENT)
    low, high = _around(begin, Fraction(step)) if around else (least, most)
    reach = max(least, low), min(most, high)
    return Slider(key, label, start, begin, least, most, Fraction(step), _written, unit, reach=reach)


def _around(begin: Fraction, step: Fraction) -> tuple[Fraction, Fraction]:
    """Return the ends of a range in which the start is a step."""
    return begin - (begin - begin / TIMES) // step * step, begin + (begin * TIMES - begin) // step * step


def _written(percent: Fraction) -> str:
    return f"{float(percent):.1f} %" if (percent * 10).denominator == 1 else f"{float(percent):g} %"
