"""The stage at every size that it is shown at: nothing clipped, overlapping, scrolled, or smaller than can be read."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page

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
