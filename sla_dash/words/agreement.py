"""What was agreed, in words."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from sla_dash import theme
from sla_dash.agreement import Act, Agreements, History, State, Terms, Version
from sla_dash.calendar import local_day, month_of
from sla_dash.rules import demand
from sla_dash.statistics import forecast
from sla_dash.words.phrase import called, name

QUARTER = timedelta(days=92)


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
    verified = "" if act.verified else " (not verified)"
    return f"{called(act.who)}{verified}, {theme.full_day_and_time(act.at, zone)}"


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
