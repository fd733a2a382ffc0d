"""The funnel of leads drawn by hand, and instants on the edge."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from sla_dash import board as boards
from sla_dash import words
from sla_dash.agreement import parse
from sla_dash.board import Board
from sla_dash.records import queries
from sla_dash.records.store import Snapshot
from sla_dash.rules.funnel import Stage
from tests import drawn

HAND = """
    lead_id | lead_type | created_at | qualified_at | accepted_at | closed_at  | is_test
    two     | form      | 2026-10-01 | 2026-10-01   | 2026-10-02  |            |
    skips   | form      | 2026-10-01 |              |             |            |
    lost    | form      | 2026-10-01 | 2026-10-01   | 2026-10-02  |            |
    again   | form      | 2026-10-01 | 2026-10-01   | 2026-10-02  |            |
    nobody  |           | 2026-10-01 | 2026-10-01   |             | 2026-10-09 |
"""
DEALS = """
    deal_id | lead_id | opened_at  | closed_at  | stage | amount
    1       | two     | 2026-10-03 | 2026-10-10 | won   | 100
    2       | two     | 2026-10-04 | 2026-10-12 | won   |
    3       | skips   | 2026-10-05 | 2026-10-20 | won   | 50
    4       | lost    | 2026-10-05 | 2026-10-20 | lost  | 70
    5       | again   | 2026-10-05 | 2026-10-20 | lost  | 70
    6       | again   | 2026-10-25 |            | open  | 70
"""


def test_by_hand_two_deals_are_one_lead_a_skipped_stage_is_passed_and_a_second_chance_is_not_lost() -> None:
    connection = drawn.records(leads=HAND, deals=DEALS)
    here = Board(Snapshot(connection), drawn.agreements(), drawn.NOW, date(2026, 11, 1))
    lines = {line.stage: line.cohort for line in here.funnel.lines("quarter") if line.total}
    counts = {stage: (one.entered, one.passed, one.lost) for stage, one in lines.items()}
    assert counts == {
        Stage.LEAD: (5, 5, 0),
        Stage.MQL: (5, 4, 1),
        Stage.SQL: (4, 4, 0),
        Stage.OPPORTUNITY: (4, 2, 1),
    }
    won = here.loop.deals("quarter")[-1].closed
    assert [won.won, won.lost, won.won_amount, won.won_unpriced] == [3, 2, 150, 1]
    before_the_second = Board(Snapshot(connection), drawn.agreements(), datetime(2026, 10, 21, tzinfo=UTC), here.month)
    earlier = {line.stage: line.cohort for line in before_the_second.funnel.lines("quarter") if line.total}
    assert earlier[Stage.OPPORTUNITY].lost == 2
    typeless = [line for line in here.funnel.lines("quarter") if not line.total and line.lead_type is None]
    assert [line.stage for line in typeless] == [Stage.LEAD, Stage.MQL]


@pytest.mark.parametrize(
    ("won", "lost", "said"),
    [
        (["100"] * 9 + [""], ["100"] * 8 + ["", "0"], True),
        (["100"] * 10, ["100"] * 9 + ["0"], True),
        (["100"] * 10, ["100"] * 8 + ["", "0"], False),
        (["100"] * 10, ["0"] * 10, False),
        (["100"] * 10, [], True),
        ([], ["0"] * 3, False),
    ],
)
def test_a_win_rate_by_amount_is_said_where_the_lost_have_amounts_as_the_won_have(
    won: list[str], lost: list[str], said: bool
) -> None:
    drawing = ["deal_id | stream | opened_at | closed_at | stage | amount"]
    for stage, amounts in (("won", won), ("lost", lost)):
        drawing += [f"{stage} {n} | SMB | 2026-10-01 | 2026-10-20 | {stage} | {a}" for n, a in enumerate(amounts)]
    here = Board(Snapshot(drawn.records(deals="\n".join(drawing))), drawn.agreements(), drawn.NOW, date(2026, 11, 1))
    total = here.loop.deals("quarter")[-1]
    assert (total.closed.win_rate_by_amount is not None) is said
    counted = words.loop.deals_counted(total.closed, total)[0]
    heading = words.loop.deals(total, here.funnel.months("quarter"))
    assert ("not said" in counted, "not said" in heading) == (not said, not said)
    if not said:
        lacking = sum(amount in ("", "0") for amount in lost)
        assert f"as {lacking} of {len(lost)} lost have no amount or 0" in heading


def test_a_deal_is_without_a_lead_when_it_names_none_of_the_records_wherever_that_is_counted() -> None:
    here = Board(
        Snapshot(
            drawn.records(
                leads="lead_id | stream | qualified_at | is_test\na | SMB | 2026-10-01 |\nt | SMB | 2026-10-01 | true",
                deals="""
                    deal_id | lead_id | stream | opened_at  | closed_at  | stage | amount
                    1       | a       | SMB    | 2026-10-03 | 2026-10-10 | won   | 1
                    2       |         | SMB    | 2026-10-03 | 2026-10-10 | won   | 1
                    3       | gone    | SMB    | 2026-10-03 | 2026-10-10 | lost  | 1
                    4       | t       | SMB    | 2026-10-03 | 2026-10-10 | won   | 1
                """,
            )
        ),
        drawn.agreements(),
        drawn.NOW,
        date(2026, 11, 1),
    )
    assert here.loop.deals("quarter")[-1].closed.without_lead == 2
    names, rows = here.snapshot.table("funnel_deal_rows", **here.funnel.rows("quarter"))
    assert [row[0] for row in rows if row[names.index("without_lead")]] == ["2", "3"]
    (doubt,) = (row for row in queries.records.doubts(here.snapshot) if row.check == "without a lead")
    assert (doubt.rows, doubt.example) == (2, "2")


def test_what_happens_at_the_very_instant_has_happened_and_midnight_begins_a_day_and_a_month() -> None:
    connection = drawn.records(
        leads="""
            lead_id | lead_type | created_at          | qualified_at        | accepted_at         | closed_at
            edge    | form      | 2026-10-31 22:59:59 | 2026-10-31 22:59:59 | 2026-11-05 10:00:00 |
            next    | form      | 2026-10-31 23:00:00 | 2026-10-31 23:00:00 |                     | 2026-11-05 10:00:00
        """,
        deals="""
            deal_id | lead_id | opened_at           | closed_at           | stage | amount
            1       | edge    | 2026-11-05 10:00:00 | 2026-11-05 10:00:00 | won   | 100
            2       | next    | 2026-11-09 10:00:00 | 2026-11-09 11:00:00 | won   | 100
        """,
    )
    at = datetime(2026, 11, 5, 10, tzinfo=UTC)
    here = Board(Snapshot(connection), drawn.agreements(), at, date(2026, 11, 1))
    handed = {day.day: (day.passed, day.lost) for day in here.funnel.steps.entries if day.goal is Stage.SQL}
    assert handed == {date(2026, 10, 31): (1, 0), date(2026, 11, 1): (0, 1)}  # Warsaw is an hour ahead
    won = {
        day.day: day.passed
        for day in here.funnel.steps.entries
        if (day.stage, day.goal) == (Stage.OPPORTUNITY, Stage.WON)
    }
    assert won == {date(2026, 11, 5): 1}
    taken = {row.days: (row.passed, row.lost) for row in here.funnel.steps.passages if row.goal is Stage.SQL}
    assert taken == {4: (1, 1)}
    midnight = datetime(2026, 10, 31, 23, tzinfo=UTC)
    october = queries.funnel.won(here.snapshot, (midnight - timedelta(days=31), midnight), drawn.NOW)
    assert [(row.month, row.won) for row in october] == [(date(2026, 10, 1), 1)]
    just_closed = queries.funnel.deals(here.snapshot, (at, at + timedelta(seconds=1)), at)
    assert [row.won for row in just_closed] == [1]
    assert not queries.funnel.deals(here.snapshot, (midnight, at), at)


def test_margin_won_says_which_amount_it_is_of_where_only_one_stream_has_a_margin() -> None:
    text = drawn.AGREEMENT.replace('name = "SMB"', 'name = "SMB"\nmargin = 0.3')
    held = drawn.agreements(parse(text))
    connection = drawn.records(
        held,
        leads="""
            lead_id | lead_type | stream | qualified_at
            a       | form      | SMB    | 2026-11-02 09:00
            b       | form      | Other  | 2026-11-02 10:00
        """,
        deals="""
            deal_id | lead_id | stream | opened_at        | closed_at        | stage | amount
            1       | a       | SMB    | 2026-11-03 09:00 | 2026-11-10 09:00 | won   | 1000
            2       | a       | SMB    | 2026-11-03 09:00 | 2026-11-10 09:00 | won   |
            3       | b       | Other  | 2026-11-03 09:00 | 2026-11-11 09:00 | won   | 500
            4       |         |        | 2026-11-03 09:00 | 2026-11-11 09:00 | won   | 70
        """,
    )
    found = {
        "all" if line.total else line.closed.stream: (line.margin_won, line.with_margin)
        for line in boards.board(Snapshot(connection), held, drawn.NOW).loop.deals("quarter")
        if line.total or line.closed.won
    }
    nothing = (None, Fraction(0))
    assert found == {"SMB": (300, 1000), "Other": nothing, None: nothing, "all": (300, 1000)}
    total = boards.board(Snapshot(connection), held, drawn.NOW).loop.deals("quarter")[-1]
    assert words.loop.margin(total) == "300 of 1,000"
