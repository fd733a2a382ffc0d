"""What the made-up company decided at its stand-ups, and what each side told the other: roles and reps, no names."""

from dataclasses import dataclass
from typing import Literal

SALES, MARKETING = "head of sales", "head of marketing"


@dataclass(frozen=True, slots=True)
class Made:
    """A decision of some days ago."""

    days_ago: int
    who: str
    what: str
    owner: str
    due_in: int
    """Days from then."""
    number: str | None = None
    """Key of the number that it is about; None for none."""
    kind: tuple[str | None, str | None] = (None, None)
    """Stream and lead type of the leads that the number is of; None for all."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was written about a decision after it was made."""

    days_ago: int
    who: str
    of: Made
    text: str
    state: Literal["done", "dropped"] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Feedback of some days ago on a lead that was on a list of Act now."""

    days_ago: int
    who: str
    side: Literal["sales on a lead", "marketing on follow-up"]
    text: str


Line = Made | Said | Told
SILENT = Made(
    34, SALES, "Try every silent lead before noon, the longest silent first", SALES, 14, number="followup.silent"
)
SEARCH = Made(
    28,
    MARKETING,
    "Double the budget of the search campaign",
    MARKETING,
    7,
    "delivery.leads",
    ("SMB", "website form"),
)
OUTBOUND = Made(
    21,
    MARKETING,
    "Find two more companies that make lists for outbound",
    MARKETING,
    14,
    "delivery.leads",
    ("Enterprise", "outbound"),
)
PHONE = Made(
    14,
    SALES,
    "Demo requests: phone first, e-mail only if nobody answers",
    "rep 07",
    12,
    "contact.share",
    ("SMB", "demo request"),
)
SECOND_LINE = Made(9, SALES, "Ask for a second line in the call centre", "rep 02", 5)
STORY: tuple[Line, ...] = (
    SILENT,
    Said(28, "rep 05", SILENT, "Works best with the list of Act now open beside the phone."),
    Said(21, SALES, SILENT, "Has become a habit.", "done"),
    SEARCH,
    Said(21, MARKETING, SEARCH, "The new budget is booked.", "done"),
    OUTBOUND,
    Said(7, MARKETING, OUTBOUND, "One is found, the other wants a contract for a year."),
    PHONE,
    Told(12, "rep 04", "sales on a lead", "A student: the form should ask for the company."),
    SECOND_LINE,
    Said(5, SALES, SECOND_LINE, "The line is not what is missing.", "dropped"),
    Made(8, SALES, "One rep calls the late leads until noon, by turns", SALES, 13, "contact.waiting"),
    Made(6, MARKETING, "Move money from the website form to outbound", MARKETING, 14, "delivery.value"),
    Told(6, "rep 09", "sales on a lead", "Ready to buy: the white paper had answered every question."),
    Told(3, MARKETING, "marketing on follow-up", "Was at the price page twice since the last call."),
    Made(2, SALES, "Bring the list of trade fairs of the spring", MARKETING, 7),
    Told(1, MARKETING, "marketing on follow-up", "Had asked for a call in the morning and was called in the evening."),
)
