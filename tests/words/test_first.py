"""A first agreement: whatever the records hold, the text is sound, the board opens under it, and all is told."""

import re
from datetime import date
from itertools import pairwise

import pytest

from sla_dash import agreement, words
from sla_dash.access import WHOLE
from sla_dash.agreement import Agreements
from sla_dash.agreement.fields import is_name
from sla_dash.journal import Decided
from sla_dash.load import holidays
from sla_dash.output import meeting
from sla_dash.records import queries
from sla_dash.records.store import Snapshot
from sla_dash.rules.evidence import Found
from sla_dash.words.first import Version
from tests import first_records

FIRST = Version(1, date(2026, 9, 1), date(2026, 12, 1))
SEEDS = range(36)


def text(found: Found, country: str | None = None) -> str:
    return words.first.text(found, Version(1, FIRST.valid_from, FIRST.next_revision, country))


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_the_records_hold_the_draft_is_sound_and_the_board_opens_under_it(seed: int) -> None:
    connection = first_records.records(seed)
    named = queries.first.named(Snapshot(connection))
    if not any(one.nameable for one in named):
        assert not any(is_name(one.stream) and is_name(one.lead_type) for one in named)
        return
    found = first_records.found(connection)
    written = text(found, "PL" if seed % 2 else None)
    terms = agreement.parse(written)
    assert text(first_records.found(connection), "PL" if seed % 2 else None) == written
    kinds = {(stream.name, one.name) for stream in terms.streams for one in stream.lead_types}
    assert kinds == {(one.stream, one.lead_type) for one in named if one.nameable}
    assert found.unnamed == sum(one.leads for one in named if not one.nameable)
    held = Agreements((terms,))
    holidays.named(terms.countries, terms.valid_from.year, terms.valid_from.year)
    first_records.prepare(connection, held)
    here = first_records.board(connection, held)
    assert meeting.day(here, Decided(), WHOLE).stops
    assert here.funnel.evidence is not None
    assert all(here.what_if.streams.values())
    assert list(words.agreement.clauses(held, here.as_of))
    assert list(words.first.summary(found))


@pytest.mark.parametrize("seed", SEEDS[::6])
def test_above_every_number_stands_a_comment(seed: int) -> None:
    connection = first_records.records(seed)
    if not any(one.nameable for one in queries.first.named(Snapshot(connection))):
        return
    rows = text(first_records.found(connection)).splitlines()
    numbers = re.compile(r"\s*(\{ day|(?!version|name|title)\w+ = )")
    for above, row in pairwise(rows):
        if numbers.match(row) and not re.match("[a-z]+day =|country", row):
            assert above.lstrip().startswith("#"), row
        assert len(row) <= words.first.WIDTH or re.match(r"name = ", row)


def test_two_hundred_types_are_fine() -> None:
    connection = first_records.records(3)
    connection.execute("delete from leads")
    connection.execute("""
        insert into leads (lead_id, lead_type, stream, created_at, qualified_at, is_test)
        select n, 'type ' || n % 200, 'S', came_at, came_at, false
        from (select n, timestamp '2026-06-01 08:00:00' + n * interval 1 hour as came_at from range(3000) as r(n))
    """)
    first_records.prepare(connection, first_records.provisional(connection))
    terms = agreement.parse(text(first_records.found(connection)))
    assert len(terms.streams[0].lead_types) == 200
    told = words.first.promises(terms, date(2026, 11, 1))
    assert (len(told), told[-2]) == (words.first.TOLD + 2, "and 188 more types")
