"""What axe-core and the Tab key find on a made-up company's pages: nothing in either theme that keeps anybody out."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, TypeAlias

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as Waited

from tests.screens import PAGES

Asked: TypeAlias = Mapping[str, Any]

ALL = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
# Of all that is asked these alone can depend on the theme.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
# What a figure is drawn with is one picture to a screen reader, and axe cannot tell what its words stand on. The rows
# of a table are alike.
WHOLE = {"exclude": [".js-plotly-plot > *", ".sheet tbody tr:nth-child(n + 2)"]}
OPENED = {
    "include": [
        "[data-testid=stPopoverBody]",
        "[data-testid=stPopoverButton][aria-expanded=true]",
        "[data-testid=stTooltipContent]",
        "[data-testid=stMainMenuPopover]",
    ]
}
BEYOND = """() => Math.max(...[...document.querySelectorAll("#stMain, [data-testid=stPopoverBody]")]
    .map((node) => node.scrollHeight - node.clientHeight))"""
STILL = """() => {
    const all = (selector) => [...document.querySelectorAll(selector)];
    return all("[data-testid=stApp][data-test-script-state=notRunning]").length
        && all("[data-testid=stMain] [data-testid=stMarkdownContainer], .stage .stop.seen").length
        && !all("[data-stale=true], [data-testid=stSkeleton]").length
        && all("[data-testid=stBidiComponentRegular]").every((node) => node.children.length > 1)
        && all(".js-plotly-plot").every((node) => node.role === "img")
        && document.getAnimations().every((one) => one.playState !== "running");
}"""
# Tab comes to one of a group of radio buttons or of what a table holds, and arrows to the others.
CONTROLS = """() => {
    const look = (node) => {
        const looks = [];
        for (let one = node; one && looks.length < 5; one = one.parentElement) {
            const { outline, outlineStyle, boxShadow, borderColor, backgroundColor, color } = getComputedStyle(one);
            looks.push([outlineStyle === "none" || outline, boxShadow, borderColor, backgroundColor, color]);
        }
        return JSON.stringify(looks);
    };
    const kinds = "a[href], button, input, select, textarea, summary, [tabindex]";
    const before = new Map([...document.querySelectorAll(kinds)]
        .filter((node) => node.tabIndex >= 0 && !node.disabled && node.checkVisibility({ visibilityProperty: true }))
        .filter((node) => !node.matches("[role=radio]"))
        .map((node) => [node, look(node)]));
    window.missed = new Set(before.keys());
    window.shown = () => {
        const node = document.activeElement;
        if (!before.has(node)) return true;
        const { top, bottom, left, right } = node.getBoundingClientRect();
        if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth) return false;
        if (before.get(node) === look(node)) return false;
        missed.delete(node);
        return true;
    };
    return missed.size;
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_init_script(AXE_SCRIPT)
    page.add_init_script("localStorage.clear()")  # Streamlit would remember an open sidebar
    yield page
    page.close()


def popover(label: str) -> Callable[[Page], None]:
    """Return what opens the first popover with a label."""

    def opens(page: Page) -> None:
        page.get_by_test_id("stPopoverButton").filter(has_text=label, visible=True).first.click()
        expect(page.get_by_test_id("stPopoverBody")).to_be_visible()

    return opens


def sidebar(page: Page) -> None:
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_role("combobox", name="Month")).to_be_in_viewport(ratio=1)


def menu(page: Page) -> None:
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    expect(page.get_by_role("menuitemradio", name="Dark")).to_be_visible()


def folded(page: Page) -> None:
    for closed in page.locator("details:not([open]) > summary").element_handles():
        closed.click()


# What opens beside the rest of a page, and what covers a part of it.
BESIDE: Mapping[str, Callable[[Page], None]] = {"agreement": sidebar, "plan": folded, "whatif": folded}
OVER: Mapping[str, Callable[[Page], None]] = {
    "act": popover("Feedback on a lead"),
    "contact": popover("decision"),
    "data": popover("How counted?"),
    "decisions": popover("Update"),
    "delivery": menu,
}


def opened(page: Page, place: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(place)
    page.wait_for_function(STILL)


def unscrolled(page: Page) -> None:
    """Make the screen so high that nothing scrolls: of text that is out of sight axe does not tell the contrast."""
    while (beyond := page.evaluate(BEYOND)) > 0:
        height = page.evaluate("innerHeight") + beyond + 50
        assert height < 20_000
        page.set_viewport_size({"width": 1280, "height": height})
        page.wait_for_function(STILL)


def faults(page: Page, scheme: Literal["light", "dark"], asked: Asked, where: Asked) -> list[str]:
    """Return what keeps people out in one theme, each fault with its rule, its selector and its HTML."""
    page.emulate_media(color_scheme=scheme)
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", scheme)
    page.wait_for_function(STILL)
    unscrolled(page)
    return [
        f"{scheme}: {rule['id']} ({rule['impact']}) at {' '.join(map(str, node['target']))}\n  {node['html']}"
        for rule in page.evaluate("([where, asked]) => axe.run(where, asked)", [where, asked])["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("name", [*PAGES, "agreement?view=Revise"])
def test_a_page_and_what_opens_on_it_keep_nobody_out(page: Page, company: str, name: str) -> None:
    opened(page, f"{company}/{'' if name == 'standup' else name}")
    if name in BESIDE:
        BESIDE[name](page)
    found = [*faults(page, "light", ALL, WHOLE), *faults(page, "dark", COLOURS, WHOLE)]
    if name in OVER:
        OVER[name](page)
        found += [*faults(page, "dark", COLOURS, OPENED), *faults(page, "light", ALL, OPENED)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_stop_keeps_nobody_out(page: Page, company: str, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    opened(page, company)
    found = []
    for key in ("1", "2", "3", "4", "5", "h", "?"):
        page.keyboard.press(key)
        found += faults(page, scheme, ALL, {"include": [".stage"]})
    assert not found, "\n".join(found)


def test_what_stands_last_on_a_page_is_looked_at_as_well(page: Page, company: str) -> None:
    opened(page, f"{company}/data")
    page.get_by_test_id("stMarkdownContainer").last.evaluate(
        "node => { node.innerHTML = '<p style=\"color: gray; background: silver\">faint</p><input>'; }"
    )
    expect(page.get_by_text("faint")).not_to_be_in_viewport()
    found = faults(page, "light", ALL, WHOLE)
    assert [one.split()[1] for one in found] == ["color-contrast", "label"]


def test_tab_comes_to_every_control_and_each_shows_it(page: Page, company: str) -> None:
    opened(page, f"{company}/whatif")
    for _ in range(page.evaluate(CONTROLS) + 10):
        page.keyboard.press("Tab")
        try:
            page.wait_for_function("() => shown()", timeout=15_000)
        except Waited:
            pytest.fail(
                f"nothing shows where Tab is: {page.evaluate('document.activeElement.outerHTML.slice(0, 300)')}"
            )
    assert page.evaluate("[...missed].map((node) => node.outerHTML.slice(0, 300))") == []
