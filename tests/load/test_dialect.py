"""The statements of the facts, written once for two engines."""

import pytest
import sqlglot

from sla_dash.load import facts, landing
from tests import dialect, drawn


def test_every_statement_of_the_facts_stands_in_sparks_dialect_as_it_would_be_written_now() -> None:
    written = {file.stem: file.read_text("utf-8") for file in dialect.SPARK.glob("*.sql")}
    assert written == {name: dialect.spark(name) for name in dialect.STATEMENTS}


def test_what_is_written_in_sparks_dialect_is_what_preparing_and_doubting_run() -> None:
    asked = facts.statements(None, drawn.NOW)
    assert sorted([*(one.name for one in asked), *landing.NOTED]) == sorted(dialect.STATEMENTS)


@pytest.mark.parametrize("name", dialect.STATEMENTS)
def test_a_statement_is_made_of_what_both_engines_understand_alike(name: str) -> None:
    assert dialect.refused(facts.Statement(name, "").text()) == set()


def test_nothing_is_allowed_that_no_statement_has_shown_to_hold() -> None:
    trees = [sqlglot.parse_one(facts.Statement(name, "").text(), read="duckdb") for name in dialect.STATEMENTS]
    assert {node.key for tree in trees for node in tree.walk()} == set(dialect.SUBSET.split())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("create temp table y as select a from t", "create"),
        ("select count(*) filter (where a) from t", "filter"),
        ("select a from t qualify row_number() over (order by a) = 1", "qualify"),
        ("select a, count(*) from t group by all", "group by all"),
        ("select list(a order by a) from t", "ordered aggregate"),
        ("select min_by(a, b) from t", "argmin"),
        ("select epoch(a) from t", "timetounix"),
        ("select sum(a) over (order by a rows between 2 preceding and current row) from t", "windowspec"),
        ("select a from t union select a from u", "union without all"),
        ("with recursive r as (select 1 as n union all select n + 1 from r) select n from r", "recursive"),
        ("select unnest(a) from t", "explode"),
        ("select a from t limit 1", "limit"),
    ],
)
def test_what_the_engines_do_not_share_is_refused(text: str, why: str) -> None:
    assert why in dialect.refused(text)
