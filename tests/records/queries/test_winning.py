"""Contact and winning in SQL against plain Python, on random records."""

from collections import Counter
from datetime import UTC, datetime

from sla_dash.calendar import MICROSECOND
from sla_dash.records import queries
from sla_dash.rules import winning
from sla_dash.rules.contact import State
from tests.called_leads import CALENDAR, board, connection, leads, listed, within

LATER = datetime(2027, 2, 10, 9, tzinfo=UTC)


def test_strata_of_winning_equal_plain_counting() -> None:
    here = board(connection(), LATER)
    old = [lead for lead in leads() if within(here.winning.span, lead) and lead.promise and lead.valid(here.as_of)]
    scores = sorted(lead.score for lead in old if lead.score is not None)

    def quantile(share: float) -> float:
        place = share * (len(scores) - 1)
        below, rest = int(place), place - int(place)
        return scores[below] + rest * (scores[min(below + 1, len(scores) - 1)] - scores[below])

    low, high = quantile(1 / 3), quantile(2 / 3)
    expected: Counter[tuple[str | None, int | None, bool, bool, bool]] = Counter()
    for lead in old:
        third = None if lead.score is None else 1 + (lead.score > low) + (lead.score > high)
        open_ = CALENDAR.working_time(lead.start, lead.start + MICROSECOND) == MICROSECOND
        won = bool(lead.won and lead.start <= lead.won <= lead.start + winning.GIVEN)
        expected[lead.kind, third, open_, lead.state(here) is State.MET, won] += 1
    found: Counter[tuple[str | None, int | None, bool, bool, bool]] = Counter()
    strata = queries.winning.strata(here.snapshot, here.winning.span, here.as_of)
    for row in strata:
        key = row.lead_type, row.third, row.in_hours
        for n, cell in enumerate(row.table):
            found[*key, n < 2, n % 2 == 0] += cell
    assert +found == expected
    assert 0 < len(old) < len(leads())
    assert sum(row.untouched for row in strata) == sum(not lead.first for lead in old)
    rows = listed(here, here.winning.rows)
    assert Counter((bool(row["in_time"]), row["won_utc"] is not None) for row in rows) == Counter(
        {(fast, won): sum(n for key, n in expected.items() if key[3:] == (fast, won)) for *_, fast, won in expected}
    )
