// Notes when what a page shows last changed: the end of the frame that shows the change, by kind of change.

(() => {
  const REGION = "[data-testid=stMain], #react-entry-point"; // Streamlit's page without its header, and Dash's
  const READ = ["headlines", "words", "charts", "tables"]; // what a person reads
  const painted = new WeakMap(); // canvas → place on it → the text that stands there
  const pending = new Map(); // kind → where it changed, since the last frame
  let start = 0; // of the navigation, or the last key press or click
  let first = {};
  let last = {};
  let messages = []; // through web sockets: [direction, bytes, at]

  function note(kind, place) {
    if (!pending.size) requestAnimationFrame(() => setTimeout(drawn));
    if (!pending.has(kind)) pending.set(kind, new Set());
    pending.get(kind).add(place);
  }

  function drawn() {
    const now = performance.now();
    const stamp = (kind) => {
      first[kind] ??= now;
      last[kind] = now;
    };
    for (const [kind, places] of pending) {
      stamp(kind);
      if (READ.includes(kind)) stamp("read");
      if (READ.includes(kind) && [...places].some(inFirstScreenful)) stamp("screenful");
    }
    pending.clear();
  }

  // A place is an element, or the element after which something was taken away.
  function inFirstScreenful({ node, after }) {
    if (!node.isConnected) return false;
    const { width, height, top, bottom } = node.getBoundingClientRect();
    return after ? bottom < innerHeight : width > 0 && height > 0 && top < innerHeight && bottom > 0;
  }

  function placesOf(record, element) {
    if (record.type !== "childList") return [{ node: element }];
    const added = [...record.addedNodes].map((node) => ({ node: node instanceof Element ? node : element }));
    if (!record.removedNodes.length) return added;
    const before = record.previousSibling;
    return [...added, before instanceof Element ? { node: before, after: true } : { node: element }];
  }

  function changed(record) {
    const element = record.target instanceof Element ? record.target : record.target.parentElement;
    if (element?.closest("[role=timer]")) return; // it changes by itself
    note("anything");
    if (!element?.closest(REGION)) return;
    const attribute = record.type === "attributes";
    if (attribute && element.getAttributeNS(record.attributeNamespace, record.attributeName) === record.oldValue) return;
    const chart = element.closest(".js-plotly-plot");
    if (element.closest("canvas")) note("hidden grids");
    else if (chart) note("charts", { node: chart });
    else if (attribute) note("attributes");
    else for (const place of placesOf(record, element)) note(element.closest("[data-testid=stMetric], .headlines") ? "headlines" : "words", place);
  }

  new MutationObserver((records) => records.forEach(changed)).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeOldValue: true,
  });

  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...others) {
    if (!painted.has(this.canvas)) painted.set(this.canvas, new Map());
    const [texts, place] = [painted.get(this.canvas), `${Math.round(x)} ${Math.round(y)}`];
    if (texts.get(place) !== text) note("tables", { node: this.canvas });
    texts.set(place, text);
    return fillText.call(this, text, x, y, ...others);
  };

  const size = (data) => data.byteLength ?? data.size ?? data.length;
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => messages.push(["received", size(data), performance.now()]));
    }
    send(data) {
      messages.push(["sent", size(data), performance.now()]);
      super.send(data);
    }
  };

  function begin() {
    start = performance.now();
    first = {};
    last = {};
    messages = [];
    pending.clear();
    performance.clearResourceTimings();
  }
  for (const kind of ["keydown", "click"]) addEventListener(kind, begin, true);

  window.says = () => {
    const region = document.querySelector(REGION);
    return region ? `${region.innerText}\n${region.querySelectorAll("canvas").length} canvases` : "";
  };

  // Milliseconds from the start for each kind of change, once nothing has changed for `quiet` milliseconds.
  window.settled = (needed, quiet, most) =>
    new Promise((resolve, reject) => {
      const asked = performance.now();
      const look = () => {
        const now = performance.now();
        const missing = needed.filter((kind) => !(kind in last));
        const script = document.querySelector("[data-test-script-state]")?.dataset.testScriptState ?? "notRunning";
        const busy = pending.size || now - Math.max(start, ...Object.values(last)) < quiet || script !== "notRunning";
        if (!missing.length && !busy) {
          const since = (times) => Object.fromEntries(Object.entries(times).map(([kind, at]) => [kind, at - start]));
          const asked = performance.getEntriesByType("resource");
          resolve({
            first: since(first),
            last: since(last),
            messages: messages.map(([direction, bytes, at]) => [direction, bytes, at - start]),
            requests: asked.map((one) => [one.transferSize, one.startTime - start, one.responseEnd - start]),
          });
        } else if (now - asked > most) {
          const told = missing.length ? `no change of ${missing}` : `no rest, last ${JSON.stringify(last)}`;
          reject(new Error(`${location.href} after ${most} ms: ${told}; script ${script}; ${document.body.innerText.slice(0, 300)}`));
        } else setTimeout(look, 25);
      };
      look();
    });
})();
