"""The stage at every size that it is shown at: nothing clipped, overlapping, scrolled, or smaller than can be read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from sla_dash.output.meeting.model import Side
from sla_dash.screen import stage
from tests import scenes
from tests.browser import staging

SIZES = {
    "1280x720": (1280, 720, 1),
    "1280x800": (1280, 800, 1),
    "1920x1080": (1920, 1080, 1),
    "3840x2160": (3840, 2160, 1),
    "1920x1080 at 2": (1920, 1080, 2),
    "1080x1920": (1080, 1920, 1),
}
SHAPES, ALIKE = ("1280x720", "1280x800", "1080x1920"), ("usual", "names of sixty")
"""Of one shape a stage looks the same at every size, so that two states tell."""
DARK = ("1280x800", "3840x2160")
CASES = [(size, name) for size in SIZES for name in scenes.SCENES if size in SHAPES or name in ALIKE]


@pytest.fixture(scope="module")
def screens(browser: Browser) -> Iterator[Mapping[str, Page]]:
    found = {}
    for name, (width, height, factor) in SIZES.items():
        found[name] = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=factor)
    yield found
    for page in found.values():
        page.close()


@pytest.mark.parametrize(("size", "name"), CASES)
def test_nothing_is_clipped_overlaps_or_is_too_small(screens: Mapping[str, Page], size: str, name: str) -> None:
    screen = screens[size]
    staging.show(screen, scenes.scene(name, dark=size in DARK))
    found = [f"at first {one}" for one in staging.faults(screen)]
    for key in ("1", "2", "3", "4", "5", "h", "?"):
        screen.keyboard.press(key)
        found += [f"{key} {one}" for one in staging.faults(screen)]
    assert not found, "\n".join(found)


@pytest.fixture
def screen(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    yield page
    page.close()


@pytest.mark.parametrize("number", [1, 12, 40, 41, 1_300])
def test_what_is_shown_and_what_is_counted_is_all_there_is(screen: Page, number: int) -> None:
    staging.show(screen, replace(scenes.scene("usual"), days=[stage.written(scenes.morning(number, number))]))
    for key, rows in (("1", ".bar"), ("3", ".bar"), ("4", "tbody tr")):
        screen.keyboard.press(key)
        part = screen.locator(".stop.seen .parts.seen .part").first
        shown, more = part.locator(rows).filter(visible=True).count(), part.locator(".more").inner_text()
        assert shown
        assert shown + int(re.sub(r"\D", "", more) or 0) == number, key
    assert staging.faults(screen) == []


def test_how_it_was_counted_is_said_line_by_line_as_wide_as_the_screen(screen: Page) -> None:
    staging.show(screen, scenes.scene("usual"))
    for key in "12345":
        screen.keyboard.press(key)
        screen.keyboard.press("h")
        how = screen.locator(".stop.seen .how")
        expect(how).to_be_visible()
        assert how.locator(".more").text_content() == "", key
        whole = how.locator("ul").bounding_box()
        assert whole
        assert {one["width"] for line in how.locator("li").all() if (one := line.bounding_box())} == {whole["width"]}, (
            key
        )
        screen.keyboard.press("h")


def test_a_note_gives_way_only_where_the_notes_are_the_highest(screen: Page) -> None:
    both = scenes.morning()
    left, right = both.stops[0].parts["leads"]
    assert isinstance(left, Side)
    assert isinstance(right, Side)
    few, many = replace(left, notes=("101 leads came.",) * 2), replace(right, notes=(scenes.NOTE * 2,) * 3)
    stop = replace(both.stops[0], parts={"leads": (few, many)})
    staging.show(
        screen, replace(scenes.scene("usual"), days=[stage.written(replace(both, stops=(stop, *both.stops[1:])))])
    )
    notes = screen.locator(".stop.seen .parts.seen .notes")
    shown = [notes.nth(n).locator("li").filter(visible=True).count() for n in range(2)]
    assert shown == [2, 1]
    assert staging.faults(screen) == []


def test_what_is_typed_and_where_one_is_stays_while_new_numbers_come(screen: Page) -> None:
    staging.show(screen, scenes.scene("usual"))
    screen.keyboard.press("5")
    screen.keyboard.press("+")
    screen.keyboard.type("ring")
    staging.renew(screen, replace(scenes.scene("usual"), beat=1))
    screen.keyboard.type(" at once")
    what = screen.get_by_placeholder("what to do")
    expect(what).to_have_value("ring at once")
    expect(what).to_be_focused()
    staging.renew(screen, replace(scenes.scene("usual"), beat=2, cleared=1))
    expect(what).to_have_value("")
    expect(screen.locator(".stop.seen")).to_have_class("stop settling seen")


def test_the_clock_counts_the_stop_and_the_meeting_and_turns_amber(screen: Page) -> None:
    screen.clock.install()
    staging.show(screen, scenes.scene("usual"))
    screen.keyboard.press("t")
    clock = screen.locator(".clock")
    screen.clock.run_for(119_000)
    expect(clock).to_have_text("this stop 0:01 · 13:01")
    expect(clock.locator(".amber")).to_have_count(0)
    screen.clock.run_for(2_000)
    expect(clock.locator(".amber")).to_have_text("this stop −0:01")
    screen.keyboard.press("2")
    expect(clock).to_have_text("this stop 3:00 · 12:59")


def test_a_wall_goes_round_moves_by_a_pixel_and_says_what_is_wrong(screen: Page) -> None:
    screen.clock.install()
    wall = scenes.scene("usual", wall=True)
    staging.show(screen, wall)
    seen = screen.locator(".stop.seen")
    head = screen.locator(".stage header")
    before = head.bounding_box()
    for layout in ("side", "side", "table", "settling", "halves"):
        screen.clock.run_for(20_000)
        expect(seen).to_have_class(f"stop {layout} seen")
    staging.renew(screen, replace(wall, beat=1, warning="The journal is not as it was written."))
    assert head.bounding_box() != before
    expect(screen.locator(".warning")).to_have_text("The journal is not as it was written.")
    expect(screen.locator(".warning")).to_be_visible()
