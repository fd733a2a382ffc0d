// Shows one table in a node that stays, and writes it anew only when something in it changed.

const shown = new WeakMap();
const unfolded = new WeakSet();
const ticks = new WeakMap();
const SVG = "http://www.w3.org/2000/svg";

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text; // never markup: names come from the records
  return node;
}

// A number breaks before its interval and nowhere else.
function parts(text) {
  return text.split(/(?= \()/).map((words) => element("span", "", words));
}

// A link to another page of the web, in a tab of its own that knows nothing of this one; text where it is none.
function link({ text, link: address }) {
  let found;
  try {
    found = new URL(address);
  } catch {
    return text;
  }
  if (found.protocol !== "https:" && found.protocol !== "http:") return text;
  const anchor = element("a", "", text);
  return Object.assign(anchor, { href: found.href, target: "_blank", rel: "noopener noreferrer" });
}

function bar({ text, bar: { length, aim, span, sure }, colour }) {
  const [line, track] = [element("div", "bar"), element("div", "track")];
  const put = (className, from, to) => {
    const node = element("div", className);
    Object.assign(node.style, { left: `${100 * from}%`, width: `${100 * (to - from)}%` });
    track.append(node);
  };
  if (span) put("span", ...span);
  if (length !== null) put(`length ${colour}`, 0, length);
  if (sure) put("sure", ...sure);
  if (aim !== null) put("aim", aim, aim);
  track.setAttribute("aria-hidden", "true");
  line.append(element("span", "", text), track);
  return line;
}

function path(heights, className) {
  const step = 100 / Math.max(heights.length - 1, 1);
  let pen = "M";
  const places = heights.map((height, n) => {
    if (height === null) {
      pen = "M";
      return "";
    }
    const place = `${pen}${(n * step).toFixed(2)} ${(19 - 18 * height).toFixed(2)}`;
    pen = "L";
    return place;
  });
  const node = document.createElementNS(SVG, "path");
  node.setAttribute("d", places.join(""));
  node.setAttribute("class", className);
  return node;
}

function course({ text, course: [heights, aims], colour }) {
  const drawing = document.createElementNS(SVG, "svg");
  const title = document.createElementNS(SVG, "title");
  title.textContent = text;
  drawing.setAttribute("viewBox", "0 0 100 20");
  drawing.setAttribute("preserveAspectRatio", "none");
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", text);
  drawing.setAttribute("class", "course");
  drawing.append(title, path(aims, "due"), path(heights, colour));
  return drawing;
}

function tick({ text, tick: key, on, says }, told) {
  const [label, box] = [element("label", "tick"), element("input")];
  Object.assign(box, { type: "checkbox", checked: on });
  box.setAttribute("aria-label", text);
  box.addEventListener("change", () => told({ key, on: box.checked }));
  label.append(box, element("span", "", says));
  return label;
}

// What was ticked and is not shown as such yet goes along with every tick: of two sent at once only the last may arrive.
function telling(parentElement, rows, send) {
  const open = ticks.get(parentElement) ?? new Map();
  ticks.set(parentElement, open);
  for (const cell of rows.flat()) if (cell.tick && open.get(cell.tick) === cell.on) open.delete(cell.tick);
  return ({ key, on }) => {
    open.delete(key);
    open.set(key, on);
    send([...open].map(([one, set]) => ({ key: one, on: set })));
  };
}

function content(cell, number, told) {
  if (typeof cell === "string") return number ? parts(cell) : [cell];
  if (cell.link) return [link(cell)];
  if (cell.mark) return [element("span", `mark ${cell.mark}`, cell.text)];
  if (cell.bar) return [bar(cell)];
  if (cell.course) return [course(cell)];
  return [tick(cell, told)];
}

// The tracks of a column begin and end alike, so that their lengths can be compared.
function alike(body, columns) {
  columns.forEach((_, n) => {
    const words = [...body.querySelectorAll(`td:nth-child(${n + 1}) .bar > span`)];
    const widest = Math.max(...words.map((node) => node.textContent.length));
    words.forEach((node) => (node.style.minWidth = `${widest}ch`));
  });
}

function row(cells, { numbers, columns }, told) {
  const line = document.createElement("tr");
  cells.forEach((cell, n) => {
    const node = element("td", numbers[n] ? "number" : "");
    node.append(...content(cell, numbers[n], told));
    node.dataset.column = columns[n];
    line.append(node);
  });
  return line;
}

// Tab comes to a table once, and the arrows go on from there; one that is wider than the page is moved by them.
function oneStop(frame) {
  const stops = [...frame.querySelectorAll("a, button, input")].filter((node) => !node.closest("[hidden]"));
  stops.forEach((node, n) => (node.tabIndex = n ? -1 : 0));
  frame.tabIndex = !stops.length && frame.scrollWidth > frame.clientWidth ? 0 : -1;
  frame.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!step || !next || !stops.includes(document.activeElement)) return;
    event.preventDefault();
    stops.forEach((node) => (node.tabIndex = node === next ? 0 : -1));
    next.focus();
  };
}

export default function ({ data, parentElement, setTriggerValue }) {
  const text = new TextDecoder().decode(data);
  if (shown.get(parentElement) === text) return;
  shown.set(parentElement, text);
  const found = JSON.parse(text);
  const table = document.createElement("table");
  table.setAttribute("aria-label", found.alt);
  const [head, body, names] = ["thead", "tbody", "tr"].map((tag) => document.createElement(tag));
  names.append(...found.columns.map((name, n) => element("th", found.numbers[n] ? "number" : "", name)));
  head.append(names);
  const told = telling(parentElement, found.rows, (all) => setTriggerValue("ticked", all));
  body.append(...found.rows.map((cells) => row(cells, found, told)));
  const totals = new Set(found.totals);
  [...body.children].forEach((line, n) => line.classList.toggle("total", totals.has(n)));
  table.append(head, body);
  alike(body, found.columns);
  let frame = parentElement.querySelector("div.sheet");
  if (!frame) {
    frame = element("div");
    new ResizeObserver(() => oneStop(frame)).observe(frame);
    parentElement.append(frame);
  }
  frame.className = found.columns.length > 3 ? "sheet stacks" : "sheet";
  frame.replaceChildren(table);
  const few = Math.min(found.few, found.first ?? found.few);
  const rest = [...body.children].filter((_, n) => n >= few && !totals.has(n));
  if (rest.length && !unfolded.has(parentElement)) {
    rest.forEach((line) => (line.hidden = true));
    const all = found.rows.length - totals.size;
    const more = element("button", "", `${all - rest.length} of ${all} shown, show all`);
    more.addEventListener("click", () => {
      unfolded.add(parentElement);
      rest.forEach((line) => (line.hidden = false));
      more.remove();
      oneStop(frame);
      (rest[0].querySelector("a, input") ?? frame).focus();
    });
    frame.append(more);
  }
  oneStop(frame);
}
