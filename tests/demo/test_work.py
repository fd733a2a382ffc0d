"""What sales does in the made-up company is the same story whenever it is written."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

from sla_dash.calendar import DAY, local_day, utc
from sla_dash.rules import contact, followup
from sla_dash.rules.contact import State
from tests.company import (
    AGREEMENTS,
    DAYS_OFF,
    MANY,
    Company,
    Row,
    calendar,
    instant,
    judged,
    rows,
)


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
            used = calendar(AGREEMENTS.governing(start), row["Owner"]).working_time(start, last)
            left += bool(clause and clause.respond_within and used > clause.respond_within)
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
        stop = min(stops, default=None)
        made = followup.attempts(company.human.get(row["Lead ID"], []), start, stop)
        for promise in company.terms.follow_up:
            if since <= start + timedelta(days=promise.day) < company.now:
                outcome, _ = followup.milestone(start, made, company.now, stop, promise)
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
