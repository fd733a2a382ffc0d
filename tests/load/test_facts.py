"""The facts, one row per lead: SQL against plain Python on the same records."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sla_dash.agreement import parse
from sla_dash.rules import followup
from tests import drawn
from tests.golden_cases import assert_agrees, cases
from tests.times import naive, stamp


def test_a_touch_without_a_rep_is_not_credited_to_the_next_who_named_himself() -> None:
    connection = drawn.records(
        leads="lead_id | qualified_at | owner\n1 | 2026-11-02 09:00:00 | ann",
        touches="""
            lead_id | touched_at          | rep
            1       | 2026-11-02 09:05:00 |
            1       | 2026-11-02 09:20:00 | bob
        """,
    )
    assert connection.execute("select contact_by from facts").fetchone() == (None,)


def test_of_two_who_reached_a_lead_at_one_instant_the_first_by_name_is_taken() -> None:
    touches = ["lead_id | touched_at | rep", *(f"1 | 2026-11-02 09:05:00 | {rep}" for rep in ("cho", "ann", "bob"))]
    connection = drawn.records(leads="lead_id | qualified_at\n1 | 2026-11-02 09:00:00", touches="\n".join(touches))
    assert connection.execute("select contact_by from facts").fetchone() == ("ann",)


def test_of_two_currencies_in_as_many_deals_the_first_by_name_is_summed_in() -> None:
    deals = ["deal_id | opened_at | stage | amount | currency"]
    deals += [f"{n} | 2026-11-02 09:05:00 | won | 5 | {one}" for n, one in enumerate(("USD", "eur", "EUR", "usd"))]
    connection = drawn.records(deals="\n".join(deals))
    assert connection.execute("select deal_id from deal_facts where amount is not null").fetchall() == [("1",), ("2",)]


@cases("dedupe_leads")
def test_the_same_person_within_thirty_days_is_one_lead(case: dict[str, Any]) -> None:
    seen: set[int] = set()
    drawing = ["lead_id | email | qualified_at"]
    for lead in case["inputs"]["leads"]:
        if lead["id"] not in seen:  # a repeated id is rejected by the loader, before there are facts
            drawing.append(f"{lead['id']} | {lead['email'] or ''} | {stamp(lead['t'])}")
        seen.add(lead["id"])
    held = drawn.agreements(drawn.terms(valid_from="1970-01-01", next_revision="1970-03-01"))
    connection = drawn.records(held, leads="\n".join(drawing))
    kept = connection.execute("select cast(lead_id as integer) from facts where counted order by 1").fetchall()
    assert_agrees([row[0] for row in kept], case)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=30)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a@x.example", " A@X.example", "b@x.example", ""]), st.integers(0, 100)), max_size=25
    )
)
def test_leads_kept_in_sql_equal_the_plain_rule(hands: list[tuple[str, int]]) -> None:
    drawing = ["lead_id | email | qualified_at"]
    drawing += [f"{n:02} | {email} | {stamp(1_700_000_000 + day * 86_400)}" for n, (email, day) in enumerate(hands)]
    connection = drawn.records(leads="\n".join(drawing))
    last: dict[str, int] = {}
    kept = set()
    for n, (email, day) in sorted(enumerate(hands), key=lambda one: (one[1][1], one[0])):
        key = email.strip().lower()
        if not key or key not in last or day - last[key] > 30:
            kept.add(f"{n:02}")
            last[key] = day
    assert {row[0] for row in connection.execute("select lead_id from facts where counted").fetchall()} == kept


@cases("first_touch")
def test_only_a_person_stops_the_clock(case: dict[str, Any]) -> None:
    drawing = ["lead_id | touched_at | channel | direction | is_automated | outcome"]
    for event in case["inputs"]["events"]:
        direction = "inbound" if event.get("direction") == "in" else "outbound"
        drawing.append(
            f"1 | {stamp(event['t'])} | {event['kind']} | {direction} | {event['auto']} | {event.get('outcome', '')}"
        )
    connection = drawn.records(leads=f"lead_id | qualified_at\n1 | {stamp(0)}", touches="\n".join(drawing))
    found = connection.execute("select epoch(contact_at), epoch(conversation_at) from facts").fetchone()
    assert found is not None
    expected = case["expected"]
    assert found == (expected["human_attempt"], expected["connected"])


def test_an_inbound_call_that_a_person_took_stops_the_clock() -> None:
    connection = drawn.records(
        leads="lead_id | qualified_at\n1 | 2026-11-02 09:00:00",
        touches="""
            lead_id | touched_at          | direction | outcome   | rep
            1       | 2026-11-02 09:05:00 | inbound   |           |
            1       | 2026-11-02 09:20:00 | inbound   | connected | bob
            1       | 2026-11-02 10:00:00 | outbound  | no_answer | ann
        """,
    )
    found = connection.execute("select contact_at, contact_by, len(attempts) from facts").fetchone()
    assert found == (datetime(2026, 11, 2, 9, 20), "bob", 0)  # nobody need try to reach who was reached


@settings(max_examples=30)
@given(st.lists(st.integers(-30, 200), max_size=20), st.none() | st.integers(-30, 200))
def test_attempts_in_sql_equal_the_plain_rule(minutes: list[int], closed: int | None) -> None:
    start = datetime(2026, 11, 2, 9, tzinfo=UTC)
    touched = [start + timedelta(minutes=minute) for minute in minutes]
    stop = None if closed is None else start + timedelta(minutes=closed)
    lines = "\n".join(f"1 | {naive(at)}" for at in touched)
    connection = drawn.records(
        leads=f"lead_id | qualified_at | closed_at\n1 | {naive(start)} | {naive(stop) if stop else ''}",
        touches=f"lead_id | touched_at\n{lines}",
    )
    found = connection.execute("select attempts from facts").fetchone()
    assert found is not None
    assert (found[0] or []) == [naive(at) for at in followup.attempts(touched, start, stop)]


@pytest.mark.parametrize("stop", ["closed_at", "rejected_at", "reached", "won"])
def test_an_attempt_as_the_follow_up_stops_is_one_and_one_after_it_is_none(stop: str) -> None:
    at = "2026-11-04 10:00:00"
    column = stop if stop.endswith("_at") else "closed_at"
    connection = drawn.records(
        leads=f"lead_id | qualified_at | {column}\n1 | 2026-11-02 09:00:00 | {at if column == stop else ''}",
        touches=f"""
            lead_id | touched_at          | outcome
            1       | 2026-11-03 10:00:00 | no_answer
            1       | {at}                | {"connected" if stop == "reached" else "no_answer"}
            1       | 2026-11-04 10:10:00 | no_answer
        """,
        deals=f"deal_id | lead_id | opened_at | closed_at | stage\n1 | 1 | 2026-11-03 | {at} | won"
        if stop == "won"
        else "\n",
    )
    (found,) = connection.execute("select attempts from facts").fetchall()
    assert found == ([datetime(2026, 11, 3, 10), datetime(2026, 11, 4, 10)],)


def test_a_lead_is_judged_by_the_version_in_force_when_its_clock_started() -> None:
    before = drawn.terms(valid_from="2026-09-01", next_revision="2026-11-01")
    after = parse(
        drawn.AGREEMENT.replace("version = 1", "version = 2")
        .replace("2026-09-01", "2026-11-01")
        .replace("2026-12-01", "2027-01-01")
        .replace('"4h"', '"30min"')
    )
    connection = drawn.records(
        drawn.agreements(before, after),
        leads="""
            lead_id | lead_type | qualified_at
            early   | form      | 2026-08-31 21:59:59
            first   | form      | 2026-10-31 22:59:59
            second  | form      | 2026-10-31 23:00:00
            typeless|           | 2026-11-05 10:00:00
        """,
    )
    found = connection.execute("select lead_id, version, promise_us / 1e6 from facts order by qualified_at").fetchall()
    assert found == [("early", None, None), ("first", 1, 14_400), ("second", 2, 1800), ("typeless", 2, None)]


@pytest.mark.parametrize(
    ("choice", "started"), [("qualified_at", "10:00"), ("assigned_at", "11:00"), ("created_at", "09:00")]
)
def test_the_clock_starts_where_the_agreement_says(choice: str, started: str) -> None:
    connection = drawn.records(
        drawn.agreements(drawn.terms().model_copy(update={"clock_start": choice})),
        leads="""
            lead_id | created_at          | qualified_at        | assigned_at
            1       | 2026-11-02 09:00:00 | 2026-11-02 10:00:00 | 2026-11-02 11:00:00
        """,
    )
    assert connection.execute("select strftime(clock_at, '%H:%M') from facts").fetchone() == (started,)


def test_a_lead_with_two_deals_stays_one_lead() -> None:
    connection = drawn.records(
        leads="lead_id | qualified_at\n1 | 2026-11-02 09:00:00\n2 | 2026-11-02 09:00:00",
        deals="""
            deal_id | lead_id | opened_at           | closed_at           | stage | amount
            x       | 1       | 2026-11-04 09:00:00 | 2026-11-10 09:00:00 | won   | 100.50
            y       | 1       | 2026-11-03 09:00:00 | 2026-11-12 09:00:00 | won   | 20
            z       |         | 2026-11-03 09:00:00 | 2026-11-12 09:00:00 | won   | 999
        """,
    )
    found = connection.execute("select count(*), sum(won_amount), min(opportunity_at) from facts").fetchone()
    assert found is not None
    assert (found[0], float(found[1]), found[2]) == (2, 120.5, datetime(2026, 11, 3, 9))


def test_no_records_at_all_make_no_facts() -> None:
    assert drawn.records().execute("select count(*) from facts").fetchone() == (0,)


DEALS = """
    deal_id | lead_id | opened_at  | closed_at  | stage | amount | currency
    x       | 1       | 2026-11-03 | 2026-11-10 | won   | 100    | eur
    y       | 1       | 2026-11-03 | 2026-11-11 | won   | 20     |
    z       | 1       | 2026-11-03 | 2026-11-12 | won   | 999    | JPY
    u       | 1       | 2026-11-03 | 2026-11-12 | lost  | 7      | EUR
"""


@pytest.mark.parametrize(
    ("agreed", "summed", "apart"), [("EUR", 120, "JPY: z"), ("jpy", 1019, "EUR: u"), (None, 120, "JPY: z")]
)
def test_amounts_are_summed_in_the_agreed_currency_or_the_commonest(
    agreed: str | None, summed: int, apart: str
) -> None:
    held = drawn.agreements(drawn.terms().model_copy(update={"currency": agreed}))
    connection = drawn.records(held, leads="lead_id | qualified_at\n1 | 2026-11-02", deals=DEALS)
    assert connection.execute("select won_amount from facts").fetchone() == (summed,)
    assert connection.execute("select sum(amount) from deal_facts where stage = 'won'").fetchone() == (summed,)
    told = connection.execute("select example from quality where check_name = 'in another currency'").fetchall()
    assert told == [(apart,)]


def test_amounts_without_any_currency_are_in_one() -> None:
    connection = drawn.records(
        leads="lead_id | qualified_at\n1 | 2026-11-02",
        deals="deal_id | lead_id | opened_at | closed_at | stage | amount\nx | 1 | 2026-11-03 | 2026-11-10 | won | 5",
    )
    assert connection.execute("select won_amount from facts").fetchone() == (5,)
    assert connection.execute("select amount, amount_abroad from deal_facts").fetchone() == (5, None)
