// Says what somebody could not read on a stage: text that is clipped, outside, on other text, or smaller than agreed.
() => {
  const root = document.querySelector(".stage");
  const found = new Set();
  const unit = innerWidth < innerHeight
    ? Math.min(innerWidth / 1080, innerHeight / 1920)
    : Math.min(innerWidth / 1920, innerHeight / 1080);
  const seen = (node) => node.checkVisibility({ visibilityProperty: true });
  const named = (node) => `${node.tagName}.${node.className} ${node.textContent.slice(0, 30)}`;
  const inside = (rect, box) => rect.left >= box.left - 2 && rect.right <= box.right + 2 && rect.top >= box.top - 2 && rect.bottom <= box.bottom + 2;

  if (root.querySelector("header").offsetWidth < root.offsetWidth * 0.8) found.add("beside: something stands beside the stop");

  const places = [];
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || !seen(parent) || parent.tagName === "OPTION") continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < 24 * unit - 0.1) found.add(`small: ${size} ${named(parent)}`);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom, height } of range.getClientRects()) {
      const less = height * 0.1; // letters are lower than what a font claims for them
      const rect = { left, right, top: top + less, bottom: bottom - less };
      for (let above = parent; above; above = above === root ? null : above.parentElement) {
        const clips = above === root || getComputedStyle(above).overflow !== "visible";
        if (clips && !inside(rect, above.getBoundingClientRect())) found.add(`clipped: ${named(parent)}`);
      }
      places.push({ node, ...rect, top: rect.top + less, bottom: rect.bottom - less });
    }
  }
  for (const node of root.querySelectorAll("input, select")) {
    if (!seen(node)) continue;
    const { left, right, top, bottom } = node.getBoundingClientRect();
    places.push({ node, left, right, top: top + 2, bottom: bottom - 2 });
    if (!inside(node.getBoundingClientRect(), root.getBoundingClientRect())) found.add("field outside");
  }
  const shared = (one, two, low, high) => Math.min(one[high], two[high]) - Math.max(one[low], two[low]) > 1;
  for (const [n, one] of places.entries()) {
    for (const two of places.slice(n + 1)) {
      if (one.node !== two.node && shared(one, two, "left", "right") && shared(one, two, "top", "bottom")) {
        found.add(`overlap: ${one.node.data ?? one.node.tagName} / ${two.node.data ?? two.node.tagName}`);
      }
    }
  }
  for (const node of [document.scrollingElement, ...root.querySelectorAll("*")]) {
    const scrolls = node.scrollHeight > node.clientHeight + 2 && getComputedStyle(node).overflow !== "visible";
    if (scrolls && seen(node) && node.tagName !== "INPUT") found.add(`scrolls: ${named(node)}`);
  }
  const sizes = { h2: 60, ".number.first .value": 140, ".number:not(.first) .value": 84, ".bar": 36, ".notes": 28 };
  for (const [what, wanted] of Object.entries(sizes)) {
    for (const node of root.querySelectorAll(`.stop.seen .parts.seen ${what}`)) {
      if (parseFloat(getComputedStyle(node).fontSize) < wanted * unit - 0.2) found.add(`under ${wanted}: ${named(node)}`);
    }
  }
  return [...found];
}
