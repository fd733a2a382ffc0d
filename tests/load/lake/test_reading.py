"""What a lake gives is refused with the words of Spark's SQL that would make it readable."""

from datetime import datetime

import pytest

from sla_dash.errors import MappingError
from sla_dash.load import canonical, mapping
from sla_dash.load.lake import reading
from sla_dash.load.statement import Statement

NOW = datetime(2026, 11, 19, 8)


def refusal(name: str, kind: str, written: mapping.Column) -> MappingError:
    mapped = mapping.Table.model_validate({"table": "crm.leads", "columns": {name: written}})
    column = canonical.LEADS.column(name)
    with pytest.raises(MappingError) as raised:
        reading.add(Statement(NOW, mark=":"), reading.given(column, mapped, {"raw": kind}, None))
    return raised.value


@pytest.mark.parametrize(
    ("name", "kind", "written", "message", "advice"),
    [
        (
            "score",
            "map<string,int>",
            {},
            "score cannot be read from the column raw of the lake, which is of the type map<string,int>.",
            "Give a query in place of the table, with cast(`raw` as double) in it.",
        ),
        (
            "is_test",
            "boolean",
            {"values": {"yes": True}},
            "is_test has values for texts, and the column raw of the lake is of the type boolean.",
            "Leave them out, or give a query with cast(`raw` as string) in it.",
        ),
        (
            "created_at",
            "string",
            {"format": "%d/%m/%Y", "zone": "Europe/Warsaw"},
            "created_at cannot be read from the column raw of the lake, by the format %d/%m/%Y.",
            "Give a query in place of the table, with to_timestamp(`raw`, …) in it.",
        ),
        (
            "created_at",
            "boolean",
            {},
            "created_at cannot be read from the column raw of the lake, which is of the type boolean.",
            "Give a query in place of the table, with cast(`raw` as timestamp) in it.",
        ),
    ],
)
def test_what_has_to_be_made_readable_in_the_lake_is_said_with_how(
    name: str, kind: str, written: dict[str, object], message: str, advice: str
) -> None:
    found = refusal(name, kind, mapping.Column.model_validate({"column": "raw", **written}))
    assert (found.message, found.advice) == (message, advice)
