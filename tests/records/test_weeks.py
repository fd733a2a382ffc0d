"""What loading counted by the week of a span, and what is counted lead by lead, at the very edges of weeks."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest

from sla_dash import sql
from sla_dash.agreement import parse
from sla_dash.calendar import DAY, MICROSECOND, utc
from sla_dash.records.store import Snapshot
from tests import drawn, happened
from tests.happened import AT, Cells, Story, asked, wanted
from tests.times import naive

ZONE = drawn.terms().zone
MONDAYS = [datetime(2026, 9, 7, tzinfo=UTC) + n * timedelta(weeks=1) for n in range(4)]
TURNS = [tick for monday in MONDAYS for tick in (monday - MICROSECOND, monday, monday + MICROSECOND)]
LOCAL = utc(date(2026, 9, 14), 0, ZONE)
"""A local week turns here, hours before the week of UTC."""
EDGES = [*TURNS, LOCAL, MONDAYS[0] - 3 * DAY, MONDAYS[1] + 2 * DAY, MONDAYS[-1] + 3 * DAY]
COUNTED = [name for name in asked() if re.search(r"\b(minute|hour|rep|win)_weeks\b", sql.statement(name))]


def story(start: datetime, owner: str) -> Story:
    at = (start - AT) / DAY
    lead: Cells = {"created_at": at, "qualified_at": at, "owner": owner, "assigned_at": at, "score": str(start.day)}
    return lead, [{"touched_at": at + 0.01, "outcome": "no_answer", "rep": owner}], []


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    starts = [*TURNS, LOCAL - MICROSECOND, LOCAL, MONDAYS[0] + DAY, MONDAYS[1] + 3 * DAY, MONDAYS[2] + DAY]
    stories = {f"{start} {n}": story(start, ("ann", "bob")[n % 2]) for n, start in enumerate(starts)}
    odd = MONDAYS[1] + 2 * DAY  # in the middle of a whole week
    (lead, touches, deals), at = story(odd, "ann"), (odd - AT) / DAY
    assert lead
    others: dict[str, Story] = {
        "waits": ({"created_at": -55, "qualified_at": -55, "owner": "ann", "assigned_at": -55}, [], []),
        "of no promise": ({**lead, "lead_type": "another"}, touches, deals),
        "called before its hand-off": ({**lead, "created_at": at - 1}, [{**touches[0], "touched_at": at - 0.5}], deals),
        "known by its day": ({**lead, "qualified_until": at + 1}, [{**touches[0], "touched_at": at + 2}], deals),
    }
    return Snapshot(happened.records({**stories, **others}, AT))


def test_five_statements_count_weeks() -> None:
    assert COUNTED == ["contact_hours", "contact_times", "contact_weeks", "people_decided", "winning_strata"]


@pytest.mark.parametrize("name", COUNTED)
def test_a_span_holds_the_leads_of_its_whole_weeks_and_of_its_edges_once_each(name: str, snapshot: Snapshot) -> None:
    answers = set()
    for starts_at, ends_at in combinations(sorted(EDGES), 2):
        known = happened.parameters(snapshot, AT) | {"starts_at": naive(starts_at), "ends_at": naive(ends_at)}
        found, expected = (happened.answer(snapshot, name, {**known, "prepared": one}) for one in (True, False))
        assert found == expected, (starts_at, ends_at)
        answers.add(str(found))
    assert len(answers) > len(MONDAYS)


@pytest.mark.parametrize("name", COUNTED)
def test_a_week_counts_only_what_is_asked_about(name: str, snapshot: Snapshot) -> None:
    known = happened.parameters(snapshot, AT)
    for parameter, own in {"stream": "SMB", "lead_type": "form"}.items():
        if parameter in wanted(name):
            asked_for = {**known, parameter: own}
            found, expected = (happened.answer(snapshot, name, {**asked_for, "prepared": one}) for one in (True, False))
            assert found == expected != []
            assert happened.answer(snapshot, name, {**known, "prepared": True, parameter: "nobody's"}) == []


def test_a_lead_of_which_only_the_day_is_known_is_not_compared_with_those_of_working_hours() -> None:
    day = (MONDAYS[1] + 2 * DAY - AT) / DAY
    lead: Cells = {"lead_id": "known by its day", "lead_type": "form", "qualified_at": day, "qualified_until": day + 1}
    touches: list[Cells] = [
        {"lead_id": "known by its day", "touched_at": at, "outcome": "no_answer"} for at in (day + 2, day + 20)
    ]
    held = drawn.agreements(parse(drawn.AGREEMENT.replace('"4h"', '"16h"')))
    tables = {"leads": happened.drawing([lead]), "touches": happened.drawing(touches)}
    snapshot = Snapshot(drawn.records(held, AT, **tables))
    known = happened.parameters(snapshot, AT)
    assert happened.answer(snapshot, "contact_times", {**known, "prepared": True}) != []
    for prepared in (True, False):
        assert happened.answer(snapshot, "winning_strata", {**known, "prepared": prepared}) == []
