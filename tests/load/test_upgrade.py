"""Records that an older version has loaded, with addresses in them: hashed where they are prepared or written anew."""

from pathlib import Path

import duckdb
import pytest

from sla_dash import load, places
from sla_dash.load import forgetting, person
from tests import drawn
from tests.loading import LEADS, NOW, loaded

MAPPING = LEADS + 'email = "mail"\nname = "name"\n'
FILE = (
    "id,created,mail,name\nL1,2026-11-01,ann@x.example,Ann\n"
    "L2,2026-11-01,Bob@x.example,Bob\nL3,2026-11-01,,c@x.example\n"
)
OLD = """
alter table leads drop column person;
alter table leads add column email varchar;
alter table rejects drop column rows;
update leads set email = case lead_id when 'L1' then 'ann@x.example' when 'L2' then 'Bob@x.example' end;
update leads set name = 'c@x.example' where lead_id = 'L3';
insert into rejects
values ('leads', 'leads.csv', 9, null, 'L9,ann@x.example,Ann', 'the row has 3 columns, the header 4');
insert into rejects values ('leads', 'leads.csv', 10, 'created_at', 'Jan Kowalski', 'not a date such as 2026-11-19');
insert into quality values ('e-mail that repeats', 'leads', 12, 'bob@x.example (12 times)', '');
checkpoint
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A data folder with records as the layout before has them."""
    path = loaded(tmp_path, MAPPING, leads=FILE).report.path
    with duckdb.connect(path) as connection:
        connection.execute(OLD)
    assert b"Bob@x.example" in path.read_bytes()
    return path.parent


def holds_no_address(data: Path, key: bytes) -> bool:
    with duckdb.connect(places.snapshots(data)[-1], read_only=True) as connection:
        persons = dict(connection.execute("select lead_id, person from leads").fetchall())
        assert persons["L2"] == person.hashed("bob@x.example", key)
        assert persons["L3"] is None
        assert connection.execute("select name from leads where lead_id = 'L3'").fetchone() == ("(e-mail)",)
        assert connection.execute("select value from rejects order by line").fetchall() == [
            ("(not kept)",),
            ("Xxx Xxxxxxxx",),
        ]
        assert ("(e-mail) (12 times)",) in connection.execute("select example from quality").fetchall()
    return b"x.example" not in places.snapshots(data)[-1].read_bytes()


def test_records_prepared_again_hold_hashes_in_the_place_of_addresses(old: Path) -> None:
    load.again(old, drawn.agreements(), NOW)
    assert holds_no_address(old, person.key(old))


@pytest.mark.parametrize(("mail", "leads"), [("ann@x.example", 1), ("eve@x.example", 0)])
def test_whoever_is_forgotten_no_file_holds_an_address_afterwards(old: Path, mail: str, leads: int) -> None:
    found = forgetting.forget(old, mail, lambda _, __: None)
    assert [one.leads for one in found.rewritten] == [leads]
    assert len(places.snapshots(old)) == 1
    assert holds_no_address(old, person.key(old))
