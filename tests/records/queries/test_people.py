"""Who is credited with which lead in SQL against plain Python, on random records."""

from collections import Counter

import pytest

from sla_dash.board import Board
from sla_dash.records import queries
from sla_dash.rules import contact
from sla_dash.rules.contact import State
from tests.called_leads import AS_OF, board, connection, leads


@pytest.fixture(params=AS_OF, ids=str)
def here(request: pytest.FixtureRequest) -> Board:
    return board(connection(), request.param)


def test_credit_equals_plain_counting(here: Board) -> None:
    expected: Counter[tuple[str | None, str | None, bool, str]] = Counter()
    for lead in leads():
        state = lead.state(here)
        if not lead.promise or state not in contact.DECIDED or lead.used(here.as_of) <= lead.promise:
            continue
        first, assigned = lead.known(lead.first, here.as_of), lead.known(lead.assigned, here.as_of)
        who = (lead.first_by or lead.owner) if first else lead.owner
        too_late = assigned is not None and lead.used(assigned) > lead.promise
        expected[who, lead.kind, too_late and state is not State.MET, str(state)] += 1
    found: Counter[tuple[str | None, str | None, bool, str]] = Counter()
    for row in queries.people.decided(here.snapshot, here.evidence, here.as_of, here.clocks):
        key = row.rep, row.lead_type, row.broken_before
        found[*key, "met"] += row.in_time
        found[*key, "breached"] += row.late
        found[*key, "breached, still waiting"] += row.late_and_waiting
    assert +found == expected
    assert {who for who, *_ in expected} == {"ann", "bob", "cho", None}
    assert any(late for *_, late, _ in expected)
    judged = here.people.judged
    everybody = [*judged.persons, judged.unassigned, judged.broken_before]
    assert sum(person.n for person in everybody) == expected.total()
