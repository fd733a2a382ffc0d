"""Parquet files with columns that have parts."""

from pathlib import Path

import duckdb
import pytest

from sla_dash.errors import MappingError
from tests import staging


def write(path: Path, select: str) -> None:
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(f"copy ({select}) to '{path}' (format parquet)")


def test_the_parts_of_a_structure_are_columns_of_their_own(tmp_path: Path) -> None:
    write(
        tmp_path / "c.parquet",
        """select 1793610000000 as id, {
            'email': 'a@x', 'dates': {'created': timestamptz '2026-11-02 10:00+01'}
        } as properties
        union all select 2, null""",
    )
    found = staging.present(tmp_path, "c.parquet")
    assert found.lines == {
        1: {
            "id": "1793610000000",
            "properties.email": "a@x",
            "properties.dates.created": "2026-11-02T09:00:00.000000Z",
        },
        2: {"id": "2", "properties.email": None, "properties.dates.created": None},
    }
    assert found.staged.dates == {"properties.dates.created": "TIMESTAMP WITH TIME ZONE"}


def test_a_column_at_the_top_wins_over_a_part_of_its_name(tmp_path: Path) -> None:
    write(tmp_path / "c.parquet", """select 'top' as "p.email", {'email': 'part', 'it''s "x"': 1} as p""")
    found = staging.present(tmp_path, "c.parquet")
    assert found.lines == {1: {"p.email": "top", 'p.it\'s "x"': "1"}}


def test_lists_and_maps_are_json(tmp_path: Path) -> None:
    write(
        tmp_path / "c.parquet", "select [1, 2] as l, map {'a': 'x'} as m, {'tags': ['a', 'b']} as p, null::int[] as n"
    )
    found = staging.present(tmp_path, "c.parquet")
    assert found.lines == {1: {"l": "[1,2]", "m": '{"a":"x"}', "p.tags": '["a","b"]', "n": None}}


def test_a_part_that_is_not_there_is_refused_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path / "c.parquet", "select 1 as id, {'email': 'a@x'} as properties")
    with pytest.raises(MappingError) as refused:
        staging.present(tmp_path, "c.parquet", email="properties.mail")
    assert refused.value.message == "c.parquet has no column properties.mail; did you mean properties.email?"
    assert refused.value.advice == "It has: id, properties.email."


def test_only_what_is_wanted_is_staged(tmp_path: Path) -> None:
    write(tmp_path / "c.parquet", "select 1 as id, {'email': 'a@x', 'phone': '1'} as properties")
    found = staging.present(tmp_path, "c.parquet", mail="properties.email")
    assert found.lines == {1: {"mail": "a@x"}}
    assert found.staged.ignored == ("id", "properties.phone")
