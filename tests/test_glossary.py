"""The words of the screen are found by their word."""

from sla_dash import glossary


def test_definitions_are_found_by_their_word() -> None:
    text = glossary.about("band", "contact")
    assert text.startswith("- **band**: Ten per cent")
    assert "Automated messages never count." in text
