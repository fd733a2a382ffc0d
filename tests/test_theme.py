"""The visual language: numbers in words, colours that can be read, and one place for both."""

import re
import tomllib
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from sla_dash import glossary, theme
from sla_dash.rules import contact, delivery
from tests import ROOT

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
SOURCES = sorted((ROOT / "sla_dash").rglob("*.py"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (0, "0"),
        (949.4, "949"),
        (9_999, "9,999"),
        (291_400, "291 k"),
        (1_250_000, "1.25 M"),
        (999_600, "1.00 M"),
    ],
)
def test_money_is_short_enough_to_be_read_from_afar(value: float | None, text: str) -> None:
    assert theme.money(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (0, "0 %"), (0.001, "<1 %"), (Fraction(9, 10), "90 %"), (0.996, ">99 %"), (1, "100 %")],
)
def test_a_share_is_never_rounded_onto_none_or_all(value: float | None, text: str) -> None:
    assert theme.share(value) == text


@pytest.mark.parametrize(
    ("value", "promised", "texts"),
    [
        (0.8698, Fraction(87, 100), ("86.9 %", "87.0 %")),
        (0.8651, Fraction(87, 100), ("86.5 %", "87.0 %")),
        (0.8741, Fraction(87, 100), ("87.4 %", "87.0 %")),
        (0.86, Fraction(87, 100), ("86 %", "87 %")),
        (0.87, Fraction(87, 100), ("87 %", "87 %")),
        (0.8699999999999999, Fraction(87, 100), ("87 %", "87 %")),
        (0.8704, Fraction(8698, 10_000), ("87.0 %", "86.9 %")),
        (0.289, Fraction(2949, 10_000), ("28.9 %", "29.5 %")),
        (0.99996, Fraction(996, 1000), ("99.9 %", "99.6 %")),
        (None, Fraction(87, 100), ("–", "87 %")),
    ],
)
def test_shares_side_by_side_get_a_decimal_where_they_would_read_the_same_and_are_not(
    value: float | None, promised: Fraction, texts: tuple[str, str]
) -> None:
    assert (theme.share(value, promised), theme.share(promised, value)) == texts


@pytest.mark.parametrize(
    ("minutes", "text"), [(None, "not reached"), (0, "0 min"), (59, "59 min"), (60, "1 h"), (1590, "26 h 30 min")]
)
def test_working_time_is_written_in_its_largest_units(minutes: int | None, text: str) -> None:
    assert theme.duration(None if minutes is None else timedelta(minutes=minutes)) == text


def test_numbers_have_their_noun_and_instants_their_zone() -> None:
    assert (theme.counted(1, "lead"), theme.counted(2431, "lead")) == ("1 lead", "2,431 leads")
    at = datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert theme.day_and_time(at, ZoneInfo("Europe/Warsaw")) == "Fri 20 Nov 09:00"
    assert (theme.rate(Fraction(15, 2)), theme.rate(86.4), theme.rate(None)) == ("7.5", "86", "–")


def test_every_state_has_a_word_and_a_glyph_of_its_own_among_those_it_is_seen_with() -> None:
    for marks in (
        [theme.delivered(s, could_be_chance=False) for s in delivery.Standing],
        [theme.contacted(s, could_be_chance=False) for s in contact.Standing],
    ):
        assert len({mark.glyph for mark in marks}) == len(marks)
        assert all(mark.word for mark in marks)
    doubtful = theme.delivered(delivery.Standing.BELOW, could_be_chance=True)
    assert doubtful.text == "◌ Below band, could be chance"
    assert doubtful.colour == theme.QUIET
    assert theme.contacted(contact.Standing.KEPT, could_be_chance=True).text == "● Kept"


def luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.1."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["green", "red", "violet", "gray", "blue"])
def test_words_in_colour_can_be_read_on_every_paper(scheme: str, name: str) -> None:
    colours = CONFIG["theme"][scheme]
    for paper in ("backgroundColor", f"{name}BackgroundColor"):
        assert contrast(colours[f"{name}TextColor"], colours[paper]) >= 4.5, paper
    assert contrast(colours[f"{name}Color"], colours["backgroundColor"]) >= 3
    assert contrast(colours["textColor"], colours["backgroundColor"]) >= 7


def test_charts_use_only_colours_that_the_theme_defines() -> None:
    text = (ROOT / "sla_dash" / "theme.py").read_text("utf-8")
    used = set(re.findall(r"var\(--st-([a-z-]+)\)", text))
    for name in used - {"font"}:
        key = re.sub(r"-(\w)", lambda found: found[1].upper(), name)
        for scheme in ("light", "dark"):
            assert key in CONFIG["theme"][scheme], key


def test_no_colour_stands_outside_the_theme() -> None:
    for file in SOURCES:
        assert not re.search(r"#[0-9a-fA-F]{6}\b|rgb\(", file.read_text("utf-8")), file


def test_only_the_clock_reads_the_clock_and_no_sql_does() -> None:
    for file in (ROOT / "sla_dash" / "records" / "sql").rglob("*.sql"):
        assert not re.search(
            r"\bnow\s*\(|\bcurrent_|\btoday\s*\(|get_current", file.read_text("utf-8"), re.IGNORECASE
        ), file


def test_every_statement_says_what_it_finds_and_its_grain() -> None:
    for file in (ROOT / "sla_dash" / "records" / "sql").glob("*.sql"):
        first, second = file.read_text("utf-8").splitlines()[:2]
        assert first.startswith("-- "), file
        assert second.startswith("-- "), file


def test_definitions_are_found_by_their_word() -> None:
    text = glossary.about("band", "contact")
    assert text.startswith("- **band**: Ten per cent")
    assert "Automated messages never count." in text
