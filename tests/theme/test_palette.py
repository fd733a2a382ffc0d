"""Colours that can be read, and one place for all of them."""

import colorsys
import re
import tomllib

import pytest

from sla_dash import theme
from tests import ROOT

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
SOURCES = ROOT / "sla_dash"


def luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.1."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["green", "red", "violet", "gray", "blue", "orange"])
def test_words_in_colour_can_be_read_on_every_paper(scheme: str, name: str) -> None:
    colours = CONFIG["theme"][scheme]
    for paper in ("backgroundColor", f"{name}BackgroundColor"):
        assert contrast(colours[f"{name}TextColor"], colours[paper]) >= 4.5, paper
    assert contrast(colours[f"{name}Color"], colours["backgroundColor"]) >= 3
    assert contrast(colours["textColor"], colours["backgroundColor"]) >= 7


def darkened(colour: str, darker: float) -> str:
    """Take away from a colour's lightness, as Streamlit does."""
    hue, lightness, depth = colorsys.rgb_to_hls(*(int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)))
    return "#" + "".join(f"{round(255 * c):02x}" for c in colorsys.hls_to_rgb(hue, lightness - darker, depth))


def mixed(ink: str, paper: str, share: float) -> str:
    """Lay a colour over another so that so much of the other is covered."""
    pairs = ((int(ink[n : n + 2], 16), int(paper[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(share * one + (1 - share) * other):02x}" for one, other in pairs)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_streamlit_makes_of_the_colours_can_be_read(scheme: str) -> None:
    colours = CONFIG["theme"][scheme]
    paper, field = colours["backgroundColor"], colours["secondaryBackgroundColor"]
    for under in (paper, field):
        assert contrast(mixed(colours["textColor"], under, 0.6), under) >= 4.5, (
            "a caption, what stands in an empty field"
        )
        assert contrast(colours["primaryColor"], under) >= 4.5, "a button under the pointer"
    assert contrast(darkened(colours["primaryColor"], 0.25), paper) >= 4.5, "a button that opened something"
    chosen = mixed(colours["primaryColor"], paper, 0.2)
    assert contrast(colours["primaryColor"], chosen) >= 4.5, "what is chosen, under the pointer"


def test_no_button_is_of_the_kind_that_streamlit_sets_in_white_on_any_primary_colour() -> None:
    """A primary colour that can be read on dark paper is too light for white words."""
    for file in SOURCES.rglob("*.py"):
        assert 'type="primary"' not in file.read_text("utf-8"), file


def test_the_palette_uses_only_colours_that_the_configuration_defines() -> None:
    used = set(re.findall(r"var\(--st-([a-z-]+)\)", (SOURCES / "theme" / "palette.py").read_text("utf-8")))
    assert len(used) > 10
    for name in used - {"font"}:
        key = re.sub(r"-(\w)", lambda found: found[1].upper(), name)
        for scheme in ("light", "dark"):
            assert key in CONFIG["theme"][scheme], key


def test_no_colour_stands_outside_the_palette() -> None:
    for file in SOURCES.rglob("*.py"):
        named = r"|var\(--st-\w" if file != SOURCES / "theme" / "palette.py" else ""
        assert not re.search(rf"#[0-9a-fA-F]{{6}}\b|rgb\({named}", file.read_text("utf-8")), file


@pytest.mark.parametrize("kind", ["light", "dark"])
def test_what_a_room_reads_from_afar_has_seven_times_the_light_of_its_paper(kind: str) -> None:
    painted = theme.stage()[kind]
    for name in ("--ink", "--quiet", "--main", "--green", "--red", "--violet", "--amber"):
        assert contrast(painted[name], painted["--paper"]) >= 7, name
    assert contrast(painted["--amber"], painted["--amber-paper"]) >= 7
