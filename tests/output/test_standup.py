"""The morning's numbers as a person and as a machine read them."""

import json
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sla_dash.access import WHOLE
from sla_dash.board import Board
from sla_dash.journal import Decided
from sla_dash.output import document, meeting
from sla_dash.records import queries
from sla_dash.records.store import Snapshot
from sla_dash.rules import contact
from sla_dash.rules.contact import State
from tests import golden_fixture, informed_leads
from tests.golden_cases import DOCUMENT

FIXTURE = DOCUMENT["fixture"]
EXPECTED = FIXTURE["expected"]


@pytest.fixture(scope="module")
def worked() -> Board:
    held, connection = golden_fixture.records()
    now = datetime.fromisoformat(FIXTURE["now_utc"])
    return Board(Snapshot(connection), held, now, date(2026, 11, 1))


@pytest.fixture(scope="module")
def written(worked: Board) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(document.standup(worked)))
    return found


def said(board: Board) -> str:
    return "\n".join(meeting.text.lines(meeting.day(board, Decided(), WHOLE)))


def keys(names: str) -> set[str]:
    return set(names.split())


KEYS = {
    "as_of": None,
    "month": None,
    "working_days": {"done", "total"},
    "agreement": {"version", "signed"},
    "records": {"loaded_at", "latest_at", "rejected", "stale_since"},
    "delivery": keys(
        "stream lead_type target expected delivered delivered_today rejected standing could_be_chance value_target "
        "value_expected value_delivered value_standing forecast needed_per_day ceiling_per_day"
    ),
    "contact": keys(
        "stream lead_type promise_seconds promised_share standing could_be_chance met breached breached_waiting "
        "at_risk waiting invalid no_promise no_calendar never_assigned known_by_day "
        "share_in_time low high median_seconds p90_seconds never_contacted"
    ),
    "follow_up": {"day", "attempts", "met", "missed", "exempt", "pending"},
    "do_not_be_on_it": {"rep", "breached_waiting", "due_before_next_standup", "follow_ups_missed"},
    "quality": keys(
        "stream lead_type complete of share_complete low high promised_share standing could_be_chance missing "
        "no_promise not_known"
    ),
    "distribution": {"from", "until", "reps", "not_judged", "unassigned", "p_value"},
}


def test_the_document_has_exactly_the_agreed_keys(written: dict[str, Any]) -> None:
    assert list(written) == [*KEYS, "decisions", "since", "meeting"]
    assert written["decisions"] == []
    for name, known in KEYS.items():
        entry = written[name]
        if isinstance(entry, list):
            *lines, total = entry
            assert all(set(line) == known for line in lines), name
            assert known is not None
            assert set(total) == known | {"total"}
            assert total["total"] is True
        elif known is not None:
            assert set(entry) == known
    assert set(written["since"]) == keys("at leads new_month moved late_list decisions said")
    assert set(written["delivery"][0]["forecast"]) == {"mean", "low", "high", "chance_in_band"}


def test_the_document_says_what_is_known_of_leads_and_who_got_them() -> None:
    here = informed_leads.board(informed_leads.AS_OF[0])
    found: dict[str, Any] = json.loads(json.dumps(document.standup(here)))
    total, judged = found["quality"][-1], here.quality.lines[-1]
    assert (total["complete"], total["of"], total["standing"]) == (judged.complete, judged.of, str(judged.standing))
    assert total["share_complete"] == judged.complete / judged.of
    assert total["low"] < total["share_complete"] < total["high"]
    assert total["missing"].keys() == {"need", "budget", "time frame"}
    assert all(one["leads"] <= one["of"] for one in total["missing"].values())
    shared = found["distribution"]
    *reps, every = shared["reps"]
    assert [one["rep"] for one in reps] == ["ann", "bob", "dan"]
    assert [one["weight"] for one in reps] == [2.0, 0.5, 1.0]
    assert sum(one["leads"] for one in reps) == every["leads"] == sum(one["expected"] for one in reps)
    assert every["total"] is True
    assert shared["not_judged"].keys() == {"cho", "eve", "queue"}
    assert (shared["from"], shared["until"]) == ("2026-08-20T22:00:00Z", "2026-11-19T13:07:00Z")
    assert 0 < shared["p_value"] < 1


def test_the_worked_fixture_gives_the_worked_standup(written: dict[str, Any]) -> None:
    delivered = {line["lead_type"]: line["delivered"] + line["delivered_today"] for line in written["delivery"]}
    assert delivered.pop(None) == EXPECTED["mtd_leads_total"]
    assert delivered == EXPECTED["mtd_leads"]
    lead_values = {line["lead_type"]: line["value_delivered"] for line in written["delivery"]}
    today = {line["lead_type"]: line["delivered_today"] for line in written["delivery"]}
    for kind, value in EXPECTED["mtd_value"].items():
        assert lead_values[kind] + today[kind] * FIXTURE["values"][kind] == value


def test_the_worked_fixture_gives_the_worked_states_and_share(worked: Board) -> None:
    now = queries.contact.clocks(worked.snapshot, worked.as_of, worked.next_standup)
    every_month = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    timed = queries.contact.contact_times(worked.snapshot, every_month, worked.as_of, now, worked.agreements)
    found = contact.total(timed)
    counts = {
        "met": found.states[State.MET],
        "breached": found.states[State.BREACHED],
        "pending": found.states[State.WAITING] + found.states[State.AT_RISK],
        "invalid": found.states[State.INVALID],
        "breached_open": found.states[State.BREACHED_WAITING],
    }
    assert counts == EXPECTED["counts"]
    assert found.share is not None
    assert found.share.share == pytest.approx(EXPECTED["km_within_sla"], abs=1e-12)
    assert counts["met"] / (counts["met"] + counts["breached"]) == EXPECTED["naive_met_over_contacted"]
    assert counts["met"] / found.decided == EXPECTED["met_over_decided"]


def test_the_worked_cadence_shows_in_the_milestones_due(worked: Board) -> None:
    """Lead 14 began on 1 October: three attempts by day 14, four of the five due by day 28."""
    october = Board(worked.snapshot, worked.agreements, worked.as_of, date(2026, 10, 1))
    assert [(line.day, line.met, line.missed) for line in october.follow_up.lines[:-1]] == [(14, 1, 0), (28, 0, 1)]
    november = {line.day: line for line in worked.follow_up.lines}
    assert november[14].met == 1  # lead 1 had its three attempts, and was reached
    assert november[56].pending >= 1


def test_text_says_the_same_as_the_document(worked: Board, written: dict[str, Any]) -> None:
    text = said(worked)
    total = written["delivery"][-1]
    assert re.search(rf" {total['delivered']}  .*{round(total['expected'])} due of {total['target']}", text)
    assert "Tue 17 Nov · " in text
    assert "agreement 1, not signed" in text
    assert "None" not in text
    for stop in written["meeting"]["stops"][1:]:
        for part in stop["parts"].get("both") or stop["parts"][written["meeting"]["measure"]]:
            assert part["sentence"] in text


def test_an_empty_month_says_so_without_a_number_it_does_not_have(worked: Board) -> None:
    empty = Board(worked.snapshot, worked.agreements, datetime(2026, 12, 1, 8, tzinfo=UTC), date(2026, 12, 1))
    text = said(empty)
    assert "December begins: 140 leads are promised." in text
    assert "Marketing: not judged, the records end Tue 17 Nov 15:10." in text
    assert "Nothing due yet" not in text
    assert "November ended" not in text
    assert not re.search(r"\b0 %", text)
