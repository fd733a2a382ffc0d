"""Contact in time hour by hour of the week, in words."""

from collections.abc import Sequence
from fractions import Fraction

from sla_dash import theme
from sla_dash.rules.hours import Block, Hour, worst

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LEGEND = (
    "Red: below what is promised, the deeper the farther; ▼ more than chance. Green: at it or above. A dot: under ten "
    "leads. A decimal stands where a share would else be written as the one promised."
)
"""What the colours and signs of the map mean."""
FEW = 3
"""Hours that are named beside the map."""


def finding(hours: Sequence[Hour], promised: Fraction | None) -> str:
    """Say which hours in a row stand out, or that none does."""
    if not any(hour.enough for hour in hours):
        return "No hour has ten leads whose time is up"
    block = worst(hours, promised)
    return f"Time is lost {in_block(block)}" if block else "No hours of the week stand out beyond chance"


def to_do(hours: Sequence[Hour], promised: Fraction | None) -> list[str]:
    """Say which hours to cover: those that stand out beyond chance."""
    block = worst(hours, promised)
    return [f"Cover {in_block(block)}"] if block else []


def in_block(block: Block) -> str:
    """Say how often leads of some hours were in time: "Wed 21–24, with 74 % in time (89 % at other hours)"."""
    here, there = block.share, block.share_elsewhere
    apart = f"{theme.share(here, there)} in time ({theme.share(there, here)} at other hours)"
    return f"{DAYS[block.weekday]} {block.first:02}–{block.end:02}, with {apart}"


def said(hours: Sequence[Hour], promised: Fraction | None) -> str:
    """Say in which hours too few leads are contacted in time, the worst first."""
    enough = [hour for hour in hours if hour.enough]
    if not enough:
        return "No hour has ten leads whose time is up."
    lowest = sorted(enough, key=lambda hour: (hour.share, hour.weekday, hour.hour))[:FEW]
    told = [f"{when(hour)} {theme.share(hour.share, promised)} ({theme.count(hour.leads)} leads)" for hour in lowest]
    line = f" of {theme.share(promised)} promised" if promised else ""
    return f"Least often in time{line}: {' · '.join(told)}"


def when(hour: Hour) -> str:
    """Call a weekday and hour: Mon 09–10."""
    return f"{DAYS[hour.weekday]} {hour.hour:02}–{(hour.hour + 1) % 24:02}"


def counted(hours: Sequence[Hour]) -> list[str]:
    """Say which leads the map speaks of."""
    leads, in_time = sum(hour.leads for hour in hours), sum(hour.in_time for hour in hours)
    few = sum(hour.leads for hour in hours if not hour.enough)
    return [
        f"{in_time:,} in time of {leads:,} leads of these days whose promised time is up",
        f"{few:,} of them came in hours with fewer than ten leads, each shown as a dot",
        "a share is marked ▼ when chance would put it so far below the promise less than once in a thousand times",
        "hours in a row stand out where so few would be in time by chance, looking at every stretch of up to four "
        "hours, once in twenty times at most",
    ]
