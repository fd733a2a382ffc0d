"""Whether the records are fresh and complete, what is missing, and what that disables, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from sla_dash import theme
from sla_dash.board import Board
from sla_dash.records.queries.records import File, Reason
from sla_dash.rules import freshness
from sla_dash.rules.completeness import Filled, Held
from sla_dash.words.phrase import Headline

ROWS_LOST = Fraction(1, 100)
"""Of the rows, the part from which on records are not complete without those that were rejected."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of data is called, and what the board cannot say without it."""

    name: str
    without: str
    where: str
    """The table of an export and its column, as the mapping calls them."""


KINDS = {
    "touches": Kind("Calls, mails and meetings", "Contact and Follow-up: whom sales contacted, and when", "touches"),
    "deals": Kind("Deals", "Funnel and What-if: what was won, and what leads are worth", "deals"),
    "reps": Kind("Users", "Contact: teams, other time zones, who has left", "reps"),
    "accepted": Kind("When sales accepted", "Funnel: the step from MQL to SQL", "leads: accepted_at"),
    "rejected": Kind("When sales rejected", "Delivery: leads that do not count, and why", "leads: rejected_at"),
    "closed": Kind(
        "When leads were closed", "Contact: leads closed without a call; Act now lists them", "leads: closed_at"
    ),
    "fields": Kind("Minimum information", "Delivery: whether marketing knows what it promised", "leads.fields"),
    "owner": Kind("Owner of a lead", "Act now: whose desk it lies on", "leads: owner"),
    "lead_type": Kind("Type of a lead", "Delivery: those without one count towards no target", "leads: lead_type"),
    "hour": Kind("Hour of the hand-off", "Contact: promises shorter than a day", "leads: qualified_at"),
    "name": Kind("Name or company of a lead", "Act now: leads go by their number", "leads: name, company"),
    "score": Kind("Score", "Act now: which lead is the hottest", "leads: score"),
    "person": Kind("E-mail of a lead", "Delivery: the same person handed over twice", "leads: email"),
    "touch_rep": Kind("Who called", "Contact: who was in time", "touches: rep"),
    "touch_outcome": Kind("How a call ended", "Contact: the first conversation", "touches: outcome"),
    "touch_hour": Kind("Hour of a call", "Contact: whether it was in time on its day", "touches: touched_at"),
    "amount": Kind("Amount of a deal", "Funnel: value won, average order value", "deals: amount"),
    "deal_lead": Kind("Lead of a deal", "Funnel: which leads were won", "deals: lead_id"),
}
"""By their names in ``filled.sql``."""


BY_WEEKDAY = timedelta(days=6)
"""As long as a weekday alone says which is meant."""


def is_fresh(board: Board) -> bool:
    """Tell whether records reach to within a day of the instant on screen, and are not too old to judge by."""
    latest = board.load.latest_at
    return latest is not None and board.stale is None and board.as_of - latest < freshness.OLD


def verdict(board: Board, found: Sequence[Filled], files: Sequence[File], *, failed: bool) -> str:
    """Say whether the records are fresh and complete: "Fresh: yes. Complete: no, names are missing"."""
    latest, zone = board.load.latest_at, board.now_terms.zone
    if latest is None:
        return "Fresh and complete: no, there are no records"
    reach = f"records reach to {theme.day_and_time(latest, zone)}"
    why = f"the last load failed, and {reach}" if failed else reach
    fresh = "yes" if is_fresh(board) and not failed else "no"
    gone = [KINDS[one.part].name.lower() for one in found if one.held is Held.MISSING]
    lost = _lost(files)
    if not gone and lost < ROWS_LOST:
        complete = "yes" if not lost else f"yes, but for {theme.share(lost)} of rows"
    else:
        parts = [f"{theme.share(lost)} of rows were rejected"] if lost >= ROWS_LOST else []
        parts += [f"{_and(gone)} {'is' if len(gone) == 1 else 'are'} missing"] if gone else []
        complete = f"no, {' and '.join(parts)}"
    return f"Fresh: {fresh}, {why}. Complete: {complete}"


def headlines(board: Board, found: Sequence[Filled], files: Sequence[File]) -> tuple[Headline, ...]:
    """Say how far the records reach, what was read and refused, and how much is missing."""
    latest, zone = board.load.latest_at, board.now_terms.zone
    old = "no records" if latest is None else "just now"
    if latest and board.as_of - latest >= timedelta(minutes=1):
        old = f"{theme.age(board.as_of - latest)} ago"
    elif latest and latest > board.as_of:
        old = "loaded after the morning on screen"
    when = theme.weekday_and_time if latest and abs(board.as_of - latest) < BY_WEEKDAY else theme.day_and_time
    rows, lost = sum(one.rows_in for one in files), sum(one.rejected for one in files)
    missing = sum(one.held is Held.MISSING for one in found)
    partly = sum(one.held is Held.PARTLY for one in found)
    short = _bad(f"{partly} more in part" if partly else "see below")
    whole = theme.Mark("●", f"{partly} in part", theme.GOOD)
    fresh = theme.Mark("●", old, theme.GOOD) if is_fresh(board) else _bad(old)
    return (
        Headline("Records reach to", theme.ABSENT if latest is None else when(latest, zone), fresh),
        Headline(
            "Rows read", theme.count(rows), theme.Mark("●", f"{sum(one.kept for one in files):,} kept", theme.QUIET)
        ),
        Headline(
            "Rows rejected",
            theme.count(lost),
            _rejected(_lost(files)),
        ),
        Headline(
            f"Missing, of {len(found)} kinds of data",
            theme.count(missing),
            short if missing else whole,
        ),
    )


def to_do(board: Board, found: Sequence[Filled], reasons: Sequence[Reason], *, failed: bool) -> Iterator[str]:
    """Say what makes the records fresh and complete, the gravest first; at most three things."""
    if failed or not is_fresh(board):
        yield "Load newer records: drop them on the page Load records, or `sla-dash load`."
    gone = [KINDS[one.part] for one in found if one.held is Held.MISSING]
    if gone:
        names = ", ".join(theme.strong(one.where) for one in gone[:3])
        yield f"Export what is missing too, and name it in the mapping: {names}."
    if reasons:
        worst = reasons[0]
        yield (
            f"Correct in the CRM what was rejected, and load again; {_most(worst)} {worst.table}"
            f"{f' {worst.column}' if worst.column else ''}: {worst.reason}."
        )
    if not (failed or gone or reasons) and is_fresh(board):
        yield "Nothing: hold the numbers below against the CRM now and then."


def missing(found: Sequence[Filled]) -> str:
    """Say what the picture shows: how many kinds of data are not there whole, and what that costs."""
    short = [one for one in found if one.held is not Held.THERE]
    if not short:
        return "Every kind of data is there"
    names = [KINDS[one.part].name.lower() for one in short[:3]]
    more = f" and {len(short) - 3} more" if len(short) > 3 else ""
    return f"Not there, or in part: {', '.join(names)}{more}"


def state(one: Filled) -> theme.Mark:
    """Show how much of a kind of data is there."""
    if one.held is Held.MISSING:
        return _bad("Missing")
    return theme.Mark("○", "In part", theme.QUIET) if one.held is Held.PARTLY else theme.Mark("●", "There", theme.GOOD)


def rejected(reasons: Sequence[Reason], files: Sequence[File]) -> str:
    """Say how many rows were rejected and why most often."""
    rows = theme.counted(sum(one.rejected for one in files), "row")
    return f"{rows} rejected, {_most(reasons[0])}: {reasons[0].reason}"


def _most(worst: Reason) -> str:
    """Introduce the commonest reason; one that was met once is no commoner than others."""
    return f"most often, {worst.rows:,} times," if worst.rows > 1 else "such as"


def _bad(word: str) -> theme.Mark:
    return theme.Mark("▼", word, theme.BAD)


def _rejected(lost: Fraction) -> theme.Mark:
    if not lost:
        return theme.Mark("●", "every row was read", theme.GOOD)
    said = f"{theme.share(lost)} of all"
    return _bad(said) if lost >= ROWS_LOST else theme.Mark("○", said, theme.QUIET)


def _lost(files: Sequence[File]) -> Fraction:
    rows = sum(one.rows_in for one in files)
    return Fraction(sum(one.rejected for one in files), rows) if rows else Fraction(0)


def _and(names: Sequence[str]) -> str:
    *most, last = names if len(names) <= 3 else [*names[:2], f"{len(names) - 2} more kinds of data"]
    return f"{', '.join(most)} and {last}" if most else last
