"""What is due to be told: messages to addresses, each with what is remembered once it was accepted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from sla_dash import words
from sla_dash.access import ON_A_WALL
from sla_dash.board import Board
from sla_dash.journal import Decided, telling
from sla_dash.journal.entry import Body
from sla_dash.journal.telling import Address, Role, Told
from sla_dash.output import meeting
from sla_dash.output.telling.addresses import Book, quiet_until
from sla_dash.output.telling.sending import Message
from sla_dash.records import queries
from sla_dash.records.queries.alerts import Reached


@dataclass(frozen=True, slots=True)
class Due:
    """One message to one address, and what is remembered once it is accepted."""

    to: Address
    who: str
    """In words."""
    address: str
    message: Message
    remembered: Body
    held_until: datetime | None = None
    """When the quiet hours end that keep it, in the zone of whoever is told; None where nothing does."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Leads of which the same people are told in one message."""

    role: Role
    who: str
    addresses: Sequence[str]
    zone: ZoneInfo
    leads: list[Reached] = field(default_factory=list)
    untold: set[str] = field(default_factory=set)
    """Ids of leads whose owner should be told and has no address."""


def every(board: Board, decided: Decided, book: Book, told: Told, *, digest: bool) -> Iterator[Due]:
    """Yield every message that is due as of the board's instant.

    Where the records are too old to judge by, only that is told, and the stand-up, which says so and names whom a
    screen on a wall names.
    """
    if board.withheld:
        key = f"too old since {board.withheld:%Y-%m-%dT%H:%M:%SZ}"
        yield from once(
            book.admin or book.manager, "admin", told, key, Message(words.alerts.RECORDS, [words.records.stale(board)])
        )
    else:
        for bundle in bundles(board, book):
            yield from _of_leads(board, book, told, bundle)
        yield from _of_standings(board, book, told)
    if digest and board.now_terms.calendar(board.days_off).is_working_day(board.today):
        day = meeting.day(board, decided, ON_A_WALL)
        page = Message(f"Stand-up, {day.head}", list(meeting.text.lines(day)), meeting.html.page(day))
        yield from once(book.digest, "digest", told, f"stand-up of {board.today}", page)


def besides(board: Board, book: Book, told: Told, *, digest: bool) -> Iterator[str]:
    """Yield what whoever sends the messages should know: of whom nobody is told, and why."""
    if digest and not book.digest:
        yield words.alerts.NO_DIGEST
    if board.withheld:
        yield words.records.stale(board)
    elif not any(terms.alerts for terms in board.agreements.versions):
        yield words.alerts.NO_LADDER
    elif not board.load.has_touches:
        yield words.records.without_touches()
    elif lost := {one.lead_id for bundle in bundles(board, book) if not bundle.addresses for one in bundle.leads}:
        yield words.alerts.nobody(len(lost))
    if told.skipped:
        yield words.alerts.skipped(told.skipped)


def once(listed: Sequence[str] | None, role: Role, told: Told, key: str, message: Message) -> Iterator[Due]:
    """Yield a message to those addresses of a role that were not told of a key yet; quiet hours do not hold it."""
    known = telling.of_key(key)
    for n, address in enumerate(listed or (), 1):
        if ((role, n), known["key"]) not in told.keys:
            yield Due((role, n), _nth(role, n, listed), address, message, known)


def bundles(board: Board, book: Book) -> tuple[Bundle, ...]:
    """Put the leads that reached a step together by who is told of them, the hottest first in each.

    Who has no address is told through the manager, and where there is none either through nobody: without addresses.
    """
    found: dict[tuple[Role, tuple[str, ...]], Bundle] = {}
    for one in board.alerts.reached:
        for role in board.alerts.to(one.step):
            bundle = _bundle(board, book, role, one)
            bundle = found.setdefault((bundle.role, tuple(bundle.addresses)), bundle)
            if one not in bundle.leads[-1:]:
                bundle.leads.append(one)
            if role == "owner" != bundle.role:
                bundle.untold.add(one.lead_id)
    return tuple(found.values())


def _bundle(board: Board, book: Book, role: Role, one: Reached) -> Bundle:
    """Return who is told of a lead in a role, or else the manager."""
    rep = queries.records.reps(board.snapshot).get(one.owner or "")
    zone, terms = board.now_terms.zone, board.now_terms
    if role == "owner" and one.owner in book.owner:
        return Bundle(role, f"owner {one.owner}", book.owner[one.owner], board.calendar_of(one.owner).zone)
    if role == "owner" and one.owner and book.owner_default:
        return Bundle(role, f"owner {one.owner}", book.owner_default, zone)
    if role == "lead" and rep and rep.team in book.lead:
        theirs = terms.calendar(board.days_off, None, rep.team).zone
        return Bundle(role, f"lead of {rep.team}", book.lead[rep.team], theirs)
    return Bundle("manager", "manager", book.manager or (), zone)


def _of_leads(board: Board, book: Book, told: Told, bundle: Bundle) -> Iterator[Due]:
    to_owners, several = bundle.role == "owner", len({one.owner for one in bundle.leads}) > 1
    who = "several owners" if to_owners and several else bundle.who
    for n, address in enumerate(bundle.addresses, 1):
        to: Address = bundle.role, n
        leads = [one for one in bundle.leads if one.share > told.step(to, one.lead_id)]
        if leads:
            said = words.alerts.listed(board, leads, bundle.zone, owners=several or not to_owners, untold=bundle.untold)
            steps: dict[Fraction, list[str]] = {}
            for one in leads:
                steps.setdefault(one.share, []).append(one.lead_id)
            yield Due(
                to,
                _nth(who, n, bundle.addresses),
                address,
                Message(words.alerts.leads(leads), [*said, _foot(board, bundle.zone)]),
                telling.of_steps(steps),
                _held(board, book, bundle.zone),
            )


def _of_standings(board: Board, book: Book, told: Told) -> Iterator[Due]:
    """Yield what changed against what was told last; a month begins with every promise kept."""
    zone = board.now_terms.zone
    for n, address in enumerate(book.standings or (), 1):
        known = told.standings.get(("standings", n), {})
        news = [
            one for one in board.alerts.stands if known.get(one.place, one.standing if one.good else "") != one.standing
        ]
        if news:
            lines = [*(words.alerts.stands(board, one) for one in news), _foot(board, zone)]
            yield Due(
                ("standings", n),
                _nth("standings", n, book.standings),
                address,
                Message(words.alerts.standings(board, news), lines),
                telling.of_standings({one.place: one.standing for one in news}),
                _held(board, book, zone),
            )


def _held(board: Board, book: Book, zone: ZoneInfo) -> datetime | None:
    until = quiet_until(board.as_of, book.quiet, zone)
    return until and until.astimezone(zone)


def _foot(board: Board, zone: ZoneInfo) -> str:
    return words.alerts.foot(board.as_of, zone, words.records.reach(board, zone))


def _nth(who: str, n: int, listed: Sequence[str] | None) -> str:
    return f"{who} ({n} of {len(listed)})" if listed and len(listed) > 1 else who
