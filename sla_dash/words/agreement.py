"""What was agreed, in words."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from sla_dash import theme
from sla_dash.agreement import Act, Agreements, History, State, Terms, Version
from sla_dash.board import Board
from sla_dash.calendar import local_day, month_of
from sla_dash.rules import demand
from sla_dash.rules.contact import Standing
from sla_dash.rules.delivery import Standing as Delivered
from sla_dash.statistics import forecast
from sla_dash.words.phrase import Headline, by_name, called, name

QUARTER = timedelta(days=92)
REVISED_SOON = 14
"""Days before its revision from which on the next version is to be written."""
UNJUDGED = (Delivered.NOTHING_DUE, Delivered.NO_TARGET)


def doubts(terms: Terms) -> Iterator[str]:
    """Yield what is allowed in a version but seldom meant."""
    if terms.next_revision > terms.valid_from + QUARTER:
        yield (
            f"Warning: version {terms.version} is revised more than a quarter after {terms.valid_from}, "
            f"on {terms.next_revision}."
        )


def named(version: Version) -> str:
    """Tell a version from every other; one that was withdrawn by its hash, as its number is free again."""
    return f"version {version.number}" + (f" ({version.hash[:6]}, withdrawn)" if version.withdrawn else "")


def waiting(history: History) -> Iterator[str]:
    """Yield which versions wait for whose signature."""
    for one in history.proposals():
        missing = " and ".join(map(called, one.missing))
        yield f"Version {one.number} is proposed and waits for the signature of {missing}: choose it above."


def unmeasured(version: Version, board: Board) -> str:
    """Say why nothing is measured by a version now; "" where it is."""
    if board.now_terms.text_hash != version.hash:
        return "Nothing is measured by this version now: where promises stand is told of the one in force."
    if board.withheld:
        ends = theme.day_and_time(board.withheld, board.now_terms.zone)
        return f"Records end {ends}: too long ago to say which promises are kept."
    return ""


def headlines(version: Version, state: State, board: Board) -> list[Headline]:
    """Say how many promises each side keeps, or who has signed, and when the version is revised."""
    held, signed = version.written, len(version.signatures)
    if unmeasured(version, board):
        signatures = theme.part(signed, signed + len(version.missing))
        found = [Headline("Signatures", signatures, theme.agreed(state, signed=version.signed))]
    else:
        labels = "Types of lead in range", "Types contacted in time"
        found = [_apart(label, marks) for label, marks in zip(labels, _judged(board), strict=True)]
        if held.follow_up:
            total = board.follow_up.lines[-1]
            few = total.decided < theme.ENOUGH_EVENTS
            made = theme.part(total.kept, total.decided) if few else theme.share(total.share)
            found.append(Headline("Follow-ups made", made, theme.followed_up(total)))
    days = (held.next_revision - board.today).days
    return [
        *found,
        Headline(
            "Days to the revision" if days >= 0 else "Days since the revision was due",
            f"{abs(days):,}",
            theme.Mark(
                "●" if days >= 0 else "▼", theme.full_day(held.next_revision), theme.QUIET if days >= 0 else theme.BAD
            ),
        ),
    ]


def not_kept(broken: int, shown: int) -> str:
    """Say how many promises are not kept, and how many of them are ``shown`` at first."""
    if not broken:
        return "No promise is broken by more than chance explains"
    here = f", {shown:,} of them shown" if broken > shown else ""
    return f"{theme.counted(broken, 'promise is', 'promises are')} not kept{here}"


def to_do(version: Version, state: State, today: date, *, broken: bool, draft: int | None) -> list[str]:
    """Say what is to be done about a version of which promises are ``broken`` or not.

    ``draft`` is the number of the next one, where somebody has begun it.
    """
    lines = ["What is not kept: see why, and decide about it, on Delivery, Contact and Follow-up."] if broken else []
    if version.proposed and version.missing and not version.withdrawn:
        missing = " and ".join(map(called, version.missing))
        lines.append(f"Read it to its end, and sign it there: {theme.strong(missing)} has not signed yet.")
    if draft is not None:
        lines.append(f"A draft of version {draft} is begun: choose Revise above to see what differs and propose it.")
    left = (version.written.next_revision - today).days
    if state is State.IN_FORCE and draft is None:
        if left <= REVISED_SOON:
            lines.append("Write the next version: choose Revise above, and the numbers that are to change.")
        else:
            lines.append(
                f"Nothing is to be signed until {theme.full_day(version.written.next_revision)}; to change a promise "
                "before, choose Revise above."
            )
    return lines


def life(version: Version, state: State) -> Iterator[str]:
    """Yield what became of a version: its state, who proposed and signed it, and the hash that they signed."""
    zone = version.written.zone
    yield f"Version {version.number}, {state}, from {theme.full_day(version.written.valid_from)}: {version.hash}"
    if version.proposed:
        yield f"  proposed by {_act(version.proposed, zone)}"
    for one in version.signatures:
        dated = (
            f", dated {theme.full_day(local_day(one.dated, zone))} in the file that it stood in" if one.dated else ""
        )
        yield f"  signed as {called(one.role)} by {_act(one, zone)}{dated}"
    if version.withdrawn:
        yield f"  withdrawn by {_act(version.withdrawn, zone)}"
    elif version.missing and version.proposed:
        yield f"  still to sign: {', '.join(map(called, version.missing))}"
    elif not version.proposed:
        yield f"  not signed: {version.file} in the data folder, which nobody proposed"


def _act(act: Act, zone: ZoneInfo) -> str:
    return f"{by_name(act)}, {theme.full_day_and_time(act.at, zone)}"


def clauses(agreements: Agreements, as_of: datetime) -> Iterator[str]:
    """Yield what is promised in the month of an instant, a line at a time."""
    terms = agreements.governing(as_of)
    month = month_of(local_day(as_of, terms.zone))
    yield f"{terms.title}, version {terms.version}, in force from {terms.valid_from}, revised by {terms.next_revision}"
    for stream in terms.streams:
        if stream.margin is not None:
            yield f"  {stream.name}: a margin of {theme.fine_share(Fraction(stream.margin))} of the amount won"
    for target in demand.targets(terms, month):
        clause = terms.lead_type(target.stream, target.lead_type)
        kept = "no target" if target.leads is None else f"{target.leads:,} leads in {month:%B %Y}"
        unit = f" {terms.currency}" if terms.currency else ""
        worth = "" if target.lead_value is None else f" worth {float(target.lead_value):,.2f}{unit} each"
        chance = ""
        if target.leads:
            on_plan = forecast.chance_in_band_on_plan(target.leads, Fraction(terms.tolerance))
            chance = f"; a month exactly on plan ends in its range {theme.share(on_plan)} of the time"
        yield f"  {name(target.stream, target.lead_type, total=False)}: {kept}{worth}{chance}"
        if clause and clause.respond_within:
            share = theme.share(Fraction(clause.respond_share or 0))
            yield f"    contact within {theme.duration(clause.respond_within)} of working time for {share}"
    for step in terms.follow_up:
        yield f"  follow-up: {step.attempts} attempts by day {step.day}"
    yield from doubts(terms)
    yield f"Hash of the text: {terms.text_hash} ({'signed' if terms.signed else 'not signed'})"


def _judged(board: Board) -> tuple[list[theme.Mark], list[theme.Mark]]:
    """Return where the types of lead stand that can be judged yet: in number, and contacted in time."""
    delivered = [
        theme.delivered(one.standing, could_be_chance=one.could_be_chance)
        for one in (line.so_far for line in board.delivery.lines[:-1])
        if one.standing not in UNJUDGED
    ]
    contacted = [
        theme.contacted(one.standing, could_be_chance=one.could_be_chance)
        for one in board.contact.lines[:-1]
        if one.standing in (Standing.KEPT, Standing.NOT_KEPT)
    ]
    return delivered, contacted


def _apart(label: str, marks: Sequence[theme.Mark]) -> Headline:
    """Say how many of some promises are kept; those that are too close to call are on neither side."""
    kept, close = (sum(one.colour == colour for one in marks) for colour in (theme.GOOD, theme.QUIET))
    broken = len(marks) - kept - close
    if broken:
        mark = theme.Mark("▼", f"{broken} not kept{f', {close} too close' if close else ''}", theme.BAD)
    elif close:
        mark = theme.Mark("≈", f"{close} too close to call", theme.QUIET)
    else:
        mark = (
            theme.Mark("●", "All kept", theme.GOOD) if marks else theme.Mark("○", "Nothing to judge yet", theme.QUIET)
        )
    return Headline(label, theme.part(kept, len(marks)), mark)
