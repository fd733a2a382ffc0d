// Shows one table of text in a node that stays, and writes it anew only when something in it changed.

const shown = new WeakMap();

// A number breaks before its interval and nowhere else.
function parts(text) {
  return text.split(/(?= \()/).map((words) => {
    const part = document.createElement("span");
    part.textContent = words;
    return part;
  });
}

// A link to another page of the web, in a tab of its own that knows nothing of this one; text where it is none.
function link(text, address) {
  let found;
  try {
    found = new URL(address);
  } catch {
    return text;
  }
  if (found.protocol !== "https:" && found.protocol !== "http:") return text;
  const anchor = document.createElement("a");
  anchor.textContent = text;
  anchor.href = found.href;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  return anchor;
}

function row(cells, numbers, tag, links) {
  const line = document.createElement("tr");
  cells.forEach((text, n) => {
    const cell = document.createElement(tag);
    if (links?.has(n)) cell.append(link(text, links.get(n)));
    else if (numbers[n] && tag === "td") cell.append(...parts(text));
    else cell.textContent = text; // never markup: names come from the records
    if (numbers[n]) cell.className = "number";
    line.append(cell);
  });
  return line;
}

export default function ({ data, parentElement }) {
  const text = new TextDecoder().decode(data);
  if (shown.get(parentElement) === text) return;
  shown.set(parentElement, text);
  const { alt, columns, rows, numbers, long, links = [] } = JSON.parse(text);
  const linked = new Map();
  for (const [n, column, address] of links) {
    if (!linked.has(n)) linked.set(n, new Map());
    linked.get(n).set(column, address);
  }
  const table = document.createElement("table");
  table.setAttribute("aria-label", alt);
  const [head, body] = [document.createElement("thead"), document.createElement("tbody")];
  head.append(row(columns, numbers, "th"));
  body.append(...rows.map((cells, n) => row(cells, numbers, "td", linked.get(n))));
  table.append(head, body);
  const frame = parentElement.querySelector("div.sheet") ?? document.createElement("div");
  frame.className = long ? "sheet long" : "sheet";
  frame.tabIndex = 0; // so that the keys can move what is wider than the page
  frame.replaceChildren(table);
  parentElement.append(frame);
}
