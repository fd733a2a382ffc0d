"""The made-up company: its files, read here with plain Python, tell the same story whenever they are written."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest

from sla_dash import agreement, demo, load
from sla_dash.calendar import DAY, Calendar, local_day, month_of, next_month, previous_month, utc
from sla_dash.load import holidays
from sla_dash.rules import contact, delivery, demand, followup
from sla_dash.rules.contact import State
from sla_dash.rules.delivery import Standing
from tests import ROOT

DATA = ROOT / "data"
AGREEMENTS = agreement.read(DATA)
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
PLANTED = {
    ("leads", "created_at"),
    ("leads", "lead_id"),
    ("touches", "lead_id"),
    ("touches", "touched_at"),
    ("deals", None),
}

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


@pytest.fixture(scope="module", params=INSTANTS)
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Company:
    now, folder = datetime.fromisoformat(request.param), tmp_path_factory.mktemp("demo")
    demo.write(folder, AGREEMENTS, now)
    return read(folder, now)


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
    """Return where each type stands in a month, and whether it could be chance; the total under ""."""
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
        seconds = mine.working_seconds(start, made or company.now)
        minutes = -(-seconds // 60) if made else None if ended else seconds // 60
        promise = int(clause.respond_within.total_seconds())
        yield row, state, contact.Timed(
            row["Business Line"], row["Lead Type"], promise, Fraction(clause.respond_share), state, made is not None,
            seconds > promise, minutes, 1,
        )  # fmt: skip


def test_this_month_the_total_is_in_band_while_one_type_is_above_and_one_below(company: Company) -> None:
    if not company.done():
        assert {where for where, _ in standings(company, company.month).values()} == {Standing.NOTHING_DUE}
        return
    found = standings(company, company.month)
    expected = dict.fromkeys(found, Standing.IN) | {"website form": Standing.ABOVE, "outbound": Standing.BELOW}
    assert {name: where for name, (where, _) in found.items()} == expected
    assert company.done() < MANY or not (found["website form"][1] or found["outbound"][1])


def test_this_month_brings_less_value_than_leads(company: Company) -> None:
    if company.done() < MANY:
        return
    targets = demand.targets(company.terms, company.month)
    counts = net(company, company.month, company.today)
    worth = sum((counts[one.lead_type] * (one.lead_value or 0) for one in targets), Fraction(0))
    promised = sum((one.value or Fraction(0) for one in targets), Fraction(0))
    own = company.terms.calendar(DAYS_OFF)
    share = delivery.pace(company.month, company.today, own.is_working_day, own.is_working_day).share
    assert Fraction(80, 100) < worth / (promised * share) < Fraction(95, 100)


def test_content_was_above_in_three_closed_months_and_outbound_below_in_two(company: Company) -> None:
    months = [previous_month(company.month)]
    while len(months) < 3:
        months.append(previous_month(months[-1]))
    found = [standings(company, month) for month in months]
    assert [one["content download"][0] for one in found] == [Standing.ABOVE] * 3
    assert [one["outbound"][0] for one in found].count(Standing.BELOW) == 2
    others = {one[name][0] for one in found for name in ("", "website form", "demo request", "event")}
    assert others == {Standing.IN}


def test_some_leads_are_late_and_some_fall_due_but_none_was_forgotten_for_weeks(company: Company) -> None:
    waiting: dict[State, list[Row]] = defaultdict(list)
    for row, state, _ in judged(company, company.today):
        waiting[state].append(row)
    late, due, fresh = waiting[State.BREACHED_WAITING], waiting[State.AT_RISK], waiting[State.WAITING]
    by_rep = Counter(row["Owner"] for row in late)
    assert 12 <= len(late) <= 16
    assert 4 <= len(by_rep) <= 5
    assert sum(n for _, n in by_rep.most_common(2)) > len(late) / 2
    assert 8 <= len(due) <= 10
    assert 4 <= len(fresh) <= 12
    oldest = min(at for row in late + due + fresh if (at := instant(row["MQL Date"])))
    assert company.now - oldest < timedelta(days=8)


def test_a_few_leads_that_were_late_at_the_last_standup_have_been_contacted_since(company: Company) -> None:
    own, meets = company.terms.calendar(DAYS_OFF), company.terms.standup.at
    earlier = (utc(company.today - n * DAY, meets.hour * 3_600 + meets.minute * 60, own.zone) for n in range(15))
    last = next(at for at in earlier if at < company.now and own.is_working_day(local_day(at, own.zone)))
    left = 0
    for row in company.leads:
        start, made = instant(row["MQL Date"]), company.contact.get(row["Lead ID"])
        if start and made and start < last < made and row["Test"] == "No":
            clause = AGREEMENTS.governing(start).lead_type(row["Business Line"], row["Lead Type"])
            used = calendar(AGREEMENTS.governing(start), row["Owner"]).working_seconds(start, last)
            left += bool(clause and clause.respond_within and used > clause.respond_within.total_seconds())
    assert 3 <= left <= 20


def test_demo_requests_wait_too_long_and_the_other_promises_to_the_smb_stream_are_kept(company: Company) -> None:
    timed: dict[str, list[contact.Timed]] = defaultdict(list)
    for _, _, one in judged(company, company.month):
        timed[one.lead_type or ""].append(one)
    if company.done() < MANY:
        return
    found = {name: contact.in_time(held, None, name) for name, held in timed.items()}
    share = {name: one.share.share for name, one in found.items() if one.share}
    assert 0.60 < share["demo request"] < 0.68
    assert found["demo request"].standing is contact.Standing.NOT_KEPT
    assert not found["demo request"].could_be_chance
    for name in ("website form", "content download"):
        assert 0.90 <= share[name] <= 0.97
        assert found[name].standing is contact.Standing.KEPT
    assert share["outbound"] > 0.8
    total = contact.total([one for held in timed.values() for one in held])
    assert total.standing is contact.Standing.NOT_KEPT
    assert total.could_be_chance


def test_follow_up_fades_and_two_reps_owe_most_of_it(company: Company) -> None:
    kept: Counter[tuple[int, followup.Kept]] = Counter()
    missed: Counter[str] = Counter()
    since = company.now - timedelta(days=45)
    for row in company.leads:
        start = instant(row["MQL Date"])
        if start is None or row["Test"] == "Yes":
            continue
        stops = [at for at in (company.talked.get(row["Lead ID"]), instant(row["Closed"])) if at]
        made = followup.attempts(company.human.get(row["Lead ID"], []), start)
        for promise in company.terms.follow_up:
            if since <= start + timedelta(days=promise.day) < company.now:
                outcome, _ = followup.milestone(start, made, company.now, min(stops, default=None), promise)
                kept[promise.day, outcome] += 1
                missed[row["Owner"]] += outcome is followup.Kept.MISSED
    rates = [
        kept[day, followup.Kept.MET] / (kept[day, followup.Kept.MET] + kept[day, followup.Kept.MISSED])
        for day in (promise.day for promise in company.terms.follow_up)
    ]
    assert 0.72 < rates[0] < 0.88
    assert 0.54 < rates[1] < 0.80
    assert 0.48 < rates[2] < 0.82
    assert {rep for rep, _ in missed.most_common(2)} == {"rep 04", "rep 08"}
    assert missed["rep 04"] + missed["rep 08"] > 0.4 * sum(missed.values())


def test_most_that_is_open_is_kept_in_touch_with_and_a_few_records_are_silent_for_a_week(company: Company) -> None:
    quiet = company.now - timedelta(days=7)
    touched: dict[str, datetime] = {}
    for row in rows(company.folder / "touches.csv"):
        at = datetime.fromisoformat(row["When"]).astimezone(UTC)
        by_a_person = row["Automated"] == "No" and (row["Direction"] == "Outgoing" or row["Result"] == "Talked")
        if by_a_person and at <= company.now:
            touched[row["Lead"]] = max(at, touched.get(row["Lead"], at))
    deals = [row for row in rows(company.folder / "deals.csv", ";") if row["Lead"]]
    talks = [row for row in deals if row["Stage"] == "Negotiation"]
    in_deals = {row["Lead"] for row in deals}

    def silent(lead: str, *changed: datetime | None) -> bool:
        return max(filter(None, (touched.get(lead), *changed)), default=quiet) <= quiet

    forgotten = sum(silent(row["Lead"], day_first(row["Opened"])) for row in talks)
    waiting = sum(
        silent(row["Lead ID"], instant(row["MQL Date"]), instant(row["Assigned"]), instant(row["SQL Date"]))
        for row in company.leads
        if row["MQL Date"] and row["Test"] == "No" and not row["Closed"] and row["Lead ID"] not in in_deals
    )
    assert len(talks) > 700
    assert 1 <= forgotten <= 15
    assert 15 <= forgotten + waiting <= 60


def day_first(text: str) -> datetime | None:
    return instant(f"{text[6:10]}-{text[3:5]}-{text[:2]}{text[10:]}")


def test_nothing_happens_after_now_or_long_before(company: Company) -> None:
    columns = ("Create Date", "Assigned", "MQL Date", "SQL Date", "Rejected", "Closed")
    found = [at for row in company.leads for name in columns if (at := instant(row[name]))]
    found += [at for touches in company.human.values() for at in touches]
    assert max(found) <= company.now
    assert timedelta(days=13 * 30) < company.now - min(found) < timedelta(days=15 * 31)


def test_nobody_in_the_files_exists(company: Company) -> None:
    assert {row["Email"].partition("@")[2] for row in company.leads if row["Email"]} == {"example.com"}
    owners = {row["Owner"] for row in company.leads} - {""}
    assert owners == {f"rep {n:02}" for n in range(1, 11)} == {row["User"] for row in rows(company.folder / "reps.csv")}


def test_the_records_hold_what_real_ones_hold(company: Company) -> None:
    touches = rows(company.folder / "touches.csv")
    deals = rows(company.folder / "deals.csv", ";")
    by_lead = Counter(row["Lead"] for row in deals if row["Lead"])
    owner = {row["Lead ID"]: row["Owner"] for row in company.leads}
    early = [
        row["Lead ID"]
        for row in company.leads
        if (start := instant(row["MQL Date"])) and company.contact.get(row["Lead ID"], start) < start
    ]
    assert 20_000 < len(company.leads) < 30_000
    assert 80_000 < len(touches) < 130_000
    assert len(early) == 3
    assert by_lead.most_common(1)[0][1] >= 2
    assert {row["Stage"] for row in deals} >= {"Closed won", "Closed lost", "Negotiation"}
    assert any(row["By"] and owner.get(row["Lead"]) not in (row["By"], "", None) for row in touches)
    for column, empty in (("Owner", 0.005), ("Lead Type", 0.001), ("Email", 0.005), ("MQL Date", 0.02)):
        share = sum(not row[column] for row in company.leads) / len(company.leads)
        assert empty < share < 0.06, column


def test_equal_arguments_write_equal_files_and_another_seed_others(tmp_path: Path) -> None:
    now = datetime.fromisoformat(INSTANTS[0])
    written = []
    for name, seed in (("first", 1), ("again", 1), ("other", 2)):
        folder = tmp_path / name
        folder.mkdir()
        demo.write(folder, AGREEMENTS, now, seed=seed)
        written.append({file.name: file.read_bytes() for file in folder.iterdir()})
    assert written[0] == written[1]
    assert written[0]["leads.csv"] != written[2]["leads.csv"]


def test_loading_refuses_exactly_the_rows_that_were_planted(tmp_path: Path) -> None:
    now = datetime.fromisoformat(INSTANTS[1])
    files, data = tmp_path / "files", tmp_path / "data"
    files.mkdir()
    data.mkdir()
    demo.write(files, AGREEMENTS, now)
    report = load.records(files, DATA / "mappings" / "demo.toml", data, AGREEMENTS, now=now)
    with duckdb.connect(str(report.path), read_only=True) as snapshot:
        refused = snapshot.execute("select table_name, column_name from rejects").fetchall()
        counts = snapshot.execute("""
            select (select count(*) from leads), (select count(*) from touches), (select count(*) from deals)
        """).fetchone()
    assert len(refused) == len(PLANTED)
    assert set(refused) == PLANTED
    whole = read(files, now)
    assert counts is not None
    assert counts[0] == len(whole.leads)
    assert counts[1] == len(rows(files / "touches.csv")) - 2
    assert counts[2] == len(rows(files / "deals.csv", ";")) - 1
