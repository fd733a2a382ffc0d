"""The one visual language: how states, numbers and charts look, and nowhere else.

Colours are named, not valued: their values for light and dark stand in ``.streamlit/config.toml``, and a chart refers
to them as the theme's CSS variables, which the viewer's browser resolves. A word and a glyph always carry the meaning;
colour repeats it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import floor
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sla_dash.rules import contact, delivery, funnel, people, revision
from sla_dash.statistics.survival import NEARLY

ABSENT = "–"
ENOUGH_EVENTS = 10
"""Under this many, counts are shown and no percentage."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a state is shown: glyph, word, and the colour that repeats them."""

    glyph: str
    word: str
    colour: "Colour"
    """A colour name of Streamlit's."""

    @property
    def text(self) -> str:
        """Glyph and word, for where there is no colour."""
        return f"{self.glyph} {self.word}"

    @property
    def markdown(self) -> str:
        """Glyph and word in their colour."""
        return f":{self.colour}[{self.text}]"


Colour = Literal["green", "red", "violet", "gray"]
GOOD: Colour = "green"
BAD: Colour = "red"
EXCESS: Colour = "violet"
QUIET: Colour = "gray"
_DELIVERY = {
    delivery.Standing.ABOVE: Mark("▲", "Above band", EXCESS),
    delivery.Standing.IN: Mark("●", "In band", GOOD),
    delivery.Standing.BELOW: Mark("▼", "Below band", BAD),
    delivery.Standing.NOTHING_DUE: Mark("○", "Nothing due yet", QUIET),
    delivery.Standing.NO_TARGET: Mark("–", "No target", QUIET),
}
_CONTACT = {
    contact.Standing.KEPT: Mark("●", "Kept", GOOD),
    contact.Standing.NOT_KEPT: Mark("▼", "Not kept", BAD),
    contact.Standing.TOO_EARLY: Mark("○", "Too early", QUIET),
    contact.Standing.NO_PROMISE: Mark("–", "No promise", QUIET),
}
_RIPENESS = {
    funnel.Ripeness.MATURE: Mark("●", "Mature", QUIET),
    funnel.Ripeness.GROWING: Mark("◐", "Still growing", QUIET),
    funnel.Ripeness.TOO_EARLY: Mark("○", "Too early", QUIET),
}


_PLACED = {
    people.Place.ABOVE: Mark("▲", "More often than chance explains", GOOD),
    people.Place.HIGH: Mark("○", "Within chance", QUIET),
    people.Place.INSIDE: Mark("○", "Within chance", QUIET),
    people.Place.LOW: Mark("○", "Within chance", QUIET),
    people.Place.BELOW: Mark("▼", "Less often than chance explains", BAD),
}


def delivered(standing: delivery.Standing, *, could_be_chance: bool) -> Mark:
    """Show a standing of delivery; out of band within the noise is grey, and says so."""
    return _guarded(_DELIVERY[standing], doubtful=could_be_chance)


def contacted(standing: contact.Standing, *, could_be_chance: bool) -> Mark:
    """Show a standing of the contact promise; a promise not kept within its interval is grey, and says so."""
    return _guarded(_CONTACT[standing], doubtful=could_be_chance and standing is contact.Standing.NOT_KEPT)


def placed(place: people.Place) -> Mark:
    """Show where a person lies; who is not outside the 99.8 % limits looks like everybody else."""
    return _PLACED[place]


def grown(ripeness: funnel.Ripeness) -> Mark:
    """Show how much a cohort can say."""
    return _RIPENESS[ripeness]


def revised(verdict: revision.Verdict, agreed: Fraction, found: Fraction | None) -> Mark:
    """Show what to do about an agreed rate: keep it, or revise it to what was found."""
    if verdict is revision.Verdict.TOO_EARLY or found is None:
        return Mark("○", "Too early", QUIET)
    if verdict is revision.Verdict.KEEP:
        return Mark("●", "Keep", GOOD)
    down = found < agreed
    return Mark("▼" if down else "▲", f"Revise to {share(found)}", BAD if down else EXCESS)


def brought(found: tuple[float, float, float] | None) -> Mark:
    """Show actual over expected with its interval: grey while chance may have made the difference."""
    if found is None:
        return Mark("○", "Nothing expected yet", QUIET)
    ratio, low, high = found
    text = f"{ratio:.2f} of expected ({low:.2f}–{high:.2f})"
    if low <= 1 <= high:
        return Mark("●", text, GOOD)
    return Mark("▲", text, EXCESS) if ratio > 1 else Mark("▼", text, BAD)


def owing(late: int, due: int, next_standup: str) -> Mark:
    """Show what is due soon beside a number of late leads: red while there are any."""
    if late:
        more = f"{due:,} more due" if due else "late, no more due"
        return Mark("▼", f"{more} before {next_standup}", BAD)
    return (
        soon(due, f"{due:,} due before {next_standup}") if due else Mark("●", f"none due before {next_standup}", GOOD)
    )


def to_do(number: int, words: str) -> Mark:
    """Show a number of what went wrong and can be put right: red while there are any."""
    return Mark("▼", words, BAD) if number else Mark("●", "none", GOOD)


def soon(number: int, words: str) -> Mark:
    """Show a number of what is not wrong yet, if somebody sees to it."""
    return Mark("◔", words, QUIET) if number else Mark("●", "none", GOOD)


def _guarded(mark: Mark, *, doubtful: bool) -> Mark:
    return Mark("◌", f"{mark.word}, could be chance", QUIET) if doubtful else mark


def count(value: Fraction | float | None) -> str:
    """Write a count with thousands apart: 2,431."""
    return ABSENT if value is None else f"{round(value):,}"


def rate(value: Fraction | float | None) -> str:
    """Write a number of leads per day: 7.5, 86."""
    return ABSENT if value is None else f"{float(value):,.1f}" if value < 10 else f"{round(value):,}"


def money(value: Fraction | float | None, currency: str | None = None) -> str:
    """Write an amount short enough to be read from afar: 950, 291 k, 1.25 M."""
    if value is None:
        return ABSENT
    amount = float(value)
    if abs(amount) >= 999_500:
        short = f"{amount / 1e6:,.2f} M"
    elif abs(amount) >= 9_999.5:
        short = f"{amount / 1e3:,.0f} k"
    else:
        short = f"{amount:,.0f}"
    return f"{short} {currency}" if currency else short


def share(value: Fraction | float | None, against: Fraction | float | None = None) -> str:
    """Write a share in whole per cent, never rounded onto 0 or 100 without being it.

    Where it stands ``against`` another one that is written the same without being equal, it gets a decimal, and so
    does the other one written against it; the lower of the two is never rounded up to the higher.
    """
    if value is None:
        return ABSENT
    apart = 0.0 if against is None else float(value) - float(against)
    if abs(apart) > NEARLY and share(value) == share(against):
        tenths = floor((float(value) + NEARLY) * 1000) if apart < 0 else round(float(value) * 1000)
        return f"{min(max(tenths, 1), 999) / 10:.1f} %"
    percent = float(value) * 100
    if 0 < percent < 0.5:
        return "<1 %"
    return ">99 %" if 99.5 <= percent < 100 else f"{percent:.0f} %"


def ratio(value: Fraction | float | None) -> str:
    """Write what is measured by its target in whole per cent: 97 %, 116 %."""
    return ABSENT if value is None else f"{float(value) * 100:.0f} %"


def part(some: int, of: int) -> str:
    """Write a share of few as counts: 3 of 7, and nothing of none."""
    return f"{some:,} of {of:,}" if of else ABSENT


def fine_share(value: Fraction | float | None) -> str:
    """Write a small share with two decimals: 11.80 %."""
    return ABSENT if value is None else f"{float(value) * 100:.2f} %"


def span(low: float, high: float) -> str:
    """Write an interval of shares: 74–82 %."""
    return f"{low * 100:.0f}–{high * 100:.0f} %"


def change(value: Fraction | float | None) -> str:
    """Write a change as a part of what was, with its sign: +11 %, −4 %."""
    if value is None:
        return ABSENT
    percent = round(float(value) * 100)
    return f"{'+' if percent > 0 else '−' if percent < 0 else '±'}{abs(percent)} %"


def chance(value: float | None) -> str:
    """Write how often chance alone does it: 21 %, 0.9 %, <0.1 %."""
    if value is None:
        return ABSENT
    percent = value * 100
    return "<0.1 %" if percent < 0.1 else f"{percent:.1f} %" if percent < 10 else f"{percent:.0f} %"


def months(found: Sequence[date]) -> str:
    """Write months that follow each other: Nov 2026, Sep–Nov 2026, Dec 2025–Feb 2026."""
    if not found:
        return ABSENT
    first, last = min(found), max(found)
    if first == last:
        return f"{last:%b %Y}"
    return f"{first:%b}–{last:%b %Y}" if first.year == last.year else f"{first:%b %Y}–{last:%b %Y}"


def duration(value: timedelta | None) -> str:
    """Write working time in its two largest units: 45 min, 4 h, 26 h 30 min."""
    if value is None:
        return "not reached"
    minutes = round(value.total_seconds() / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours:,} h {rest} min" if rest else f"{hours:,} h"


def day(value: date) -> str:
    """Write a day: Thu 12 Nov."""
    return f"{value:%a} {value.day} {value:%b}"


def age(value: timedelta) -> str:
    """Write time by the clock on the wall in its largest unit or two: 40 min, 5 h, 2 d 5 h, 12 d."""
    hours = int(value.total_seconds() // 3600)
    if hours < 1:
        return f"{int(value.total_seconds() // 60)} min"
    days, rest = divmod(hours, 24)
    if not days:
        return f"{hours} h"
    return f"{days} d {rest} h" if days < 7 and rest else f"{days:,} d"


def wait(value: timedelta | None) -> str:
    """Write a wait by the clock on the wall: 3 d 5 h, 2 h."""
    return "not reached" if value is None else age(value)


def day_and_time(at: datetime, zone: ZoneInfo) -> str:
    """Write an instant as the people at the stand-up say it: Fri 20 Nov 09:00."""
    local = at.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def long_ago(at: datetime, zone: ZoneInfo) -> str:
    """Write a day that may be long ago: 21 Nov 2025."""
    local = at.astimezone(zone)
    return f"{local.day} {local:%b %Y}"


def weekday_and_time(at: datetime, zone: ZoneInfo) -> str:
    """Write an instant of the coming days: Fri 09:00."""
    return f"{at.astimezone(zone):%a %H:%M}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Write a count with its noun: 1 lead, 2,431 leads."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


# Charts: one palette of CSS variables, one layout.
INK, FAINT, PAPER, GRID = (
    "var(--st-text-color)",
    "var(--st-gray-color)",
    "var(--st-background-color)",
    "var(--st-border-color)",
)
BAND = "var(--st-green-background-color)"
COLOURS = {
    GOOD: "var(--st-green-color)",
    BAD: "var(--st-red-color)",
    EXCESS: "var(--st-violet-color)",
    QUIET: "var(--st-gray-color)",
}
FAINTLY_BAD = "var(--st-red-background-color)"
MAIN = "var(--st-blue-color)"
MAIN_FAINT = "var(--st-blue-background-color)"
VEIL = 0.65
"""Opacity of an area that lies over another."""
LINE = 3
TEXT_SIZE = 15


def template() -> dict[str, Any]:
    """Return the Plotly template that every chart sets; sizes are in pixels."""
    axis = {
        "gridcolor": GRID,
        "linecolor": GRID,
        "zeroline": False,
        "ticks": "",
        "automargin": True,
        "fixedrange": False,
        "title": {"standoff": 8},
    }
    return {
        "layout": {
            "font": {"family": "var(--st-font)", "size": TEXT_SIZE, "color": INK},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "xaxis": axis | {"showgrid": False},
            "yaxis": axis | {"rangemode": "tozero"},
            "hoverlabel": {"bgcolor": PAPER, "bordercolor": GRID, "font": {"color": INK, "size": TEXT_SIZE}},
            "hovermode": "x unified",
            "showlegend": False,
            "separators": ".,",
        }
    }
