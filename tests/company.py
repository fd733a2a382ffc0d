"""The made-up company as its files tell it, read and judged with plain Python."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

from sla_dash import agreement, journal
from sla_dash.calendar import DAY, Calendar, local_day, month_of, next_month, utc
from sla_dash.load import holidays
from sla_dash.rules import contact, delivery, demand
from sla_dash.rules.contact import State
from sla_dash.rules.delivery import Standing
from sla_dash.statistics import survival
from tests import ROOT

DATA = ROOT / "data"
AGREEMENTS = journal.read(DATA).agreements
CRM_ZONE = ZoneInfo("Europe/Warsaw")
INSTANTS = (
    "2026-11-19T08:00+00:00",  # a Thursday, as the stand-up begins
    "2026-11-22T10:00+00:00",  # a Sunday
    "2026-12-01T07:30+00:00",  # the first of a month
    "2027-03-15T13:00+00:00",  # a Monday, with both teams at work
    "2028-02-29T23:30+00:00",  # already March in the agreement's zone
)
NAMED = holidays.named({key for terms in AGREEMENTS.versions for key in terms.countries}, 2024, 2029)
DAYS_OFF = {key: frozenset(found) for key, found in NAMED.items()}
MANY = 10
"""Working days done after which the story is beyond chance."""

Row = dict[str, str]


@dataclass(frozen=True)
class Company:
    """The files as they were written, less the rows that were planted to be refused."""

    now: datetime
    terms: agreement.Terms
    folder: Path
    leads: list[Row]
    human: dict[str, list[datetime]]
    """Outbound touches by people, by lead; in order."""
    contact: dict[str, datetime]
    talked: dict[str, datetime]
    delivered: Counter[tuple[date, str]]

    @property
    def today(self) -> date:
        return local_day(self.now, self.terms.zone)

    @property
    def month(self) -> date:
        return month_of(self.today)

    def done(self) -> int:
        return self.terms.calendar(DAYS_OFF).working_days(self.month, self.today)


def rows(file: Path, delimiter: str = ",") -> list[Row]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened, delimiter=delimiter))


def instant(text: str) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=CRM_ZONE).astimezone(UTC) if text else None


def read(folder: Path, now: datetime) -> Company:
    leads = {row["Lead ID"]: row for row in reversed(rows(folder / "leads.csv")) if row["Lead ID"] < "L-9"}
    human: dict[str, list[datetime]] = defaultdict(list)
    stopped: dict[str, datetime] = {}
    talked: dict[str, datetime] = {}
    for row in rows(folder / "touches.csv"):
        if row["Automated"] == "Yes" or row["Lead"] not in leads or row["When"] > str(now.year + 50):
            continue
        at = datetime.fromisoformat(row["When"]).astimezone(UTC)
        if row["Direction"] == "Outgoing":
            human[row["Lead"]].append(at)
        if row["Direction"] == "Outgoing" or row["Result"] == "Talked":
            stopped.setdefault(row["Lead"], at)
        if row["Result"] == "Talked":
            talked.setdefault(row["Lead"], at)
    terms = AGREEMENTS.governing(now)
    counts = delivered(list(leads.values()), terms.zone)
    return Company(now, terms, folder, list(leads.values()), human, stopped, talked, counts)


def delivered(leads: list[Row], zone: ZoneInfo) -> Counter[tuple[date, str]]:
    """Count the leads handed over and not rejected by day and type, each e-mail once in 30 days."""
    kept: dict[str, datetime] = {}
    counts: Counter[tuple[date, str]] = Counter()
    handed = [(at, row) for row in leads if row["Test"] == "No" and (at := instant(row["MQL Date"]))]
    for at, row in sorted(handed, key=lambda one: (one[0], one[1]["Lead ID"])):
        email = row["Email"].strip().lower()
        if email and email in kept and at - kept[email] <= timedelta(days=30):
            continue
        kept[email] = at
        if not row["Rejected"]:
            counts[local_day(at, zone), row["Lead Type"]] += 1
    return counts


def net(company: Company, month: date, end: date) -> Counter[str]:
    counts: Counter[str] = Counter()
    for (day, name), n in company.delivered.items():
        if month <= day < end:
            counts[name] += n
    return counts


def standings(company: Company, month: date) -> dict[str, tuple[Standing, bool]]:
    """Return where each type stands in a month, and whether it may be chance; the total under ""."""
    terms = AGREEMENTS.for_month(month) or company.terms
    end = min(company.today, next_month(month))
    counts = net(company, month, end)
    share = delivery.pace(month, end, *[terms.calendar(DAYS_OFF).is_working_day] * 2).share
    found = {}
    targets = {target.lead_type: (target.leads or 0) * share for target in demand.targets(terms, month)}
    targets[""], counts[""] = sum(targets.values(), Fraction(0)), sum(counts.values())
    for name, expected in targets.items():
        chance = share > 0 and delivery.within_noise(counts[name], expected, 1.5 * float(expected), share)
        found[name] = delivery.standing(counts[name], expected, Fraction(terms.tolerance)), chance
    return found


def calendar(terms: agreement.Terms, owner: str) -> Calendar:
    number = int(owner.removeprefix("rep ")) if owner else 0
    team = (
        (None, None) if not owner else ("Europe", "Europe/Warsaw") if number <= 6 else ("Americas", "America/New_York")
    )
    return terms.calendar(DAYS_OFF, owner or None, *team)


def judged(company: Company, since: date) -> Iterator[tuple[Row, State, contact.Timed]]:
    """Judge each lead handed over since a day, and each older one that still waits."""
    standup, own = company.terms.standup.at, company.terms.calendar(DAYS_OFF)
    at_clock = standup.hour * 3_600 + standup.minute * 60
    meetings = (utc(company.today + n * DAY, at_clock, own.zone) for n in range(15))
    following = next(at for at in meetings if at > company.now and own.is_working_day(local_day(at, own.zone)))
    calendars: dict[tuple[int, str], Calendar] = {}
    for row in company.leads:
        start = instant(row["MQL Date"])
        made = company.contact.get(row["Lead ID"])
        if start is None or row["Test"] == "Yes" or not row["Lead Type"]:
            continue
        ended = instant(row["Closed"])
        if (made or ended) and local_day(start, company.terms.zone) < since:
            continue
        terms = AGREEMENTS.governing(start)
        clause = terms.lead_type(row["Business Line"], row["Lead Type"])
        assert clause is not None
        assert clause.respond_within is not None
        assert clause.respond_share is not None
        mine = calendars.setdefault((terms.version, row["Owner"]), calendar(terms, row["Owner"]))
        state = contact.state(
            start, made, company.now, clause.respond_within, mine, ended=ended, next_standup=following
        )
        assert state is not None
        used = mine.working_time(start, made or company.now)
        minutes = None if ended and not made else survival.minutes(used, bool(made))
        promise = int(clause.respond_within.total_seconds())
        yield row, state, contact.Timed(
            row["Business Line"], row["Lead Type"], promise, Fraction(clause.respond_share), state, made is not None,
            used > clause.respond_within, minutes, 1,
        )  # fmt: skip
