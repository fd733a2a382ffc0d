"""What leads carried at their hand-off, in SQL against plain Python, on random records."""

from collections import Counter
from datetime import datetime

import pytest

from sla_dash.board import Board
from sla_dash.records import queries
from sla_dash.rules import quality
from tests.informed_leads import AS_OF, HELD, Lead, board, leads


@pytest.fixture(params=[(at, month) for at in AS_OF for month in (None, 10)], ids=str)
def here(request: pytest.FixtureRequest) -> Board:
    at: datetime
    at, month = request.param
    return board(at, month)


def delivered(here: Board) -> list[Lead]:
    starts_at, ends_at = here.month_edges
    return [lead for lead in leads() if lead.counts(here.as_of) and lead.handed and starts_at <= lead.handed < ends_at]


def lacks(lead: Lead) -> tuple[str, ...] | None:
    """What a lead lacks; None where nothing is asked, or nobody knows."""
    asked = lead.required.qualified if lead.required else None
    return quality.lacking(lead.fields, asked.requires) if asked and lead.fields is not None else None


def test_complete_leads_equal_plain_counting(here: Board) -> None:
    expected: Counter[tuple[str | None, int | None, str]] = Counter()
    for lead in delivered(here):
        key, missing = (lead.kind, lead.required.version if lead.required else None), lacks(lead)
        expected[*key, "leads"] += 1
        expected[*key, "known"] += missing is not None
        expected[*key, "complete"] += missing == ()
    found: Counter[tuple[str | None, int | None, str]] = Counter()
    for row in queries.quality.handed(here.snapshot, here.month_edges, here.as_of):
        for name in ("leads", "known", "complete"):
            found[row.lead_type, row.version, name] += getattr(row, name)
    assert +found == +expected


def test_what_is_missing_equals_plain_counting(here: Board) -> None:
    expected = Counter(
        (lead.kind, lead.required.version, field)
        for lead in delivered(here)
        if lead.required
        for field in lacks(lead) or ()
    )
    found = queries.quality.lacking(here.snapshot, here.month_edges, here.as_of)
    assert {(row.lead_type, row.version, row.field): row.leads for row in found} == expected


def test_the_total_is_what_its_leads_say(here: Board) -> None:
    total = here.quality.lines[-1]
    judged = [(lead, missing) for lead in delivered(here) if (missing := lacks(lead)) is not None]
    assert (total.complete, total.of) == (sum(not missing for _, missing in judged), len(judged))
    for one in total.missing:
        asked = [missing for lead, missing in judged if lead.required and lead.required.qualified
                 and one.field in lead.required.qualified.requires]  # fmt: skip
        assert (one.leads, one.of) == (sum(one.field in missing for missing in asked), len(asked))
    assert total.no_promise == sum(lead.required is None for lead in delivered(here))
    assert total.not_known == sum(bool(lead.required) and lead.fields is None for lead in delivered(here))
    assert total.of + total.no_promise + total.not_known == len(delivered(here))
    assert sum(line.of for line in here.quality.lines[:-1]) == total.of


def test_the_versions_of_the_month_are_weighed_by_their_leads() -> None:
    here = board(AS_OF[0])
    total = here.quality.lines[-1]
    versions = Counter(lead.required.version for lead in delivered(here) if lead.required and lead.fields is not None)
    assert set(versions) == {2, 3}
    assert total.promised is not None
    assert float(total.promised) == pytest.approx((0.6 * versions[2] + 0.5 * versions[3]) / versions.total())
    assert [one.field for one in total.missing] == ["need", "budget", "time frame"]
    assert total.could_be_chance is bool(total.interval and total.interval[0] <= total.promised <= total.interval[1])


def test_the_rows_are_those_that_are_counted(here: Board) -> None:
    names, rows = here.snapshot.table(here.quality.rows.query, **here.quality.rows.parameters)
    found = {str(row[0]): dict(zip(names, row, strict=True)) for row in rows}
    assert found.keys() == {lead.id for lead in delivered(here)}
    for lead in delivered(here):
        missing, row = lacks(lead), found[lead.id]
        assert row["complete"] is (None if missing is None else missing == ())
        assert row["missing"] == (None if missing is None else ", ".join(missing))
        assert row["asked_by_agreement"] == (lead.required and lead.required.version)


def test_narrowing_to_a_type_judges_the_leads_of_that_type() -> None:
    whole = board(AS_OF[0])
    narrowed = Board(whole.snapshot, HELD, whole.as_of, whole.month, lead_type="(none)")
    line, total = narrowed.quality.lines
    expected = next(one for one in whole.quality.lines if one.lead_type is None and not one.total)
    assert (line.complete, line.of, total.of) == (expected.complete, expected.of, expected.of)
