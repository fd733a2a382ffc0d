"""The morning's numbers in words: sentences that the command line prints and the board shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from sla_dash import demand, forecast, queries, theme
from sla_dash.agreement import Agreements
from sla_dash.board import NONE, UNASSIGNED, Board, DeliveryLine
from sla_dash.calendar import local_day, month_of
from sla_dash.contact import InTime, State
from sla_dash.delivery import Standing
from sla_dash.queries import Owed
from sla_dash.theme import Mark

LISTED = 5_000
"""Late leads that are compared between two mornings."""
STALE = timedelta(days=1)
"""Records that end this long before the stand-up say so."""
FEW_OTHERS = 2
"""Types without a target that the stand-up screen names one by one."""
NAMED = 6
"""Reps named on the stand-up screen; the others are counted."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One number to be read from afar, with what it is held against and how it stands."""

    label: str
    value: str
    mark: Mark


def lines(board: Board) -> Iterator[str]:
    """Yield the stand-up as text, a line at a time, in the order of the meeting."""
    yield " · ".join(header(board))
    delivered, reached = board.delivery(), board.contact()
    yield from ("", f"MARKETING promised {marketing_promise(delivered[-1], board)}")
    for line in delivered:
        so_far = line.so_far
        mark = theme.delivered(so_far.standing, could_be_chance=so_far.could_be_chance)
        yield (
            f"  {name(so_far.stream, so_far.lead_type, total=so_far.total):32} {mark.text:30} "
            f"{theme.count(so_far.counts.net):>7} of {theme.count(so_far.expected)} expected, {landing(line)}"
        )
    total = delivered[-1].so_far
    value = theme.delivered(total.value_standing, could_be_chance=total.value_could_be_chance)
    yield (
        f"  {'value of all':32} {value.text:30} "
        f"{theme.money(total.value_delivered):>7} of {theme.money(total.value_expected)} expected"
    )
    yield from ("", f"SALES promised {sales_promise(reached[-1])}")
    if not board.load.has_touches:
        yield f"  {without_touches()}"
        return
    for row in reached:
        mark = theme.contacted(row.standing, could_be_chance=row.could_be_chance)
        kind = name(row.stream, row.lead_type, total=row.total)
        promise = f"{theme.duration(row.promise)} for {theme.share(row.promised_share)}" if row.promise else ""
        yield f"  {kind:32} {mark.text:30} {in_time(row)}" + (f", promised {promise}" if promise else "")
        yield f"  {'':32} {'':30} {people(row)}"
    yield from ("", "FOLLOW-UP due this month")
    for step in board.follow_up():
        what = "all" if step.total else f"{theme.counted(step.attempts or 0, 'attempt')} by day {step.day}"
        yield (
            f"  {what:32} {step.met:,} met · {step.missed:,} missed · {step.pending:,} pending · "
            f"{step.exempt:,} stopped before"
        )
    yield from (
        "",
        f"SINCE {theme.day_and_time(board.last_standup, board.now_terms.zone)}",
        f"  {' · '.join(since(board))}",
    )
    yield from ("", f"DO NOT BE ON IT before {theme.day_and_time(board.next_standup, board.now_terms.zone)}")
    for owed in board.owed():
        who = "all" if owed.total else owed.rep or UNASSIGNED
        yield (
            f"  {who:32} {owed.breached_waiting:,} late and waiting · {owed.due_before_next_standup:,} due · "
            f"{theme.counted(owed.follow_ups_missed, 'follow-up')} missed"
        )


def since(board: Board) -> list[str]:
    """Say what changed since the last stand-up: leads, standings, and who came onto or left the list of late leads."""
    before = board.before()
    changes = [f"+{theme.counted(board.leads_since(before.as_of), 'lead')}"]
    if before.month == board.month:
        stood = {(line.so_far.stream, line.so_far.lead_type): line.so_far.standing for line in before.delivery()[:-1]}
        for line in board.delivery()[:-1]:
            kind, standing = (line.so_far.stream, line.so_far.lead_type), line.so_far.standing
            if stood.get(kind, standing) is not standing:
                changes.append(f"{kind[1] or NONE}: {stood[kind]} → {standing}")
    was, now = ({one.lead_id for one in morning.waiting(LISTED)[0] if one.breached} for morning in (before, board))
    changes.append(f"{len(was - now)} left the list of late leads, {len(now - was)} joined it")
    return changes


def clauses(agreements: Agreements, as_of: datetime) -> Iterator[str]:
    """Yield what is promised in the month of an instant, a line at a time."""
    terms = agreements.governing(as_of)
    month = month_of(local_day(as_of, terms.zone))
    yield f"{terms.title}, version {terms.version}, in force from {terms.valid_from}, revised by {terms.next_revision}"
    for target in demand.targets(terms, month):
        clause = terms.lead_type(target.stream, target.lead_type)
        kept = "no target" if target.leads is None else f"{target.leads:,} leads in {month:%B %Y}"
        unit = f" {terms.currency}" if terms.currency else ""
        worth = "" if target.lead_value is None else f" worth {float(target.lead_value):,.2f}{unit} each"
        chance = ""
        if target.leads:
            on_plan = forecast.chance_in_band_on_plan(target.leads, Fraction(terms.tolerance))
            chance = f"; a month exactly on plan ends in its band {theme.share(on_plan)} of the time"
        yield f"  {target.stream} · {target.lead_type}: {kept}{worth}{chance}"
        if clause and clause.respond_within:
            share = theme.share(Fraction(clause.respond_share or 0))
            yield f"    contact within {theme.duration(clause.respond_within)} of working time for {share}"
    for step in terms.follow_up:
        yield f"  follow-up: {step.attempts} attempts by day {step.day}"
    yield f"Hash of the text: {terms.text_hash} ({'signed' if terms.signed else 'not signed'})"


def without_touches() -> str:
    """Say what is missing for the half of sales, and how to add it."""
    return (
        "No touches are loaded, so nobody can tell whom sales contacted. Add a [touches] table to the mapping "
        "(data/mappings/example.toml shows every key) and load again."
    )


def header(board: Board) -> list[str]:
    """Say which morning this is, by which agreement and from which records."""
    terms, zone = board.now_terms, board.now_terms.zone
    left = (terms.next_revision - board.today).days
    revision = f"revision in {theme.counted(left, 'day')}" if left >= 0 else f"revision {-left} days overdue"
    latest = board.load.latest_at
    reach = theme.day_and_time(latest, zone) if latest else theme.ABSENT
    if latest and board.as_of - latest >= STALE:
        reach += f", {theme.counted((board.as_of - latest).days, 'day')} old"
    version = f"agreement {terms.version}, {'signed' if terms.signed else 'not signed'}, {revision}"
    if board.agreements.in_force(board.as_of) is None:
        version = f"no agreement in force before {terms.valid_from}"
    return [
        theme.day_and_time(board.as_of, zone),
        f"{board.month:%B}: working day {board.pace.done} of {board.pace.total} done",
        version,
        f"records to {reach}",
    ]


def marketing_promise(total: DeliveryLine, board: Board) -> str:
    """Say what was promised for the month: leads and their value."""
    if total.so_far.target is None:
        return f"nothing for {board.month:%B %Y}"
    worth = total.so_far.value_target
    value = f" worth {theme.money(worth, board.month_terms.currency)}" if worth else ""
    return f"{theme.counted(total.so_far.target, 'lead')}{value}"


def sales_promise(total: InTime) -> str:
    """Say within which time what share of the leads was to be contacted."""
    if total.promised_share is None:
        return "no time to contact for these leads"
    within = f"within {theme.duration(total.promise)}" if total.promise else "in time"
    return f"contact {within} for {theme.share(total.promised_share)} of leads"


def in_time(row: InTime) -> str:
    """Say which share was contacted in time, with its interval and n; only counts while there are few."""
    if row.share is None:
        uncalled = theme.counted(row.never_contacted, "lead")
        return f"{uncalled} not contacted" if row.never_contacted else "nothing to judge"
    if row.decided < theme.ENOUGH_EVENTS:
        return f"{row.states[State.MET]} of {row.decided} decided in time"
    interval = theme.span(row.share.low, row.share.high)
    return f"{theme.share(row.share.share)} in time ({interval}, n {theme.count(row.n)})"


def people(row: InTime) -> str:
    """Count the leads by where they stand."""
    states = row.states
    named = [
        (states[State.MET], "in time"),
        (states[State.BREACHED], "late"),
        (states[State.BREACHED_WAITING], "late and waiting"),
        (states[State.AT_RISK], "at risk"),
        (states[State.WAITING], "waiting"),
        (states[State.INVALID], "touched before their start"),
        (states[State.NO_PROMISE], "without a promise"),
        (states[State.NO_CALENDAR], "without a calendar"),
    ]
    return " · ".join(f"{n:,} {what}" for n, what in named if n) or "no leads"


def landing(line: DeliveryLine) -> str:
    """Say where the month will land and what each day must bring."""
    target, found = line.so_far.target, line.forecast
    if target is None:
        return "no target"
    if found is None:
        return f"target {theme.count(target)}"
    chance = f"{theme.share(found.in_band)} in band"
    return f"lands at {theme.count(found.mean)} ({found.low:,}–{found.high:,}) of {theme.count(target)}, {chance}"


def headlines(total: DeliveryLine, currency: str | None) -> tuple[Headline, Headline]:
    """Say where marketing's promise stands, in leads and in value."""
    so_far = total.so_far
    count = theme.delivered(so_far.standing, could_be_chance=so_far.could_be_chance)
    value = theme.delivered(so_far.value_standing, could_be_chance=so_far.value_could_be_chance)
    due = f"Leads, {theme.count(so_far.expected)} expected" if so_far.expected is not None else "Leads"
    worth = f"Value, {theme.money(so_far.value_expected, currency)} expected" if so_far.value_expected else "Value"
    return (
        Headline(due, theme.count(so_far.counts.net), count),
        Headline(worth, theme.money(so_far.value_delivered), value),
    )


def contact_headlines(total: InTime, owed: Owed, next_standup: str) -> tuple[Headline, Headline]:
    """Say where sales' promise stands, and how many leads somebody must call."""
    mark = theme.contacted(total.standing, could_be_chance=total.could_be_chance)
    asked = f"In time, {theme.share(total.promised_share)} promised" if total.promised_share else "In time"
    value = theme.ABSENT
    if total.share:
        few = total.decided < theme.ENOUGH_EVENTS
        value = theme.part(total.states[State.MET], total.decided) if few else theme.share(total.share.share)
    due = f"{owed.due_before_next_standup:,} more" if owed.due_before_next_standup else "none"
    return (
        Headline(asked, value, mark),
        Headline(
            "Late and waiting, all months",
            theme.count(owed.breached_waiting),
            theme.owing(owed.breached_waiting, f"{due} due before {next_standup}"),
        ),
    )


def by_type_delivered(lines: Sequence[DeliveryLine]) -> str:
    """Name every type with its standing, the total left out; many types without a target are named as one."""
    types = [line.so_far for line in lines if not line.so_far.total]
    others = [one for one in types if one.target is None and one.counts.gross]
    shown = [one for one in types if one.target is not None]
    if len(others) <= FEW_OTHERS:
        shown += others
    named = []
    for one in shown:
        mark = theme.delivered(one.standing, could_be_chance=one.could_be_chance)
        of = f"/{theme.count(one.expected)}" if one.expected else ""
        named.append(f"{one.lead_type or NONE} :{mark.colour}[{mark.glyph} {one.counts.net:,}{of}]")
    if len(others) > FEW_OTHERS:
        leads = theme.count(sum(one.counts.net for one in others))
        named.append(f":{theme.QUIET}[{theme.ABSENT} {leads} of {len(others)} types without a target]")
    return _unbroken(named)


def by_type_contacted(rows: Sequence[InTime]) -> str:
    """Name every type with its promise and the share in time, the total left out."""
    named = []
    for row in rows:
        if row.total or row.promise is None:
            continue
        mark = theme.contacted(row.standing, could_be_chance=row.could_be_chance)
        share = theme.part(row.states[State.MET], row.decided)
        if row.share and row.decided >= theme.ENOUGH_EVENTS:
            share = theme.share(row.share.share)
        named.append(f"{row.lead_type or NONE} {theme.duration(row.promise)} :{mark.colour}[{mark.glyph} {share}]")
    return _unbroken(named)


def act_line(owed: Sequence[Owed]) -> str:
    """Name the reps who owe most, and count the others."""
    urgent = [one for one in owed if not one.total and one.breached_waiting + one.due_before_next_standup]
    if not urgent:
        return f"{theme.delivered(Standing.IN, could_be_chance=False).glyph} Nobody is on it"
    named = []
    for one in urgent[:NAMED]:
        parts = [
            f":red[**{one.breached_waiting} late**]" if one.breached_waiting else "",
            f"{one.due_before_next_standup} due" if one.due_before_next_standup else "",
        ]
        named.append(f"**{one.rep or UNASSIGNED}**: {', '.join(part for part in parts if part)}")
    more = len(urgent) - NAMED
    missed = owed[-1].follow_ups_missed
    tail = [f"{theme.counted(more, 'rep')} more"] if more > 0 else []
    return _unbroken([*named, *tail, f"{theme.counted(missed, 'follow-up')} missed this month"])


def _unbroken(parts: Sequence[str]) -> str:
    """Join parts so that a line breaks between them and not within one."""
    return " · ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts)


def pacing_words(line: DeliveryLine) -> str:
    """Say what the pacing chart shows, for those who do not see it."""
    so_far = line.so_far
    delivered = f"{theme.counted(so_far.counts.net, 'lead')} delivered and {so_far.counts.today:,} more today"
    expected = f"{theme.count(so_far.expected)} expected by now of {theme.count(so_far.target)}"
    return f"{delivered}; {expected}; {landing(line)}."


def reached_words(row: InTime) -> str:
    """Say what the contact curve shows, for those who do not see it."""
    half, most = theme.duration(row.median), theme.duration(row.p90)
    return f"{in_time(row)}. Half were contacted by {half}, nine in ten by {most}; {row.never_contacted:,} never."


def name(stream: str | None, lead_type: str | None, *, total: bool) -> str:
    """Call a stream and a lead type, or all of them."""
    return "all" if total else f"{stream or NONE} · {lead_type or NONE}"


def landing_words(line: DeliveryLine) -> str:
    """Say where the month will land and what each remaining day must bring and may bring at most."""
    so_far, found = line.so_far, line.forecast
    if so_far.needed is None:
        return "No target is agreed for this month."
    if found is None:
        return f"The month is over: {so_far.counts.net:,} of {theme.count(so_far.target)} leads."
    chances = (
        f"{theme.share(found.in_band)} in band, {theme.share(found.above)} above, {theme.share(found.below)} below"
    )
    lands = (
        f"The month lands at **{theme.count(found.mean)}** ({found.low:,}–{found.high:,} in 8 of 10 cases): {chances}."
    )
    if so_far.needed.target is None:
        return f"{lands} No working day is left."
    return (
        f"{lands} Each working day left must bring **{theme.rate(so_far.needed.target)}** to reach the target, "
        f"{theme.rate(so_far.needed.lower)} to reach the band, and at most {theme.rate(so_far.needed.upper)}."
    )


def waiting_words(listed: int, in_all: int) -> str:
    """Say how many leads wait, and how many of them are listed."""
    if not in_all:
        return "Nobody waits who is late or due"
    shown = "" if listed == in_all else f", the {listed:,} most urgent of them listed"
    return f"{theme.counted(in_all, 'lead')} late or due before the next stand-up{shown}"


def freshness(board: Board) -> str:
    """Say when the records were loaded and how far they reach."""
    zone, found = board.now_terms.zone, board.load
    reach = f"they reach to **{theme.day_and_time(found.latest_at, zone)}**" if found.latest_at else "they are empty"
    return f"### Loaded {theme.day_and_time(found.loaded_at, zone)} by {found.mapping}; {reach}"


def rows_line(files: Sequence[queries.File]) -> str:
    """Say that nothing was lost."""
    rows_in, kept, rejected = (sum(getattr(one, name) for one in files) for name in ("rows_in", "kept", "rejected"))
    return f"{rows_in:,} rows in = {kept:,} kept + {rejected:,} rejected"


def winning_words(found: queries.DaysToWin) -> str:
    """Say how long leads took to be won."""
    if found.mean is None or found.median is None or found.p90 is None:
        return "No lead has been won yet."
    return (
        f"From hand-off to win: median {found.median:g} days, mean {found.mean:.2f}, "
        f"nine in ten within {found.p90:.1f}, "
        f"from {found.fewest} to {found.most:,} (n {found.won:,})."
    )
