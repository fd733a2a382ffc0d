"""What a mapping that rests on a preset says itself, and what the preset brings."""

from sla_dash.load import mapping

DATABASE = {"url": "env:CRM_DATABASE_URL", "query": "select * from hubspot.contact"}


def contact(**written: object) -> mapping.Source:
    """Return the contacts of a mapping that rests on a preset and writes them again."""
    return mapping.parse({"preset": "hubspot-fivetran", "source": {"contact": written}}, "map.toml").source["contact"]


def test_a_source_that_says_only_where_its_rows_lie_keeps_its_columns() -> None:
    brought, found = contact(), contact(**DATABASE)
    assert (found.url, found.query) == ("env:CRM_DATABASE_URL", "select * from hubspot.contact")
    assert (found.columns, found.optional_columns) == (brought.columns, brought.optional_columns)


def test_a_column_that_is_written_again_replaces_that_one_alone() -> None:
    brought, found = contact(), contact(optional_columns={"score": "property_our_score"})
    assert found.columns == brought.columns
    assert found.optional_columns == {**brought.optional_columns, "score": ("property_our_score",)}


def test_a_column_that_must_be_there_may_be_written_as_one_that_need_not() -> None:
    found = contact(optional_columns={"email": "property_email"})
    assert "email" not in found.columns
    assert found.optional_columns["email"] == ("property_email",)


def test_a_source_of_another_name_stands_beside_those_of_the_preset() -> None:
    written: dict[str, object] = {"preset": "hubspot-fivetran", "source": {"chats": {"files": ["chats.csv"]}}}
    assert {"contact", "chats"} <= mapping.parse(written, "map.toml").source.keys()
