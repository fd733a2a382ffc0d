"""The stage at every size that it is shown at: nothing clipped, overlapping, scrolled, or smaller than can be read."""

import base64
from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page

from sla_dash.screen import stage
from tests import scenes

SIZES = {
    "1280x720": (1280, 720, 1),
    "1280x800": (1280, 800, 1),
    "1920x1080": (1920, 1080, 1),
    "3840x2160": (3840, 2160, 1),
    "1920x1080 at 2": (1920, 1080, 2),
    "1080x1920": (1080, 1920, 1),
}
SHOW = """async ([script, style, data]) => {
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  document.body.style.margin = 0;
  const { default: show } = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  window.sent = [];
  window.show = (text) => show({
    data: Uint8Array.from(atob(text), (one) => one.charCodeAt(0)), parentElement: document.body,
    setTriggerValue: (name, value) => sent.push([name, value]),
  });
  window.show(data);
  document.querySelector(".stage").classList.add("full");
  window.dispatchEvent(new Event("resize"));
}"""
FAULTS = """() => {
  const root = document.querySelector(".stage"), found = [], texts = [];
  const u = Math.min(innerWidth / 1920, innerHeight / 1080), p = Math.min(innerWidth / 1080, innerHeight / 1920);
  const unit = innerWidth < innerHeight ? p : u;
  const named = (node) => `${node.tagName}.${node.className} ${node.textContent.slice(0, 30)}`;
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility({ visibilityProperty: true }) || parent.tagName === "OPTION") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()];
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < 24 * unit - 0.1) found.push(`small: ${size} ${named(parent)}`);
    const box = root.getBoundingClientRect();
    for (const rect of rects) {
      const outside = rect.left < box.left - 1 || rect.right > box.right + 1 || rect.top < box.top - 1 || rect.bottom > box.bottom + 1;
      if (outside) found.push(`outside: ${named(parent)}`);
      let above = parent;
      while (above !== root) {
        const clips = getComputedStyle(above).overflow !== "visible" && above.getBoundingClientRect();
        if (clips && (rect.bottom > clips.bottom + 2 || rect.right > clips.right + 2 || rect.top < clips.top - 2)) found.push(`clipped: ${named(parent)}`);
        above = above.parentElement;
      }
      // letters are lower than their lines
      texts.push({ node, left: rect.left, right: rect.right, top: rect.top + rect.height * 0.2, bottom: rect.bottom - rect.height * 0.2 });
    }
  }
  for (const field of root.querySelectorAll("input, select")) {
    if (!field.checkVisibility({ visibilityProperty: true })) continue;
    const { left, right, top, bottom } = field.getBoundingClientRect();
    texts.push({ node: field, left, right, top: top + 2, bottom: bottom - 2 });
    if (bottom > innerHeight || right > innerWidth) found.push("field outside");
  }
  for (const [n, one] of texts.entries()) for (const two of texts.slice(n + 1)) {
    if (one.node === two.node) continue;
    const over = Math.min(one.right, two.right) - Math.max(one.left, two.left) > 1 && Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > 1;
    if (over) found.push(`overlap: ${one.node.data ?? one.node.tagName} / ${two.node.data ?? two.node.tagName}`);
  }
  for (const node of [document.scrollingElement, ...root.querySelectorAll("*")]) {
    if (node.checkVisibility({ visibilityProperty: true }) && node.tagName !== "INPUT" && node.scrollHeight > node.clientHeight + 2 && getComputedStyle(node).overflow !== "visible") found.push(`scrolls: ${named(node)}`);
  }
  const sizes = [["h2", root.querySelector(".stop.plain.seen") ? 84 : 60], [".number.first .value", 140], [".number:not(.first) .value", 84], [".bar", 36], [".notes", 28]];
  for (const [what, wanted] of sizes) for (const node of root.querySelectorAll(`.stop.seen .parts.seen ${what}, .stop.plain.seen ${what}`)) {
    if (parseFloat(getComputedStyle(node).fontSize) < wanted * unit - 0.2) found.push(`under ${wanted}: ${named(node)}`);
  }
  return [...new Set(found)];
}"""


@pytest.fixture(scope="module", params=SIZES)
def screen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, height, factor = SIZES[request.param]
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=factor)
    yield page
    page.close()


def shown(page: Page, scene: stage.Scene) -> None:
    """Show a scene in an empty page, by nothing but the component's own script and styles."""
    folder = files(stage)
    script, style = (folder.joinpath(f"stage.{kind}").read_text("utf-8") for kind in ("js", "css"))
    page.goto("about:blank")
    page.evaluate(SHOW, [script, style, base64.b64encode(stage.encoded(scene)).decode()])


@pytest.mark.parametrize("name", scenes.SCENES)
def test_nothing_is_clipped_overlaps_or_is_too_small(screen: Page, name: str) -> None:
    shown(screen, scenes.scene(name))
    found = [f"at first {one}" for one in screen.evaluate(FAULTS)]
    for key in ("1", "2", "3", "4", "5", "h", "?"):
        screen.keyboard.press(key)
        found += [f"{key} {one}" for one in screen.evaluate(FAULTS)]
    assert not found, "\n".join(found)
