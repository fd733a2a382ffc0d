"""The agreement as a document for people: every clause, and beside it where it stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sla_dash import theme
from sla_dash.access import COUNTS
from sla_dash.agreement import LeadType, State, Stream, Terms, Version
from sla_dash.agreement.terms import Objective
from sla_dash.board import Board
from sla_dash.board.clauses import Aim, Reach
from sla_dash.rules import demand
from sla_dash.rules.contact import Standing
from sla_dash.rules.objective import Progress
from sla_dash.rules.revision import Verdict
from sla_dash.words import delivery, distribution, followup, funnel, practice, quality, terms
from sla_dash.words.phrase import called

CLOCKS = {
    "qualified_at": "hand-off to sales",
    "assigned_at": "assignment to a rep",
    "created_at": "the creation of the lead",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of the agreement, and where it stands."""

    text: str
    stands: str = ""
    """"" where nothing is measured."""

    @property
    def whole(self) -> str:
        """Both in one line."""
        return f"{self.text} — {self.stands}" if self.stands else self.text


@dataclass(frozen=True, slots=True)
class Section:
    """Clauses under one heading."""

    title: str
    clauses: tuple[Clause, ...]
    page: str = ""
    """Name of the page that judges them; "" where there is none."""


def title(version: Version) -> str:
    """Name the document."""
    return f"{version.written.title}, version {version.number}"


def status(version: Version, state: State, today: date) -> list[str]:
    """Say what the version is today: its state, from when to when, and the days left until its revision."""
    held = version.written
    signed = f"signed by {_and([one.who for one in version.signatures])}" if version.signatures else "not signed"
    signed += f", not yet by {_and(version.missing)}" if version.signatures and version.missing else ""
    until = f" to {theme.full_day(held.until)}" if held.until else ""
    left = (held.next_revision - today).days
    due = f"in {theme.counted(left, 'day')}" if left >= 0 else f"{theme.counted(-left, 'day')} overdue"
    mark = theme.agreed(state, signed=version.signed)
    return [
        f"{mark.coloured}, {signed}: from {theme.full_day(held.valid_from)}{until}, "
        f"the next revision on {theme.full_day(held.next_revision)}, {due}.",
        f"Kind: {held.kind}.",
    ]


def document(version: Version, board: Board | None) -> tuple[Section, ...]:
    """Return the sections of a version; with a board, and where it is in force, each with where it stands.

    Sections about which the version says nothing are left out.
    """
    held = version.written
    live = board if board and board.now_terms.text_hash == version.hash else None
    found = (
        Section("Why we agree", tuple(_why(held))),
        Section("What marketing promises", tuple(_marketing(held, live)), "delivery"),
        Section("What sales promises", tuple(_sales(held, live)), "contact"),
        Section("Was it kept in the last 90 days?", tuple(map(_reach, live.clauses.reach)) if live else (), "contact"),
        Section("What makes a lead qualified", tuple(_qualified(held, live)), "delivery"),
        Section(
            "How leads are handed over and shared out",
            (*_plain(practice.handed_over(held)), *_shared_out(live)),
            "contact",
        ),
        Section("How leads are closed or handed back", tuple(_disposed(held, live)), "delivery"),
        Section("The steps of a sale", (*_plain(practice.steps(held)), *_won(live)), "funnel"),
        Section("What the promises rest on", (*_plain(practice.numbers(held)), *_rates(live)), "funnel"),
        Section("What is to improve", tuple(_objectives(held, live)), "funnel"),
        Section("Who owns what", _plain(practice.roles(held))),
        Section("When we work", _plain(practice.hours(held))),
        Section("What words mean", _plain(practice.named(held.definitions))),
        Section("Abbreviations", _plain(practice.named(held.abbreviations))),
        Section("Exceptions and consequences", _plain(practice.consequences(held))),
    )
    return tuple(section for section in found if section.clauses)


def behind(aims: Sequence[Aim], only: tuple[str | None, str | None]) -> list[str]:
    """Say in a line which improvements of the leads on screen are behind by more than chance explains, if any is."""
    late = [
        aim
        for aim in aims
        if aim.standing.progress is Progress.BEHIND
        and not aim.standing.could_be_chance
        and only[0] in (None, aim.objective.stream or only[0])
        and only[1] in (None, aim.objective.lead_type or only[1])
    ]
    if not late:
        return []
    said = (
        f"{theme.strong(terms.label(aim.objective.rate))} of {_of(aim.objective)} is "
        f"{theme.share(aim.standing.found, aim.standing.due)}, {theme.share(aim.standing.due, aim.standing.found)} due"
        for aim in late
    )
    are = theme.counted(len(late), "improvement is", "improvements are")
    return [
        f"{theme.coloured(f'{are} behind', theme.BAD)}, apart from the agreed rates: {'; '.join(said)} (Agreement, "
        "“What is to improve”)."
    ]


def when(live: Board) -> str:
    """Call the month on screen."""
    return f"in {live.month:%B %Y}" if live.month_is_over else "this month"


def signatures(version: Version) -> tuple[Clause, ...]:
    """Return who signed, for which role and when, who still must, and the hash of the text."""
    zone = version.written.zone
    found = [
        Clause(
            f"{theme.strong(one.role)}: {called(one.who)}, {theme.full_day_and_time(one.at, zone)}"
            + (f", dated {theme.full_day(one.dated.astimezone(zone).date())} in a file" if one.dated else ""),
            "verified" if one.verified else "not verified: the name was typed",
        )
        for one in version.signatures
    ]
    found += [Clause(f"{theme.strong(role)}: has not signed") for role in version.missing]
    return (*found, Clause(f"SHA-256 of the text: {version.hash}"))


def _why(held: Terms) -> Iterator[Clause]:
    yield from (Clause(text) for text in (held.purpose, held.goal) if text)


def _marketing(held: Terms, live: Board | None) -> Iterator[Clause]:
    month = live.month if live else held.valid_from.replace(day=1)
    lines = {line.kind: line.so_far for line in live.delivery.lines} if live else {}
    for target in demand.targets(held, month):
        line = lines.get((target.stream, target.lead_type))
        stands = ""
        if line:
            mark = theme.delivered(line.standing, could_be_chance=line.could_be_chance)
            by = "promised" if live and live.month_is_over else "due by now"
            due = f" of {theme.count(line.expected)} {by}" if line.expected is not None else ""
            stands = f"{mark.coloured}: {line.counts.net:,}{due}"
        leads = "no target" if target.leads is None else f"{theme.counted(target.leads, 'lead')} in {month:%B %Y}"
        unit = f" {held.currency}" if held.currency else ""
        worth = "" if target.lead_value is None else f", worth {float(target.lead_value):,.2f}{unit} each"
        yield Clause(f"{_kind(target.stream, target.lead_type)}: {leads}{worth}", stands)
    tolerance = terms.value("tolerance", held.tolerance)
    yield Clause(f"At an even pace by {held.profile}, within {tolerance} of what is due: too many is a failure too.")


def _sales(held: Terms, live: Board | None) -> Iterator[Clause]:
    lines = {(line.stream, line.lead_type): line for line in live.contact.lines[:-1]} if live else {}
    for stream, one in _types(held):
        if one.respond_within is None:
            continue
        line, stands = lines.get((stream.name, one.name)), ""
        if line and live:
            mark = theme.contacted(line.standing, could_be_chance=line.could_be_chance)
            share = f": {theme.share(line.told.share, line.promised_share)} of {line.n:,}" if line.told else ""
            stands = f"{mark.coloured}{share} {when(live)}"
        promised = f"{theme.duration(one.respond_within)} for {terms.value('respond_share', one.respond_share)}"
        yield Clause(f"{_kind(stream.name, one.name)}: first contact within {promised}", stands)
    yield Clause(f"The clock starts at {CLOCKS[held.clock_start]} and counts working time.")
    yield from map(Clause, practice.told(held))
    counts = {(line.day, line.attempts): line for line in live.follow_up.lines if not line.total} if live else {}
    for step in held.follow_up:
        found = counts.get((step.day, step.attempts))
        made = f"{theme.strong(theme.counted(step.attempts, 'attempt'))} by day {step.day}"
        stands = f"{theme.followed_up(found).coloured}: {followup.share(found)} met" if found else ""
        yield Clause(made, stands)
    if held.leads_per_rep is not None:
        yield Clause(f"Sales can work {held.leads_per_rep:,} leads a rep in a month; above that marketing slows down.")


def _reach(one: Reach) -> Clause:
    mark = theme.reachable(one.standing, could_be_chance=one.could_be_chance)
    who = _kind(one.stream, one.lead_type)
    promised = f"{theme.duration(one.promise)} for {theme.share(one.promised)}"
    if one.share is None or one.standing is Standing.TOO_EARLY:
        return Clause(f"{who}: {promised}", f"{mark.coloured} (n {one.n:,})")
    apart = round((one.share.share - float(one.promised)) * 100)
    by = f"{abs(apart)} points {'to spare' if apart > 0 else 'short'}" if apart else "just so"
    interval = theme.span(one.share.low, one.share.high)
    shown = f"{theme.share(one.share.share, one.promised)} ({interval}, n {one.n:,})"
    return Clause(f"{who}: {promised}", f"{mark.coloured}, {by}: {shown} in 90 days")


def _disposed(held: Terms, live: Board | None) -> Iterator[Clause]:
    if held.disposition:
        yield Clause(held.disposition)
    if live:
        yield Clause(delivery.rejected(live.delivery.rejections, live.delivery.left_out.counted))
        for row in live.delivery.rejections[:-1]:
            yield Clause(f"“{row.reason}”", theme.counted(row.leads, "lead"))


def _qualified(held: Terms, live: Board | None) -> Iterator[Clause]:
    """Yield what sales is told of a lead, and how often each part is missing."""
    if held.qualified is None:
        return
    lines = live.quality.lines if live else ()
    share = terms.value("share", held.qualified.share)
    yield Clause(f"Sales is told of every lead, for {share} of them at least:")
    missing = {one.field: f"missing on {quality.missing(one)}" for one in lines[-1].missing} if lines else {}
    yield from (Clause(theme.strong(field), missing.get(field, "")) for field in held.qualified.requires)
    if lines:
        yield Clause(f"All of that: {quality.said(lines)}")


def _shared_out(live: Board | None) -> Iterator[Clause]:
    """Yield how evenly the leads of 90 days were shared out, by the weights agreed; the document names nobody."""
    if live:
        found = live.distribution.judged
        who = " Contact names them, with their numbers." if found.named else ""
        yield Clause(f"{distribution.said(found, COUNTS)}{who}")


def _won(live: Board | None) -> Iterator[Clause]:
    """Yield the win rate, as the result of the steps."""
    if live:
        closed = live.loop.deals("quarter")[-1].closed
        n = closed.won + closed.lost
        share = f"{theme.share(closed.win_rate)}: " if n >= theme.ENOUGH_EVENTS else ""
        stands = (
            f"{share}{closed.won:,} of {theme.counted(n, 'deal')} closed in a quarter" if n else "no deal closed yet"
        )
        yield Clause(f"The result of these steps is {theme.strong('the win rate')}.", stands)


def _rates(live: Board | None) -> Iterator[Clause]:
    """Yield the agreed rates that mature cohorts have shown to be others, and how many can be kept."""
    if live and (evidence := live.funnel.evidence):
        kept = sum(one.verdict is Verdict.KEEP for one in evidence)
        improving = "; whether they improve is held against what is due by now" if live.now_terms.objectives else ""
        yield Clause(f"{theme.strong(f'{kept} of {len(evidence)} rates')} can be kept on the evidence{improving}.")
        for one in evidence:
            if one.verdict is Verdict.REVISE:
                rate = f"{_kind(one.stream, one.lead_type)}: {funnel.step(one.stage)} {theme.share(one.agreed)}"
                yield Clause(rate, f"{funnel.verdict(one).coloured}: {funnel.found(one)}")


def _objectives(held: Terms, live: Board | None) -> Iterator[Clause]:
    stands = {aim.objective: _stands(aim) for aim in live.clauses.aims} if live else {}
    for one in held.objectives:
        way = f"from {terms.value('from', one.start)} to {terms.value('to', one.goal)}"
        since = theme.full_day(one.since or held.valid_from)
        text = (
            f"{theme.strong(terms.label(one.rate))} of {_of(one)}: {way}, between {since} and {theme.full_day(one.by)}"
        )
        yield Clause(text, stands.get(one, ""))


def _of(one: Objective) -> str:
    return " · ".join(part for part in (one.stream, one.lead_type) if part) or "all leads"


def _stands(aim: Aim) -> str:
    found = aim.standing
    mark = theme.improved(found.progress, could_be_chance=found.could_be_chance)
    if found.progress is Progress.TOO_EARLY or found.interval is None:
        return f"{mark.coloured}: {theme.share(found.due)} due by now"
    interval, line = theme.span(*found.interval), theme.share(found.due, found.found)
    return f"{mark.coloured}: {theme.share(found.found, found.due)} ({interval}) where {line} is due by now"


def _and(names: Sequence[str]) -> str:
    *most, last = map(called, names)
    return f"{', '.join(most)} and {last}" if most else last


def _plain(texts: Iterable[str]) -> tuple[Clause, ...]:
    return tuple(map(Clause, texts))


def _kind(stream: str | None, lead_type: str | None) -> str:
    return theme.strong(f"{stream} · {lead_type}")


def _types(held: Terms) -> Iterator[tuple[Stream, LeadType]]:
    return ((stream, one) for stream in held.streams for one in stream.lead_types)
