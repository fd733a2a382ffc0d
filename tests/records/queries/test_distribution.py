"""Who was assigned how many leads, in SQL against plain Python, on random records."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from sla_dash.agreement import Agreements
from sla_dash.board import Board
from sla_dash.records import queries
from sla_dash.records.store import Snapshot
from sla_dash.rules.distribution import Beside, Portion
from tests import drawn
from tests.informed_leads import AS_OF, HELD, Lead, board, leads


@pytest.fixture(params=[(at, month) for at in AS_OF for month in (None, 10)], ids=str)
def here(request: pytest.FixtureRequest) -> Board:
    at: datetime
    at, month = request.param
    return board(at, month)


def given(lead: Lead, here: Board) -> bool:
    """Whether a lead was assigned in the 90 days, or handed over in them and is nobody's."""
    if not lead.counts(here.as_of):
        return False
    at = lead.handed if lead.owner_at(here.as_of) is None else lead.assigned or lead.handed
    return at is not None and here.evidence[0] <= at < here.evidence[1]


def test_leads_by_owner_equal_plain_counting(here: Board) -> None:
    expected = Counter(lead.owner_at(here.as_of) for lead in leads() if given(lead, here))
    assert queries.distribution.assigned(here.snapshot, here.evidence, here.as_of) == expected
    assert None in expected or here.month.month == 10


def test_the_rows_are_those_that_are_counted(here: Board) -> None:
    _, rows = here.snapshot.table(here.distribution.rows.query, **here.distribution.rows.parameters)
    assert {row[0]: row[3] for row in rows} == {
        lead.id: lead.owner_at(here.as_of) for lead in leads() if given(lead, here)
    }
    found = here.distribution.judged
    assert len(rows) == found.leads + found.unassigned + sum(one.leads for one in found.others)


def test_a_rep_is_judged_who_was_at_work_on_the_first_day_and_on_the_last() -> None:
    """On 19 November the 90 days begin on 21 August: Bob began that day and leaves today."""
    found = board(AS_OF[0]).distribution.judged
    assert [one.rep for one in found.reps] == ["ann", "bob", "dan"]
    assert {one.rep: one.why for one in found.others} == {
        "cho": Beside.PART_OF_THE_TIME,
        "eve": Beside.PART_OF_THE_TIME,
        "queue": Beside.NO_REP,
    }
    a_day_before = board(AS_OF[0] - timedelta(days=1)).distribution.judged
    assert [one.rep for one in a_day_before.reps] == ["ann", "dan", "eve"]
    october = board(AS_OF[0], 10).distribution.judged  # the days before 1 November
    assert [one.rep for one in october.reps] == ["ann", "dan", "eve"]


def test_leads_are_to_be_shared_out_by_the_version_in_force_at_the_end_of_these_days() -> None:
    now, october = board(AS_OF[0]).distribution, board(AS_OF[0], 10).distribution
    assert (now.terms.version, october.terms.version) == (3, 2)
    assert [(one.rep, one.weight) for one in now.judged.reps] == [("ann", 2), ("bob", Fraction(1, 2)), ("dan", 1)]
    assert {one.weight for one in october.judged.reps} == {Fraction(1)}
    assert now.judged.p_value is not None


def test_a_version_that_begins_as_the_days_end_does_not_share_them_out() -> None:
    at = HELD.versions[2].starts_at
    assert board(at).distribution.terms.version == 2
    assert board(at + timedelta(minutes=1)).distribution.terms.version == 3


def test_a_lead_assigned_before_these_days_and_handed_over_in_them_is_not_of_them() -> None:
    held = Agreements((drawn.terms(),))
    connection = drawn.records(
        held,
        leads="""
            lead_id | owner | created_at          | assigned_at         | qualified_at
            1       | ann   | 2026-07-01 09:00:00 | 2026-07-02 09:00:00 | 2026-11-02 09:00:00
            2       | ann   | 2026-07-01 09:00:00 | 2026-11-02 09:00:00 | 2026-07-02 09:00:00
            3       | bob   | 2026-07-01 09:00:00 |                     | 2026-11-02 09:00:00
            4       | bob   | 2026-07-01 09:00:00 | 2026-11-02 09:00:00 |
            5       | bob   | 2026-07-01 09:00:00 | 2026-12-02 09:00:00 | 2026-11-02 09:00:00
        """,
    )
    found = Board(Snapshot(connection), held, datetime(2026, 11, 19, 8, tzinfo=UTC), date(2026, 11, 1))
    judged = found.distribution.judged
    assert [(one.rep, one.leads, one.portion) for one in judged.reps] == [
        ("ann", 1, Portion.WITHIN),
        ("bob", 1, Portion.WITHIN),
    ]
    assert judged.unassigned == 1
