"""The words of the screen are found by their word."""

from sla_dash import glossary


def test_definitions_are_found_by_their_word() -> None:
    text = glossary.about("range", "contact")
    assert text.startswith("- **range**: Ten per cent")
    assert "Automated messages never count." in text
