"""The numbers of the story: what the made-up company looks like and what goes well and badly there."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Story:
    """How one type of lead fares, as multiples of what the agreement asks unless said otherwise."""

    pace: float = 1.0
    """Delivered this month, of what is expected by now."""
    closed: tuple[float, ...] = (1.0, 0.98, 1.02)
    """Delivered in the last closed months, latest first, of their targets; months before lie around 1."""
    in_time: float = 0.92
    """Share of leads contacted in time this month …"""
    used_to_be: float = 0.93
    """… and four months ago or earlier."""
    converts: float = 1.0
    """Conversion to SQL, of the rate agreed."""
    deal_days: float = 35
    """Median time from opportunity to decision."""
    informed: float = 0.9
    """Share of leads of which everything is known that is asked at the hand-off."""


STORIES = {
    "website form": Story(1.2, (1.05, 1.02, 0.98), 0.92, 0.945, converts=0.9),
    "demo request": Story(1.0, (1.02, 0.97, 1.03), 0.645, 0.84, converts=1.05, deal_days=28, informed=0.92),
    "content download": Story(1.03, (1.16, 1.15, 1.18), 0.925, 0.94, informed=0.58),
    "outbound": Story(0.5, (0.83, 0.96, 0.85), 0.865, 0.92, deal_days=75),
    "event": Story(0.97, (0.97, 1.04, 0.96), 0.75, 0.90, deal_days=60),
}
Parts = tuple[float, ...]
OWED: dict[str, list[tuple[str, Parts]]] = {
    "rep 07": [
        ("website form", (1.6, 2.1, 0.9)),
        ("demo request", (3.0, 0.85)),
        ("outbound", (1.2,)),
        ("event", (1.1,)),
    ],
    "rep 03": [("website form", (1.3, 0.86)), ("demo request", (2.2, 4.5)), ("outbound", (1.4,))],
    "rep 05": [("website form", (1.2,)), ("demo request", (1.8,))],
    "rep 09": [("demo request", (1.5,)), ("content download", (1.15, 0.82))],
    "rep 01": [("website form", (1.7, 0.95)), ("outbound", (0.88,))],
    "rep 06": [("outbound", (0.8,)), ("event", (0.9,))],
    "rep 02": [("website form", (0.8,))],
}
"""Leads that wait now, by rep and type: the part of the promise that is used up, broken above 1."""
FRESH = 12
"""How many others may wait: their time is neither nearly used up nor over before the next stand-up."""
CAUGHT_UP = 6
"""How many were late at the last stand-up and have been contacted since."""
HELD = (0.85, 0.92, 0.77)
"""Chance that a lead still to be reached gets the attempts of the first milestone, of the second, of any other."""
HELD_BY_SLACK = 0.1
"""The same where the owner is slack."""
SLACK = ("rep 04", "rep 08")

TEAMS = {"Europe": ("Europe/Warsaw", 6), "Americas": ("America/New_York", 4)}
"""Time zone and number of reps."""
REPS = [
    (f"rep {n:02}", team, zone)
    for n, (team, zone) in enumerate(((t, z) for t, (z, size) in TEAMS.items() for _ in range(size)), 1)
]
CRM_ZONE = ZoneInfo("Europe/Warsaw")
"""In which the CRM writes its dates; data/mappings/demo.toml says the same."""
MONTHS = 14
USUAL_LEADS = 40
"""A month, of a type for which the agreement sets no number."""

OVERDISPERSION = 1.15
"""Of the leads of a day: with the weekdays' and the months' own paces on top, the board measures about 1.5."""
WEEKDAYS = (1.04, 1.02, 1.0, 0.99, 0.95, 0.6, 0.6)
DAY_OFF = 0.12
"""Arrivals on a day off, of a working day's."""
HOURS = (1, 1, 1, 1, 1, 1, 2, 6, 14, 22, 24, 22, 18, 20, 22, 22, 20, 16, 11, 9, 8, 6, 4, 2)
"""Weight of each hour of the local day."""

NET, REJECTED, DUPLICATE, TEST, NAMELESS, RAW = range(6)
"""What becomes of a lead: it counts, or not; nobody knows its type; or it is never handed over."""
EXTRAS = {REJECTED: 0.05, DUPLICATE: 0.02, TEST: 0.006, NAMELESS: 0.003, RAW: 0.04}
"""Leads on top of those that count, of those."""
UNASSIGNED = 0.015
CALLED_OFF_HOURS = 0.08
CLOSED_UNTOUCHED = 0.08
"""Of the leads that were late."""
REACHED_ANYWAY = 0.55
"""Of the leads that do not become SQLs."""
REACHED_AT = (0.75, 0.2, 0.04, 0.01)
"""Share reached by the first attempt, the second, …"""
GIVEN_UP = 0.5
"""Of the leads still to be reached: closed before the next milestone falls due."""
TWO_DEALS_IN = 250
"""One deal in so many has a lead that has another."""
STRAY_DEALS = 8
"""Deals that came without a lead."""
EARLY = 2_400
"""Seconds before the hand-off at which a few leads were called too soon."""
IN_TOUCH_FOR = 56
"""Days up to now in which sales keeps in touch with the leads that it has reached; before them nobody looks."""
IN_TOUCH_EVERY = (1.5, 5.0)
"""Days from one touch to the next, at least and at most, before nights and weekends."""
FORGOTTEN, FORGOTTEN_BY_SLACK = 0.004, 0.02
"""Of the leads and deals in talks now: nobody has been in touch for …"""
SILENT_SINCE = (8, 25)
"""… so many days."""
AGAIN = {0: (14.5, 22.0, 31.0), 1: (20.0, 31.0), 2: (37.0,), 3: (28.5, 42.0)}
"""Days on which a lead still to be reached gets one more e-mail, by the milestones that its owner keeps; and …"""
AGAIN_BY_SLACK = (14.5, 22.0, 31.0, 39.5, 57.0)
"""… where the owner is slack and keeps none."""
AGAIN_AFTER_ONE = 8.0
"""The same where there was a single attempt."""

CHANNELS = ("Phone", "E-mail", "Social", "Meeting")
PHONE, EMAIL, SOCIAL, MEETING = range(len(CHANNELS))
RESULTS = ("No answer", "Left voicemail", "Talked", "Sent")
NO_ANSWER, VOICEMAIL, TALKED, SENT = range(len(RESULTS))
REASONS = ("wrong contact", "no budget", "student or job seeker", "competitor", "outside our markets")
NOT_NOW = ("not interested", "no budget", "bad timing", "chose another")
KNOWN: dict[str, tuple[float, tuple[str, ...]]] = {
    "Need": (0.15, ("less work by hand", "fewer mistakes", "one place for all", "to grow", "a tool that ends")),
    "Budget": (0.55, ("under 5 k", "5-20 k", "20-50 k", "over 50 k")),
    "Time Frame": (0.35, ("this quarter", "next quarter", "within a year")),
    "Decision Maker": (0.4, ("head of sales", "head of operations", "owner", "board")),
}
"""What is asked of a lead: how often a lead that is not known whole lacks it, at least one of them, and the answers."""
NOT_ASKED = ("", "", "unknown", "n/a", "-")
"""What the CRM holds where nobody asked."""
