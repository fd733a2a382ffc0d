"""A better promise: what could have been promised, on the evidence of what was kept."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from sla_dash.statistics import survival

KEPT = Fraction(4, 5)
"""The share of leads for which a promise worth making is kept."""
EVENTS_AT_LEAST = 10
"""Contacts before a promise is put into words."""
NOTCHES = ((60, 5), (240, 15), (480, 30))
"""Up to so many minutes a promise is written in steps of so many; above all of them, in whole hours."""
HOUR = 60
OFFERED = tuple(
    timedelta(minutes=minutes)
    for minutes in (5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 960, 1440, 1920, 2400)
)
"""Working times that the board asks "what if?" for."""
FIRST = timedelta(hours=1)
"""The one that it asks for first."""


@dataclass(frozen=True, slots=True)
class Better:
    """What could be promised to leads of one type."""

    stream: str | None
    lead_type: str | None
    promised: timedelta | None
    """What the agreement promises them now."""
    n: int
    contacted: int
    window: timedelta | None
    """The smallest round time that was kept for the share worth promising; None when it was not reached, or when
    there were too few contacts or none watched for as long to say."""
    share: survival.Share | None
    """Share contacted within the window."""
    tighter: timedelta | None
    tighter_share: survival.Share | None
    """The next round time below, and the share contacted within it; None where there is none below."""

    @property
    def too_early(self) -> bool:
        """Whether too few were contacted to say anything."""
        return self.contacted < EVENTS_AT_LEAST


def better(stream: str | None, lead_type: str | None, promised: timedelta | None, curve: survival.Curve) -> Better:
    """Find the smallest round time that the curve of working minutes keeps for ``KEPT`` of the leads."""
    reached = curve.quantile(float(KEPT)) if curve.events >= EVENTS_AT_LEAST else None
    window = None if reached is None else round_up(reached)
    share = None if window is None else curve.by(window)
    if window is None or share is None:
        return Better(stream, lead_type, promised, curve.n, curve.events, None, None, None, None)
    below = window - notch(window)
    return Better(
        stream,
        lead_type,
        promised,
        curve.n,
        curve.events,
        timedelta(minutes=window),
        share,
        timedelta(minutes=below) if below else None,
        curve.by(below) if below else None,
    )


def notch(minutes: survival.Time) -> int:
    """Return the steps in which a promise of so many minutes is written."""
    return next((step for most, step in NOTCHES if minutes <= most), HOUR)


def round_up(minutes: survival.Time) -> int:
    """Return the smallest promise that is as long or longer; at least one step."""
    step = notch(minutes)
    return int(max(1, -(-minutes // step)) * step)
