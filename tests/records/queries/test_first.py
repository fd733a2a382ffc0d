"""What a first agreement is written from, in SQL against plain Python, on random records."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from sla_dash.board import Board
from sla_dash.calendar import local_day
from sla_dash.records import queries
from sla_dash.records.store import Snapshot
from sla_dash.rules import followup
from sla_dash.rules.followup import Kept
from tests import drawn, first_records
from tests.random_leads import drawn_leads, records

AS_OF = [datetime(2026, 11, 12, 13, 7, tzinfo=UTC), datetime(2026, 12, 10, 9, tzinfo=UTC)]


@pytest.mark.parametrize("as_of", AS_OF, ids=str)
def test_attempts_until_a_milestone_equal_plain_counting(as_of: datetime) -> None:
    terms = drawn.terms()
    here = Board(
        Snapshot(records(drawn_leads())), drawn.agreements(), as_of, local_day(as_of, terms.zone).replace(day=1)
    )
    starts_at, ends_at = here.evidence
    expected: Counter[tuple[int, bool, int, bool]] = Counter()
    for lead in drawn_leads():
        made = followup.attempts(lead.touches, lead.start, lead.stopped)
        for step in terms.follow_up:
            due = lead.start + timedelta(days=step.day)
            if lead.start <= as_of and starts_at <= due < ends_at:
                kept, by_due = followup.milestone(lead.start, made, as_of, lead.stopped, step)
                stopped = bool(lead.stopped and lead.stopped <= as_of and lead.stopped < due)
                assert stopped or kept is not Kept.EXEMPT
                expected[step.day, due < as_of, by_due, stopped] += 1
    found = queries.first.tried(here.snapshot, here.milestones_due(starts_at, ends_at), as_of)
    assert {(one.day, one.past, one.made, one.stopped): one.leads for one in found} == expected
    assert {stopped for *_, stopped in expected} == {True, False}


@pytest.mark.parametrize("seed", range(6))
def test_leads_are_named_and_counted_as_plain_python_does(seed: int) -> None:
    connection = first_records.records(seed)
    rows = connection.execute(
        "select stream, lead_type, created_at, qualified_at from leads where not is_test"
    ).fetchall()
    expected: dict[tuple[str | None, str | None], list[tuple[datetime, datetime | None]]] = {}
    for stream, kind, created, qualified in rows:
        expected.setdefault((stream, kind), []).append((created, qualified))
    found = {(one.stream, one.lead_type): one for one in queries.first.named(Snapshot(connection))}
    assert found.keys() == expected.keys()
    for kind, leads in expected.items():
        one, handed = found[kind], [qualified for _, qualified in leads if qualified]
        assert (one.leads, one.handed_over, one.assigned) == (len(leads), len(handed), 0)
        began = min(min(created, qualified or created) for created, qualified in leads)
        ended = max(qualified or created for created, qualified in leads)
        assert (one.first_at, one.last_at) == (began.replace(tzinfo=UTC), ended.replace(tzinfo=UTC))
        assert one.last_handed_over_at == (max(handed).replace(tzinfo=UTC) if handed else None)


def test_the_currency_is_the_one_that_amounts_are_summed_in() -> None:
    deals = """
        deal_id | stream | opened_at  | stage | amount | currency
        1       | SMB    | 2026-11-01 | won   | 10     | eur
        2       | SMB    | 2026-11-01 | won   |        | EUR
        3       | SMB    | 2026-11-01 | open  | 30     | EUR
        4       | SMB    | 2026-11-01 | won   | 40     | USD
        5       | SMB    | 2026-11-01 | won   | 50     |
    """
    assert queries.first.currency(Snapshot(drawn.records(deals=deals))) == ("EUR", 3)
    assert queries.first.currency(Snapshot(drawn.records())) == (None, 0)


def test_the_zones_of_a_mapping_are_kept_with_the_records() -> None:
    assert queries.first.zones(Snapshot(first_records.records(0))) == [first_records.HERE.zone]
